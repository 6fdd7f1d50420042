import { promisify } from 'node:util'
import { constants, inflate } from 'node:zlib'

/** Why a PDF is not taken. Each has its sentence in the room's texts. */
export type PdfFault = 'pdf-broken' | 'pdf-locked' | 'pdf-active' | 'pdf-carries-files' | 'pdf-not-readable' | 'pdf-too-many-pages'

/** Things a paper has no need of and a reader can be harmed by. The long names do not occur by chance in ten megabytes. */
const active = /\/(JavaScript|JS|Launch|XFA|RichMedia|SubmitForm|ImportData|Rendition|GoToE|GoToR)(?![A-Za-z0-9])/
const attached = /\/(EmbeddedFiles?|FileAttachment|EF)(?![A-Za-z0-9])/
// Two or three letters do occur by chance in packed pictures, so these count only with what must follow them.
const short = { JS: /^\s*(\(|<[0-9A-Fa-f<\s]|\d+\s+\d+\s+R)/, EF: /^\s*(<<|\d+\s+\d+\s+R)/ }

/**
 * More than a paper has: a file is looked through while others wait, so one that is all streams, all escaped signs or all
 * calls is refused and not worked through. Two hundred pages have a few thousand streams, and chance makes a few hundred
 * escapes in ten megabytes.
 */
const most = { streams: 20_000, escapes: 20_000, shortNames: 10_000, openings: 20 }

/**
 * Looks through a PDF without opening it: every object in the plain, and every packed stream that could hold objects.
 * Not a parser: what cannot be looked into is refused, because a reader might be able to.
 */
export async function inspectPdf(bytes: Buffer, limits: { mostPages: number; mostUnfolded: number }): Promise<{ pages: number } | { fault: PdfFault }> {
  const raw = bytes.toString('latin1')
  // At the very start: a file that is a PDF and something else at once begins otherwise.
  if (!/^%PDF-(1\.[0-7]|2\.0)[\r\n ]/.test(raw)) return { fault: 'pdf-broken' }
  if (!/%%EOF\s*$/.test(raw.slice(-1024)) || !/startxref\s+\d+\s+%%EOF\s*$/.test(raw.slice(-2048))) return { fault: 'pdf-broken' }

  if (countUpTo(raw, /#[0-9A-Fa-f]{2}/g, most.escapes) || countUpTo(raw, /stream[\r\n]/g, 2 * most.streams)) return { fault: 'pdf-not-readable' }
  const plain = plainNames(raw)
  if (/\/Encrypt(?![A-Za-z0-9])\s*(<<|\d+\s+\d+\s+R)/.test(plain)) return { fault: 'pdf-locked' }

  const packed = await unpackObjects(raw, bytes, limits.mostUnfolded)
  if (packed === undefined || packed.some(({ text }) => countUpTo(text, /#[0-9A-Fa-f]{2}/g, most.escapes))) return { fault: 'pdf-not-readable' }
  const texts = [plain, ...packed.map(({ text }) => plainNames(text))]
  for (const text of texts) {
    if (found(text, attached)) return { fault: 'pdf-carries-files' }
    if (found(text, active)) return { fault: 'pdf-active' }
  }
  if (!opensQuietly(texts, packed)) return { fault: 'pdf-active' }

  const pages = texts.reduce((sum, text) => sum + (text.match(/\/Type\s*\/Page(?![A-Za-z0-9])/g)?.length ?? 0), 0)
  if (pages === 0) return { fault: 'pdf-broken' }
  if (pages > limits.mostPages) return { fault: 'pdf-too-many-pages' }
  return { pages }
}

/** `/J#61vaScript` is `/JavaScript` to every reader. */
const plainNames = (text: string): string => text.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))

/** Does `what` stand in `text` more than `limit` times? Looks no further than that. */
function countUpTo(text: string, what: RegExp, limit: number): boolean {
  for (let count = 0; what.exec(text); ) if (++count > limit) return true
  return false
}

function found(text: string, names: RegExp): boolean {
  let shortNames = 0
  for (const match of text.matchAll(new RegExp(names, 'g'))) {
    const follows = short[match[1] as keyof typeof short]
    if (follows && ++shortNames > most.shortNames) return true
    if (!follows || follows.test(text.slice(match.index + match[0].length, match.index + match[0].length + 40))) return true
  }
  return false
}

type Packed = { text: string; objects: Map<number, string> }
const unfold = promisify(inflate) as (bytes: Buffer, options: object) => Promise<Buffer>

/** The streams that hold objects, unfolded; undefined when one of them cannot be looked into. */
async function unpackObjects(raw: string, bytes: Buffer, mostUnfolded: number): Promise<Packed[] | undefined> {
  const packed: Packed[] = []
  let room = mostUnfolded
  for (const match of raw.matchAll(/stream(\r\n|\n|\r)/g)) {
    if (raw.slice(match.index - 3, match.index) === 'end') continue
    const before = raw.slice(Math.max(0, match.index - 4096), match.index)
    const dictionary = plainNames(before.slice(Math.max(0, before.lastIndexOf(' obj'))))
    const isObjects = /\/ObjStm(?![A-Za-z0-9])/.test(dictionary)
    // A type that stands elsewhere could be anything.
    if (/\/(Type|Filter)\s+\d+\s+\d+\s+R/.test(dictionary)) return undefined
    if (!isObjects) continue
    const filter = /\/Filter\s*(\[[^\]]*\]|\/\w+)/.exec(dictionary)?.[1]?.replace(/[[\]\s]/g, '') ?? ''
    if (filter !== '/FlateDecode' || /\/(Predictor|F)(?![A-Za-z0-9])\s*(\(|<<|[2-9]|1\d)/.test(dictionary)) return undefined
    const start = match.index + match[0].length
    let text: string
    try {
      const unfolded = await unfold(bytes.subarray(start), { maxOutputLength: room, finishFlush: constants.Z_SYNC_FLUSH })
      room -= unfolded.length
      text = unfolded.toString('latin1')
    } catch {
      return undefined
    }
    if (room <= 0) return undefined
    packed.push({ text, objects: objectsIn(text, Number(/\/First\s+(\d+)/.exec(dictionary)?.[1] ?? 0)) })
  }
  return packed
}

function objectsIn(text: string, first: number): Map<number, string> {
  const numbers = text.slice(0, first).trim().split(/\s+/).map(Number)
  const objects = new Map<number, string>()
  for (let i = 0; i + 1 < numbers.length; i += 2) {
    const next = numbers[i + 3]
    objects.set(numbers[i]!, text.slice(first + numbers[i + 1]!, next === undefined ? undefined : first + next))
  }
  return objects
}

/** On opening, a paper may show a place in itself and do nothing else. */
function opensQuietly(texts: string[], packed: Packed[]): boolean {
  const quiet = (what: string): boolean => /^\s*\[/.test(what) || (/^\s*<</.test(what) && /\/S\s*\/GoTo(?![A-Za-z])/.test(what.slice(0, 400)) && !/\/Next/.test(what.slice(0, 400)))
  let openings = 0
  for (const text of texts) {
    for (const match of text.matchAll(/\/OpenAction(?![A-Za-z0-9])/g)) {
      if (++openings > most.openings) return false
      const what = text.slice(match.index + match[0].length, match.index + match[0].length + 500)
      const reference = /^\s*(\d+)\s+(\d+)\s+R/.exec(what)
      if (!reference) {
        if (!quiet(what)) return false
        continue
      }
      const number = Number(reference[1])
      const bodies = [
        ...packed.flatMap(({ objects }) => objects.get(number) ?? []),
        ...[...texts[0]!.matchAll(new RegExp(`(?<!\\d)${number}\\s+\\d+\\s+obj\\b`, 'g'))].map((m) => texts[0]!.slice(m.index + m[0].length, m.index + m[0].length + 500)),
      ]
      if (!bodies.length || !bodies.every(quiet)) return false
    }
  }
  return true
}
