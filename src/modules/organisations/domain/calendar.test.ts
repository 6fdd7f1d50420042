import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { LunarDate } from '@nghiavuive/lunar_date_vi'
import { projectRoot } from '#platform/settings'
import { readCalendars } from '../definitions/read-calendars.ts'
import { calendarDay, dayOf, instantAt, isWorkingDay, minuteOf } from './calendar.ts'
import { addDays, dayNumber, weekday } from './day.ts'

const calendar = readCalendars(join(projectRoot, 'countries/vn')).default

test('24 November 2026 is not worked, and the calendar says why and on whose word', () => {
  const day = calendarDay(calendar, '2026-11-24')
  assert.equal(day.working, false)
  assert.equal(day.reason?.vi, 'Ngày Văn hóa Việt Nam')
  assert.match(day.source, /28\/2026\/QH16/)
})

test('24 November 2025 was an ordinary Monday', () => assert.equal(isWorkingDay(calendar, '2025-11-24'), true))

test('a Saturday that makes up for a swapped Monday is worked', () => {
  assert.deepEqual([isWorkingDay(calendar, '2026-08-31'), isWorkingDay(calendar, '2026-08-22')], [false, true])
  assert.equal(calendarDay(calendar, '2026-08-22').makeUpFor, '2026-08-31')
})

test('the day in lieu of a holiday on a Sunday names the holiday', () => assert.equal(calendarDay(calendar, '2026-04-27').reason?.vi, 'Nghỉ bù Giỗ Tổ Hùng Vương'))

test('2027 is provisional, and so is everything after it', () => {
  assert.equal(calendarDay(calendar, '2026-11-24').provisional, false)
  assert.equal(calendarDay(calendar, '2027-02-08').provisional, true)
  assert.equal(calendarDay(calendar, '2028-03-01').provisional, true)
})

test('every swapped day off is made up for by a day that is worked', () => {
  const swapped = [...calendar.named.values()].filter((day) => day.reason?.en === 'Day off by swapped working day').map((day) => day.day)
  const madeUp = [...calendar.named.values()].flatMap((day) => day.makeUpFor ?? [])
  assert.deepEqual(swapped, madeUp.toSorted())
})

const lunarDay = (year: number, month: number, day: number) => {
  const lunar = new LunarDate({ year, month, day })
  lunar.init()
  const solar = lunar.toSolarDate().get()
  return `${solar.year}-${String(solar.month).padStart(2, '0')}-${String(solar.day).padStart(2, '0')}`
}

for (const year of [2025, 2026, 2027]) {
  test(`${year}: Tết and the Hùng Kings' day stand where the moon puts them`, () => {
    assert.equal(calendarDay(calendar, lunarDay(year, 1, 1)).reason?.en, 'Lunar New Year (Tết)')
    assert.equal(calendarDay(calendar, lunarDay(year, 3, 10)).reason?.en, "Hùng Kings' Commemoration Day")
  })

  test(`${year}: every holiday of the law is there, and one on a rest day is given back`, () => {
    const counted = new Map<string, number>()
    let owed = 0
    for (const day of calendar.named.values()) {
      if (!day.day.startsWith(String(year)) || day.working) continue
      const name = day.reason!.en
      if (name.startsWith('Day off in lieu')) owed--
      else if (!name.startsWith('Day off by swapped')) {
        counted.set(name, (counted.get(name) ?? 0) + 1)
        if (day.weeklyRest) owed++
      }
    }
    assert.equal(owed, 0)
    assert.deepEqual(Object.fromEntries(counted), {
      "New Year's Day": 1, 'Lunar New Year (Tết)': 5, "Hùng Kings' Commemoration Day": 1, 'Victory Day': 1, 'International Labour Day': 1, 'National Day': 2,
      ...(year >= 2026 && { 'Vietnam Culture Day': 1 }),
    })
  })
}

test('the offset is what the time zone says, on every day of the three years', () => {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: calendar.timeZone, dateStyle: 'short', timeStyle: 'short' })
  for (let day = '2025-01-01'; day <= '2027-12-31'; day = addDays(day, 1)) {
    const late = instantAt(calendar, day, 23 * 60 + 59)
    assert.equal(format.format(late), `${day} 23:59`)
    assert.equal(dayOf(late, calendar), day)
    assert.equal(minuteOf(late, calendar), 23 * 60 + 59)
  }
})

test('days and their numbers are one, and 21 November 2026 is a Saturday', () => {
  assert.equal(weekday('2026-11-21'), 6)
  assert.equal(dayNumber(addDays('2024-02-28', 2)), dayNumber('2024-03-01'))
  assert.throws(() => dayNumber('21/11/2026'), RangeError)
})

const truth = join(projectRoot, '../shared/data/text/holidays_vn_truth.json')
test('the days off of civil servants agree with the list that was checked by hand', { skip: existsSync(truth) ? false : `${truth} is not here` }, () => {
  const { civil_servant_days_off, lunar_truth } = JSON.parse(readFileSync(truth, 'utf8'))
  for (const [year, days] of Object.entries<Record<string, string>>(civil_servant_days_off)) {
    for (const day of Object.keys(days)) assert.equal(isWorkingDay(calendar, day), false, day)
    const ours = [...calendar.named.values()].filter((day) => day.day.startsWith(year) && !day.working && !day.weeklyRest && day.reason?.en !== 'Day off by swapped working day')
    assert.deepEqual(ours.map((day) => day.day), Object.keys(days))
  }
  for (const [year, day] of Object.entries<string>(lunar_truth.tet)) assert.equal(lunarDay(Number(year), 1, 1), day)
  for (const [year, day] of Object.entries<string>(lunar_truth.hung_kings)) assert.equal(lunarDay(Number(year), 3, 10), day)
})
