import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor } from '#platform/actor'
import type { House } from '#platform/house'
import { checkAnswers } from '#procedures'
import { lan, town } from '../../testing/town.ts'
import { followClock, sampleClock } from './clock.ts'
import { answersFor } from './domain/answers.ts'
import { chanceOf } from './domain/chance.ts'
import { fillSample, howFilled } from './fill.ts'
import { inventCitizens } from './people.ts'
import { stories } from './stories.ts'
import { common, knownTo, writingOn } from './world.ts'

const small = { people: 300, cases: 60 }
const count = async (house: House, table: string): Promise<number> => Number((await house.db.selectFrom(table).select((eb) => eb.fn.countAll().as('n')).executeTakeFirstOrThrow()).n)

test('a start that was killed half-way goes on, and a later one finds nothing to do', async (t) => {
  const { house } = await town(t, { now: '2026-10-14T02:30:00Z' })
  let writes = 0
  const dying: House = { ...house, writer: { write: (pending: never) => (++writes > 220 ? Promise.reject(new Error('killed')) : house.writer.write(pending)) } as never }
  await assert.rejects(fillSample(dying, small), /killed/)
  const half = await howFilled(house)
  assert.equal(half?.done, false)

  await fillSample(house, small)
  const filled = (await howFilled(house))!
  assert.equal(filled.done, true)
  assert.equal(filled.now, half!.now, 'the year ends when it ended at first')
  const told = house.take(stories)
  const cases = await count(house, 'case_rows')
  assert.ok(cases >= told.stories.length + told.before.length + small.cases + 25, `${cases} cases`)
  assert.equal(await count(house, 'case_drafts') <= 1, true, 'at most the form that was being filled in when it died')
  const states = new Set((await house.db.selectFrom('case_rows').select('state').distinct().execute()).map((row) => row.state))
  for (const state of ['submitted', 'in-process', 'for-decision', 'papers-asked', 'fee-asked', 'withdrawn', 'not-accepted', 'stopped', 'finished', 'returned']) assert.ok(states.has(state), `nobody's case is ${state}`)

  const before = await count(house, 'events')
  const begun = performance.now()
  await fillSample(house, small)
  assert.ok(performance.now() - begun < 1000)
  assert.equal(await count(house, 'events'), before)

  // Open cases behave when time moves on, without anything having waited in the queue for it.
  const late = () => house.db.selectFrom('case_rows').select('id').where('overdue_level', '>', 0).where('open', '=', true).execute()
  const wasLate = (await late()).length
  const left = await house.db.selectFrom('jobs').select(['name', 'due_at']).where('done_at', 'is', null).execute()
  assert.deepEqual(left.filter((job) => job['due_at'] <= new Date(filled.now)).map((job) => job['name']), [], 'nothing is left to be done')
  assert.deepEqual([...new Set(left.map((job) => job['name']))].filter((name) => name !== 'cases.ring'), [], 'what waits for its hour are the steps that have one')
  assert.ok(wasLate > 0)
})

test('an official who was there before 1 July 2025 has left his name on a paper of a commune that is no more', async (t) => {
  const told = await town(t, { now: '2026-10-14T02:30:00Z' })
  await fillSample(told.house, { people: 100, cases: 0 })
  const phuc: Actor = { id: 'phuc', kind: 'person', name: 'Nguyễn Hữu Phúc', nationalId: '099048000129', powers: [] }
  const { status, body } = await told.as(phuc).get('/cases/before-1')
  assert.equal(status, 200)
  assert.match(body, /Thụy Hòa/)
})

test('every procedure can be filled in, and what is filled in passes its own check', async (t) => {
  const { house } = await town(t)
  const { citizens } = inventCitizens(house, 0, 60, '2026-09-09')
  const grown = citizens.filter(({ person }) => person.birthDate < '2004')
  const writing = writingOn(house, '2026-09-09')
  for (const level of ['commune', 'province'] as const)
    for (const { value: procedure } of house.take(common)[level])
      for (let i = 0; i < 10; i++) {
        const citizen = grown[(i * 7) % grown.length]!
        const { answers } = answersFor(chanceOf('test', procedure.code, i), writing, procedure, citizen, i % 2 ? knownTo(house, citizen, '2026-09-09') : [], citizen.person.residence.unit, '2026-09-09')
        assert.deepEqual(checkAnswers(procedure, answers, '2026-09-09'), [], procedure.code)
      }
})

test('invented people have numbers of their own that say their sex and year, and families that fit', async (t) => {
  const { house } = await town(t)
  const { people } = inventCitizens(house, 0, 700, '2026-09-09')
  const byNumber = new Map(people.map((one) => [one.nationalId, one]))
  assert.equal(byNumber.size, people.length)
  for (const one of people) {
    assert.match(one.nationalId, /^099\d{9}$/)
    assert.equal(Number(one.nationalId[3]) % 2 === 0 ? 'male' : 'female', one.sex)
    assert.equal(one.nationalId.slice(4, 6), one.birthDate.slice(2, 4))
    if (one.spouse) assert.equal(byNumber.get(one.spouse)?.spouse, one.nationalId)
    if (one.mother && byNumber.has(one.mother)) assert.ok(Number(one.birthDate.slice(0, 4)) - Number(byNumber.get(one.mother)!.birthDate.slice(0, 4)) >= 20)
  }
})

test('Lan moves the time on by a day: other processes follow, and what was due becomes overdue', async (t) => {
  const { house, as } = await town(t)
  const { settings } = house
  Object.assign(house, { clock: sampleClock(settings) })
  const other: House = { ...house, clock: sampleClock(settings) }
  const visitor = as(lan)
  await fillSample(house, { people: 100, cases: 150 })
  const late = async () => (await house.db.selectFrom('case_rows').select('id').where('overdue_level', '>', 0).where('open', '=', true).execute()).length
  const before = await late()

  const pressed = await visitor.press('/sample-time', 'week')
  assert.equal(pressed.status, 303, pressed.body)
  assert.match((await visitor.get('/en/sample-time')).body, /7 days ahead of the real time/)
  assert.ok(Math.abs(house.clock().getTime() - Date.now() - 7 * 86_400_000) < 5000)

  const [here, there] = [followClock(house), followClock(other)]
  t.after(() => Promise.all([here.stop(), there.stop()]))
  for (let waited = 0; waited < 100 && (await late()) <= before; waited++) await new Promise((resolve) => setTimeout(resolve, 100))
  assert.ok((await late()) > before, 'a week later more is overdue')
  assert.ok(Math.abs(other.clock().getTime() - house.clock().getTime()) < 2000, 'another process sees it')
  await Promise.all([here.stop(), there.stop()])

  const refused = await visitor.press('/sample-time', 'go', { day: '01/01/2026', hour: '08:00' })
  assert.equal(refused.status, 400)
  assert.match(refused.body, /Về giờ thật/)
  assert.equal((await visitor.press('/sample-time', 'go', { day: 'hôm qua', hour: '8' })).status, 400)
  assert.equal((await visitor.press('/sample-time', 'real')).status, 303)
  await visitor.get('/sample-time')
  assert.ok(Math.abs(house.clock().getTime() - Date.now()) < 1000)
})
