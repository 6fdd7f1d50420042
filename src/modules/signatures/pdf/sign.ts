import { createHash } from 'node:crypto'
import { type HashName, hashOfPieces, type Signer, signMessage } from '#certification'
import { type Appearance, embed } from './appearance.ts'
import { NotPdf, Pdf } from './read.ts'
import { Update } from './update.ts'
import { dict, Name, Ref, Stream, textOf, type Value, wordsOf, write } from './values.ts'

/** Where a signature is seen: the page from 1, and the lower left corner in points from the lower left of the page. */
export type Place = { page: number; x: number; y: number }
export type ToSign = {
  /** The moment the signer says it is; what proves it is the time stamp. */
  at: Date
  /** Whose signature it is, for readers that show only the dictionary. */
  name: string
  reason?: string
  location?: string
  /** Absent: nothing is seen on the page. */
  seen?: { place: Place; appearance: Appearance }
}

/** Whoever answers a time-stamp token over a hash. `room` is what a token takes at most: those of some authorities carry long chains. */
export type Stamper = { room: number; token(hash: HashName, imprint: Buffer): Buffer | Promise<Buffer> }

/**
 * Signs a PDF as PAdES baseline B-B, with `stamp` B-T (EN 319 142-1): a new signature field, the signature over every byte of
 * the file but itself. What was signed before stays as it was. Throws NotPdf for what cannot be read.
 */
export async function signPdf(pdf: Buffer | Pdf, signer: Signer, what: ToSign, stamp?: Stamper): Promise<{ bytes: Buffer; signature: Buffer }> {
  const open = pdf instanceof Pdf ? pdf : new Pdf(pdf)
  const room = signer.chain.reduce((sum, der) => sum + der.length, 0) + 1_000 + (stamp?.room ?? 0)
  const { bytes, gap } = reserve(open, { ...what, room, kind: 'signature' })
  const { hash } = signer.scheme
  const signature = await signMessage(signer, { digest: hashOfPieces(hash, around(bytes, gap)), ...(stamp ? { stamp: (value: Buffer) => stamp.token(hash, createHash(hash).update(value).digest()) } : {}) })
  return { bytes: fill(bytes, gap, signature), signature }
}

/** Puts a time stamp over the whole file (ETSI.RFC3161): with the proofs in the file, it is B-LTA, and can be renewed for ever. */
export async function stampPdf(pdf: Buffer | Pdf, stamp: Stamper, at: Date, hash: HashName = 'sha256'): Promise<Buffer> {
  const { bytes, gap } = reserve(pdf instanceof Pdf ? pdf : new Pdf(pdf), { at, name: '', room: stamp.room, kind: 'stamp' })
  return fill(bytes, gap, await stamp.token(hash, hashOfPieces(hash, around(bytes, gap))))
}

type Gap = { from: number; to: number }
/** What is signed: all bytes but the place of the signature itself. */
const around = (bytes: Buffer, { from, to }: Gap): Buffer[] => [bytes.subarray(0, from), bytes.subarray(to)]

function fill(bytes: Buffer, { from, to }: Gap, signature: Buffer): Buffer {
  const hex = signature.toString('hex')
  if (hex.length > to - from - 2) throw new Error('the signature is longer than the place that was kept for it')
  bytes.write(hex, from + 1, 'latin1')
  return bytes
}

type Reserving = ToSign & { room: number; kind: 'signature' | 'stamp' }

/** A day and hour as PDF writes them (7.9.4), in the time of Vietnam. */
const pdfTime = (at: Date): string => `D:${new Date(at.getTime() + 7 * 3600_000).toISOString().replace(/\D/g, '').slice(0, 14)}+07'00'`

function reserve(pdf: Pdf, { at, name, reason, location, seen, room, kind }: Reserving): { bytes: Buffer; gap: Gap } {
  const update = new Update(pdf)
  const pages = pdf.pages()
  const page = pages[Math.min(Math.max(seen?.place.page ?? 1, 1), pages.length) - 1]
  if (!page) throw new NotPdf('there is no page')

  const range = `/ByteRange [0 ${' '.repeat(10)} ${' '.repeat(10)} ${' '.repeat(10)}]`
  const head = `<</Type ${kind === 'stamp' ? '/DocTimeStamp' : '/Sig'} /Filter /Adobe.PPKLite /SubFilter ${kind === 'stamp' ? '/ETSI.RFC3161' : '/ETSI.CAdES.detached'} ${range} /Contents `
  const tail = kind === 'stamp' ? '>>' : ` /M (${pdfTime(at)})${[['Name', name], ['Reason', reason], ['Location', location]].map(([key, words]) => (words ? ` /${key} ${write(textOf(words))}` : '')).join('')}>>`
  const signature = update.add(Buffer.from(`${head}<${'0'.repeat(room * 2)}>${tail}`, 'latin1'))

  const taken = fieldNames(pdf)
  const base = kind === 'stamp' ? 'Timestamp' : 'Signature'
  let n = 1
  while (taken.has(`${base}${n}`)) n++
  const rect = seen ? [seen.place.x, seen.place.y, seen.place.x + seen.appearance.width, seen.place.y + seen.appearance.height] : [0, 0, 0, 0]
  const field = update.add(dict({
    Type: new Name('Annot'), Subtype: new Name('Widget'), FT: new Name('Sig'), T: textOf(`${base}${n}`), V: signature, P: page, Rect: rect,
    // Printed, and not to be moved.
    F: 132,
    ...(seen ? { AP: dict({ N: embed(update, seen.appearance) }), TU: textOf(seen.appearance.says) } : { AP: dict({ N: empty(update) }) }),
  }))
  addToPage(pdf, update, page, field)
  addToForm(pdf, update, field)

  const added = update.bytes()
  const start = pdf.bytes.length + update.placeOf(signature)
  const bytes = Buffer.concat([pdf.bytes, added])
  const from = bytes.indexOf('/Contents <', start) + '/Contents '.length
  const gap = { from, to: from + room * 2 + 2 }
  const numbers = [gap.from, gap.to, bytes.length - gap.to].map((number) => String(number).padEnd(10))
  bytes.write(`/ByteRange [0 ${numbers.join(' ')}]`, bytes.indexOf('/ByteRange [0 ', start), 'latin1')
  return { bytes, gap }
}

const empty = (update: Update): Ref => update.add(new Stream(dict({ Type: new Name('XObject'), Subtype: new Name('Form'), BBox: [0, 0, 0, 0], Resources: dict({}) }), Buffer.alloc(0)))

function addToPage(pdf: Pdf, update: Update, page: Ref, field: Ref): void {
  const of = pdf.dictAt(page)!
  const annotations = of.get('Annots')
  // A list that stands by itself is said anew there; the page is touched only where it holds the list.
  if (annotations instanceof Ref && Array.isArray(pdf.get(annotations))) update.put(annotations, [...pdf.listAt(annotations), field])
  else update.put(page, new Map<string, Value>([...of, ['Annots', [...pdf.listAt(annotations), field]]]))
}

function addToForm(pdf: Pdf, update: Update, field: Ref): void {
  const root = pdf.trailer.get('Root')
  if (!(root instanceof Ref)) throw new NotPdf('the catalogue stands nowhere')
  const { catalog } = pdf
  const at = catalog.get('AcroForm')
  const form = pdf.dictAt(at)
  const fields = form?.get('Fields')
  const grown = (): Value => new Map<string, Value>([...(form ?? []), ['Fields', [...pdf.listAt(fields), field]], ['SigFlags', 3]])
  if (at instanceof Ref && form) update.put(at, grown())
  else update.put(root, new Map<string, Value>([...catalog, ['AcroForm', grown()]]))
}

function fieldNames(pdf: Pdf): Set<string> {
  return new Set(pdf.listAt(pdf.dictAt(pdf.catalog.get('AcroForm'))?.get('Fields')).flatMap((one) => wordsOf(pdf.get(pdf.dictAt(one)?.get('T'))) ?? []))
}

/** What proves a signature for long: who vouched for whom, and that nobody had been revoked. */
export type Proofs = { certificates: readonly Buffer[]; ocsp: readonly Buffer[]; crls: readonly Buffer[] }

/**
 * Puts proofs into the file beside the signatures (Document Security Store, EN 319 142-1, 5.4): with them it is B-LT.
 * `signatures` are the contents of the signatures they are for, as they lie in the file.
 */
export function addProofs(pdf: Buffer | Pdf, proofs: Proofs, signatures: readonly Buffer[]): Buffer {
  const open = pdf instanceof Pdf ? pdf : new Pdf(pdf)
  const update = new Update(open)
  const root = open.trailer.get('Root') as Ref
  const before = open.dictAt(open.catalog.get('DSS'))
  const list = (key: string): Value[] => open.listAt(before?.get(key))
  const known = new Map<string, Value>()
  for (const key of ['Certs', 'OCSPs', 'CRLs']) for (const ref of list(key)) {
    const stream = open.get(ref)
    if (stream instanceof Stream) known.set(createHash('sha256').update(open.unfold(stream)).digest('hex'), ref)
  }
  const put = (der: Buffer): Value => {
    const hash = createHash('sha256').update(der).digest('hex')
    const there = known.get(hash)
    if (there) return there
    const ref = update.add(new Stream(dict({}), der))
    known.set(hash, ref)
    return ref
  }
  const [certificates, ocsp, crls] = [proofs.certificates.map(put), proofs.ocsp.map(put), proofs.crls.map(put)]
  const union = (key: string, more: Value[]): Value[] => [...list(key), ...more.filter((ref) => !list(key).some((one) => one instanceof Ref && ref instanceof Ref && one.n === ref.n))]
  const of = dict({ ...(certificates.length ? { Cert: certificates } : {}), ...(ocsp.length ? { OCSP: ocsp } : {}), ...(crls.length ? { CRL: crls } : {}) })
  const vri = new Map<string, Value>([...(open.dictAt(before?.get('VRI')) ?? []), ...signatures.map((contents): [string, Value] => [createHash('sha1').update(contents).digest('hex').toUpperCase(), of])])
  const store = update.add(dict({ Type: new Name('DSS'), VRI: vri, Certs: union('Certs', certificates), OCSPs: union('OCSPs', ocsp), CRLs: union('CRLs', crls) }))
  const extensions = open.dictAt(open.catalog.get('Extensions'))
  update.put(root, new Map<string, Value>([...open.catalog, ['DSS', store],
    ['Extensions', new Map<string, Value>([...(extensions ?? []), ['ESIC', dict({ BaseVersion: new Name('1.7'), ExtensionLevel: 2 })]])]]))
  return Buffer.concat([open.bytes, update.bytes()])
}
