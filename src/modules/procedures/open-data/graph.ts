/** A small graph of things with names, and the two ways it is written down. Both say the same triples. */

/** A text with its language, a typed value, a plain text, or the address of another thing. */
export type Value = { text: string; lang: string } | { text: string; type: string } | { text: string } | { id: string }
/** Types and properties are short names under `prefixes`. */
export type Thing = { id: string; types: readonly string[]; says: Record<string, readonly Value[]> }
export type Prefixes = Readonly<Record<string, string>>

/** Things by address: what is said twice of one stands once, as it was said first. */
export class Graph {
  readonly things = new Map<string, Thing>()
  readonly prefixes: Prefixes
  constructor(prefixes: Prefixes) { this.prefixes = prefixes }

  /** Adds the thing unless it is known, and answers with the way to point at it. */
  add(id: string, types: readonly string[], says: Thing['says']): { id: string } {
    const safe = safeIri(id)
    if (!this.things.has(safe)) this.things.set(safe, { id: safe, types, says: Object.fromEntries(Object.entries(says).filter(([, values]) => values.length > 0)) })
    return { id: safe }
  }
}

/** JSON-LD 1.1, with the short names explained in the file itself: nobody needs to fetch a context. */
export function toJsonLd({ things, prefixes }: Graph): string {
  const value = (it: Value) => ('id' in it ? { '@id': it.id } : 'lang' in it ? { '@value': it.text, '@language': it.lang } : 'type' in it ? { '@value': it.text, '@type': it.type } : it.text)
  return JSON.stringify({
    '@context': prefixes,
    '@graph': [...things.values()].map(({ id, types, says }) => ({ '@id': id, '@type': types, ...Object.fromEntries(Object.entries(says).map(([property, values]) => [property, values.map(value)])) })),
  })
}

/** Turtle 1.1. */
export function toTurtle({ things, prefixes }: Graph): string {
  const value = (it: Value) => ('id' in it ? iri(it.id) : `${quoted(it.text)}${'lang' in it ? `@${it.lang}` : 'type' in it ? `^^${it.type}` : ''}`)
  const thing = ({ id, types, says }: Thing) => `${iri(id)} a ${types.join(', ')}${Object.entries(says).map(([property, values]) => ` ;\n  ${property} ${values.map(value).join(', ')}`).join('')} .\n`
  return `${Object.entries(prefixes).map(([short, long]) => `@prefix ${short}: ${iri(long)} .\n`).join('')}\n${[...things.values()].map(thing).join('\n')}`
}

const escaped: Record<string, string> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
const quoted = (text: string): string => `"${text.replace(/["\\\n\r\t]/g, (it) => escaped[it]!).replace(/[\u0000-\u001f\u007f]/g, (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`
const iri = (address: string): string => `<${address}>`
/** What an address may not hold by RFC 3987 is escaped, so that a strange code cannot break out of it. */
const safeIri = (address: string): string => address.replace(/[\u0000-\u0020<>"{}|\\^`]/g, (it) => encodeURIComponent(it))
