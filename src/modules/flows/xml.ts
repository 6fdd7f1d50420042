import { Refusal } from '#platform/refusal'

/**
 * XML as models arrive from strangers. Written here and not taken from a package because of what it does not do: there is
 * no document type, so there are no entities of the sender's making (billion laughs, external files), nothing is fetched,
 * and size, depth and number of elements are bounded before anybody works with the tree.
 */
export type XmlElement = {
  /** Without prefix. */
  readonly name: string
  /** The namespace's address, '' without one. */
  readonly namespace: string
  /** By local name for those without prefix, by `{namespace}name` for the others. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  /** The text that stands directly in this element, joined. */
  readonly text: string
  /** From 1. */
  readonly line: number
}

export type XmlBounds = { bytes: number; depth: number; elements: number; attributes: number }

/** 5 MB is ten times the largest model we have met; depth and counts likewise. */
export const xmlBounds: XmlBounds = { bytes: 5_000_000, depth: 200, elements: 200_000, attributes: 200 }

/** Reads a whole document. Refuses: `xml-too-large`, `xml-too-deep`, `xml-forbidden` (a document type), `xml-malformed` with line and reason. */
export function readXml(source: string, bounds: Partial<XmlBounds> = {}): XmlElement {
  return new Reader(source, { ...xmlBounds, ...bounds }).document()
}

type Building = { name: string; raw: string; namespace: string; attributes: Map<string, string>; children: Building[]; text: string; line: number }

const nameStart = /[:A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\u{10000}-\u{effff}]/u
const wholeName = /[:A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\u{10000}-\u{effff}][-:A-Z_a-z0-9.\u00b7\u0300-\u036f\u203f\u2040\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\u{10000}-\u{effff}]*/uy
const notAllowed = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/
const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
const xmlNamespace = 'http://www.w3.org/XML/1998/namespace'

class Reader {
  private at = 0
  private elements = 0
  private readonly source: string
  private readonly bounds: XmlBounds

  constructor(source: string, bounds: XmlBounds) {
    // Characters are never more than bytes; the exact count is made only when it could matter.
    if (source.length > bounds.bytes || (source.length * 3 > bounds.bytes && Buffer.byteLength(source) > bounds.bytes))
      throw new Refusal('invalid', 'xml-too-large', {}, { limit: bounds.bytes })
    this.source = (source.charCodeAt(0) === 0xfeff ? source.slice(1) : source).replace(/\r\n?/g, '\n')
    this.bounds = bounds
  }

  document(): XmlElement {
    const bad = notAllowed.exec(this.source)
    if (bad) { this.at = bad.index; this.fail('a character that XML does not allow') }
    if (/^<\?xml\s/.test(this.source)) this.at = this.until('?>', 0, 'the XML declaration is not closed')
    this.betweenElements()
    if (this.source[this.at] !== '<') this.fail('there is no root element')
    const root = this.tree()
    this.betweenElements()
    if (this.at < this.source.length) this.fail('something stands after the root element')
    return root
  }

  /** Comments, instructions and white space around the root. */
  private betweenElements(): void {
    for (;;) {
      while (/\s/.test(this.source[this.at] ?? 'x')) this.at++
      if (this.source.startsWith('<!--', this.at)) this.comment()
      else if (this.source.startsWith('<?', this.at)) this.instruction()
      else if (this.source.startsWith('<!', this.at)) throw new Refusal('invalid', 'xml-forbidden', {}, { line: this.line() })
      else return
    }
  }

  /** With a stack of its own, so that depth is a number here and not an overflow. */
  private tree(): Building {
    const stack: Building[] = []
    const scopes: Map<string, string>[] = [new Map([['xml', xmlNamespace], ['', '']])]
    for (;;) {
      const s = this.source
      if (s.startsWith('</', this.at)) {
        this.at += 2
        const raw = this.name()
        const open = stack.pop()
        if (!open) this.fail('an element is closed that was never opened')
        if (open!.raw !== raw) this.fail(`<${open!.raw}> of line ${open!.line} is closed by </${raw}>`)
        this.space()
        this.expect('>')
        scopes.pop()
        if (!stack.length) return open!
      } else if (s.startsWith('<!--', this.at)) this.comment()
      else if (s.startsWith('<![CDATA[', this.at)) {
        const end = s.indexOf(']]>', this.at)
        if (end < 0 || !stack.length) this.fail('a CDATA section is not closed')
        stack.at(-1)!.text += s.slice(this.at + 9, end)
        this.at = end + 3
      } else if (s.startsWith('<?', this.at)) this.instruction()
      else if (s.startsWith('<!', this.at)) throw new Refusal('invalid', 'xml-forbidden', {}, { line: this.line() })
      else if (s[this.at] === '<') {
        const { element, scope, closed } = this.open(scopes.at(-1)!)
        const parent = stack.at(-1)
        parent?.children.push(element)
        if (closed) {
          if (!parent) return element
        } else {
          stack.push(element)
          scopes.push(scope)
          if (stack.length > this.bounds.depth) throw new Refusal('invalid', 'xml-too-deep', {}, { limit: this.bounds.depth })
        }
      } else {
        const end = s.indexOf('<', this.at)
        if (end < 0) this.fail(`<${stack.at(-1)?.raw ?? ''}> is not closed`)
        const text = s.slice(this.at, end)
        if (text.includes(']]>')) this.fail(']]> stands in a text')
        stack.at(-1)!.text += this.unescape(text)
        this.at = end
      }
    }
  }

  private open(outer: Map<string, string>): { element: Building; scope: Map<string, string>; closed: boolean } {
    if (++this.elements > this.bounds.elements) throw new Refusal('invalid', 'xml-too-large', {}, { limit: this.bounds.elements })
    const line = this.line()
    this.at++
    const raw = this.name()
    const written: [string, string][] = []
    const seen = new Set<string>()
    let closed = false
    for (;;) {
      const spaced = this.space()
      if (this.source[this.at] === '>') { this.at++; break }
      if (this.source.startsWith('/>', this.at)) { this.at += 2; closed = true; break }
      if (!spaced) this.fail(`<${raw}> is not closed`)
      const attribute = this.name()
      this.space()
      this.expect('=')
      this.space()
      const quote = this.source[this.at]
      if (quote !== '"' && quote !== "'") this.fail(`the value of ${attribute} has no quotation marks`)
      const end = this.source.indexOf(quote!, this.at + 1)
      if (end < 0) this.fail(`the value of ${attribute} is not closed`)
      const value = this.source.slice(this.at + 1, end)
      if (value.includes('<')) this.fail(`the value of ${attribute} contains <`)
      if (seen.has(attribute)) this.fail(`${attribute} stands twice in <${raw}>`)
      seen.add(attribute)
      written.push([attribute, this.unescape(value.replace(/[\t\n]/g, ' '))])
      this.at = end + 1
      if (written.length > this.bounds.attributes) throw new Refusal('invalid', 'xml-too-large', {}, { limit: this.bounds.attributes })
    }
    let scope = outer
    for (const [name, value] of written)
      if (name === 'xmlns' || name.startsWith('xmlns:')) {
        if (scope === outer) scope = new Map(outer)
        scope.set(name === 'xmlns' ? '' : name.slice(6), value)
      }
    const attributes = new Map<string, string>()
    for (const [name, value] of written) {
      if (name === 'xmlns' || name.startsWith('xmlns:')) continue
      const colon = name.indexOf(':')
      attributes.set(colon < 0 ? name : `{${this.namespaceOf(name.slice(0, colon), scope)}}${name.slice(colon + 1)}`, value)
    }
    const colon = raw.indexOf(':')
    const namespace = this.namespaceOf(colon < 0 ? '' : raw.slice(0, colon), scope)
    return { element: { name: raw.slice(colon + 1), raw, namespace, attributes, children: [], text: '', line }, scope, closed }
  }

  private namespaceOf(prefix: string, scope: Map<string, string>): string {
    const found = scope.get(prefix)
    if (found === undefined) this.fail(`the prefix ${prefix} has no namespace`)
    return found!
  }

  private name(): string {
    wholeName.lastIndex = this.at
    const found = nameStart.test(String.fromCodePoint(this.source.codePointAt(this.at) ?? 32)) ? wholeName.exec(this.source) : null
    if (!found) this.fail('a name is expected')
    this.at += found![0].length
    return found![0]
  }

  private unescape(text: string): string {
    if (!text.includes('&')) return text
    return text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w{1,8}));|&/g, (_, decimal?: string, hex?: string, name?: string) => {
      if (name && Object.hasOwn(named, name)) return named[name]!
      const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : -1
      const char = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : ''
      if (!char || notAllowed.test(char)) this.fail(name ? `the entity &${name}; is unknown` : '& must be written as &amp;')
      return char
    })
  }

  private comment(): void {
    const end = this.source.indexOf('--', this.at + 4)
    if (end < 0 || this.source[end + 2] !== '>') this.fail('a comment is not closed')
    this.at = end + 3
  }

  private instruction(): void {
    if (/^<\?xml\s/i.test(this.source.slice(this.at, this.at + 6))) this.fail('the XML declaration must stand first')
    this.at = this.until('?>', this.at, 'an instruction is not closed')
  }

  private until(end: string, from: number, otherwise: string): number {
    const found = this.source.indexOf(end, from)
    if (found < 0) this.fail(otherwise)
    return found + end.length
  }

  private space(): boolean {
    const from = this.at
    while (this.source[this.at] === ' ' || this.source[this.at] === '\n' || this.source[this.at] === '\t') this.at++
    return this.at > from
  }

  private expect(character: string): void {
    if (this.source[this.at] !== character) this.fail(`${character} is expected`)
    this.at++
  }

  // Lines are counted on from where we last were: models have as many elements as lines.
  private countedTo = 0
  private counted = 1
  private line(): number {
    if (this.at < this.countedTo) { this.countedTo = 0; this.counted = 1 }
    for (; this.countedTo < this.at; this.countedTo++) if (this.source.charCodeAt(this.countedTo) === 10) this.counted++
    return this.counted
  }

  private fail(reason: string): never {
    throw new Refusal('invalid', 'xml-malformed', {}, { line: this.line(), reason })
  }
}

/** The first child of that name, in whatever namespace. */
export const childOf = (element: XmlElement, name: string): XmlElement | undefined => element.children.find((child) => child.name === name)
export const childrenOf = (element: XmlElement, name: string): XmlElement[] => element.children.filter((child) => child.name === name)
