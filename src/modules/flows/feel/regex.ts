import vm from 'node:vm'
import { Refusal } from '#platform/refusal'
import type { Run } from './limits.ts'

/**
 * Patterns are those of XPath and XQuery (F&O 5.6), which is not the dialect of JavaScript: classes can be taken from each
 * other (`[a-z-[aeiou]]`), `\d`, `\w`, `\i`, `\c` are of Unicode, flags are s, m, i, x and q. They are translated, with every
 * literal written as its code point, and what XPath does not know is an error, which in FEEL is null.
 */
class PatternError extends Error {}

/** `risky`: how it could go back and forth, not at all, over a long text, or over a short one already. */
type Pattern = { regex: RegExp; groups: number; risky: 'no' | 'long' | 'short' }

const compiled = new Map<string, Pattern | null>()

export function matchesPattern(input: string, pattern: string, flags: string, run: Run): boolean | null {
  const p = patternOf(pattern, flags, run)
  return p && find(p, input, run, false).length > 0
}

export function replacePattern(input: string, pattern: string, replacement: string, flags: string, run: Run): string | null {
  const p = patternOf(pattern, flags, run)
  if (!p) return null
  if (matchesNothing(p, run)) return run.nothing(`the pattern ${pattern} matches an empty text`)
  const parts = flags.includes('q') ? [replacement] : replacementParts(replacement, p.groups)
  if (!parts) return run.nothing(`the replacement ${replacement} is not well written`)
  let result = ''
  let at = 0
  for (const match of find(p, input, run, true)) {
    result += input.slice(at, match.index)
    for (const part of parts) result += typeof part === 'string' ? part : (match[part] ?? '')
    run.text(result.length)
    at = match.index + match[0].length
  }
  return result + input.slice(at)
}

export function splitPattern(input: string, pattern: string, run: Run): string[] | null {
  const p = patternOf(pattern, '', run)
  if (!p) return null
  if (matchesNothing(p, run)) return run.nothing(`the pattern ${pattern} matches an empty text`)
  const pieces: string[] = []
  let at = 0
  for (const match of find(p, input, run, true)) {
    pieces.push(input.slice(at, match.index))
    at = match.index + match[0].length
  }
  pieces.push(input.slice(at))
  run.room(pieces.length)
  return pieces
}

const matchesNothing = (p: Pattern, run: Run): boolean => find(p, '', run, false).length > 0

/** `$1`, `\$`, `\\`; a `$` before more digits than there are groups takes as many as make a group. Null: not well written. */
function replacementParts(replacement: string, groups: number): (string | number)[] | null {
  const parts: (string | number)[] = []
  for (let i = 0; i < replacement.length; i++) {
    const char = replacement[i]!
    const next = replacement[i + 1] ?? ''
    if (char === '\\') {
      if (next !== '\\' && next !== '$') return null
      parts.push(next)
      i++
    } else if (char === '$') {
      if (!/\d/.test(next)) return null
      let group = Number(next)
      i++
      while (/\d/.test(replacement[i + 1] ?? '') && group * 10 + Number(replacement[i + 1]) <= groups) group = group * 10 + Number(replacement[++i])
      parts.push(group <= groups ? group : '')
    } else parts.push(char)
  }
  return parts
}

function patternOf(pattern: string, flags: string, run: Run): Pattern | null {
  const key = `${flags}/${pattern}`
  let found = compiled.get(key)
  if (found === undefined) {
    try {
      found = new Translator(pattern, flags).pattern()
    } catch (error) {
      if (!(error instanceof PatternError || error instanceof SyntaxError)) throw error
      found = null
    }
    if (compiled.size >= 500) compiled.clear()
    compiled.set(key, found)
  }
  return found ?? run.nothing(`${pattern.slice(0, 60)} with flags "${flags}" is no pattern`)
}

let apart: vm.Context | undefined
const search = new vm.Script('all ? [...input.matchAll(regex)] : [regex.exec(input)]')
const patience = 500

/** Patterns that could go back and forth without end are searched with under a clock, which the engine heeds while it searches. */
function find(p: Pattern, input: string, run: Run, all: boolean): RegExpExecArray[] {
  run.step(1 + input.length / 20)
  const { regex } = p
  regex.lastIndex = 0
  if (p.risky === 'no' || (p.risky === 'long' && input.length < 20)) return all ? [...input.matchAll(regex)] : [regex.exec(input)].filter((m) => m !== null)
  apart ??= vm.createContext({})
  apart['input'] = input
  apart['regex'] = regex
  apart['all'] = all
  try {
    return (search.runInContext(apart, { timeout: patience }) as (RegExpExecArray | null)[]).filter((m) => m !== null)
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw new Refusal('invalid', 'feel-pattern-too-slow', {}, { limit: patience })
    throw error
  } finally {
    apart['input'] = apart['regex'] = undefined
  }
}

const literal = (char: string): string => `\\u{${char.codePointAt(0)!.toString(16)}}`
const nameStart = ':A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}\\u{200d}\\u{2070}-\\u{218f}\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}'
const nameRest = `${nameStart}\\-.0-9\\u{b7}\\u{300}-\\u{36f}\\u{203f}\\u{2040}`
const classes: Record<string, string> = {
  d: '\\p{Nd}', D: '\\P{Nd}', s: '[\\u{20}\\t\\n\\r]', S: '[^\\u{20}\\t\\n\\r]', w: '[^\\p{P}\\p{Z}\\p{C}]', W: '[\\p{P}\\p{Z}\\p{C}]',
  i: `[${nameStart}]`, I: `[^${nameStart}]`, c: `[${nameRest}]`, C: `[^${nameRest}]`,
}
const escapes: Record<string, string> = { n: '\\n', r: '\\r', t: '\\t' }
/** Blocks people ask for; JavaScript knows scripts but not blocks. */
const blocks: Record<string, string> = {
  BasicLatin: '0-7f', 'Latin-1Supplement': '80-ff', 'LatinExtended-A': '100-17f', 'LatinExtended-B': '180-24f', IPAExtensions: '250-2af', SpacingModifierLetters: '2b0-2ff', CombiningDiacriticalMarks: '300-36f',
  Greek: '370-3ff', GreekandCoptic: '370-3ff', Cyrillic: '400-4ff', Armenian: '530-58f', Hebrew: '590-5ff', Arabic: '600-6ff', Devanagari: '900-97f', Thai: 'e00-e7f', Lao: 'e80-eff', HangulJamo: '1100-11ff', Khmer: '1780-17ff',
  LatinExtendedAdditional: '1e00-1eff', GreekExtended: '1f00-1fff', GeneralPunctuation: '2000-206f', SuperscriptsandSubscripts: '2070-209f', CurrencySymbols: '20a0-20cf', LetterlikeSymbols: '2100-214f', NumberForms: '2150-218f', Arrows: '2190-21ff', MathematicalOperators: '2200-22ff', MiscellaneousSymbols: '2600-26ff',
  CJKSymbolsandPunctuation: '3000-303f', Hiragana: '3040-309f', Katakana: '30a0-30ff', CJKUnifiedIdeographs: '4e00-9fff', HangulSyllables: 'ac00-d7a3', PrivateUse: 'e000-f8ff',
}

class Translator {
  private at = 0
  private readonly text: string
  private readonly dotAll: boolean
  private readonly flags: string
  private groups = 0
  private open: number[] = []
  private closed = new Set<number>()
  private unbounded = 0
  private choices = 0
  private nested = false

  constructor(pattern: string, flags: string) {
    if (/[^smixq]/.test(flags)) throw new PatternError()
    this.flags = flags
    this.dotAll = flags.includes('s')
    this.text = flags.includes('q') ? pattern : flags.includes('x') ? withoutSpace(pattern) : pattern
  }

  pattern(): Pattern {
    const js = `gv${this.flags.includes('i') ? 'i' : ''}${this.flags.includes('m') ? 'm' : ''}`
    if (this.flags.includes('q')) return { regex: new RegExp([...this.text].map(literal).join(''), js.replace('m', '')), groups: 0, risky: 'no' }
    const source = this.alternatives()
    if (this.at < this.text.length) throw new PatternError()
    return { regex: new RegExp(source, js), groups: this.groups, risky: this.nested || this.choices > 15 ? 'short' : this.unbounded > 1 ? 'long' : 'no' }
  }

  private alternatives(): string {
    let source = this.branch()
    while (this.text[this.at] === '|') {
      this.at++
      this.choices++
      source += `|${this.branch()}`
    }
    return source
  }

  private branch(): string {
    let source = ''
    for (;;) {
      const char = this.text[this.at]
      if (char === undefined || char === '|' || char === ')') return source
      const before = this.unbounded
      const choices = this.choices
      const atom = this.atom()
      source += atom + this.quantifier(atom, this.unbounded > before || this.choices > choices)
    }
  }

  private quantifier(atom: string, repeats: boolean): string {
    const found = /^(?:[?*+]|\{(\d+)(?:(,)(\d*))?\})\??/.exec(this.text.slice(this.at))
    if (!found) return ''
    if (atom === '^' || atom === '$') throw new PatternError()
    const [all, low, comma, high] = found
    if (high && Number(high) < Number(low)) throw new PatternError()
    if (Number(low ?? 0) > 10_000 || Number(high || 0) > 10_000) throw new PatternError()
    this.at += all.length
    // `(a|a)*` and `(a?){30}` are as bad as `(a+)+`.
    if (all[0] !== '?' && Number(high ?? 2) !== 1 && !(low === '1' && !comma)) {
      if (repeats) this.nested = true
      this.unbounded++
    } else this.choices++
    return all
  }

  private atom(): string {
    const char = String.fromCodePoint(this.text.codePointAt(this.at)!)
    switch (char) {
      case '(': return this.group()
      case '[': return this.charClass()
      case '\\': return this.escape(false)
      case '.': this.at++; return this.dotAll ? '[\\s\\S]' : '[^\\n\\r]'
      case '^': case '$': this.at++; return char
      case '?': case '*': case '+': case '{': case '}': case ']': throw new PatternError()
    }
    this.at += char.length
    return literal(char)
  }

  private group(): string {
    this.at++
    let number = 0
    if (this.text.startsWith('?:', this.at)) this.at += 2
    else number = ++this.groups
    if (number) this.open.push(number)
    const inner = this.alternatives()
    if (this.text[this.at] !== ')') throw new PatternError()
    this.at++
    if (number) { this.open.pop(); this.closed.add(number) }
    return number ? `(${inner})` : `(?:${inner})`
  }

  private escape(inClass: boolean): string {
    const char = this.text[this.at + 1] ?? ''
    this.at += 2
    if (classes[char]) return classes[char]
    if (escapes[char]) return escapes[char]
    if (char === 'p' || char === 'P') {
      const found = /^\{([A-Za-z0-9-]+)\}/.exec(this.text.slice(this.at))
      if (!found) throw new PatternError()
      this.at += found[0].length
      const name = found[1]!
      if (name.startsWith('Is')) {
        const block = blocks[name.slice(2)]
        if (!block) throw new PatternError()
        return `[${char === 'P' ? '^' : ''}${block.split('-').map((end) => `\\u{${end}}`).join('-')}]`
      }
      if (!/^[LMNPZSC][a-z]?$/.test(name)) throw new PatternError()
      const category = `\\${char}{${name}}`
      return inClass || !this.flags.includes('i') ? category : `(?-i:${category})`
    }
    if (!inClass && char >= '1' && char <= '9') {
      let group = Number(char)
      while (/\d/.test(this.text[this.at] ?? '') && group * 10 + Number(this.text[this.at]) <= this.groups) group = group * 10 + Number(this.text[this.at++])
      if (!this.closed.has(group)) throw new PatternError()
      this.unbounded++
      return `(?:\\${group})`
    }
    if ('\\|.?*+(){}-[]^$'.includes(char) && char) return literal(char)
    throw new PatternError()
  }

  /** `[a-z-[aeiou]]` becomes `[[a-z]--[aeiou]]`. */
  private charClass(): string {
    this.at++
    const negated = this.text[this.at] === '^'
    if (negated) this.at++
    let members = ''
    let first = true
    for (;; first = false) {
      const char = this.text[this.at]
      if (char === undefined) throw new PatternError()
      if (char === ']' && !first) { this.at++; return `[${negated ? '^' : ''}${members}]` }
      if (char === '-' && this.text[this.at + 1] === '[' && !first) {
        this.at++
        const less = this.charClass()
        if (this.text[this.at] !== ']') throw new PatternError()
        this.at++
        return `[[${negated ? '^' : ''}${members}]--${less}]`
      }
      const [low, single] = this.member(first)
      if (single && this.text[this.at] === '-' && this.text[this.at + 1] !== ']' && this.text[this.at + 1] !== '[') {
        this.at++
        const [high, fits] = this.member(false)
        if (!fits) throw new PatternError()
        members += `${low}-${high}`
      } else members += low
    }
  }

  /** One character or class inside of brackets, and whether it can begin a span. */
  private member(first: boolean): [string, boolean] {
    const char = String.fromCodePoint(this.text.codePointAt(this.at) ?? 93)
    if (char === '\\') {
      const next = this.text[this.at + 1] ?? ''
      return [this.escape(true), !classes[next] && next !== 'p' && next !== 'P']
    }
    if (char === '[' || char === ']') throw new PatternError()
    if (char === '-' && !first && this.text[this.at + 1] !== ']' && this.text[this.at + 1] !== '[') throw new PatternError()
    this.at += char.length
    return [literal(char), char !== '-' || first]
  }
}

/** The flag x: white space means nothing, but between brackets; also after a backslash, which then escapes what follows. */
function withoutSpace(pattern: string): string {
  let result = ''
  let depth = 0
  let escaped = false
  for (const char of pattern) {
    if (depth === 0 && /[ \t\n\r]/.test(char)) continue
    result += char
    if (escaped) escaped = false
    else if (char === '\\') escaped = true
    else if (char === '[') depth++
    else if (char === ']') depth--
  }
  return result
}
