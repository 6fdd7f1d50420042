/**
 * XML, read without losing anything and without trusting it: what is read is written back to the same tree, with its
 * comments, its CDATA and the prefixes its author chose. No document type is read, so there are no entities to explode
 * and no files or addresses to fetch.
 */

export type XmlAttribute = { readonly name: string; readonly prefix: string; readonly local: string; readonly ns: string; readonly value: string }

export type XmlElement = {
  readonly kind: 'element'
  readonly name: string
  readonly prefix: string
  readonly local: string
  /** The namespace, '' for none. */
  readonly ns: string
  /** In the order written, the declarations of namespaces among them (`ns` is `xmlnsNs` there). */
  readonly attributes: readonly XmlAttribute[]
  readonly children: readonly XmlNode[]
  readonly parent: XmlElement | undefined
  /** The namespaces that hold here, by prefix; '' is the default one. */
  readonly scope: Scope
  /** Counted from 1. */
  readonly line: number
}
export type XmlText = { readonly kind: 'text'; readonly text: string; readonly cdata: boolean; readonly line: number }
export type XmlRemark = { readonly kind: 'comment'; readonly text: string } | { readonly kind: 'instruction'; readonly target: string; readonly text: string }
export type XmlNode = XmlElement | XmlText | XmlRemark
export type XmlDocument = { readonly before: readonly XmlRemark[]; readonly root: XmlElement; readonly after: readonly XmlRemark[] }
type Scope = Readonly<Record<string, string>>

export const xmlnsNs = 'http://www.w3.org/2000/xmlns/'
const xmlNs = 'http://www.w3.org/XML/1998/namespace'

/** Not XML that we read. `rule` is a key of the sentences in texts/faults. */
export class NotXml extends Error {
  readonly rule: string
  readonly line: number
  readonly params: Record<string, string | number>

  constructor(rule: string, line: number, params: Record<string, string | number> = {}) {
    super(rule)
    this.rule = rule
    this.line = line
    this.params = params
  }
}

/**
 * The bounds: the largest drawing we have seen has 240 kB, 2,500 elements and 14 levels. What is beyond is not a
 * drawing that a person made, and refusing it costs nothing but the reading of so much.
 */
export const xmlBounds = { characters: 10_000_000, elements: 250_000, depth: 200, attributes: 250 }
export type XmlBounds = typeof xmlBounds

// Names by XML 1.0, fifth edition; the colon is looked at by the rules of namespaces.
const nameStart = 'A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}'
const ncName = `[${nameStart}][${nameStart}\\-.0-9\\u00B7\\u0300-\\u036F\\u203F\\u2040]*`
export const isNcName = (text: string): boolean => wholeNcName.test(text)
const wholeNcName = new RegExp(`^${ncName}$`, 'u')
const qName = new RegExp(`(?:(${ncName}):)?(${ncName})`, 'uy')
const piTarget = new RegExp(ncName, 'uy')
const space = /[ \t\n]*/y
const notXmlChar = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u
const declaration = /^<\?xml[ \t\n]+version[ \t\n]*=[ \t\n]*(?:"1\.[0-9]+"|'1\.[0-9]+')(?:[ \t\n]+encoding[ \t\n]*=[ \t\n]*(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?:[ \t\n]+standalone[ \t\n]*=[ \t\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\n]*\?>/

/** Bytes as they came from a file: UTF-8 unless a byte order mark or the declaration says UTF-16 or one of the western ones. */
export function decodeXml(bytes: Uint8Array): string {
  const [a, b, c, d] = bytes
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  const declared = /^(?:\u00EF\u00BB\u00BF)?<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][\w.-]*)["']/.exec(head)?.[1]?.toLowerCase()
  const encoding =
    a === 0xff && b === 0xfe ? 'utf-16le'
    : a === 0xfe && b === 0xff ? 'utf-16be'
    : a === 0x3c && b === 0 && d === 0 ? 'utf-16le'
    : a === 0 && b === 0x3c && c === 0 ? 'utf-16be'
    : a === 0xef && b === 0xbb && c === 0xbf ? 'utf-8'
    : (declared ?? 'utf-8')
  if (!['utf-8', 'utf-16le', 'utf-16be', 'us-ascii', 'ascii', 'iso-8859-1', 'latin1', 'windows-1252'].includes(encoding)) throw new NotXml('xml-encoding', 1, { encoding })
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw new NotXml('xml-encoding', 1, { encoding })
  }
}

/** Throws `NotXml` for what is not well formed, what has a document type, and what is beyond the bounds. */
export function parseXml(source: string, bounds: XmlBounds = xmlBounds): XmlDocument {
  if (source.length > bounds.characters) throw new NotXml('xml-too-large', 1, { limit: bounds.characters / 1_000_000 })
  let text = source.charCodeAt(0) === 0xfeff ? source.slice(1) : source
  if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n')
  const strange = notXmlChar.exec(text)
  if (strange) throw new NotXml('xml-character', lineAt(text, strange.index), { code: strange[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0') })

  let at = 0
  let counted = 0
  let line = 1
  let elements = 0
  const here = (): number => {
    for (; counted < at; counted++) if (text.charCodeAt(counted) === 10) line++
    return line
  }
  const no = (rule: string, params: Record<string, string | number> = {}): never => {
    throw new NotXml(rule, here(), params)
  }
  const skipSpace = (): boolean => {
    space.lastIndex = at
    space.test(text)
    const moved = space.lastIndex > at
    at = space.lastIndex
    return moved
  }
  const upTo = (end: string, rule: string): string => {
    const found = text.indexOf(end, at)
    if (found < 0) no(rule)
    const between = text.slice(at, found)
    at = found + end.length
    return between
  }

  /** After `<!--` or `<?`: a comment or an instruction. */
  function remark(): XmlRemark {
    if (text.startsWith('<!--', at)) {
      at += 4
      const comment = upTo('--', 'xml-comment')
      if (text[at++] !== '>') no('xml-comment')
      return { kind: 'comment', text: comment }
    }
    at += 2
    piTarget.lastIndex = at
    const target = piTarget.exec(text)?.[0] ?? no('xml-instruction')
    if (target.toLowerCase() === 'xml') no('xml-declaration-place')
    at += target.length
    const spaced = skipSpace()
    const rest = upTo('?>', 'xml-instruction')
    if (rest && !spaced) no('xml-instruction')
    return { kind: 'instruction', target, text: rest }
  }

  function remarks(): XmlRemark[] {
    const found: XmlRemark[] = []
    for (;;) {
      skipSpace()
      if (!text.startsWith('<!--', at) && !text.startsWith('<?', at)) {
        if (text.startsWith('<!', at)) no('xml-doctype')
        return found
      }
      found.push(remark())
    }
  }

  /** Character references and the five names that need no declaration. */
  function unescape(raw: string): string {
    if (!raw.includes('&')) return raw
    return raw.replace(/&([^;&]*)(;?)/g, (_whole, name: string, end: string) => {
      const known = { lt: '<', gt: '>', amp: '&', apos: "'", quot: '"' }[name]
      if (end && known) return known
      const code = end && /^#x[0-9a-fA-F]+$/.test(name) ? parseInt(name.slice(2), 16) : end && /^#[0-9]+$/.test(name) ? parseInt(name.slice(1), 10) : -1
      if (code >= 0 && code <= 0x10ffff) {
        const char = String.fromCodePoint(code)
        if (!notXmlChar.test(char)) return char
      }
      return no('xml-entity', { name: name.slice(0, 40) })
    })
  }

  type Open = { -readonly [K in keyof XmlElement]: K extends 'children' ? XmlNode[] : XmlElement[K] }

  /** At `<` of a start tag. Says whether it was closed at once. */
  function startTag(parent: Open | undefined): { element: Open; closed: boolean } {
    if (++elements > bounds.elements) no('xml-too-many', { limit: bounds.elements })
    const startLine = here()
    at++
    qName.lastIndex = at
    const [name, prefix = '', local = ''] = qName.exec(text) ?? no('xml-tag')
    at += name.length
    const written: { name: string; prefix: string; local: string; value: string }[] = []
    let declares = false
    let closed = false
    for (;;) {
      const spaced = skipSpace()
      const c = text.charCodeAt(at)
      if (c === 62 /* > */) { at++; break }
      if (c === 47 /* / */ && text.charCodeAt(at + 1) === 62) { at += 2; closed = true; break }
      if (at >= text.length) no('xml-unfinished', { name })
      qName.lastIndex = at
      const [full, attributePrefix = '', attributeLocal = ''] = (spaced && qName.exec(text)) || no('xml-attribute', { name })
      at += full.length
      skipSpace()
      if (text[at] !== '=') no('xml-attribute', { name })
      at++
      skipSpace()
      const quote = text[at]
      if (quote !== '"' && quote !== "'") no('xml-attribute', { name })
      at++
      const raw = upTo(quote!, 'xml-unfinished')
      if (raw.includes('<')) no('xml-attribute', { name })
      if (written.length >= bounds.attributes) no('xml-too-many', { limit: bounds.attributes })
      if (full === 'xmlns' || attributePrefix === 'xmlns') declares = true
      written.push({ name: full, prefix: attributePrefix, local: attributeLocal, value: unescape(/[\t\n]/.test(raw) ? raw.replace(/[\t\n]/g, ' ') : raw) })
    }
    let scope: Scope = parent?.scope ?? outermost
    if (declares) {
      const inner: Record<string, string> = Object.assign(Object.create(null) as Record<string, string>, scope)
      for (const it of written) {
        if (it.name === 'xmlns') inner[''] = it.value
        else if (it.prefix === 'xmlns') {
          if (!it.value || it.local === 'xmlns' || (it.local === 'xml') !== (it.value === xmlNs) || it.value === xmlnsNs) no('xml-namespace', { prefix: it.local })
          inner[it.local] = it.value
        }
      }
      scope = inner
    }
    const attributes: XmlAttribute[] = []
    const seen = new Set<string>()
    for (const it of written) {
      const ns = it.name === 'xmlns' || it.prefix === 'xmlns' ? xmlnsNs : it.prefix === '' ? '' : (scope[it.prefix] ?? no('xml-prefix', { prefix: it.prefix }))
      const key = ns ? `{${ns}}${it.local}` : it.local
      if (seen.has(key)) no('xml-attribute-twice', { name: it.name })
      seen.add(key)
      attributes.push({ name: it.name, prefix: it.prefix, local: it.local, ns, value: it.value })
    }
    const ns = scope[prefix] ?? (prefix === '' ? '' : no('xml-prefix', { prefix }))
    return { element: { kind: 'element', name, prefix, local, ns, attributes, children: [], parent, scope, line: startLine }, closed }
  }

  const head = text.startsWith('<?xml') && /[ \t\n]/.test(text[5] ?? '') ? (declaration.exec(text)?.[0] ?? no('xml-declaration')) : ''
  at = head.length
  const before = remarks()
  if (text[at] !== '<') no(at >= text.length ? 'xml-empty' : 'xml-not')
  const { element: root, closed: rootClosed } = startTag(undefined)

  // Not by recursion: how deep a stranger's file goes is not decided by our stack.
  const open: Open[] = rootClosed ? [] : [root]
  while (open.length) {
    const inside = open[open.length - 1]!
    const next = text.indexOf('<', at)
    if (next < 0) { at = text.length; no('xml-unfinished', { name: inside.name }) }
    if (next > at) {
      const raw = text.slice(at, next)
      if (raw.includes(']]>')) no('xml-text')
      const textLine = here()
      inside.children.push({ kind: 'text', text: unescape(raw), cdata: false, line: textLine })
      at = next
    }
    const second = text.charCodeAt(at + 1)
    if (second === 47 /* / */) {
      at += 2
      if (!text.startsWith(inside.name, at)) no('xml-end-tag', { name: inside.name })
      at += inside.name.length
      skipSpace()
      if (text[at] !== '>') no('xml-end-tag', { name: inside.name })
      at++
      open.pop()
    } else if (second === 33 /* ! */ && text.startsWith('<![CDATA[', at)) {
      const textLine = here()
      at += 9
      inside.children.push({ kind: 'text', text: upTo(']]>', 'xml-unfinished'), cdata: true, line: textLine })
    } else if (second === 63 /* ? */ || (second === 33 && text.startsWith('<!--', at))) {
      inside.children.push(remark())
    } else if (second === 33) {
      no('xml-doctype')
    } else {
      const { element, closed } = startTag(inside)
      inside.children.push(element)
      if (!closed) {
        open.push(element)
        if (open.length > bounds.depth) no('xml-too-deep', { limit: bounds.depth })
      }
    }
  }
  const after = remarks()
  if (at < text.length) no('xml-after-end')
  return { before, root, after }
}

const outermost: Scope = Object.assign(Object.create(null) as Record<string, string>, { xml: xmlNs })

function lineAt(text: string, offset: number): number {
  let line = 1
  for (let i = 0; i < offset; i++) if (text.charCodeAt(i) === 10) line++
  return line
}

/** The same document again; the declaration says UTF-8, which is what we write. */
export function printXml(document: XmlDocument): string {
  const out: string[] = ['<?xml version="1.0" encoding="UTF-8"?>\n']
  for (const it of document.before) out.push(printed(it), '\n')
  // By hand and not by recursion, as in reading.
  const todo: (XmlNode | string)[] = [document.root]
  while (todo.length) {
    const node = todo.pop()!
    if (typeof node === 'string') out.push(node)
    else if (node.kind !== 'element') out.push(printed(node))
    else {
      out.push('<', node.name)
      for (const it of node.attributes) out.push(' ', it.name, '="', it.value.replace(/[&<"\t\n\r]/g, escaped), '"')
      if (!node.children.length) out.push('/>')
      else {
        out.push('>')
        todo.push(`</${node.name}>`)
        for (let i = node.children.length - 1; i >= 0; i--) todo.push(node.children[i]!)
      }
    }
  }
  for (const it of document.after) out.push('\n', printed(it))
  return out.join('') + '\n'
}

function printed(node: XmlText | XmlRemark): string {
  switch (node.kind) {
    case 'text': return node.cdata ? `<![CDATA[${node.text}]]>` : node.text.replace(/[&<>\r]/g, escaped)
    case 'comment': return `<!--${node.text}-->`
    case 'instruction': return `<?${node.target}${node.text && ` ${node.text}`}?>`
  }
}

const escaped = (char: string): string => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char] ?? `&#${char.charCodeAt(0)};`

/** All text inside, as a reader would see it. */
export const textOf = (node: XmlElement): string => node.children.map((it) => (it.kind === 'text' ? it.text : it.kind === 'element' ? textOf(it) : '')).join('')
