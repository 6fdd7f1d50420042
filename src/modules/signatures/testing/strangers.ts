import { deflateSync } from 'node:zlib'

/** Papers as other programs write them, by hand: what our press never makes and a signer meets every day. */

const content = 'BT /F1 24 Tf 72 700 Td (Don de nghi) Tj ET'
const objects = (annots: string, form: string): string[] => [
  `<</Type /Catalog /Pages 2 0 R${form}>>`,
  '<</Type /Pages /Kids [3 0 R 6 0 R] /Count 2 /MediaBox [0 0 595 842]>>',
  `<</Type /Page /Parent 2 0 R /Resources <</Font <</F1 5 0 R>>>> /Contents 4 0 R${annots}>>`,
  `<</Length ${content.length}>>\nstream\n${content}\nendstream`,
  '<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>',
  '<</Type /Page /Parent 2 0 R /Resources <<>>>>',
  '<</Fields [] /DA (/Helv 0 Tf 0 g)>>',
  '[]',
]

function body(list: readonly (string | undefined)[]): { text: string; places: number[] } {
  let text = '%PDF-1.5\n%\xe2\xe3\xcf\xd3\n'
  const places: number[] = []
  list.forEach((object, i) => {
    places.push(object === undefined ? 0 : text.length)
    if (object !== undefined) text += `${i + 1} 0 obj\n${object}\nendobj\n`
  })
  return { text, places }
}

const table = (places: readonly number[]): string => `xref\n0 ${places.length + 1}\n0000000000 65535 f \n${places.map((at) => (at ? `${String(at).padStart(10, '0')} 00000 n \n` : '0000000000 00000 f \n')).join('')}`

/** A table of cross references, as every program wrote until 2003. `how`: the form and the list of annotations stand by themselves, in their owner, or nowhere. */
export function classicPdf(how: 'apart' | 'inside' | 'none' = 'none'): Buffer {
  const list = objects(how === 'apart' ? ' /Annots 8 0 R' : how === 'inside' ? ' /Annots []' : '', how === 'apart' ? ' /AcroForm 7 0 R' : how === 'inside' ? ' /AcroForm <</Fields []>>' : '')
  const { text, places } = body(list)
  return Buffer.from(`${text}${table(places)}trailer\n<</Size ${list.length + 1} /Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`, 'latin1')
}

/** A hybrid: a table for old readers, and a stream that leads new ones to packed objects (ISO 32000-2, 7.5.8.4). */
export function hybridPdf(): Buffer {
  const list: (string | undefined)[] = objects('', ' /AcroForm 7 0 R')
  // The font and the form are packed; old readers do not see them.
  const packed = [[5, list[4]!], [7, list[6]!]] as const
  let inner = ''
  const index = packed.map(([n, object]) => { const at = inner.length; inner += `${object} `; return `${n} ${at}` }).join(' ')
  const raw = deflateSync(Buffer.from(`${index} ${inner}`))
  list[4] = undefined
  list[6] = undefined
  list.push(`<</Type /ObjStm /N 2 /First ${index.length + 1} /Filter /FlateDecode /Length ${raw.length}>>\nstream\n${raw.toString('latin1')}\nendstream`)
  const { text, places } = body(list)
  const rows = Buffer.alloc(2 * 4)
  packed.forEach((_, i) => { rows[i * 4] = 2; rows.writeUInt16BE(9, i * 4 + 1); rows[i * 4 + 3] = i })
  const references = `10 0 obj\n<</Type /XRef /Size 11 /W [1 2 1] /Index [5 1 7 1] /Root 1 0 R /Length ${rows.length}>>\nstream\n${rows.toString('latin1')}\nendstream\nendobj\n`
  const at = text.length
  return Buffer.from(`${text}${references}${table(places)}trailer\n<</Size 11 /Root 1 0 R /XRefStm ${at}>>\nstartxref\n${at + references.length}\n%%EOF\n`, 'latin1')
}
