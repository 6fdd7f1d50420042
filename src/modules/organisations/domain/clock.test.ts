import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { projectRoot } from '#platform/settings'
import { readCalendars } from '../definitions/read-calendars.ts'
import { readClockRules } from '../definitions/read-clock-rules.ts'
import { dayOf, hoursOn, isWorkingDay, minuteOf } from './calendar.ts'
import { addWorkingDays, addWorkingMinutes, apologyBy, dueAfterPause, dueAt, forwardBy, receivedAt, remaining, supplementBy, workingDaysBetween, workingMinutesBetween } from './clock.ts'
import { addDays } from './day.ts'

const countryDir = join(projectRoot, 'countries/vn')
const calendar = readCalendars(countryDir).default
const rules = readClockRules(countryDir).on('2026-11-21')
const at = (text: string) => new Date(`${text}:00+07:00`)
const same = (actual: Date, text: string) => assert.equal(actual.toISOString(), at(text).toISOString())

test('Lan files online on Friday at 16:59 and it counts at once; at 17:01 it counts from Monday 08:00', () => {
  same(receivedAt(at('2026-11-20T16:59'), calendar, rules), '2026-11-20T16:59')
  same(receivedAt(at('2026-11-20T17:01'), calendar, rules), '2026-11-23T08:00')
})

test('filed on the eve of Culture Day in the evening, it counts from the morning after the holiday', () => same(receivedAt(at('2026-11-23T20:00'), calendar, rules), '2026-11-25T08:00'))
test('filed on a Saturday that is worked in exchange, it counts at once', () => same(receivedAt(at('2026-08-22T10:00'), calendar, rules), '2026-08-22T10:00'))

test('what the counter takes in at 14:00 goes on the same day, at 15:01 the next morning', () => {
  same(forwardBy(at('2026-11-20T14:00'), calendar, rules), '2026-11-20T17:00')
  same(forwardBy(at('2026-11-20T15:01'), calendar, rules), '2026-11-23T07:30')
})

test('five working days from Friday 20 November 2026 end on Monday the 30th, because the 24th is not counted', () => {
  const due = dueAt(at('2026-11-20T09:00'), { amount: 5, unit: 'working-day' }, calendar, rules)
  assert.equal(due.dueOn, '2026-11-30')
  same(due.dueAt, '2026-11-30T17:00')
})

test('over Tết of 2026 three working days take two weeks', () => assert.equal(dueAt(at('2026-02-12T09:00'), { amount: 3, unit: 'working-day' }, calendar, rules).dueOn, '2026-02-24'))
test('a worked Saturday counts', () => assert.equal(dueAt(at('2026-08-20T09:00'), { amount: 2, unit: 'working-day' }, calendar, rules).dueOn, '2026-08-22'))

test('thirty days that end on a Sunday end on Monday at the close (Civil Code art. 148)', () => {
  const due = dueAt(at('2026-10-23T09:00'), { amount: 30, unit: 'day' }, calendar, rules)
  assert.equal(due.dueOn, '2026-11-23')
  same(due.dueAt, '2026-11-23T17:00')
})

test('four hours from 16:00 on Friday end on Monday at 10:30', () => same(dueAt(at('2026-11-20T16:00'), { amount: 4, unit: 'hour' }, calendar, rules).dueAt, '2026-11-23T10:30'))
test('the lunch break is nobody\'s working time', () => same(addWorkingMinutes(at('2026-11-20T11:00'), 60, calendar), '2026-11-20T13:30'))

test('"ngay trong ngày" is today until 15:00, tomorrow after', () => {
  assert.equal(dueAt(at('2026-11-20T15:00'), { amount: 0, unit: 'immediate' }, calendar, rules).dueOn, '2026-11-20')
  assert.equal(dueAt(at('2026-11-20T15:01'), { amount: 0, unit: 'immediate' }, calendar, rules).dueOn, '2026-11-23')
})

test('the request for papers goes out within three working days, the apology one working day before the day promised', () => {
  assert.equal(supplementBy(at('2026-11-20T09:00'), calendar, rules).dueOn, '2026-11-26')
  same(apologyBy(at('2026-11-25T17:00'), calendar, rules), '2026-11-23T17:00')
})

test('a clock says how many working days are left and which holiday is not counted', () => {
  assert.deepEqual(remaining(at('2026-11-23T10:00'), at('2026-11-26T17:00'), calendar), {
    state: 'in-time', workingDays: 2, skipped: [{ day: '2026-11-24', reason: { vi: 'Ngày Văn hóa Việt Nam', en: 'Vietnam Culture Day' } }],
  })
  assert.deepEqual(remaining(at('2026-11-26T16:00'), at('2026-11-26T17:00'), calendar), { state: 'today', workingMinutes: 60, skipped: [] })
  const late = remaining(at('2026-11-30T08:30'), at('2026-11-26T17:00'), calendar)
  assert.equal(late.state, 'late')
  assert.equal(late.state === 'late' && late.workingDays, 2)
})

test('an amount that is no whole number from zero is refused', () => {
  assert.throws(() => dueAt(at('2026-11-20T09:00'), { amount: -1, unit: 'day' }, calendar, rules), RangeError)
  assert.throws(() => dueAt(at('2026-11-20T09:00'), { amount: 1.5, unit: 'hour' }, calendar, rules), RangeError)
})

const instants = fc.date({ min: at('2025-01-01T00:00'), max: at('2027-10-01T00:00'), noInvalidDate: true })
const days = fc.integer({ min: 0, max: 1000 }).map((n) => addDays('2025-01-01', n))
const units = fc.constantFrom('working-day', 'day', 'hour', 'immediate')

test('whatever is due, is due while an office is open, and not before it began', () => {
  fc.assert(fc.property(instants, fc.integer({ min: 0, max: 60 }), units, (start, amount, unit) => {
    if (unit === 'working-day' && amount === 0) return
    const due = dueAt(start, { amount, unit }, calendar, rules)
    assert.equal(due.dueOn, dayOf(due.dueAt, calendar))
    assert.ok(isWorkingDay(calendar, due.dueOn), due.dueOn)
    const minute = minuteOf(due.dueAt, calendar)
    assert.ok(hoursOn(calendar, due.dueOn).some(([from, to]) => from <= minute && minute <= to))
    if (amount > 0) assert.ok(due.dueAt >= start)
  }))
})

test('more time is never due earlier, and a later start neither', () => {
  fc.assert(fc.property(instants, instants, fc.integer({ min: 1, max: 60 }), units, (one, other, amount, unit) => {
    const [first, second] = one <= other ? [one, other] : [other, one]
    assert.ok(dueAt(first, { amount, unit }, calendar, rules).dueAt <= dueAt(second, { amount, unit }, calendar, rules).dueAt)
    assert.ok(dueAt(first, { amount, unit }, calendar, rules).dueAt <= dueAt(first, { amount: amount + 1, unit }, calendar, rules).dueAt)
  }))
})

test('counting forth and counting between agree, and back is where it began', () => {
  fc.assert(fc.property(days, fc.integer({ min: 1, max: 60 }), (day, amount) => {
    const then = addWorkingDays(day, amount, calendar)
    assert.equal(workingDaysBetween(day, then, calendar), amount)
    if (isWorkingDay(calendar, day)) assert.equal(addWorkingDays(then, -amount, calendar), day)
  }))
})

test('working minutes added are working minutes between', () => {
  fc.assert(fc.property(instants, fc.integer({ min: 1, max: 5000 }), (start, amount) => {
    const whole = new Date(Math.floor(start.getTime() / 60_000) * 60_000)
    assert.equal(workingMinutesBetween(whole, addWorkingMinutes(whole, amount, calendar), calendar), amount)
  }))
})

test('received is never before filed, within the hours, and forwarding and apology come in order', () => {
  fc.assert(fc.property(instants, fc.integer({ min: 2, max: 40 }), (filed, amount) => {
    const received = receivedAt(filed, calendar, rules)
    assert.ok(received >= filed && isWorkingDay(calendar, dayOf(received, calendar)))
    assert.ok(forwardBy(received, calendar, rules) >= received)
    const due = dueAt(received, { amount, unit: 'working-day' }, calendar, rules)
    const apology = apologyBy(due.dueAt, calendar, rules)
    assert.equal(workingDaysBetween(dayOf(apology, calendar), due.dueOn, calendar), 1)
    assert.ok(apology > received)
  }))
})

test('in time, today and late follow each other, and only at the moment promised', () => {
  fc.assert(fc.property(instants, instants, (now, start) => {
    const due = dueAt(start, { amount: 3, unit: 'working-day' }, calendar, rules).dueAt
    const { state } = remaining(now, due, calendar)
    assert.equal(state === 'late', now > due)
    assert.equal(state === 'today', now <= due && dayOf(now, calendar) === dayOf(due, calendar))
  }))
})

test('a clock that stood still goes on with what was left, over days off and by the unit of the limit', () => {
  const after = (due: string, stopped: string, resumed: string, unit: 'working-day' | 'day' | 'hour' | 'immediate') => dueAfterPause(at(due), at(stopped), at(resumed), unit, calendar, rules)
  // Culture Day, Tuesday 24 November, is not counted.
  same(after('2026-11-20T17:00', '2026-11-18T10:00', '2026-11-23T10:00', 'working-day').dueAt, '2026-11-26T17:00')
  same(after('2026-11-20T17:00', '2026-11-18T10:00', '2026-11-18T14:00', 'working-day').dueAt, '2026-11-20T17:00')
  same(after('2026-11-20T17:00', '2026-11-18T10:00', '2026-11-20T10:00', 'day').dueAt, '2026-11-23T17:00')
  same(after('2026-11-18T16:00', '2026-11-18T15:00', '2026-11-19T09:00', 'hour').dueAt, '2026-11-19T10:00')
  // On its last day two hours were left: paid an hour before the close they reach into the next day.
  same(after('2026-11-18T17:00', '2026-11-18T15:00', '2026-11-19T16:00', 'working-day').dueAt, '2026-11-20T17:00')
  same(after('2026-11-16T17:00', '2026-11-18T15:00', '2026-11-19T16:00', 'working-day').dueAt, '2026-11-16T17:00')
})

test('no pause ever takes time away, and none gives more than it took', () => {
  const moment = fc.integer({ min: 0, max: 60 * 24 * 60 }).map((m) => new Date(at('2026-10-01T08:00').getTime() + m * 60_000))
  fc.assert(fc.property(moment, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 40_000 }), fc.constantFrom('working-day' as const, 'day' as const, 'hour' as const), (start, amount, until, wait, unit) => {
    const { dueAt: due } = dueAt(start, { amount, unit }, calendar, rules)
    const stopped = new Date(start.getTime() + until * 60_000)
    const resumed = new Date(stopped.getTime() + wait * 60_000)
    const after = dueAfterPause(due, stopped, resumed, unit, calendar, rules)
    assert.ok(after.dueAt >= due)
    assert.equal(after.dueOn, dayOf(after.dueAt, calendar))
    if (wait === 0) assert.equal(after.dueAt.getTime(), due.getTime())
    if (unit === 'working-day' && due > stopped) assert.ok(workingDaysBetween(dayOf(due, calendar), after.dueOn, calendar) <= workingDaysBetween(dayOf(stopped, calendar), dayOf(resumed, calendar), calendar) + 1)
  }))
})
