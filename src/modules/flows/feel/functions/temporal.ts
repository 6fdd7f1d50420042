import { isNum, toDouble, truncated, dec, type Num } from '../numbers.ts'
import type { Run } from '../limits.ts'
import { atInstant, dayOfYear, FeelDate, FeelDateTime, FeelTime, instantOf, makeDate, makeTime, monthsBetween, Nanos, parseDate, parseDateTime, parseDuration, parseTime, weekday, weekOfYear } from '../temporal.ts'
import { identical, type Value } from '../values.ts'
import { define, form } from './define.ts'

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

const dateOf = (value: FeelDate | FeelDateTime): FeelDate => (value instanceof FeelDate ? value : value.date)

function clockTime(run: Run, hour: Num, minute: Num, second: Num, offset: Nanos | null | undefined): FeelTime | null {
  const seconds = Math.floor(toDouble(second))
  const nano = dec(second).minus(seconds).times(1e9).trunc().toNumber()
  const shift = offset == null ? null : Number(offset.nanos / 1_000_000_000n)
  return makeTime(truncated(hour), truncated(minute), seconds, nano, shift) ?? run.nothing('time: there is no such time')
}

function moment(run: Run, year: Num, month: Num, day: Num, hour: Num, minute: Num, second: Num, where?: Num | string | Nanos | null): Value {
  const date = makeDate(truncated(year), truncated(month), truncated(day))
  if (typeof where === 'string') {
    const clock = clockTime(run, hour, minute, second, null)
    const placed = clock && parseTime(`${clock.toString()}${/^[+-]|^[Zz]$/.test(where) ? where : `@${where}`}`)
    return date && placed && new FeelDateTime(date, placed)
  }
  const offset = isNum(where) ? new Nanos(BigInt(dec(where).times(3600).trunc().toFixed()) * 1_000_000_000n) : where
  const time = clockTime(run, hour, minute, second, offset)
  return date && time && new FeelDateTime(date, time)
}

const of = (name: string, body: (date: FeelDate) => Value) => define(name, form('date: date|date and time', (_run, date: FeelDate | FeelDateTime) => body(dateOf(date))))
const no = (run: Run, what: string, text: string): null => run.nothing(`"${text.slice(0, 40)}" is no ${what}`)

export const temporals = [
  define('date',
    form('from: string', (run, from: string) => parseDate(from) ?? no(run, 'date', from)),
    form('from: date|date and time', (_run, from: FeelDate | FeelDateTime) => dateOf(from)),
    form('year: number, month: number, day: number', (run, year: Num, month: Num, day: Num) => makeDate(truncated(year), truncated(month), truncated(day)) ?? run.nothing('date: there is no such day'))),
  define('time',
    form('from: string', (run, from: string) => parseTime(from) ?? no(run, 'time', from)),
    form('from: time|date and time|date', (_run, from: FeelTime | FeelDateTime | FeelDate) => (from instanceof FeelTime ? from : from instanceof FeelDateTime ? from.time : new FeelTime(0, 0, 0, 0, 0))),
    form('hour: number, minute: number, second: number, offset?: days and time duration|Null', clockTime)),
  define('date and time',
    form('from: string', (run, from: string) => parseDateTime(from) ?? no(run, 'date and time', from)),
    form('date: date|date and time, time: time', (_run, date: FeelDate | FeelDateTime, time: FeelTime) => new FeelDateTime(dateOf(date), time)),
    form('date: date and time, timezone: string', (run, date: FeelDateTime, zone: string) => {
      const like = parseTime(`00:00:00${/^[+-]|^[Zz]$/.test(zone) ? zone : `@${zone}`}`)
      return like ? atInstant(instantOf(date), like) : no(run, 'time zone', zone)
    }),
    form('year: number, month: number, day: number, hour: number, minute: number, second: number', moment),
    form('year: number, month: number, day: number, hour: number, minute: number, second: number, hour offset: number|Null', moment),
    form('year: number, month: number, day: number, hour: number, minute: number, second: number, offset: days and time duration', moment),
    form('year: number, month: number, day: number, hour: number, minute: number, second: number, timezone: string', moment)),
  define('duration', form('from: string', (run, from: string) => parseDuration(from) ?? no(run, 'duration', from)), form('from: duration', (_run, from: Value) => from)),
  define('years and months duration', form('from: date|date and time, to: date|date and time', (_run, from: FeelDate | FeelDateTime, to: FeelDate | FeelDateTime) => monthsBetween(from, to))),
  define('now', form('', (run) => run.now())),
  define('today', form('', (run) => run.now().date)),
  of('day of year', dayOfYear),
  of('day of week', (date) => days[weekday(date) - 1]!),
  of('month of year', (date) => months[date.month - 1]!),
  of('week of year', weekOfYear),
  define('is', form('value1: any, value2: any', (_run, a: Value, b: Value) => identical(a, b))),
]

