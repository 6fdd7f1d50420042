/** XML as signatures need it: elements with their namespaces, every sign kept. No document types: they let a file say what is not in it. */
export type Element = { kind: 'element'; name: string; prefix: string; local: string; uri: string; attributes: Attribute[]; declared: Map<string, string>; children: Node[]; parent: Element | undefined }
export type Attribute = { name: string; prefix: string; local: string; uri: string; value: string }
export type Node = Element | { kind: 'text'; text: string; parent: Element } | { kind: 'instruction'; target: string; text: string; parent: Element | undefined } | { kind: 'comment'; text: string; parent: Element | undefined }
/** The root, and what stands before and behind it. */
export type Tree = { root: Element; before: Node[]; after: Node[] }

export class NotXml extends Error {}

const most = { depth: 200, nodes: 400_000 }
const xmlUri = 'http://www.w3.org/XML/1998/namespace'
const name = /[A-Za-z_\u00c0-\u{effff}][\w.\-\u00b7\u00c0-\u{effff}]*(?::[A-Za-z_\u00c0-\u{effff}][\w.\-\u00b7\u00c0-\u{effff}]*)?/uy
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Reads a document of UTF-8. Throws NotXml for what is not well formed, and for a document type. */
export function readXml(bytes: Buffer): Tree {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes).replace(/\r\n?/g, '\n')
  let at = 0
  let nodes = 0
  const fail = (why: string): never => { throw new NotXml(`${why} at ${at}`) }
  const skip = (): void => { while (/[ \t\n]/.test(text[at] ?? '')) at++ }
  const take = (pattern: RegExp): string => { pattern.lastIndex = at; const found = pattern.exec(text); if (!found) return fail('a name was expected'); at += found[0].length; return found[0] }
  const until = (end: string): string => { const to = text.indexOf(end, at); if (to < 0) fail(`${end} is missing`); const found = text.slice(at, to); at = to + end.length; return found }
  const decode = (raw: string): string => raw.replace(/&([^;]{0,12});?/g, (all, entity: string) => {
    const code = /^#x([0-9a-fA-F]+)$/.exec(entity) ? parseInt(entity.slice(2), 16) : /^#(\d+)$/.test(entity) ? Number(entity.slice(1)) : undefined
    if (code !== undefined && all.endsWith(';') && (code === 9 || code === 10 || code === 13 || (code >= 0x20 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)))) return String.fromCodePoint(code)
    return (all.endsWith(';') ? entities[entity] : undefined) ?? fail('an unknown entity')
  })

  const element = (parent: Element | undefined, depth: number): Element => {
    if (depth > most.depth || ++nodes > most.nodes) fail('too much')
    const tag = take(name)
    const raw: [string, string][] = []
    for (;;) {
      const before = at
      skip()
      if (text[at] === '>' || text.startsWith('/>', at)) break
      if (before === at) fail('a space was expected')
      const key = take(name)
      skip()
      if (text[at++] !== '=') fail('= was expected')
      skip()
      const quote = text[at++]
      if (quote !== '"' && quote !== "'") fail('a quote was expected')
      const value = until(quote!)
      if (value.includes('<')) fail('< in a value')
      if (raw.some(([other]) => other === key)) fail('an attribute twice')
      raw.push([key, decode(value.replace(/[\t\n]/g, ' '))])
    }
    const declared = new Map(raw.filter(([key]) => key === 'xmlns' || key.startsWith('xmlns:')).map(([key, value]) => [key.slice(6), value]))
    const own: Element = { kind: 'element', name: tag, prefix: '', local: tag, uri: '', attributes: [], declared, children: [], parent }
    const split = (full: string): [string, string] => (full.includes(':') ? [full.slice(0, full.indexOf(':')), full.slice(full.indexOf(':') + 1)] : ['', full])
    const resolve = (prefix: string): string => (prefix === 'xml' ? xmlUri : (lookUp(own, prefix) ?? (prefix ? fail('an unknown prefix') : '')))
    ;[own.prefix, own.local] = split(tag)
    own.uri = resolve(own.prefix)
    own.attributes = raw.filter(([key]) => key !== 'xmlns' && !key.startsWith('xmlns:')).map(([key, value]) => { const [prefix, local] = split(key); return { name: key, prefix, local, uri: prefix ? resolve(prefix) : '', value } })
    if (text.startsWith('/>', at)) { at += 2; return own }
    at++
    content(own, depth)
    if (take(name) !== tag) fail('tags that do not match')
    skip()
    if (text[at++] !== '>') fail('> was expected')
    return own
  }
  const content = (own: Element, depth: number): void => {
    for (;;) {
      const to = text.indexOf('<', at)
      if (to < 0) fail('cut off')
      if (to > at) {
        const raw = text.slice(at, to)
        if (raw.includes(']]>')) fail(']]> in text')
        push(own, decode(raw))
        at = to
      }
      if (text.startsWith('</', at)) { at += 2; return }
      if (text.startsWith('<![CDATA[', at)) { at += 9; push(own, until(']]>')); continue }
      const other = aside(own)
      if (other) { own.children.push(other); continue }
      at++
      own.children.push(element(own, depth + 1))
    }
  }
  const push = (own: Element, words: string): void => {
    const last = own.children.at(-1)
    if (last?.kind === 'text') last.text += words
    else own.children.push({ kind: 'text', text: words, parent: own })
  }
  const aside = (parent: Element | undefined): Node | undefined => {
    if (text.startsWith('<!--', at)) { at += 4; const words = until('-->'); return words.includes('--') ? fail('-- in a comment') : { kind: 'comment', text: words, parent } }
    if (text.startsWith('<?', at)) { at += 2; const target = take(name); const words = until('?>').replace(/^[ \t\n]+/, ''); return { kind: 'instruction', target, text: words, parent } }
    if (text.startsWith('<!', at)) fail('a document type')
    return undefined
  }
  const misc = (): Node[] => {
    const out: Node[] = []
    for (;;) {
      skip()
      const one = at < text.length && text[at] === '<' ? aside(undefined) : undefined
      if (!one) return out
      if (!(one.kind === 'instruction' && /^xml$/i.test(one.target))) out.push(one)
    }
  }
  const before = misc()
  if (text[at++] !== '<') fail('an element was expected')
  const root = element(undefined, 0)
  const after = misc()
  if (at < text.length) fail('something behind the end')
  return { root, before, after }
}

/** What a prefix stands for at an element; undefined where nothing was said of it. */
export function lookUp(element: Element | undefined, prefix: string): string | undefined {
  for (let at = element; at; at = at.parent) { const uri = at.declared.get(prefix); if (uri !== undefined) return uri }
  return undefined
}

export const elements = (element: Element): Element[] => element.children.filter((one): one is Element => one.kind === 'element')
export const childNamed = (element: Element | undefined, uri: string, local: string): Element | undefined => element && elements(element).find((one) => one.local === local && one.uri === uri)
export const textIn = (element: Element | undefined): string => element?.children.map((one) => (one.kind === 'text' ? one.text : '')).join('') ?? ''
export const attribute = (element: Element | undefined, local: string): string | undefined => element?.attributes.find((one) => one.local === local && one.uri === '')?.value
export function* everyElement(element: Element): Generator<Element> {
  yield element
  for (const one of elements(element)) yield* everyElement(one)
}
