import { truncated, type Num } from '../numbers.ts'
import { equal, FeelFunction, order, type Value } from '../values.ts'
import type { Run } from '../limits.ts'
import { invoke } from '../compile.ts'
import { define, form } from './define.ts'

const holds = (list: Value[], element: Value): boolean => list.some((item) => equal(item, element) === true)

/** Position from 1, or from -1 backwards, as an index; undefined outside. */
function index(list: Value[], position: Num): number | undefined {
  const p = truncated(position)
  return p === 0 || Math.abs(p) > list.length ? undefined : p > 0 ? p - 1 : list.length + p
}

function extreme(run: Run, list: Value[], sign: 1 | -1): Value {
  let best: Value | undefined
  run.step(list.length)
  for (const item of list) {
    if (order(item, item) === null) return run.nothing('min, max: the items have no order')
    const o = best === undefined ? sign : order(item, best)
    if (o === null) return run.nothing('min, max: the items are of different kinds')
    if (o * sign > 0) best = item
  }
  return best ?? null
}

function all(run: Run, list: Value[], decisive: boolean): Value {
  let result: boolean | null = !decisive
  for (const item of list) {
    if (item !== null && typeof item !== 'boolean') return run.nothing('all, any: only true and false are expected in the list')
    if (item === null) result = result === decisive ? result : null
    else if (item === decisive) result = decisive
  }
  return result
}

function flatten(list: Value[], into: Value[], run: Run): Value[] {
  for (const item of list) {
    run.step()
    if (Array.isArray(item)) {
      run.enter()
      flatten(item, into, run)
      run.leave()
    } else into.push(item)
  }
  return into
}

function distinct(list: Value[], run: Run): Value[] {
  const kept: Value[] = []
  const plain = new Set<Value>()
  for (const item of list) {
    // Equal plain values are the same value; only others have to be held against each other.
    if (typeof item !== 'object' || item === null) {
      if (plain.has(item)) continue
      plain.add(item)
    } else {
      run.step(kept.length)
      if (holds(kept, item)) continue
    }
    kept.push(item)
  }
  return kept
}

function concatenate(run: Run, lists: Value[]): Value[] | null {
  const all: Value[] = []
  for (const list of lists) {
    if (list === null) return run.nothing('concatenate: a list is null')
    if (Array.isArray(list)) {
      run.room(list.length)
      run.grown(all.length + list.length)
      for (const item of list) all.push(item)
    } else all.push(list)
  }
  return all
}

const counted = (list: Value[], run: Run): Value[] => { run.room(list.length); return list }

const append = (run: Run, [list, ...items]: Value[]): Value =>
  list == null ? run.nothing('append: the list is null') : [...(Array.isArray(list) ? counted(list, run) : [list]), ...items]

/** Merged, because the order comes from a function that may be asked anything. */
function sort(run: Run, list: Value[], precedes: FeelFunction): Value {
  let fault = false
  const before = (a: Value, b: Value): boolean => {
    const answer = invoke(precedes, [a, b], null, run)
    if (typeof answer !== 'boolean') fault = true
    return answer === true
  }
  const sorted = (part: Value[]): Value[] => {
    if (part.length < 2 || fault) return part
    const middle = part.length >> 1
    const [left, right] = [sorted(part.slice(0, middle)), sorted(part.slice(middle))]
    const merged: Value[] = []
    let i = 0
    let j = 0
    while (i < left.length && j < right.length) merged.push(before(right[j]!, left[i]!) ? right[j++]! : left[i++]!)
    return merged.concat(left.slice(i), right.slice(j))
  }
  run.room(list.length)
  const result = sorted(list)
  return fault ? run.nothing('sort: the order is neither true nor false') : result
}

function naturally(run: Run, list: Value[]): Value {
  if (list.some((item) => order(item, list[0]!) === null)) return run.nothing('sort: the items have no order')
  return [...list].sort((a, b) => order(a, b)!)
}

function replaceMatching(run: Run, list: Value[], match: FeelFunction, newItem: Value): Value {
  const replaced: Value[] = []
  for (const item of list) {
    const answer = invoke(match, [item, newItem], null, run)
    if (typeof answer !== 'boolean') return run.nothing('list replace: the match is neither true nor false')
    replaced.push(answer ? newItem : item)
  }
  return replaced
}

const placed = (name: string, body: (list: Value[], i: number, item: Value) => Value, signature: string) =>
  form(signature, (run, list: Value[], position: Num, item: Value) => {
    const i = index(list, position)
    return i === undefined ? run.nothing(`${name}: the list has no such position`) : body(list, i, item)
  })

/** `append(list, a, b, …)` and its like take as many as they are given. */
const open = (name: string, body: (run: Run, args: Value[]) => Value) =>
  new FeelFunction(name, [{ name: 'list' }], (args, run) => body(run, args), undefined, (args, names, run) => (names || !args.length ? run.nothing(`${name} takes lists, without names`) : body(run, args)))

export const lists = [
  define('list contains', form('list: list, element: any', (run, list: Value[], element: Value) => { run.step(list.length); return holds(list, element) })),
  define('count', form('...list: list', (_run, list: Value[]) => list.length)),
  define('min', form('...list: list', (run, list: Value[]) => extreme(run, list, -1))),
  define('max', form('...list: list', (run, list: Value[]) => extreme(run, list, 1))),
  define('all', form('...list: list', (run, list: Value[]) => all(run, list, false))),
  define('any', form('...list: list', (run, list: Value[]) => all(run, list, true))),
  define('and', form('...list: list', (run, list: Value[]) => all(run, list, false))),
  define('or', form('...list: list', (run, list: Value[]) => all(run, list, true))),
  define('sublist', form('list: list, start position: number, length?: number', (run, list: Value[], position: Num, length?: Num) => {
    const start = index(list, position)
    const wanted = length === undefined ? undefined : truncated(length)
    if (start === undefined || (wanted !== undefined && (wanted < 1 || start + wanted > list.length))) return run.nothing('sublist: outside the list')
    return list.slice(start, wanted === undefined ? undefined : start + wanted)
  })),
  new FeelFunction('append', [{ name: 'list' }, { name: 'item' }], (args, run) => append(run, args), undefined, (args, names, run) => {
    if (!names) return args.length ? append(run, args) : run.nothing('append: there is no list')
    const [list, item] = [args[names.indexOf('list')], args[names.indexOf('item')]]
    return list === undefined || item === undefined || args.length > 2 ? run.nothing('append takes a list and an item') : append(run, [list, item])
  }),
  open('concatenate', concatenate),
  open('union', (run, args) => { const all = concatenate(run, args); return all && distinct(all, run) }),
  define('insert before', placed('insert before', (list, i, item) => list.toSpliced(i, 0, item), 'list: list, position: number, newItem: any')),
  define('remove', placed('remove', (list, i) => list.toSpliced(i, 1), 'list: list, position: number')),
  define('list replace',
    placed('list replace', (list, i, item) => list.with(i, item), 'list: list, position: number, newItem: any'),
    form('list: list, match: function, newItem: any', replaceMatching)),
  define('reverse', form('list: list', (_run, list: Value[]) => list.toReversed())),
  define('index of', form('list: list, match: any', (run, list: Value[], match: Value) => { run.step(list.length); return list.flatMap((item, i) => (equal(item, match) === true ? [i + 1] : [])) })),
  define('distinct values', form('list: list', (run, list: Value[]) => distinct(list, run))),
  define('flatten', form('list: list', (run, list: Value[]) => flatten(list, [], run))),
  define('sort', form('list: list, precedes: function', sort), form('list: list', naturally)),
]
