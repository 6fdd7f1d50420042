/** A FEEL expression ready to be asked: the names that are visible and what the clock says (in milliseconds) in, the value out. Never throws where FEEL says null. */
export type Expression = { readonly text: string; readonly of: (variables: Readonly<Record<string, unknown>>, now: number) => unknown }

/** Compiles FEEL; throws for a text that is not FEEL. */
export type CompileExpression = (text: string) => Expression['of']

/**
 * The expression of a model. FEEL is meant; where the text is plainly the little that every other language shares
 * (a comparison, contains, and, or, not), it is read as the FEEL that says the same. Nothing of another language is run.
 * `language` is what the expression itself says it is written in. Throws when it is neither.
 */
export function expressionOf(text: string, compile: CompileExpression, language = ''): Expression {
  const written = text.trim()
  // Some modellers begin FEEL with `=`, and names of the standard's functions (section 10.4.3) with a prefix.
  const plain = written.replace(/^=(?!=)\s*/, '').replace(new RegExp(`\\b\\w+:(?=${getters}\\s*\\()`, 'g'), '')
  if (/feel/i.test(language)) return { text: written, of: compile(plain) }
  const xpath = /xpath/i.test(language) || pathSigns.test(bare(plain))
  const other = language !== '' || xpath || foreign(plain)
  return { text: written, of: compile(other ? translated(plain, xpath) : plain) }
}

/** How a file says once for all what its expressions are written in is no sign: nearly every modeller writes XPath there, and none means it. */
const getters = 'get(?:DataObject|DataInput|DataOutput|ProcessProperty|ActivityProperty|EventProperty|ProcessInstanceAttribute|ActivityInstanceAttribute)'

/** Signs that no FEEL text outside of its strings has. */
function foreign(text: string): boolean {
  return /\$\{|^#\{/.test(text) || foreignSigns.test(bare(text))
}
const foreignSigns = /==|&&|\|\||'|!(?!=)|\?|;\s*$|\.(?:contains|equals|equalsIgnoreCase|startsWith|endsWith|size|length|isEmpty|includes|indexOf|toLowerCase|toUpperCase|getVariable)\s*\(|\.length\b|\bempty\s+\w/
const pathSigns = new RegExp(`\\$\\w|${getters}\\s*\\(|\\b(?:string-length|starts-with|ends-with|true|false)\\s*\\(|[\\w)] +div +[\\w(]`)
const bare = (text: string): string => text.replace(/"(?:[^"\\]|\\.)*"/g, '""')

type Token = { kind: 'text' | 'name' | 'number' | 'sign'; text: string }

const plainLexemes = /\s+|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\d+(?:\.\d+)?[lLfFdD]?|[$\p{L}_][\p{L}\p{N}_]*|===|!==|==|!=|<=|>=|&&|\|\||[-+*/%<>=!().,[\]{}:?]/uy

function tokensOf(text: string, xpath: boolean): Token[] {
  const tokens: Token[] = []
  const lexemes = xpath ? xpathLexemes : plainLexemes
  lexemes.lastIndex = 0
  while (lexemes.lastIndex < text.length) {
    const at = lexemes.lastIndex
    const found = lexemes.exec(text)
    if (!found) throw new SyntaxError(text.slice(at, at + 20))
    const it = found[0]
    if (!it.trim()) continue
    if (it[0] === '"' || it[0] === "'") tokens.push({ kind: 'text', text: `"${it.slice(1, -1).replace(/\\'/g, "'").replace(/(?<!\\)"/g, '\\"')}"` })
    else if (/\d/.test(it[0]!)) tokens.push({ kind: 'number', text: it.replace(/[lLfFdD]$/, '') })
    else if (/[$\p{L}_]/u.test(it[0]!)) tokens.push({ kind: 'name', text: it.replace(/^\$/, '') })
    else tokens.push({ kind: 'sign', text: it })
  }
  return tokens
}

/** Names of XPath may have hyphens inside. */
const xpathLexemes = new RegExp(plainLexemes.source.replace('[\\p{L}\\p{N}_]*', '(?:-?[\\p{L}\\p{N}_])*'), 'uy')

const isEmpty = (on: string): string => `(if ${on} = null then true else if ${on} instance of list<Any> then count(${on}) = 0 else ${on} = "")`
const lengthOf = (on: string): string => `(if ${on} instance of list<Any> then count(${on}) else string length(${on}))`

const keywords = new Set(['and', 'or', 'not', 'mod', 'div', 'empty', 'instanceof', 'new', 'return', 'in', 'eq', 'ne', 'lt', 'gt', 'le', 'ge'])
const words: Record<string, string> = { eq: '=', ne: '!=', lt: '<', gt: '>', le: '<=', ge: '>=' }

/** Functions of XPath whose names FEEL writes otherwise; the others of the same name say the same. */
const xpathFunctions: Record<string, (given: string[]) => string> = {
  true: () => 'true', false: () => 'false', boolean: ([it]) => it!,
  'string-length': ([it]) => `string length(${it})`, 'starts-with': ([it, by]) => `starts with(${it}, ${by})`, 'ends-with': ([it, by]) => `ends with(${it}, ${by})`,
  concat: (given) => `string join([${given.map((it) => `string(${it})`).join(', ')}])`,
}

/** What comes before binds looser: choice, or, and, comparison, sum, product, sign, call. `xpath`: ways with `/`, lists that begin with 1. */
function translated(text: string, xpath: boolean): string {
  // A text with expressions in it, as in `PT${n}S`.
  const parts = text.split(/\$\{([^{}]*)\}/)
  if (parts.length > 1 && (parts.length > 3 || parts[0] || parts[2])) return `string join([${parts.map((it, i) => (i % 2 ? `string(${translated(it, xpath)})` : JSON.stringify(it))).join(', ')}])`
  const inside = (/^[$#]\{([\s\S]*)\}$/.exec(text)?.[1] ?? text).replace(/^\s*return\s+/, '').replace(/;\s*$/, '')
  const tokens = tokensOf(inside, xpath)
  let at = 0
  const peek = (): string | undefined => (tokens[at]?.kind === 'text' ? undefined : tokens[at]?.text)
  const take = (sign: string): boolean => peek() === sign && (at += 1) > 0
  const must = (sign: string): void => {
    if (!take(sign)) throw new SyntaxError(text)
  }

  const chosen = (): string => {
    const left = either()
    if (!take('?')) return left
    const then = chosen()
    must(':')
    return `(if ${left} then ${then} else ${chosen()})`
  }
  const either = (): string => {
    let left = both()
    while (take('||') || take('or')) left = `${left} or ${both()}`
    return left
  }
  const both = (): string => {
    let left = compared()
    while (take('&&') || take('and')) left = `${left} and ${compared()}`
    return left
  }
  const compared = (): string => {
    const left = sum()
    const sign = peek()
    const feel = sign === undefined ? undefined : sign === '==' || sign === '===' || sign === '=' ? '=' : sign === '!=' || sign === '!==' ? '!=' : ['<', '>', '<=', '>='].includes(sign) ? sign : words[sign]
    if (!feel) return left
    at += 1
    return `${left} ${feel} ${sum()}`
  }
  const sum = (): string => {
    let left = product()
    for (let sign = peek(); sign === '+' || sign === '-'; sign = peek()) {
      at += 1
      left = `${left} ${sign} ${product()}`
    }
    return left
  }
  const product = (): string => {
    let left = signed()
    for (let sign = peek(); sign === '*' || sign === '/' || sign === '%' || sign === 'mod' || sign === 'div'; sign = peek()) {
      at += 1
      if (sign === 'div') sign = '/'
      left = sign === '*' || sign === '/' ? `${left} ${sign} ${signed()}` : `modulo(${left}, ${signed()})`
    }
    return left
  }
  const signed = (): string => {
    if (take('!')) return `not(${signed()})`
    if (peek() === 'not' && tokens[at + 1]?.text !== '(') {
      at += 1
      return `not(${signed()})`
    }
    if (take('empty')) return isEmpty(signed())
    if (take('-')) return `-${signed()}`
    return called()
  }
  const list = (): string[] => {
    const items: string[] = []
    if (take(')')) return items
    do items.push(chosen())
    while (take(','))
    must(')')
    return items
  }
  const called = (): string => {
    let left: string
    const token = tokens[at]
    if (!token) throw new SyntaxError(text)
    if (take('(')) {
      left = `(${chosen()})`
      must(')')
    } else if (token.kind === 'sign') throw new SyntaxError(text)
    else {
      at += 1
      left = token.text
      if (left === 'undefined') left = 'null'
      // A name may have several words.
      while (token.kind === 'name' && tokens[at]?.kind === 'name' && !keywords.has(tokens[at]!.text)) left += ` ${tokens[at++]!.text}`
      if (token.kind === 'name' && peek() === '(') {
        at += 1
        const given = list()
        if (new RegExp(`^${getters}$`).test(left)) left = given.at(-1)!.replace(/^"|"$/g, '')
        else if (xpath && Object.hasOwn(xpathFunctions, left)) left = xpathFunctions[left]!(given)
        else left = `${left}(${given.join(', ')})`
      }
    }
    for (;;) {
      if (take('[')) {
        const index = chosen()
        must(']')
        // Elsewhere lists begin with 0, in FEEL and XPath with 1.
        left = xpath ? `${left}[${index}]` : /^\d+$/.test(index) ? `${left}[${Number(index) + 1}]` : /^"/.test(index) ? `get value(${left}, ${index})` : `${left}[${index} + 1]`
      } else if (xpath && peek() === '/' && tokens[at + 1]?.kind === 'name') {
        left = `${left}.${tokens[at + 1]!.text}`
        at += 2
        // The text of an element is the element, where values are no trees.
        if (left.endsWith('.text') && take('(')) {
          must(')')
          left = left.slice(0, -5)
        }
      } else if (take('.')) {
        const name = tokens[at++]?.text ?? ''
        const given = take('(') ? list() : undefined
        left = method(left, name, given)
      } else return left
    }
  }
  const method = (on: string, name: string, given: string[] | undefined): string => {
    if (!given) return name === 'length' ? lengthOf(on) : `${on}.${name}`
    const one = given[0]
    if (given.length === 0) {
      if (name === 'size' || name === 'length') return lengthOf(on)
      if (name === 'isEmpty') return isEmpty(on)
      if (name === 'toLowerCase') return `lower case(${on})`
      if (name === 'toUpperCase') return `upper case(${on})`
      if (name === 'toString' || name === 'trim' || name === 'intValue' || name === 'booleanValue') return on
    } else if (given.length === 1) {
      if (name === 'contains' || name === 'includes') return `(contains(${on}, ${one}) = true or list contains(${on}, ${one}) = true)`
      if (name === 'startsWith') return `starts with(${on}, ${one})`
      if (name === 'endsWith') return `ends with(${on}, ${one})`
      if (name === 'equals') return `(${on} = ${one})`
      if (name === 'equalsIgnoreCase') return `(lower case(${on}) = lower case(${one}))`
      if (name === 'indexOf') return `(if contains(${on}, ${one}) then string length(substring before(${on}, ${one})) else -1)`
      if (name === 'getVariable' && /^"/.test(one!)) return one!.slice(1, -1)
      if (name === 'get') return /^"/.test(one!) ? `get value(${on}, ${one})` : `${on}[${one} + 1]`
    }
    throw new SyntaxError(`${name}(`)
  }

  const feel = chosen()
  if (at < tokens.length) throw new SyntaxError(text)
  return feel
}
