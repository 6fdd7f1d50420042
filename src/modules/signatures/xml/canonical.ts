import { type Attribute, type Element, lookUp, type Node, type Tree } from './tree.ts'

/** The two ways of writing XML in exactly one form that signatures use; both without comments. */
export const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#'
export const inclusive = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
export type Canonical = typeof exclusive | typeof inclusive

const text = (words: string): string => words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\r/g, '&#xD;')
const value = (words: string): string => words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;').replace(/\t/g, '&#x9;').replace(/\n/g, '&#xA;').replace(/\r/g, '&#xD;')
const order = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

/** A part of a document in its one form (Canonical XML 1.0 and Exclusive XML Canonicalization 1.0), leaving `without` out. */
export function canonical(start: Element, how: Canonical, { without, prefixes = [] }: { without?: Element | undefined; prefixes?: readonly string[] } = {}): Buffer {
  const out: string[] = []
  const node = (one: Node, said: ReadonlyMap<string, string>): void => {
    if (one.kind === 'text') out.push(text(one.text))
    else if (one.kind === 'instruction') out.push(`<?${one.target}${one.text ? ` ${one.text}` : ''}?>`)
    else if (one.kind === 'element' && one !== without) element(one, said)
  }
  const element = (one: Element, said: ReadonlyMap<string, string>): void => {
    const wanted = how === exclusive ? used(one, prefixes) : one === start ? inScope(one) : new Map(one.declared)
    const fresh: [string, string][] = []
    const now = new Map(said)
    for (const [prefix, uri] of wanted) {
      if (prefix === 'xml' || (now.get(prefix) ?? '') === uri) continue
      fresh.push([prefix, uri])
      now.set(prefix, uri)
    }
    const attributes = how === inclusive && one === start ? [...one.attributes, ...inheritedXml(one)] : one.attributes
    out.push(`<${one.name}`)
    for (const [prefix, uri] of fresh.sort(([a], [b]) => order(a, b))) out.push(` xmlns${prefix ? `:${prefix}` : ''}="${value(uri)}"`)
    for (const a of [...attributes].sort((a, b) => order(a.uri, b.uri) || order(a.local, b.local))) out.push(` ${a.name}="${value(a.value)}"`)
    out.push('>')
    for (const child of one.children) node(child, now)
    out.push(`</${one.name}>`)
  }
  element(start, new Map())
  return Buffer.from(out.join(''))
}

/** A whole document: its root, and the instructions around it. */
export function canonicalTree({ root, before, after }: Tree, how: Canonical, without?: Element): Buffer {
  const say = (one: Node): string => (one.kind === 'instruction' ? `<?${one.target}${one.text ? ` ${one.text}` : ''}?>` : '')
  return Buffer.concat([Buffer.from(before.map(say).filter(Boolean).map((one) => `${one}\n`).join('')), canonical(root, how, { without }), Buffer.from(after.map(say).filter(Boolean).map((one) => `\n${one}`).join(''))])
}

function used(one: Element, prefixes: readonly string[]): Map<string, string> {
  const out = new Map<string, string>([[one.prefix, one.uri]])
  for (const a of one.attributes) if (a.prefix) out.set(a.prefix, a.uri)
  for (const prefix of prefixes) { const uri = lookUp(one, prefix === '#default' ? '' : prefix); if (uri !== undefined) out.set(prefix === '#default' ? '' : prefix, uri) }
  return out
}

function inScope(one: Element): Map<string, string> {
  const out = new Map<string, string>()
  for (let at: Element | undefined = one; at; at = at.parent) for (const [prefix, uri] of at.declared) if (!out.has(prefix)) out.set(prefix, uri)
  return out
}

/** xml:lang and its like come along when a part is taken out of a document (Canonical XML 1.0, 2.4). */
function inheritedXml(one: Element): Attribute[] {
  const out: Attribute[] = []
  for (let at = one.parent; at; at = at.parent) for (const a of at.attributes) if (a.prefix === 'xml' && ![...one.attributes, ...out].some((other) => other.name === a.name)) out.push(a)
  return out
}
