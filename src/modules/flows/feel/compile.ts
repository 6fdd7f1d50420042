import type { BinaryOperator, Iteration, Node, TypeNode, UnaryTests } from './ast.ts'
import { externalFunction } from './external.ts'
import { builtIns } from './functions.ts'
import type { Run } from './limits.ts'
import { add, compareNumbers, divide, isNum, multiply, negate, power, subtract, truncated } from './numbers.ts'
import { addToDate, addToDateTime, addToTime, between, betweenTimes, dateOfDays, daysOf, FeelDate, FeelDateTime, FeelTime, makeMonths, makeNanos, Months, Nanos, ratio, scaleMonths, scaleNanos, temporalProperty } from './temporal.ts'
import { any, builtInTypes, convert, instanceOf, type FeelType } from './types.ts'
import { equal, FeelFunction, FeelRange, isTemporal, kindOf, order, within, type Context, type Value } from './values.ts'

/** Names and their values, one frame inside the other. A context is a frame as it stands. */
export class Scope {
  readonly parent: Scope | null
  readonly vars: Map<string, Value>
  readonly run: Run
  constructor(vars: Map<string, Value>, run: Run, parent: Scope | null = null) {
    this.vars = vars
    this.run = run
    this.parent = parent
  }
  find(name: string): Value | undefined {
    for (let scope: Scope | null = this; scope; scope = scope.parent) {
      const value = scope.vars.get(name)
      if (value !== undefined) return value
    }
    return undefined
  }
}

export type Code = (scope: Scope) => Value
/** True, false, or null where the value cannot be held against the test. */
export type TestCode = (input: Value, scope: Scope) => boolean | null
/** What the names of types mean here. */
export type Types = (name: string) => FeelType | undefined

const noTypes: Types = () => undefined

export function compileNode(node: Node, types: Types = noTypes): Code {
  return new Compiler(types).code(node)
}

export function compileTests(tests: UnaryTests, types: Types = noTypes): TestCode {
  if (tests.any) return () => true
  const compiler = new Compiler(types)
  const codes = tests.tests.map((test) => compiler.test(test))
  const one = codes.length === 1 ? codes[0]! : anyOf(codes)
  return tests.not ? (input, scope) => { const result = one(input, scope); return result === null ? null : !result } : one
}

const anyOf = (codes: TestCode[]): TestCode => (input, scope) => {
  let result: boolean | null = false
  for (const code of codes) {
    const one = code(input, scope)
    if (one === true) return true
    if (one === null) result = null
  }
  return result
}

export function typeOf(node: TypeNode, types: Types): FeelType | undefined {
  switch (node.t) {
    case 'name': return types(node.name) ?? builtInTypes.get(node.name)
    case 'list': case 'range': {
      const of = typeOf(node.of, types)
      return of && { is: node.t, of }
    }
    case 'context': {
      const fields = new Map<string, FeelType>()
      for (const [name, field] of node.fields) {
        const type = typeOf(field, types)
        if (!type) return undefined
        fields.set(name, type)
      }
      return { is: 'context', fields }
    }
    case 'function': {
      const params = node.params.map((param) => typeOf(param, types))
      const result = typeOf(node.result, types)
      return result && params.every((param) => param !== undefined) ? { is: 'function', params: params as FeelType[], result } : undefined
    }
  }
}

/** Does the expression use the value under test? */
export function mentions(node: unknown, name: string): boolean {
  if (Array.isArray(node)) return node.some((item) => mentions(item, name))
  if (node === null || typeof node !== 'object') return false
  const one = node as { n?: string; name?: string; value?: unknown }
  if (one.n === 'name') return one.name === name
  return Object.entries(node).some(([key, child]) => !(key === 'value' && one.n === 'literal') && mentions(child, name))
}

class Compiler {
  private readonly types: Types
  constructor(types: Types) {
    this.types = types
  }

  code(node: Node): Code {
    switch (node.n) {
      case 'literal': { const { value } = node; return () => value }
      case 'name': return nameCode(node.name)
      case 'path': { const of = this.code(node.of); const { name } = node; return (scope) => property(of(scope), name, scope.run) }
      case 'filter': return this.filter(node.of, node.by)
      case 'call': return this.call(node)
      case 'list': {
        const items = node.items.map((item) => this.code(item))
        return (scope) => { scope.run.step(items.length); return items.map((item) => item(scope)) }
      }
      case 'context': return this.context(node.entries)
      case 'range': return this.range(node)
      case 'same': { const as = this.code(node.as); return node.not ? () => null : (scope) => { const value = as(scope); return value === null ? null : new FeelRange(value, value, true, true) } }
      case 'negate': {
        const of = this.code(node.of)
        if (node.of.n === 'literal' && isNum(node.of.value)) { const value = negate(node.of.value); return () => value }
        return (scope) => {
          const value = of(scope)
          if (isNum(value)) return negate(value)
          if (value instanceof Months) return makeMonths(-value.months)
          return value instanceof Nanos ? new Nanos(-value.nanos) : scope.run.nothing(`- is not defined for ${kindOf(value)}`)
        }
      }
      case 'binary': return this.binary(node.op, this.code(node.left), this.code(node.right))
      case 'between': {
        const [value, low, high] = [this.code(node.value), this.code(node.low), this.code(node.high)]
        return (scope) => {
          const v = value(scope)
          const a = order(v, low(scope))
          const b = order(v, high(scope))
          return a === null || b === null ? scope.run.nothing('between: these values have no order') : a >= 0 && b <= 0
        }
      }
      case 'in': {
        const value = this.code(node.value)
        const tests = node.tests.map((test) => this.test(test))
        const one = tests.length === 1 ? tests[0]! : anyOf(tests)
        return (scope) => one(value(scope), scope)
      }
      case 'if': {
        const [test, then, otherwise] = [this.code(node.test), this.code(node.then), this.code(node.otherwise)]
        return (scope) => (test(scope) === true ? then(scope) : otherwise(scope))
      }
      case 'for': return loopOver(this.iterations(node.over), this.code(node.body), mentions(node.body, 'partial'))
      case 'some': case 'every': return quantified(node.n, this.iterations(node.over), this.code(node.body))
      case 'function': return this.functionDefinition(node)
      case 'instance': {
        const value = this.code(node.value)
        const type = typeOf(node.type, this.types)
        if (!type) return (scope) => scope.run.nothing('instance of: the type is unknown')
        return (scope) => instanceOf(value(scope), type)
      }
    }
  }

  /** As a test on a value: a cell, or what stands after `in`. */
  test(node: Node): TestCode {
    if (node.n === 'same') {
      const as = this.code(node.as)
      return node.not
        ? (input, scope) => { const result = equal(input, as(scope)); return result === null ? null : !result }
        : (input, scope) => equal(input, as(scope))
    }
    const code = this.code(node)
    if (node.n === 'literal') return (input, scope) => equal(input, code(scope))
    if (mentions(node, '?'))
      return (input, scope) => {
        const result = code(new Scope(new Map([['?', input]]), scope.run, scope))
        return typeof result === 'boolean' ? result : null
      }
    if (node.n === 'range') return (input, scope) => { const range = code(scope); return range instanceof FeelRange ? inRange(input, range) : null }
    return (input, scope) => holds(input, code(scope))
  }

  private filter(ofNode: Node, byNode: Node): Code {
    const of = this.code(ofNode)
    const literal = byNode.n === 'literal' || (byNode.n === 'negate' && byNode.of.n === 'literal') ? this.code(byNode) : null
    // `list[< 5]` asks each item.
    const test = byNode.n === 'range' && (!byNode.start || !byNode.end) || byNode.n === 'same' ? this.test(byNode) : null
    if (test) return filtered(of, null, test)
    if (literal) return filtered(of, (scope) => literal(scope), null)
    const asksEach = byNode.n === 'binary' && !['+', '-', '*', '/', '**'].includes(byNode.op) || byNode.n === 'in' || byNode.n === 'between' || byNode.n === 'some' || byNode.n === 'every' || byNode.n === 'instance'
    return filtered(of, asksEach ? null : this.code(byNode), null, asksEach ? this.code(byNode) : null)
  }

  private call(node: Node & { n: 'call' }): Code {
    const args = node.args.map((arg) => this.code(arg))
    const { names } = node
    const what = node.what
    const found = what.n === 'name' ? null : this.code(what)
    const name = what.n === 'name' ? what.name : what.n === 'path' ? what.name : 'function'
    const builtIn = what.n === 'name' ? builtIns.get(name) : undefined
    return (scope) => {
      const { run } = scope
      let called = found ? found(scope) : scope.find(name)
      // What is called so and is no function does not hide the one that is: `date` may be the name of an input.
      if (builtIn && !(called instanceof FeelFunction)) called = builtIn
      if (!(called instanceof FeelFunction)) return run.nothing(`${name} is no function`)
      const values = args.map((arg) => arg(scope))
      return invoke(called, values, names, run)
    }
  }

  private context(entries: [string, Node][]): Code {
    const codes = entries.map(([key, node]) => [key, this.code(node)] as const)
    if (new Set(entries.map(([key]) => key)).size < entries.length) return (scope) => scope.run.nothing('a context has the same key twice')
    return (scope) => {
      scope.run.step(codes.length)
      const context: Context = new Map()
      const inner = new Scope(context, scope.run, scope)
      for (const [key, code] of codes) context.set(key, code(inner))
      return context
    }
  }

  private range(node: Node & { n: 'range' }): Code {
    const start = node.start && this.code(node.start)
    const end = node.end && this.code(node.end)
    const { startIncluded, endIncluded } = node
    const constant = (!node.start || isConstant(node.start)) && (!node.end || isConstant(node.end))
    let made: Value | undefined
    return (scope) => {
      if (made !== undefined) return made
      const range = makeRange(start ? start(scope) : undefined, end ? end(scope) : undefined, startIncluded, endIncluded, scope.run)
      if (constant) made = range
      return range
    }
  }

  private binary(op: BinaryOperator, left: Code, right: Code): Code {
    switch (op) {
      case 'and': return (scope) => {
        const a = left(scope)
        if (a === false) return false
        const b = right(scope)
        return b === false ? false : a === true && b === true ? true : null
      }
      case 'or': return (scope) => {
        const a = left(scope)
        if (a === true) return true
        const b = right(scope)
        return b === true ? true : a === false && b === false ? false : null
      }
      case '=': return (scope) => equal(left(scope), right(scope))
      case '!=': return (scope) => { const same = equal(left(scope), right(scope)); return same === null ? null : !same }
      case '<': return (scope) => { const o = order(left(scope), right(scope)); return o === null ? null : o < 0 }
      case '<=': return (scope) => { const o = order(left(scope), right(scope)); return o === null ? null : o <= 0 }
      case '>': return (scope) => { const o = order(left(scope), right(scope)); return o === null ? null : o > 0 }
      case '>=': return (scope) => { const o = order(left(scope), right(scope)); return o === null ? null : o >= 0 }
    }
    const apply = arithmetic[op]
    return (scope) => {
      const a = left(scope)
      const b = right(scope)
      const result = a === null || b === null ? undefined : apply(a, b, scope.run)
      return result ?? scope.run.nothing(result === null ? `the result of ${op} is no value` : `${op} is not defined for ${kindOf(a)} and ${kindOf(b)}`)
    }
  }

  private iterations(over: Iteration[]): Domain[] {
    return over.map((one) => {
      const from = this.code(one.in)
      const to = one.to && this.code(one.to)
      return { name: one.name, domain: to ? (scope) => makeRange(from(scope), to(scope), true, true, scope.run) : from }
    })
  }

  private functionDefinition(node: Node & { n: 'function' }): Code {
    const params = node.params.map(({ name, type }) => {
      const known = type ? typeOf(type, this.types) : undefined
      return known ? { name, type: known } : { name }
    })
    const unknown = node.params.some(({ type }, i) => type && !params[i]!.type)
    const body = this.code(node.body)
    if (node.external) return (scope) => externalFunction(params, body(scope), scope.run)
    if (unknown) return (scope) => scope.run.nothing('function: the type of a parameter is unknown')
    const result = literalType(node.body)
    return (scope) => closure('function', params, scope, body, result)
  }
}

export type Domain = { name: string; domain: Code }

export function loopOver(domains: Domain[], body: Code, partial: boolean): Code {
  return (scope) => {
    const results: Value[] = []
    const done = each(domains, 0, scope, (inner) => {
      scope.run.grown(results.length)
      if (partial) {
        // A copy: the list goes on growing.
        scope.run.step(results.length)
        inner.vars.set('partial', results.slice())
      }
      results.push(body(inner))
      return true
    })
    return done === null ? scope.run.nothing('for: there is nothing to go through') : results
  }
}

export function quantified(which: 'some' | 'every', domains: Domain[], body: Code): Code {
  const decisive = which === 'some'
  return (scope) => {
    let result: boolean | null = !decisive
    const done = each(domains, 0, scope, (inner) => {
      const one = body(inner)
      if (one === decisive) { result = decisive; return false }
      if (typeof one !== 'boolean') result = null
      return true
    })
    return done === null ? scope.run.nothing(`${which}: there is nothing to go through`) : result
  }
}

/**
 * Items of a list by position or by condition. Which of the two it is shows when the condition gives a number without an
 * item; `each` is a condition that cannot be a position, `test` one on the item itself.
 */
export function filtered(of: Code, by: Code | null, test: TestCode | null, each: Code | null = null): Code {
  return (scope) => {
    const value = of(scope)
    if (value === null) return null
    const list = Array.isArray(value) ? value : [value]
    const { run } = scope
    run.step(list.length + 1)
    if (test) return list.filter((item) => test(item, scope) === true)
    if (by) {
      const noted = run.notes.length
      const index = by(scope)
      if (isNum(index)) return at(list, index, run)
      // The items are still to be put in: what failed without them is no fault.
      run.notes.length = noted
    }
    const holds = (each ?? by)!
    const kept: Value[] = []
    for (const item of list) {
      let inner = new Scope(new Map([['item', item]]), run, scope)
      if (item instanceof Map) inner = new Scope(item, run, inner)
      if (holds(inner) === true) kept.push(item)
    }
    return kept
  }
}

/** A function of FEEL's own: its body with the parameters in a frame inside the scope it was written in. */
export function closure(name: string, params: readonly { name: string; type?: FeelType }[], scope: Scope, body: Code, result?: FeelType): FeelFunction {
  return new FeelFunction(name, params, (args, run) => {
    const frame = new Map<string, Value>()
    params.forEach((param, i) => frame.set(param.name, args[i]!))
    return body(new Scope(frame, run, scope))
  }, result)
}

/** The type of a body that says it itself. */
function literalType(node: Node): FeelType | undefined {
  if (node.n === 'literal' && node.value !== null) return builtInTypes.get(kindOf(node.value))
  if (node.n === 'instance' || node.n === 'some' || node.n === 'every' || node.n === 'in' || node.n === 'between') return builtInTypes.get('boolean')
  if (node.n === 'list') return { is: 'list', of: any }
  return undefined
}

/** Calls with arguments by position or by name; null when they do not fit. */
export function invoke(called: FeelFunction, values: Value[], names: readonly string[] | null, run: Run): Value {
  run.enter()
  try {
    if (called.call) return called.call(values, names, run)
    const { params } = called
    if (values.length !== params.length) return run.nothing(`${called.name} takes ${params.length} arguments, not ${values.length}`)
    let args = values
    if (names) {
      args = []
      for (const { name } of params) {
        const i = names.indexOf(name)
        if (i < 0) return run.nothing(`${called.name} has no argument ${name}`)
        args.push(values[i]!)
      }
    }
    for (let i = 0; i < params.length; i++) {
      const { type } = params[i]!
      if (!type) continue
      const fitting = convert(args[i]!, type)
      if (fitting === args[i]) continue
      if (args === values) args = [...values]
      args[i] = fitting === undefined ? run.nothing(`${called.name}: ${params[i]!.name} is not of its type`) : fitting
    }
    const result = called.invoke(args, run)
    if (!called.result || result === null) return result
    const fitting = convert(result, called.result)
    return fitting === undefined ? run.nothing(`the result of ${called.name} is not of its type`) : fitting
  } finally {
    run.leave()
  }
}

function nameCode(name: string): Code {
  const builtIn = builtIns.get(name)
  return (scope) => {
    const value = scope.find(name)
    return value !== undefined ? value : (builtIn ?? scope.run.nothing(`there is no ${name} here`))
  }
}

const isConstant = (node: Node): boolean => node.n === 'literal' || (node.n === 'negate' && isConstant(node.of))

export function property(value: Value, name: string, run: Run): Value {
  if (value instanceof Map) return value.get(name) ?? null
  if (value === null) return null
  if (Array.isArray(value)) {
    run.step(value.length)
    return value.map((item) => property(item, name, run))
  }
  if (isTemporal(value)) {
    const found = temporalProperty(value, name)
    return found === undefined ? run.nothing(`${kindOf(value)} has no ${name}`) : found
  }
  if (value instanceof FeelRange)
    switch (name) {
      case 'start': return value.start ?? null
      case 'end': return value.end ?? null
      case 'start included': return value.startIncluded
      case 'end included': return value.endIncluded
    }
  return run.nothing(`${kindOf(value)} has no ${name}`)
}

/** Null unless both ends are of one kind that has an order. */
export function makeRange(start: Value | undefined, end: Value | undefined, startIncluded: boolean, endIncluded: boolean, run: Run): FeelRange | null {
  if (start === null || end === null) return run.nothing('a range has no end that is null')
  if (start !== undefined && end !== undefined && order(start, end) === null) return run.nothing(`there is no range from ${kindOf(start)} to ${kindOf(end)}`)
  const one = start ?? end ?? null
  if (order(one, one) === null) return run.nothing(`there is no range of ${kindOf(one)}`)
  return new FeelRange(start, end, startIncluded, endIncluded)
}

function at(list: Value[], index: Value, run: Run): Value {
  const i = isNum(index) ? truncated(index) : 0
  const item = i > 0 ? list[i - 1] : i < 0 ? list[list.length + i] : undefined
  return item === undefined ? run.nothing(`the list has no item ${i}`) : item
}

function inRange(input: Value, range: FeelRange): boolean | null {
  if (input === null) return null
  if (input instanceof FeelRange) return equal(input, range)
  if (Array.isArray(input) && input.length === 1) return within(input[0]!, range)
  return within(input, range)
}

/** Does the value pass a test that is itself a value: a range, a list, or one to be equal to? */
export function holds(input: Value, test: Value): boolean | null {
  if (test instanceof FeelRange) return inRange(input, test)
  if (Array.isArray(test)) {
    if (Array.isArray(input) && equal(input, test) === true) return true
    for (const item of test)
      if ((item instanceof FeelRange ? inRange(input, item) : Array.isArray(item) && !Array.isArray(input) ? null : equal(input, item)) === true) return true
    return false
  }
  // A condition that does not speak of the input.
  if (typeof test === 'boolean' && typeof input !== 'boolean' && !(Array.isArray(input) && input.length === 1)) return test
  return equal(input, test)
}

/** Runs through all the domains; `visit` says whether to go on. Null: a domain is no list. */
function each(domains: Domain[], from: number, scope: Scope, visit: (scope: Scope) => boolean): boolean | null {
  const { name, domain } = domains[from]!
  const items = itemsOf(domain(scope), scope.run)
  if (items === null) return null
  for (const item of items) {
    scope.run.step()
    const inner = new Scope(new Map([[name, item]]), scope.run, scope)
    const on = from + 1 < domains.length ? each(domains, from + 1, inner, visit) : visit(inner)
    if (on !== true) return on
  }
  return true
}

/** A list, the members of a range of whole steps, or the one thing. */
function itemsOf(value: Value, run: Run): Iterable<Value> | null {
  if (value === null) return null
  if (Array.isArray(value)) return value
  return value instanceof FeelRange ? membersOf(value, run) : [value]
}

export function membersOf(range: FeelRange, run: Run): Value[] | null {
  const { start, end } = range
  if (start === undefined || end === undefined) return null
  const items: Value[] = []
  if (isNum(start) && isNum(end)) {
    const down = compareNumbers(start, end) > 0
    for (let at: Value = start; at !== null && isNum(at) && (down ? compareNumbers(at, end) >= 0 : compareNumbers(at, end) <= 0); at = add(at, down ? -1 : 1)) {
      run.step()
      run.grown(items.length + 1)
      items.push(at)
    }
  } else if (start instanceof FeelDate && end instanceof FeelDate) {
    const [a, b] = [daysOf(start), daysOf(end)]
    run.room(Math.abs(b - a))
    for (let day = a; a > b ? day >= b : day <= b; day += a > b ? -1 : 1) items.push(dateOfDays(day))
  } else return null
  if (!range.startIncluded) items.shift()
  if (!range.endIncluded && items.length && equal(items.at(-1)!, end) === true) items.pop()
  return items
}

// ---------------------------------------------------------------- arithmetic of kinds

type Operation = (a: Value, b: Value, run: Run) => Value | undefined
/** Undefined: not for these kinds. Null: for these kinds, without a result (overflow, division by zero). */
const arithmetic: Record<'+' | '-' | '*' | '/' | '**', Operation> = {
  '+': (a, b, run) => {
    if (isNum(a)) return isNum(b) ? add(a, b) : undefined
    if (typeof a === 'string') {
      if (typeof b !== 'string') return undefined
      run.text(a.length + b.length)
      return a + b
    }
    if (a instanceof Months && b instanceof Months) return makeMonths(a.months + b.months)
    if (a instanceof Nanos && b instanceof Nanos) return makeNanos(a.nanos + b.nanos)
    if (b instanceof Months || b instanceof Nanos) return moved(a, b)
    return a instanceof Months || a instanceof Nanos ? moved(b, a) : undefined
  },
  '-': (a, b) => {
    if (isNum(a)) return isNum(b) ? subtract(a, b) : undefined
    if (a instanceof Months && b instanceof Months) return makeMonths(a.months - b.months)
    if (a instanceof Nanos && b instanceof Nanos) return makeNanos(a.nanos - b.nanos)
    if (b instanceof Months) return moved(a, new Months(-b.months))
    if (b instanceof Nanos) return moved(a, new Nanos(-b.nanos))
    if (a instanceof FeelTime && b instanceof FeelTime) return betweenTimes(a, b)
    return (a instanceof FeelDate || a instanceof FeelDateTime) && (b instanceof FeelDate || b instanceof FeelDateTime) ? between(a, b) : undefined
  },
  '*': (a, b) => {
    if (isNum(a) && isNum(b)) return multiply(a, b)
    if (a instanceof Months && isNum(b)) return scaleMonths(a, b, false)
    if (a instanceof Nanos && isNum(b)) return scaleNanos(a, b, false)
    if (b instanceof Months && isNum(a)) return scaleMonths(b, a, false)
    return b instanceof Nanos && isNum(a) ? scaleNanos(b, a, false) : undefined
  },
  '/': (a, b) => {
    if (isNum(a) && isNum(b)) return divide(a, b)
    if (a instanceof Months) return isNum(b) ? (b === 0 ? null : scaleMonths(a, b, true)) : b instanceof Months ? ratio(a.months, b.months) : undefined
    if (a instanceof Nanos) return isNum(b) ? (b === 0 ? null : scaleNanos(a, b, true)) : b instanceof Nanos ? ratio(a.nanos, b.nanos) : undefined
    return undefined
  },
  '**': (a, b) => (isNum(a) && isNum(b) ? power(a, b) : undefined),
}

function moved(value: Value, by: Months | Nanos): Value | undefined {
  if (value instanceof FeelDateTime) return addToDateTime(value, by)
  if (value instanceof FeelDate) return addToDate(value, by)
  return value instanceof FeelTime && by instanceof Nanos ? addToTime(value, by) : undefined
}
