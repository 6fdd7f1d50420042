/** A FEEL expression ready to be asked: the names that are visible and what the clock says (in milliseconds) in, the value out. Never throws where FEEL says null. */
export type Expression = { readonly text: string; readonly of: (variables: Readonly<Record<string, unknown>>, now: number) => unknown }

/** Compiles FEEL; throws for a text that is not FEEL. */
export type CompileExpression = (text: string) => Expression['of']

/**
 * The expression of a model. FEEL is meant; where the text is plainly the little that every other language shares
 * (a comparison, contains, and, or, not), it is read as the FEEL that says the same. Nothing of another language is run.
 * Throws when it is neither.
 */
export function expressionOf(text: string, compile: CompileExpression): Expression {
  const written = text.trim()
  // Some modellers begin FEEL with `=`, and names of the standard's functions with a prefix.
  const plain = written.replace(/^=(?!=)\s*/, '').replace(/\b\w+:(?=get(?:DataObject|ProcessProperty|DataState)\s*\()/g, '')
  return { text: written, of: compile(foreign(plain) ? translated(plain) : plain) }
}

/** Signs that no FEEL text outside of its strings has. */
function foreign(text: string): boolean {
  if (/^[$#]\{[\s\S]*\}$/.test(text)) return true
  const bare = text.replace(/"(?:[^"\\]|\\.)*"/g, '""')
  return /==|&&|\|\||'|!(?!=)|\.(?:contains|equals|equalsIgnoreCase|startsWith|endsWith|size|length|isEmpty|includes|indexOf|toLowerCase|toUpperCase)\s*\(|\.length\b|\$\w|getDataObject\s*\(|getProcessProperty\s*\(|\bempty\s+\w/.test(bare)
}

type Token = { kind: 'text' | 'name' | 'number' | 'sign'; text: string }

const lexemes = /\s+|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\d+(?:\.\d+)?[lLfFdD]?|[$\p{L}_][\p{L}\p{N}_]*|===|!==|==|!=|<=|>=|&&|\|\||[-+*/%<>=!().,[\]{}:?]/uy

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
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

const keywords = new Set(['and', 'or', 'not', 'mod', 'empty', 'instanceof', 'new', 'return', 'in', 'eq', 'ne', 'lt', 'gt', 'le', 'ge'])
const words: Record<string, string> = { eq: '=', ne: '!=', lt: '<', gt: '>', le: '<=', ge: '>=' }

/** What comes before binds looser: or, and, comparison, sum, product, sign, call. */
function translated(text: string): string {
  const inside = /^[$#]\{([\s\S]*)\}$/.exec(text)?.[1] ?? text
  const tokens = tokensOf(inside)
  let at = 0
  const peek = (): string | undefined => (tokens[at]?.kind === 'text' ? undefined : tokens[at]?.text)
  const take = (sign: string): boolean => peek() === sign && (at += 1) > 0
  const must = (sign: string): void => {
    if (!take(sign)) throw new SyntaxError(text)
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
    for (let sign = peek(); sign === '*' || sign === '/' || sign === '%' || sign === 'mod'; sign = peek()) {
      at += 1
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
    if (take('empty')) return `count(${signed()}) = 0`
    if (take('-')) return `-${signed()}`
    return called()
  }
  const list = (): string[] => {
    const items: string[] = []
    if (take(')')) return items
    do items.push(either())
    while (take(','))
    must(')')
    return items
  }
  const called = (): string => {
    let left: string
    const token = tokens[at]
    if (!token) throw new SyntaxError(text)
    if (take('(')) {
      left = `(${either()})`
      must(')')
    } else if (token.kind === 'sign') throw new SyntaxError(text)
    else {
      at += 1
      left = token.text
      // A name may have several words.
      while (token.kind === 'name' && tokens[at]?.kind === 'name' && !keywords.has(tokens[at]!.text)) left += ` ${tokens[at++]!.text}`
      if (token.kind === 'name' && peek() === '(') {
        at += 1
        const given = list()
        if (left === 'getDataObject' || left === 'getProcessProperty') left = given.at(-1)!.replace(/^"|"$/g, '')
        else left = `${left}(${given.join(', ')})`
      }
    }
    for (;;) {
      if (take('[')) {
        const index = either()
        must(']')
        // Elsewhere lists begin with 0, in FEEL with 1.
        left = /^\d+$/.test(index) ? `${left}[${Number(index) + 1}]` : /^"/.test(index) ? `get value(${left}, ${index})` : `${left}[${index} + 1]`
      } else if (take('.')) {
        const name = tokens[at++]?.text ?? ''
        const given = take('(') ? list() : undefined
        left = method(left, name, given)
      } else return left
    }
  }
  const method = (on: string, name: string, given: string[] | undefined): string => {
    if (!given) return name === 'length' ? `string length(${on})` : `${on}.${name}`
    const one = given[0]
    if (given.length === 0) {
      if (name === 'size') return `count(${on})`
      if (name === 'length') return `string length(${on})`
      if (name === 'isEmpty') return `(${on} = null or ${on} = "" or ${on} = [])`
      if (name === 'toLowerCase') return `lower case(${on})`
      if (name === 'toUpperCase') return `upper case(${on})`
      if (name === 'toString' || name === 'trim' || name === 'intValue' || name === 'booleanValue') return on
    } else if (given.length === 1) {
      if (name === 'contains' || name === 'includes') return `(contains(${on}, ${one}) = true or list contains(${on}, ${one}) = true)`
      if (name === 'startsWith') return `starts with(${on}, ${one})`
      if (name === 'endsWith') return `ends with(${on}, ${one})`
      if (name === 'equals') return `(${on} = ${one})`
      if (name === 'equalsIgnoreCase') return `(lower case(${on}) = lower case(${one}))`
      if (name === 'get') return /^"/.test(one!) ? `get value(${on}, ${one})` : `${on}[${one} + 1]`
    }
    throw new SyntaxError(`${name}(`)
  }

  const feel = either()
  if (at < tokens.length) throw new SyntaxError(text)
  return feel
}
