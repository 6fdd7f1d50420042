import { compareNumbers, dec, Dec, isNum, num, add, divide, multiply, parseNumber, round, type Num, type Rounding } from '../numbers.ts'
import { Months, Nanos } from '../temporal.ts'
import type { Run } from '../limits.ts'
import type { Value } from '../values.ts'
import { define, form } from './define.ts'

const numbersOf = (list: Value[], run: Run): Num[] | null => {
  run.step(list.length)
  return list.length && list.every(isNum) ? list : run.nothing('only numbers are expected in the list')
}

const rounding = (name: string, how: Rounding, optional: boolean) =>
  define(name, form(`n: number, scale${optional ? '?' : ''}: number`, (_run, n: Num, scale: Num | undefined) => round(n, scale ?? 0, how)))

/** Floor towards minus infinity: the sign is the divisor's, as the standard defines it. */
function modulo(run: Run, dividend: Num, divisor: Num): Value {
  if (divisor === 0) return run.nothing('modulo: the divisor is 0')
  // Exact: a quotient of 34 digits would lose what is left over.
  const Exact = Dec.clone({ precision: 80 + Math.abs(dec(dividend).e - dec(divisor).e) })
  const [a, b] = [new Exact(dec(dividend)), new Exact(dec(divisor))]
  return num(new Dec(a.minus(b.times(a.div(b).floor()))))
}

const whole = (n: Num): boolean => typeof n === 'number' || n.isInteger()
const even = (n: Num): boolean => (typeof n === 'number' ? n % 2 === 0 : n.mod(2).isZero())

function median(list: Num[]): Num | null {
  const sorted = [...list].sort(compareNumbers)
  const middle = Math.floor(sorted.length / 2)
  if (sorted.length % 2) return sorted[middle]!
  const sum = add(sorted[middle - 1]!, sorted[middle]!)
  return sum && divide(sum, 2) || sum
}

function mode(list: Num[]): Num[] {
  const counts = new Map<string, { n: Num; times: number }>()
  for (const n of list) {
    const seen = counts.get(dec(n).toString())
    if (seen) seen.times++
    else counts.set(dec(n).toString(), { n, times: 1 })
  }
  const most = Math.max(...[...counts.values()].map(({ times }) => times))
  return [...counts.values()].filter(({ times }) => times === most).map(({ n }) => n).sort(compareNumbers)
}

function standardDeviation(list: Num[]): Num | null {
  if (list.length < 2) return null
  const Wide = Dec.clone({ precision: 60 })
  const values = list.map((n) => new Wide(dec(n)))
  const mean = values.reduce((sum, n) => sum.plus(n), new Wide(0)).div(values.length)
  const variance = values.reduce((sum, n) => sum.plus(n.minus(mean).pow(2)), new Wide(0)).div(values.length - 1)
  return num(new Dec(variance.sqrt()).toSignificantDigits(34))
}

function total(list: Num[], run: Run, step: (a: Num, b: Num) => Num | null): Num | null {
  let sum: Num | null = list[0]!
  for (let i = 1; i < list.length && sum !== null; i++) sum = step(sum, list[i]!)
  return sum ?? run.nothing('the result is too large')
}

const separators = [' ', ',', '.']

function number(run: Run, from: string, grouping: string | null, decimal: string | null): Value {
  if (grouping !== null && !separators.includes(grouping)) return run.nothing('number: the grouping separator is a space, a comma or a point')
  if (decimal !== null && decimal !== ',' && decimal !== '.') return run.nothing('number: the decimal separator is a comma or a point')
  if (grouping !== null && grouping === decimal) return run.nothing('number: both separators are the same')
  let text = from
  if (grouping !== null) text = text.replaceAll(grouping, '')
  if (decimal === ',') {
    if (text.includes('.')) return run.nothing(`"${from.slice(0, 40)}" is no number`)
    text = text.replace(',', '.')
  }
  return parseNumber(text) ?? run.nothing(`"${from.slice(0, 40)}" is no number`)
}

const listed = (name: string, body: (list: Num[], run: Run) => Value) =>
  define(name, form('...list: list', (run, list: Value[]) => { const numbers = numbersOf(list, run); return numbers && body(numbers, run) }))

export const numeric = [
  define('number', form('from: string, grouping separator: string|Null, decimal separator: string|Null', number)),
  define('decimal', form('n: number, scale: number', (_run, n: Num, scale: Num) => (whole(scale) ? round(n, scale, 'half even') : round(n, Math.trunc(Number(scale)), 'half even')))),
  rounding('floor', 'floor', true),
  rounding('ceiling', 'ceiling', true),
  rounding('round up', 'up', false),
  rounding('round down', 'down', false),
  rounding('round half up', 'half up', false),
  rounding('round half down', 'half down', false),
  define('abs',
    form('n: number', (_run, n: Num) => (typeof n === 'number' ? Math.abs(n) : n.abs())),
    form('n: duration', (_run, n: Months | Nanos) => (n instanceof Months ? new Months(Math.abs(n.months)) : new Nanos(n.nanos < 0n ? -n.nanos : n.nanos)))),
  define('modulo', form('dividend: number, divisor: number', modulo)),
  define('sqrt', form('number: number', (run, n: Num) => (compareNumbers(n, 0) < 0 ? run.nothing('sqrt: the number is negative') : num(dec(n).sqrt())))),
  define('log', form('number: number', (run, n: Num) => (compareNumbers(n, 0) <= 0 ? run.nothing('log: the number is not positive') : num(dec(n).ln())))),
  define('exp', form('number: number', (run, n: Num) => (compareNumbers(n, 15_000) > 0 ? run.nothing('exp: the result is too large') : compareNumbers(n, -15_000) < 0 ? 0 : num(dec(n).exp())))),
  define('odd', form('number: number', (_run, n: Num) => whole(n) && !even(n))),
  define('even', form('number: number', (_run, n: Num) => whole(n) && even(n))),
  listed('sum', (list, run) => total(list, run, add)),
  listed('product', (list, run) => total(list, run, multiply)),
  listed('mean', (list, run) => { const sum = total(list, run, add); return sum === null ? null : divide(sum, list.length) }),
  listed('median', median),
  listed('stddev', standardDeviation),
  define('mode', form('...list: list', (run, list: Value[]) => {
    if (!list.length) return []
    const numbers = numbersOf(list, run)
    return numbers && mode(numbers)
  })),
]

