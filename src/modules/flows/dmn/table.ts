import { compareNumbers, add, isNum, type Num } from '../feel/numbers.ts'
import { compileTests, toText, type Code, type Scope, type TestCode, type Types, type Value } from '../feel/feel.ts'
import type { Node, UnaryTests } from '../feel/ast.ts'
import { mentions } from '../feel/compile.ts'
import { convert, violates, type FeelType } from '../feel/types.ts'
import { equal, order, toJson } from '../feel/values.ts'

export type HitPolicy = 'UNIQUE' | 'ANY' | 'PRIORITY' | 'FIRST' | 'RULE ORDER' | 'OUTPUT ORDER' | 'COLLECT'
export type Aggregation = 'SUM' | 'MIN' | 'MAX' | 'COUNT'

/** A table read from a model, its expressions compiled, its tests parsed. Null: the cell could not be read. */
export type Table = {
  name: string
  hitPolicy: HitPolicy
  aggregation: Aggregation | null
  inputs: { label: string; code: Code; type: FeelType; allowed: TestCode | null }[]
  outputs: { name: string; type: FeelType; values: Code[] | null; allowed: TestCode | null; fallback: Code | null }[]
  rules: { id: string; tests: { text: string; tests: UnaryTests | null }[]; outputs: Code[]; annotations: string[] }[]
}

/** What a table found, for the explanation: rules are counted from 1, as they are drawn. */
export type TableTrace = { table: string; hitPolicy: string; inputs: { expression: string; value: unknown }[]; matched: { rule: number; id?: string; tests: string[]; outputs: Record<string, unknown>; annotations?: string[] }[]; defaults?: true }

/** Compiles a table; `types` are for tests that name a type. */
export function compileTable(table: Table, types: Types, trace: (scope: Scope) => ((trace: TableTrace) => void) | undefined): Code {
  const { inputs, outputs, rules } = table
  const columns = inputs.map((_, i) => column(rules.map((rule) => rule.tests[i]?.tests ?? null), types))
  const words = Math.ceil(rules.length / 32)
  const everyRule = new Uint32Array(words)
  for (let i = 0; i < rules.length; i++) everyRule[i >> 5]! |= 1 << (i & 31)
  const fallback = outputs.some((output) => output.fallback)
  const first = table.hitPolicy === 'FIRST'

  return (scope) => {
    const { run } = scope
    const tracing = trace(scope)
    run.step()
    const bits = everyRule.slice()
    const values: Value[] = []
    for (let i = 0; i < inputs.length; i++) {
      const input = inputs[i]!
      const raw = input.code(scope)
      // A value of another kind than was announced is held against the cells as it is.
      const value = convert(raw, input.type) ?? raw
      values.push(value)
      if ((input.allowed && value !== null && !allowed(input.allowed, value, scope)) || violates(value, input.type)) {
        tracing?.({ table: table.name, hitPolicy: table.hitPolicy, inputs: values.map((v, k) => ({ expression: inputs[k]!.label, value: toJson(v) })), matched: [] })
        return run.nothing(`${table.name}: ${toText(value)} is not among the values of ${input.label}`)
      }
    }
    for (let i = 0; i < columns.length; i++) columns[i]!(values[i]!, scope, bits)

    const matched: { rule: number; outputs: Value[] }[] = []
    search: for (let w = 0; w < words; w++) {
      let word = bits[w]!
      while (word) {
        const low = word & -word
        const rule = (w << 5) + 31 - Math.clz32(low)
        word ^= low
        matched.push({ rule, outputs: rules[rule]!.outputs.map((code) => code(scope)) })
        if (first) break search
      }
    }
    const defaults = !matched.length && fallback
    tracing?.({
      table: table.name, hitPolicy: table.aggregation ? `${table.hitPolicy} ${table.aggregation}` : table.hitPolicy, inputs: values.map((value, i) => ({ expression: inputs[i]!.label, value: toJson(value) })),
      matched: matched.map(({ rule, outputs: found }) => ({ rule: rule + 1, ...(rules[rule]!.id && { id: rules[rule]!.id }), tests: rules[rule]!.tests.map(({ text }) => text || '-'), outputs: Object.fromEntries(found.map((value, i) => [outputs[i]!.name || table.name, toJson(value)])), ...(rules[rule]!.annotations.length && { annotations: rules[rule]!.annotations }) })),
      ...(defaults && { defaults: true as const }),
    })
    if (!matched.length) {
      if (table.hitPolicy === 'COLLECT' && table.aggregation === 'COUNT' && !fallback) return 0
      if (fallback) return shaped(outputs.map((output) => output.fallback?.(scope) ?? null))
      if (table.hitPolicy === 'COLLECT' && !table.aggregation) return []
      return run.nothing(`${table.name}: no rule matches`)
    }
    const found = matched.map((one) => one.outputs)
    for (let i = 0; i < outputs.length; i++) {
      const { allowed: permitted, name, type } = outputs[i]!
      for (const row of found) if (row[i] != null && (permitted ? !allowed(permitted, row[i]!, scope) : violates(row[i]!, type))) return run.nothing(`${table.name}: ${toText(row[i]!)} is not among the values of ${name || 'the output'}`)
    }
    switch (table.hitPolicy) {
      case 'FIRST': return shaped(found[0]!)
      case 'UNIQUE': return found.length === 1 ? shaped(found[0]!) : run.nothing(`${table.name}: ${found.length} rules match, and only one may`)
      case 'ANY': return found.every((one) => same(one, found[0]!)) ? shaped(found[0]!) : run.nothing(`${table.name}: the rules that match do not agree`)
      case 'PRIORITY': return shaped(prioritised(found, scope)[0]!)
      case 'OUTPUT ORDER': return prioritised(found, scope).map(shaped)
      case 'RULE ORDER': return found.map(shaped)
      case 'COLLECT': return table.aggregation ? aggregated(found, table.aggregation) : found.map(shaped)
    }
  }

  /** One output is the value, several are a context of them. */
  function shaped(values: Value[]): Value {
    if (outputs.length === 1) return values[0] ?? null
    return new Map(outputs.map((output, i) => [output.name, values[i] ?? null]))
  }

  function same(a: Value[], b: Value[]): boolean {
    return a.every((value, i) => equal(value, b[i]!) === true)
  }

  /** By the order in which the values of the outputs are listed, the first output weighing most. */
  function prioritised(found: Value[][], scope: Scope): Value[][] {
    const listed = outputs.map((output) => output.values?.map((code) => code(scope)).flatMap((value) => (Array.isArray(value) ? value : [value])) ?? [])
    const rank = (value: Value, i: number): number => {
      const at = listed[i]!.findIndex((one) => equal(one, value) === true)
      return at < 0 ? Infinity : at
    }
    return found.map((values) => ({ values, ranks: values.map(rank) })).sort((a, b) => {
      for (let i = 0; i < a.ranks.length; i++) if (a.ranks[i] !== b.ranks[i]) return a.ranks[i]! < b.ranks[i]! ? -1 : 1
      return 0
    }).map(({ values }) => values)
  }

  function aggregated(found: Value[][], how: Aggregation): Value {
    if (how === 'COUNT') return found.length
    const one = (i: number): Value => {
      const values = found.map((row) => row[i] ?? null)
      if (how === 'SUM') return values.every(isNum) ? values.reduce<Num | null>((sum, value) => (sum === null ? null : add(sum, value as Num)), 0) : null
      return values.reduce((best, value) => {
        const o = best === null || value === null ? null : order(value, best)
        return o === null ? null : (how === 'MAX' ? o > 0 : o < 0) ? value : best
      })
    }
    return shaped(outputs.map((_, i) => one(i)))
  }
}

/** Each item, where the input is a list of things the values are about. */
const allowed = (test: TestCode, value: Value, scope: Scope): boolean =>
  test(value, scope) === true || (Array.isArray(value) && value.every((item) => test(item, scope) === true))

// ---------------------------------------------------------------- columns

/** Takes the rules away that the value does not match. */
type Column = (value: Value, scope: Scope, bits: Uint32Array) => void

/**
 * Rules are kept as bits. Cells that only hold constants, which is nearly all of them, are not asked one by one: for equality
 * a map gives the rules of a value, for ranges of numbers a search among their ends does. The rest is asked where it still matters.
 */
function column(cells: (UnaryTests | null)[], types: Types): Column {
  const words = Math.ceil(cells.length / 32)
  const always = new Uint32Array(words)
  const constants: { rule: number; tests: Constant[] }[] = []
  const asked: { rule: number; test: TestCode }[] = []
  cells.forEach((cell, rule) => {
    if (!cell) return
    if (cell.any) { mark(always, rule); return }
    const plain = cell.not ? null : constantsOf(cell.tests)
    if (plain) constants.push({ rule, tests: plain })
    else asked.push({ rule, test: compileTests(cell, types) })
  })

  const byValue = new Map<Value, Uint32Array>()
  const ends: Num[] = []
  const spans: { rule: number; test: Constant & { is: 'span' } }[] = []
  for (const { rule, tests } of constants)
    for (const test of tests) {
      if (test.is === 'value') {
        const rules = byValue.get(test.value) ?? new Uint32Array(words)
        mark(rules, rule)
        byValue.set(test.value, rules)
      } else {
        spans.push({ rule, test })
        if (test.low !== null) ends.push(test.low)
        if (test.high !== null) ends.push(test.high)
      }
    }
  ends.sort(compareNumbers)
  const cuts = ends.filter((end, i) => i === 0 || compareNumbers(end, ends[i - 1]!) !== 0)
  // Between cuts and on them: 2n + 1 places, each with its rules. Beyond a size the spans are asked instead.
  const indexed = cuts.length > 0 && (2 * cuts.length + 1) * words <= 2_000_000
  const places = indexed ? Array.from({ length: 2 * cuts.length + 1 }, () => new Uint32Array(words)) : []
  const placeOf = (value: Num): number => {
    let low = 0
    let high = cuts.length
    while (low < high) {
      const middle = (low + high) >> 1
      const o = compareNumbers(cuts[middle]!, value)
      if (o === 0) return 2 * middle + 1
      if (o < 0) low = middle + 1
      else high = middle
    }
    return 2 * low
  }
  if (indexed)
    for (const { rule, test } of spans) {
      const from = test.low === null ? 0 : placeOf(test.low) + (test.lowIncluded ? 0 : 1)
      const to = test.high === null ? places.length - 1 : placeOf(test.high) - (test.highIncluded ? 0 : 1)
      for (let place = from; place <= to; place++) mark(places[place]!, rule)
    }

  return (value, scope, bits) => {
    let key = value
    if (Array.isArray(key) && key.length === 1) key = key[0]!
    if (Array.isArray(key) || key instanceof Map) {
      // Lists and contexts are compared item by item, as the cells say.
      const matching = always.slice()
      for (const { rule, tests } of constants) if (has(bits, rule) && tests.some((test) => test.is === 'value' && equal(value, test.value) === true)) mark(matching, rule)
      askRest(value, scope, bits, matching)
      return
    }
    const exact = byValue.size ? byValue.get(isNum(key) && typeof key !== 'number' ? decimalKey(key) : key) : undefined
    const inSpan = indexed && isNum(key) ? places[placeOf(key)] : undefined
    if (!asked.length && (indexed || !spans.length)) {
      for (let w = 0; w < bits.length; w++) bits[w]! &= always[w]! | (exact ? exact[w]! : 0) | (inSpan ? inSpan[w]! : 0)
      return
    }
    const matching = always.slice()
    if (exact) for (let w = 0; w < words; w++) matching[w]! |= exact[w]!
    if (inSpan) for (let w = 0; w < words; w++) matching[w]! |= inSpan[w]!
    if (!indexed && isNum(key)) for (const { rule, test } of spans) if (has(bits, rule) && inside(key, test)) mark(matching, rule)
    askRest(value, scope, bits, matching)
  }

  function askRest(value: Value, scope: Scope, bits: Uint32Array, matching: Uint32Array): void {
    for (const { rule, test } of asked)
      if (has(bits, rule)) {
        scope.run.step()
        if (test(value, scope) === true) mark(matching, rule)
      }
    for (let w = 0; w < bits.length; w++) bits[w]! &= matching[w]!
  }
}

const mark = (bits: Uint32Array, rule: number): void => { bits[rule >> 5]! |= 1 << (rule & 31) }
const has = (bits: Uint32Array, rule: number): boolean => (bits[rule >> 5]! & (1 << (rule & 31))) !== 0

type Constant = { is: 'value'; value: Value } | { is: 'span'; low: Num | null; high: Num | null; lowIncluded: boolean; highIncluded: boolean }

/** Decimals are looked up by their digits, because two equal ones are two objects. */
const decimalKey = (value: Num): string => `\u0000${value.toString()}`

function constantsOf(tests: Node[]): Constant[] | null {
  const constants: Constant[] = []
  for (const test of tests) {
    const node = test.n === 'same' && !test.not ? test.as : test
    const value = literalOf(node)
    if (value !== undefined) {
      // Dates and their like are compared by their own rules.
      if ((value !== null && typeof value === 'object' && !isNum(value))) return null
      constants.push({ is: 'value', value: isNum(value) && typeof value !== 'number' ? decimalKey(value) : value })
      continue
    }
    if (node.n !== 'range' || mentions(node, '?')) return null
    const low = node.start ? literalOf(node.start) : null
    const high = node.end ? literalOf(node.end) : null
    if ((low !== null && !isNum(low)) || (high !== null && !isNum(high)) || (node.start && low === null) || (node.end && high === null)) return null
    constants.push({ is: 'span', low, high, lowIncluded: node.startIncluded, highIncluded: node.endIncluded })
  }
  return constants
}

/** Undefined: it is none. */
function literalOf(node: Node): Value | undefined {
  if (node.n === 'literal') return node.value
  if (node.n === 'negate' && node.of.n === 'literal' && isNum(node.of.value)) return typeof node.of.value === 'number' ? -node.of.value + 0 : node.of.value.neg()
  return undefined
}

function inside(value: Num, span: Constant & { is: 'span' }): boolean {
  if (span.low !== null) { const o = compareNumbers(value, span.low); if (o < 0 || (o === 0 && !span.lowIncluded)) return false }
  if (span.high !== null) { const o = compareNumbers(value, span.high); if (o > 0 || (o === 0 && !span.highIncluded)) return false }
  return true
}
