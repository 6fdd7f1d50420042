import { Refusal } from '#platform/refusal'
import { Unzip, UnzipInflate } from 'fflate'

/**
 * The portal's Word export of one procedure. Only `word/document.xml` is unpacked, to a bound that is watched while it
 * unpacks (the size that a ZIP states about itself is the sender's word); a document type is refused, so there are no entities.
 */
const mostXml = 24_000_000

export type WordPart = { kind: 'line'; text: string } | { kind: 'table'; rows: string[][] }

/** Paragraphs and tables of the document's body, in order. Refuses `word-file-broken`, `word-file-too-large`. */
export function readWordFile(bytes: Uint8Array): WordPart[] {
  const xml = documentXml(bytes)
  if (/<!DOCTYPE|<!ENTITY/i.test(xml.slice(0, 4096)) || xml.includes('<!DOCTYPE')) throw new Refusal('invalid', 'word-file-broken')
  return partsOf(xml)
}

function documentXml(bytes: Uint8Array): string {
  const chunks: Uint8Array[] = []
  let size = 0, found = false, done = false, fault: 'broken' | 'large' | undefined
  const unzip = new Unzip((file) => {
    if (file.name !== 'word/document.xml') return
    if (found) { fault = 'broken'; return }
    found = true
    file.ondata = (error, chunk, final) => {
      if (error) { fault ??= 'broken'; return }
      size += chunk.length
      if (size > mostXml) { fault ??= 'large'; file.terminate(); return }
      chunks.push(chunk)
      if (final) done = true
    }
    file.start()
  })
  unzip.register(UnzipInflate)
  try {
    // In pieces: a bomb is stopped after the piece that swells, not after the whole.
    for (let at = 0; at < bytes.length && !fault && !done; at += 16_384) unzip.push(bytes.subarray(at, at + 16_384), at + 16_384 >= bytes.length)
  } catch { fault ??= 'broken' }
  if (fault === 'large') throw new Refusal('invalid', 'word-file-too-large')
  if (fault || !found || !done) throw new Refusal('invalid', 'word-file-broken')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch { throw new Refusal('invalid', 'word-file-broken') }
}

const entity: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const unescape = (text: string): string => text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{2,4}));/gi, (whole, hex, dec, name) => {
  if (name) return entity[name] ?? whole
  const code = hex ? parseInt(hex, 16) : Number(dec)
  return code > 31 && code < 0x110000 ? String.fromCodePoint(code) : ' '
})

/** WordprocessingML by its few words: w:tbl, w:tr, w:tc, w:p, w:t, w:br, w:tab. Tables inside a cell count as its text. */
function partsOf(xml: string): WordPart[] {
  const parts: WordPart[] = []
  let table: string[][] | undefined, cell: string[] | undefined, line = '', depth = 0, inText = false
  const token = /<(\/?)w:(tbl|tr|tc|p|t|br|tab|del|instrText)\b[^>]*?(\/?)>|<[^>]*>|[^<]+/g
  let skipped = 0
  for (const match of xml.matchAll(token)) {
    const [whole, closing, name, selfClosing] = match
    if (name === undefined) { if (inText && !skipped && !whole.startsWith('<')) line += unescape(whole); continue }
    const opens = !closing && !selfClosing
    switch (name) {
      case 't': inText = opens; break
      // Text that was struck out under "track changes" is not in force.
      case 'del': case 'instrText': skipped = Math.max(0, skipped + (opens ? 1 : closing ? -1 : 0)); break
      case 'br': line += '\n'; break
      case 'tab': if (depth >= 0) line += '\t'; break
      case 'tbl': if (opens) { if (depth++ === 0) table = [] } else if (closing && --depth === 0 && table) { parts.push({ kind: 'table', rows: table }); table = undefined } break
      case 'tr': if (opens && depth === 1) table?.push([]); break
      case 'tc': if (depth === 1) { if (opens) cell = []; else if (cell) { table?.at(-1)?.push(cell.join('\n').trim()); cell = undefined } } break
      case 'p':
        if (opens) { line = ''; break }
        if (cell) { if (line.trim()) cell.push(line.trim()) } else if (depth === 0 && line.trim()) parts.push({ kind: 'line', text: line.trim() })
        line = ''
    }
  }
  return parts
}
