import type { Pdf } from './read.ts'
import { type Dict, isDict, Text } from './values.ts'

/** The signatures of a file that stands well, in the order of their fields: what each covers, and the bytes it is. */
export function signatureValues(pdf: Pdf): { dict: Dict; contents: Text; range: readonly number[] }[] {
  return pdf.listAt(pdf.dictAt(pdf.catalog.get('AcroForm'))?.get('Fields')).flatMap((field) => {
    const dict = pdf.get(pdf.dictAt(field)?.get('V'))
    if (!isDict(dict)) return []
    const contents = pdf.get(dict.get('Contents'))
    return contents instanceof Text ? [{ dict, contents, range: pdf.listAt(dict.get('ByteRange')).map((one) => Number(pdf.get(one))) }] : []
  })
}

/** What a signature is over: everything in the file but itself. */
export const covered = (bytes: Buffer, [, a = 0, b = 0, c = 0]: readonly number[]): Buffer => Buffer.concat([bytes.subarray(0, a), bytes.subarray(b, b + c)])
