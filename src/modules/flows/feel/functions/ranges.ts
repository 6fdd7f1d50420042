import { compileNode, Scope } from '../compile.ts'
import { FeelSyntaxError, parseExpression } from '../parser.ts'
import type { Node } from '../ast.ts'
import type { Run } from '../limits.ts'
import { equal, FeelRange, order, type Value } from '../values.ts'
import { define, form } from './define.ts'

/** An end that is undefined lies beyond everything on its side. */
type End = { value: Value | undefined; side: -1 | 1; included: boolean }
const start = (range: FeelRange): End => ({ value: range.start, side: -1, included: range.startIncluded })
const end = (range: FeelRange): End => ({ value: range.end, side: 1, included: range.endIncluded })
const point = (value: Value): End => ({ value, side: 1, included: true })

class NoOrder extends Error {}

function compare(a: End, b: End): number {
  if (a.value === undefined || b.value === undefined) {
    if (a.value === undefined && b.value === undefined) return Math.sign(a.side - b.side)
    return a.value === undefined ? a.side : -b.side
  }
  const o = order(a.value, b.value)
  if (o === null) throw new NoOrder()
  return o
}

type Two = (a: FeelRange, b: FeelRange) => boolean
type PointRange = (p: Value, r: FeelRange) => boolean

const before: Two = (a, b) => { const o = compare(end(a), start(b)); return o < 0 || (o === 0 && !(a.endIncluded && b.startIncluded)) }
const pointBefore: PointRange = (p, r) => { const o = compare(point(p), start(r)); return o < 0 || (o === 0 && !r.startIncluded) }
const pointAfter: PointRange = (p, r) => { const o = compare(point(p), end(r)); return o > 0 || (o === 0 && !r.endIncluded) }
const meets: Two = (a, b) => a.endIncluded && b.startIncluded && compare(end(a), start(b)) === 0
const overlapsBefore: Two = (a, b) => {
  const starts = compare(start(a), start(b))
  const touch = compare(end(a), start(b))
  const ends = compare(end(a), end(b))
  return (starts < 0 || (starts === 0 && a.startIncluded && !b.startIncluded)) && (touch > 0 || (touch === 0 && a.endIncluded && b.startIncluded)) && (ends < 0 || (ends === 0 && (!a.endIncluded || b.endIncluded)))
}
const overlaps: Two = (a, b) => {
  const one = compare(end(a), start(b))
  const two = compare(start(a), end(b))
  return (one > 0 || (one === 0 && a.endIncluded && b.startIncluded)) && (two < 0 || (two === 0 && a.startIncluded && b.endIncluded))
}
const finishes: Two = (a, b) => {
  const starts = compare(start(a), start(b))
  return a.endIncluded === b.endIncluded && compare(end(a), end(b)) === 0 && (starts > 0 || (starts === 0 && (!a.startIncluded || b.startIncluded)))
}
const starts: Two = (a, b) => {
  const ends = compare(end(a), end(b))
  return a.startIncluded === b.startIncluded && compare(start(a), start(b)) === 0 && (ends < 0 || (ends === 0 && (!a.endIncluded || b.endIncluded)))
}
const includes: Two = (a, b) => {
  const starts = compare(start(a), start(b))
  const ends = compare(end(a), end(b))
  return (starts < 0 || (starts === 0 && (a.startIncluded || !b.startIncluded))) && (ends > 0 || (ends === 0 && (a.endIncluded || !b.endIncluded)))
}
const during: PointRange = (p, r) => {
  const low = compare(point(p), start(r))
  const high = compare(point(p), end(r))
  return (low > 0 || (low === 0 && r.startIncluded)) && (high < 0 || (high === 0 && r.endIncluded))
}
const pointFinishes: PointRange = (p, r) => r.endIncluded && compare(point(p), end(r)) === 0
const pointStarts: PointRange = (p, r) => r.startIncluded && compare(point(p), start(r)) === 0
const coincide: Two = (a, b) => a.startIncluded === b.startIncluded && a.endIncluded === b.endIncluded && compare(start(a), start(b)) === 0 && compare(end(a), end(b)) === 0

const mirrored = (two: Two): Two => (a, b) => two(b, a)

const answer = (run: Run, ask: () => boolean): Value => {
  try {
    return ask()
  } catch (error) {
    if (error instanceof NoOrder) return run.nothing('the ranges and points are of different kinds')
    throw error
  }
}

const points = 'number|string|date|time|date and time|years and months duration|days and time duration'
const twoRanges = (two: Two) => form('range1: range, range2: range', (run, a: FeelRange, b: FeelRange) => answer(run, () => two(a, b)))
const pointFirst = (one: PointRange) => form(`point: ${points}, range: range`, (run, p: Value, r: FeelRange) => answer(run, () => one(p, r)))
const rangeFirst = (one: PointRange) => form(`range: range, point: ${points}`, (run, r: FeelRange, p: Value) => answer(run, () => one(p, r)))
const twoPoints = (one: (o: number) => boolean) => form(`point1: ${points}, point2: ${points}`, (run, a: Value, b: Value) => answer(run, () => one(compare(point(a), point(b)))))

/** `range("[18..21)")`: a range whose ends are literals; an open end may be left out. */
function fromText(run: Run, from: string): Value {
  const written = /^\s*([[(\]])([\s\S]*?)\.\.([\s\S]*?)([\])[])\s*$/.exec(from)
  if (!written) return run.nothing(`"${from.slice(0, 40)}" is no range`)
  const [, open, first, last, close] = written
  const side = (text: string): Value | undefined => {
    if (!text.trim()) return undefined
    const node = parseExpression(text)
    if (!isPlain(node)) throw new FeelSyntaxError('only literals are expected', 0)
    return compileNode(node)(new Scope(new Map(), run))
  }
  try {
    const [a, b] = [side(first!), side(last!)]
    if (a === null || b === null || (a === undefined && b === undefined)) return run.nothing('range: an end is null')
    const [startIncluded, endIncluded] = [open === '[', close === ']']
    if ((a === undefined && startIncluded) || (b === undefined && endIncluded)) return run.nothing('range: what is left out is not included')
    if (a !== undefined && b !== undefined) {
      const o = order(a, b)
      if (o === null || o > 0) return run.nothing('range: the ends are of different kinds, or the wrong way round')
    } else if (equal((a ?? b)!, (a ?? b)!) !== true) return null
    return new FeelRange(a, b, startIncluded, endIncluded)
  } catch (error) {
    if (error instanceof FeelSyntaxError) return run.nothing(`"${from.slice(0, 40)}" is no range`)
    throw error
  }
}

const makers = new Set(['date', 'time', 'date and time', 'duration', 'years and months duration'])
const isPlain = (node: Node): boolean =>
  (node.n === 'literal' && node.value !== null) || (node.n === 'negate' && isPlain(node.of)) || (node.n === 'call' && node.what.n === 'name' && makers.has(node.what.name) && node.args.every(isPlain))

export const ranges = [
  define('range', form('from: string', fromText)),
  define('before', twoRanges(before), pointFirst(pointBefore), rangeFirst(pointAfter), twoPoints((o) => o < 0)),
  define('after', twoRanges(mirrored(before)), pointFirst(pointAfter), rangeFirst(pointBefore), twoPoints((o) => o > 0)),
  define('meets', twoRanges(meets)),
  define('met by', twoRanges(mirrored(meets))),
  define('overlaps', twoRanges(overlaps)),
  define('overlaps before', twoRanges(overlapsBefore)),
  define('overlaps after', twoRanges(mirrored(overlapsBefore))),
  define('finishes', twoRanges(finishes), pointFirst(pointFinishes)),
  define('finished by', twoRanges(mirrored(finishes)), rangeFirst(pointFinishes)),
  define('includes', twoRanges(includes), rangeFirst(during)),
  define('during', twoRanges(mirrored(includes)), pointFirst(during)),
  define('starts', twoRanges(starts), pointFirst(pointStarts)),
  define('started by', twoRanges(mirrored(starts)), rangeFirst(pointStarts)),
  define('coincides', twoRanges(coincide), twoPoints((o) => o === 0)),
]
