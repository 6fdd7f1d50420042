import type { BinaryOperator, Iteration, Node, TypeNode, UnaryTests } from './ast.ts'
import { defaultLimits } from './limits.ts'
import { parseNumber } from './numbers.ts'
import { parseAtLiteral } from './temporal.ts'

/** The text is no FEEL. `at` counts characters from 0. */
export class FeelSyntaxError extends Error {
  readonly at: number
  constructor(message: string, at: number) {
    super(message)
    this.at = at
  }
}

/**
 * The names an expression is read with. FEEL's names may hold spaces, operators and keywords, so a text cannot be read
 * without knowing them: `a-b` is one name where there is one of that name. Only those that need it are looked for;
 * words that merely follow each other are always one name, because nothing else could be meant.
 */
export class Names {
  /** By their first character, the longest first. */
  private readonly special = new Map<string, { name: string; form: RegExp }[]>()
  private readonly seen = new Set<string>()
  private readonly outer: readonly Names[]

  constructor(names: Iterable<string> = [], ...outer: Names[]) {
    this.outer = outer
    for (const name of names) this.add(name)
  }

  /** Only such names have to be handed in; the others are read as they come. */
  static needs(name: string): boolean {
    return needsKnowing(normalName(name))
  }

  add(name: string): void {
    const clean = normalName(name)
    if (!clean || this.seen.has(clean) || !needsKnowing(clean)) return
    this.seen.add(clean)
    const alike = this.special.get(clean[0]!) ?? []
    if (!alike.length) this.special.set(clean[0]!, alike)
    const place = alike.findIndex((one) => one.name.length < clean.length)
    alike.splice(place < 0 ? alike.length : place, 0, { name: clean, form: formOf(clean) })
  }

  /** The longest known name that stands here, and where it ends. */
  match(text: string, at: number): { name: string; end: number } | null {
    let best: { name: string; end: number } | null = null
    for (const { name, form } of this.special.get(text[at] ?? '') ?? []) {
      form.lastIndex = at
      const found = form.exec(text)
      if (found) { best = { name, end: at + found[0].length }; break }
    }
    for (const names of this.outer) {
      const found = names.match(text, at)
      if (found && (!best || found.end > best.end)) best = found
    }
    return best
  }
}

/** One space between words, none at the ends, tones composed: how names are compared. */
export function normalName(name: string): string {
  let normal = normals.get(name)
  if (normal === undefined) {
    normal = name.normalize().trim().replace(/\s+/gu, ' ')
    if (normals.size >= 5000) normals.clear()
    if (name.length < 200) normals.set(name, normal)
  }
  return normal
}
/** The same few names come with every case. */
const normals = new Map<string, string>()

const start = '[?A-Z_a-z\\u00aa-\\u00ff\\u0100-\\u02ff\\u0300-\\u036f\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}]'
const part = '[?A-Z_a-z0-9\\u00aa-\\u00ff\\u0100-\\u02ff\\u0300-\\u036f\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u203f\\u2040\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}]'
const word = new RegExp(`${start}(?:${part}|['’])*`, 'uy')
const laterWord = new RegExp(`(?:${part}|['’])+`, 'uy')
const partOnly = new RegExp(`^${part}$`, 'u')
const plain = new RegExp(`^${start}(?:${part}|['’])*(?: (?:${part}|['’])+)*$`, 'u')
/** These end a name, because each can follow an operand. Inside a name they have to be known. */
const ending = new Set(['then', 'else', 'return', 'in', 'satisfies', 'instance', 'between', 'and', 'or'])
const leading = new Set(['if', 'for', 'some', 'every', 'function', 'true', 'false', 'null', 'not'])

const needsKnowing = (name: string): boolean => {
  if (!plain.test(name)) return true
  const words = name.split(' ')
  return words.some((one) => ending.has(one)) || (words.length > 1 && leading.has(words[0]!))
}

const forms = new Map<string, RegExp>()

function formOf(name: string): RegExp {
  let form = forms.get(name)
  if (!form) {
    if (forms.size > 5000) forms.clear()
    forms.set(name, (form = makeForm(name)))
  }
  return form
}

/** Spaces around symbols may be written or not; words are whole. */
function makeForm(name: string): RegExp {
  const tokens: string[] = []
  let run = ''
  for (const char of name) {
    if (partOnly.test(char)) { run += char; continue }
    if (run) tokens.push(run)
    run = ''
    if (char !== ' ') tokens.push(char)
    else if (tokens.at(-1) !== ' ') tokens.push(' ')
  }
  if (run) tokens.push(run)
  const escape = (token: string): string => token.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
  let source = ''
  tokens.forEach((token, i) => {
    if (token === ' ') {
      const words = partOnly.test([...tokens[i - 1]!].at(-1)!) && partOnly.test([...(tokens[i + 1] ?? ' ')][0]!)
      source += words ? '\\s+' : '\\s*'
    } else {
      if (i && tokens[i - 1] !== ' ') source += '\\s*'
      source += escape(token)
    }
  })
  const last = [...name].at(-1)!
  return new RegExp(partOnly.test(last) ? `${source}(?!${part})` : source, 'uy')
}

/** Names of the built-in functions and types that cannot be read without being known. */
const builtInNames = new Names(['date and time', 'years and months duration', 'days and time duration', 'get or else'])
const builtInTypeNames = new Names(['date and time', 'years and months duration', 'days and time duration', 'day and time duration', 'year and month duration'])

export type Reading = {
  /** Variables, and functions. */
  names?: Iterable<string> | Names
  /** What may stand after a point or in a filter: components of types, keys of contexts. */
  properties?: Iterable<string> | Names
  types?: Iterable<string> | Names
}

const namesOf = (names: Iterable<string> | Names | undefined, ...outer: Names[]): Names => (names instanceof Names ? new Names([], names, ...outer) : new Names(names ?? [], ...outer))

/** Throws FeelSyntaxError. */
export function parseExpression(text: string, reading: Reading = {}): Node {
  return new Parser(text, reading).whole()
}

/** A cell of a decision table, or of allowed values: `-`, `not(…)`, or tests divided by commas. Throws FeelSyntaxError. */
export function parseUnaryTests(text: string, reading: Reading = {}): UnaryTests {
  return new Parser(text, reading).unaryTests()
}

const blank = /[\s\u0085\u180e\u200b\ufeff]/u
const spaces = /(?:[\s\u0085\u180e\u200b\ufeff]|\/\/[^\n\r]*|\/\*[\s\S]*?\*\/)+/uy
const numeral = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y
const argumentName = new RegExp(`(?:${start}(?:${part}|[ '’+\\-*./])*?)\\s*:`, 'uy')

class Parser {
  private readonly text: string
  private at = 0
  private depth = 0
  private work = 0
  private names: Names
  private readonly properties: Names
  private readonly types: Names

  constructor(text: string, reading: Reading) {
    if (text.length > defaultLimits.sourceSize) throw new FeelSyntaxError(`the expression is longer than ${defaultLimits.sourceSize} characters`, 0)
    this.text = text
    this.names = namesOf(reading.names, builtInNames)
    this.properties = namesOf(reading.properties)
    this.types = namesOf(reading.types, builtInTypeNames)
    this.space()
  }

  whole(): Node {
    const node = this.test()
    if (this.at < this.text.length) this.fail(`"${this.text.slice(this.at, this.at + 20)}" is not expected`)
    return node
  }

  unaryTests(): UnaryTests {
    if (this.text.slice(this.at).trim() === '-' || this.at >= this.text.length) return { any: true }
    const from = this.at
    if (this.word() === 'not') {
      this.takeWord('not')
      if (this.symbol('(')) {
        try {
          const tests = this.tests()
          this.need(')')
          if (this.at >= this.text.length) return { any: false, not: true, tests }
        } catch (error) {
          if (!(error instanceof FeelSyntaxError)) throw error
        }
      }
      this.at = from
    }
    const tests = this.tests()
    if (this.at < this.text.length) this.fail(`"${this.text.slice(this.at, this.at + 20)}" is not expected`)
    return { any: false, not: false, tests }
  }

  private tests(): Node[] {
    const tests = [this.test()]
    while (this.symbol(',')) tests.push(this.test())
    return tests
  }

  /** One positive unary test: `< e`, a range, or any expression. */
  private test(): Node {
    return this.comparator() ?? this.expression()
  }

  /** `< e`, `>= e`, `= e`, `!= e`: what stands without a left side. */
  private comparator(): Node | null {
    const op = this.comparison()
    if (!op) return null
    this.at += op.length
    this.space()
    const end = this.additive()
    switch (op) {
      case '<': case '<=': return { n: 'range', start: null, end, startIncluded: false, endIncluded: op === '<=' }
      case '>': case '>=': return { n: 'range', start: end, end: null, startIncluded: op === '>=', endIncluded: false }
      case '=': return { n: 'same', as: end, not: false }
      case '!=': return { n: 'same', as: end, not: true }
    }
  }

  // ------------------------------------------------------------ expressions, from loose to tight

  private expression(): Node {
    if (++this.depth > defaultLimits.nesting) this.fail('the expression nests too deeply')
    const node = this.or()
    this.depth--
    return node
  }

  private or(): Node {
    let left = this.and()
    for (let i = 0; this.takeWord('or'); this.link(i++)) left = { n: 'binary', op: 'or', left, right: this.and() }
    return left
  }

  private and(): Node {
    let left = this.compared()
    for (let i = 0; this.takeWord('and'); this.link(i++)) left = { n: 'binary', op: 'and', left, right: this.compared() }
    return left
  }

  private compared(): Node {
    let left = this.additive()
    for (let i = 0; ; this.link(i++)) {
      const op = this.comparison()
      if (op) {
        this.at += op.length
        this.space()
        left = { n: 'binary', op, left, right: this.additive() }
      } else if (this.takeWord('between')) {
        const low = this.additive()
        if (!this.takeWord('and')) this.fail('"and" is expected')
        left = { n: 'between', value: left, low, high: this.additive() }
      } else if (this.takeWord('in')) left = { n: 'in', value: left, tests: this.inTests() }
      else return left
    }
  }

  private inTests(): Node[] {
    const operator = this.comparator()
    if (operator) return [operator]
    if (this.text[this.at] === '(') {
      // First as one operand, `(1..5)` or `(a).b + c`; then as a list of tests.
      const single = this.attempt(() => this.additive())
      if (single) return [single]
      this.need('(')
      const tests = this.tests()
      this.need(')')
      return tests
    }
    return [this.additive()]
  }

  private additive(): Node {
    let left = this.multiplied()
    for (let i = 0; ; this.link(i++)) {
      const op = this.text[this.at]
      if (op !== '+' && op !== '-') return left
      this.at++
      this.space()
      left = { n: 'binary', op, left, right: this.multiplied() }
    }
  }

  private multiplied(): Node {
    let left = this.powered()
    for (let i = 0; ; this.link(i++)) {
      const op = this.text[this.at]
      if ((op !== '*' && op !== '/') || this.text[this.at + 1] === '*') return left
      this.at++
      this.space()
      left = { n: 'binary', op, left, right: this.powered() }
    }
  }

  private powered(): Node {
    let left = this.negated()
    for (let i = 0; this.symbol('**'); this.link(i++)) left = { n: 'binary', op: '**', left, right: this.negated() }
    return left
  }

  private negated(): Node {
    let minus = 0
    while (this.symbol('-')) if (++minus > defaultLimits.nesting) this.fail('the expression nests too deeply')
    let node = this.postfix()
    for (; minus; minus--) node = { n: 'negate', of: node }
    return node
  }

  private postfix(): Node {
    let node = this.primary()
    for (let i = 0; ; this.link(i++)) {
      const char = this.text[this.at]
      if (char === '.' && this.text[this.at + 1] !== '.') {
        this.at++
        this.space()
        node = { n: 'path', of: node, name: this.propertyName() }
      } else if (char === '[') {
        const by = this.attempt(() => {
          this.need('[')
          // Inside a filter the components of the items are names as well.
          const inner = this.inside(new Names([], this.names, this.properties), () => this.test())
          this.need(']')
          return inner
        })
        // `[1..3[` ends here.
        if (!by) return node
        node = { n: 'filter', of: node, by }
      } else if (char === '(' && callable(node)) node = this.call(node)
      else if (this.word() === 'instance') {
        const from = this.at
        this.takeWord('instance')
        if (!this.takeWord('of')) { this.at = from; return node }
        node = { n: 'instance', value: node, type: this.type() }
      } else return node
    }
  }

  /** Operators in a row nest as deeply as brackets when they are evaluated. */
  private link(count: number): void {
    if (count > 1500) this.fail('too many operators stand in a row')
  }

  private call(what: Node): Node {
    this.need('(')
    const args: Node[] = []
    const names: string[] = []
    if (!this.symbol(')')) {
      do {
        const name = this.argumentName()
        if (name !== null) names.push(name)
        if (names.length && names.length !== args.length + 1) this.fail('either all arguments are named or none')
        args.push(this.test())
      } while (this.symbol(','))
      this.need(')')
    }
    return { n: 'call', what, args, names: names.length ? names : null }
  }

  private argumentName(): string | null {
    argumentName.lastIndex = this.at
    const found = argumentName.exec(this.text)
    if (!found) return null
    this.at += found[0].length
    this.space()
    return normalName(found[0].slice(0, -1))
  }

  private primary(): Node {
    if (++this.work > 100_000) this.fail('the expression is too long')
    const text = this.text
    const char = text[this.at]
    if (char === undefined) this.fail('the expression ends too early')
    if (char === '"') return { n: 'literal', value: this.string() }
    const known = this.names.match(text, this.at)
    // `401k` may be a name, where it is known; `5` is a number even where a key is called so.
    if (known && char! >= '0' && char! <= '9' && /\p{L}/u.test(known.name)) return this.named(known.name, known.end)
    if ((char! >= '0' && char! <= '9') || (char === '.' && /\d/.test(text[this.at + 1] ?? ''))) return this.number()
    if (char === '(') return this.bracketed()
    if (char === '[') return this.listOrRange()
    if (char === ']') return this.rangeFrom(false)
    if (char === '{') return this.context()
    if (char === '@') {
      this.symbol('@')
      if (text[this.at] !== '"') this.fail('a text is expected after @')
      const literal = this.string()
      return { n: 'literal', value: parseAtLiteral(literal) }
    }
    const lead = this.word()
    if (known && !(leading.has(lead) && known.end <= this.at + lead.length)) {
      const greedy = this.greedyEnd(this.at)
      if (known.end >= greedy.end) return this.named(known.name, known.end)
    }
    switch (lead) {
      case '': return this.fail(`"${text.slice(this.at, this.at + 20)}" is not expected`)
      case 'true': this.takeWord(lead); return { n: 'literal', value: true }
      case 'false': this.takeWord(lead); return { n: 'literal', value: false }
      case 'null': this.takeWord(lead); return { n: 'literal', value: null }
      case 'if': return this.conditional()
      case 'for': return this.loop()
      case 'some': case 'every': return this.quantified(lead)
      case 'function': return this.functionDefinition()
    }
    // Until DMN 1.1 `all` and `any` were called so.
    if ((lead === 'and' || lead === 'or') && /^\s*\(/.test(text.slice(this.at + lead.length, this.at + lead.length + 50))) return this.named(lead, this.at + lead.length)
    if (ending.has(lead)) this.fail(`"${lead}" is not expected`)
    const greedy = this.greedyEnd(this.at)
    return this.named(greedy.name, greedy.end)
  }

  private named(name: string, end: number): Node {
    this.at = end
    this.space()
    return { n: 'name', name }
  }

  /** Words one after the other, until a keyword that may follow an operand. */
  private greedyEnd(from: number): { name: string; end: number } {
    word.lastIndex = from
    let found = word.exec(this.text)
    if (!found) this.fail('a name is expected')
    let name = found![0]
    let end = from + name.length
    for (;;) {
      let next = end
      while (blank.test(this.text[next] ?? '')) next++
      if (next === end) break
      laterWord.lastIndex = next
      found = laterWord.exec(this.text)
      if (!found || ending.has(found[0])) break
      name += ` ${found[0]}`
      end = next + found[0].length
    }
    return { name: name.normalize(), end }
  }

  private propertyName(): string {
    const known = this.properties.match(this.text, this.at)
    word.lastIndex = this.at
    const greedy = word.test(this.text) ? this.greedyEnd(this.at) : null
    if (!known && !greedy) this.fail('a name is expected')
    const taken = known && (!greedy || known.end >= greedy.end) ? known : greedy!
    this.at = taken.end
    this.space()
    return taken.name
  }

  private number(): Node {
    numeral.lastIndex = this.at
    const found = numeral.exec(this.text)!
    this.at += found[0].length
    if (/[A-Za-z_]/.test(this.text[this.at] ?? '')) this.fail('a number is followed by a letter')
    this.space()
    return { n: 'literal', value: parseNumber(found[0]) }
  }

  private string(): string {
    let value = ''
    let i = this.at + 1
    for (;;) {
      const char = this.text[i]
      if (char === undefined) this.fail('a text is not closed')
      if (char === '"') break
      if (char !== '\\') { value += char; i++; continue }
      const escape = this.text[i + 1] ?? ''
      const hex = escape === 'u' ? /^[0-9a-fA-F]{4}/.exec(this.text.slice(i + 2, i + 6)) : escape === 'U' ? /^[0-9a-fA-F]{6}/.exec(this.text.slice(i + 2, i + 8)) : null
      const simple = ({ '"': '"', '\\': '\\', "'": "'", n: '\n', r: '\r', t: '\t' } as Record<string, string>)[escape]
      if (hex && Number.parseInt(hex[0], 16) <= 0x10ffff) {
        const code = Number.parseInt(hex[0], 16)
        value += escape === 'u' ? String.fromCharCode(code) : String.fromCodePoint(code)
        i += 2 + hex[0].length
      } else if (simple !== undefined) { value += simple; i += 2 }
      // As in `"\d"`: what is no escape stays as it is written.
      else { value += char; i++ }
    }
    this.at = i + 1
    this.space()
    return value
  }

  private bracketed(): Node {
    const from = this.at
    this.need('(')
    if (this.comparison()) {
      const node = this.comparator()!
      this.need(')')
      return node
    }
    const node = this.expression()
    if (this.symbol(')')) return node
    if (!this.text.startsWith('..', this.at)) this.fail('")" is expected')
    this.at = from
    return this.rangeFrom(false)
  }

  private listOrRange(): Node {
    const from = this.at
    this.need('[')
    if (this.symbol(']')) return { n: 'list', items: [] }
    const items = [this.test()]
    if (this.text.startsWith('..', this.at)) {
      this.at = from
      return this.rangeFrom(true)
    }
    while (this.symbol(',')) items.push(this.test())
    this.need(']')
    return { n: 'list', items }
  }

  private rangeFrom(startIncluded: boolean): Node {
    this.at++
    this.space()
    const start = this.expression()
    this.need('..')
    const end = this.expression()
    const close = this.text[this.at]
    if (close !== ')' && close !== ']' && close !== '[') this.fail('the end of the range is expected')
    this.at++
    this.space()
    return { n: 'range', start, end, startIncluded, endIncluded: close === ']' }
  }

  private context(): Node {
    this.need('{')
    const entries: [string, Node][] = []
    const own: string[] = []
    const names = this.names
    this.names = new Names([], names)
    if (!this.symbol('}')) {
      do {
        const key = this.text[this.at] === '"' ? this.string().normalize() : this.key()
        this.need(':')
        entries.push([key, this.test()])
        own.push(key)
        this.names.add(key)
        this.properties.add(key)
      } while (this.symbol(','))
      this.need('}')
    }
    this.names = names
    return { n: 'context', entries }
  }

  private key(): string {
    const colon = this.text.indexOf(':', this.at)
    const key = colon < 0 ? '' : this.text.slice(this.at, colon)
    word.lastIndex = 0
    const clean = normalName(key)
    if (!word.test(clean) || !keyForm.test(clean)) this.fail('a key is expected')
    this.at = colon
    return clean
  }

  private conditional(): Node {
    this.takeWord('if')
    const test = this.expression()
    if (!this.takeWord('then')) this.fail('"then" is expected')
    const then = this.expression()
    if (!this.takeWord('else')) this.fail('"else" is expected')
    return { n: 'if', test, then, otherwise: this.expression() }
  }

  private iterations(): { over: Iteration[]; names: Names } {
    const over: Iteration[] = []
    const names = new Names([], this.names)
    const outer = this.names
    do {
      const name = this.variableName()
      if (!this.takeWord('in')) this.fail('"in" is expected')
      this.names = names
      const domain = this.comparator() ?? this.expression()
      let to: Node | null = null
      if (this.symbol('..')) to = this.expression()
      over.push({ name, in: domain, to })
      names.add(name)
      this.names = outer
    } while (this.symbol(','))
    return { over, names }
  }

  /** A name that is being made: everything up to `in`, with the symbols names may hold. */
  private variableName(): string {
    const found = newName.exec(this.text.slice(this.at, this.at + 300))
    if (!found) this.fail('a name is expected')
    const raw = found![1]!
    this.at += raw.length
    this.space()
    return normalName(raw)
  }

  private loop(): Node {
    this.takeWord('for')
    const { over, names } = this.iterations()
    if (!this.takeWord('return')) this.fail('"return" is expected')
    return { n: 'for', over, body: this.inside(names, () => this.expression()) }
  }

  private quantified(which: 'some' | 'every'): Node {
    this.takeWord(which)
    const { over, names } = this.iterations()
    if (!this.takeWord('satisfies')) this.fail('"satisfies" is expected')
    return { n: which, over, body: this.inside(names, () => this.expression()) }
  }

  private functionDefinition(): Node {
    this.takeWord('function')
    this.need('(')
    const params: { name: string; type: TypeNode | null }[] = []
    const names = new Names([], this.names)
    if (!this.symbol(')')) {
      do {
        const found = parameterName.exec(this.text.slice(this.at, this.at + 300))
        if (!found) this.fail('a name is expected')
        this.at += found![1]!.length
        this.space()
        const name = normalName(found![1]!)
        params.push({ name, type: this.symbol(':') ? this.type() : null })
        names.add(name)
      } while (this.symbol(','))
      this.need(')')
    }
    const external = this.takeWord('external')
    return { n: 'function', params, body: this.inside(names, () => this.expression()), external }
  }

  private type(): TypeNode {
    if (++this.depth > defaultLimits.nesting) this.fail('the type nests too deeply')
    const node = this.typeNode()
    this.depth--
    return node
  }

  private typeNode(): TypeNode {
    const lead = this.word()
    const from = this.at
    if (lead === 'list' || lead === 'range' || lead === 'context' || lead === 'function') {
      this.takeWord(lead)
      if (this.symbol('<')) {
        if (lead === 'list' || lead === 'range') {
          const of = this.type()
          this.need('>')
          return { t: lead, of }
        }
        if (lead === 'context') {
          const fields: [string, TypeNode][] = []
          if (this.symbol('>')) return { t: 'context', fields }
          do {
            const found = parameterName.exec(this.text.slice(this.at, this.at + 300))
            if (!found) this.fail('a name is expected')
            this.at += found![1]!.length
            this.space()
            this.need(':')
            fields.push([normalName(found![1]!), this.type()])
          } while (this.symbol(','))
          this.need('>')
          return { t: 'context', fields }
        }
        const params: TypeNode[] = []
        if (!this.symbol('>')) {
          do params.push(this.type()); while (this.symbol(','))
          this.need('>')
        }
        this.need('->')
        return { t: 'function', params, result: this.type() }
      }
      this.at = from
    }
    const known = this.types.match(this.text, this.at)
    const greedy = this.greedyEnd(this.at)
    const first = known && known.end >= greedy.end ? known : greedy
    let name = first.name
    this.at = first.end
    this.space()
    // A type of an imported model.
    while (this.text[this.at] === '.' && this.text[this.at + 1] !== '.') {
      this.at++
      this.space()
      const part = this.types.match(this.text, this.at) ?? this.greedyEnd(this.at)
      name += `.${part.name}`
      this.at = part.end
      this.space()
    }
    return { t: 'name', name }
  }

  // ------------------------------------------------------------ small things

  private inside<T>(names: Names, read: () => T): T {
    const outer = this.names
    this.names = names
    try { return read() } finally { this.names = outer }
  }

  private attempt<T>(read: () => T | null): T | null {
    const { at, depth, names } = this
    try {
      const result = read()
      if (result !== null) return result
    } catch (error) {
      if (!(error instanceof FeelSyntaxError)) throw error
    }
    this.at = at
    this.depth = depth
    this.names = names
    return null
  }

  private comparison(): BinaryOperator & ('<' | '<=' | '>' | '>=' | '=' | '!=') | null {
    const a = this.text[this.at]
    const b = this.text[this.at + 1]
    if (a === '<') return b === '=' ? '<=' : '<'
    if (a === '>') return b === '=' ? '>=' : '>'
    if (a === '=') return '='
    return a === '!' && b === '=' ? '!=' : null
  }

  private space(): void {
    spaces.lastIndex = this.at
    if (spaces.test(this.text)) this.at = spaces.lastIndex
  }

  private symbol(symbol: string): boolean {
    if (!this.text.startsWith(symbol, this.at)) return false
    this.at += symbol.length
    this.space()
    return true
  }

  private need(symbol: string): void {
    if (!this.symbol(symbol)) this.fail(`"${symbol}" is expected`)
  }

  /** The word that begins here, or ''. */
  private word(): string {
    word.lastIndex = this.at
    return word.exec(this.text)?.[0] ?? ''
  }

  private takeWord(wanted: string): boolean {
    if (this.word() !== wanted) return false
    this.at += wanted.length
    this.space()
    return true
  }

  private fail(message: string): never {
    throw new FeelSyntaxError(message, this.at)
  }
}

const keyForm = new RegExp(`^${start}(?:${part}|[ '’+\\-*./])*$`, 'u')
const newName = new RegExp(`^(${start}(?:${part}|[ \\t\\n\\r'’+\\-*./])*?)\\s+in(?!${part})`, 'u')
const parameterName = new RegExp(`^(${start}(?:${part}|[ \\t\\n\\r'’+\\-*./])*?)\\s*(?=[:,)])`, 'u')

/** `(…)` after a number or a text is no call. */
const callable = (node: Node): boolean => node.n !== 'literal' && node.n !== 'range'
