import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resultOf } from '#cases'
import { renderLetter } from '#documents'
import { registerAccounts } from '#identity'
import { appointOfficial } from '#organisations'
import { perform } from '#platform/action'
import { system } from '#platform/actor'
import { instant } from '#platform/clock'
import { emptyPending } from '#platform/events'
import type { House } from '#platform/house'
import { addPeople } from '#registers'
import { town } from '../../../testing/town.ts'
import { chanceOf } from '../domain/chance.ts'
import { houseAt, inventCitizens } from '../people.ts'
import { roster } from '../roster.ts'
import { beginning } from '../year.ts'
import { openSpecimens, specimenSheet } from '../specimens.ts'
import { yearBefore } from '../cases.ts'
import { common } from '../world.ts'
import type { Deed, Life } from './deeds.ts'
import { drive } from './drive.ts'
import { imagineFiling, imagineLife } from './imagine.ts'
import { Numbers } from './numbers.ts'
import { Tale } from './tale.ts'

const now = new Date('2026-09-16T03:00:00Z')

test('thirty lives, told in memory and driven through the real actions, are the same lives', async (t) => {
  const told = await town(t, { now: now.toISOString() })
  const driven = await town(t, { now: now.toISOString() })
  const { citizens } = inventCitizens(told.house, 0, 500, '2026-09-16')
  const living = Map.groupBy(citizens, (one) => one.person.residence.unit)
  const specimens = await openSpecimens(told.house)

  // Lives that have something in them which the others before did not: every deed, channel and ending comes.
  const seen = new Set<string>()
  const chosen: { id: string; life: Life; tale: Tale }[] = []
  for (let number = 0; number < 700; number++) {
    const chance = chanceOf('test', 'case', number)
    const filing = imagineFiling(told.house, chance, yearBefore(now), (unit) => living.get(unit) ?? citizens)
    if (chosen.some(({ life }) => life.filing.applicant.id === filing.applicant.id)) continue
    const deeds: Deed[] = []
    let made = 0
    const id = `told-${number}`
    const tale = await Tale.begin({ house: told.house, numbers: new Numbers(told.house), specimens, newId: () => `${id}-${made++}` }, filing, id)
    await imagineLife(told.house, chance, tale, now, { note: (deed) => void deeds.push(deed) })
    const marks = [filing.procedure, `channel ${filing.channel}`, `ends ${tale.file.state}`, ...deeds.map((deed) => `${deed.do} ${'outcome' in deed ? deed.outcome : ''} ${'by' in deed && deed.by ? 'official' : 'applicant'} in ${deed.do === 'ask-papers' ? tale.file.supplements : ''}`), tale.file.extension ? 'extended' : '', `late ${tale.file.overdueLevel}`, `apology ${tale.file.apologyPreparedAt !== undefined}`]
    if (marks.every((mark) => seen.has(mark))) continue
    marks.forEach((mark) => seen.add(mark))
    chosen.push({ id, life: { filing, deeds }, tale })
  }
  assert.ok(chosen.length >= 30, `${chosen.length}`)
  for (const deed of ['accept', 'refuse', 'ask-papers', 'supply-papers', 'assign', 'pay', 'draft', 'send-back', 'do-task', 'consult', 'give-opinion', 'approve', 'return', 'extend', 'withdraw', 'rate'])
    assert.ok(chosen.some(({ life }) => life.deeds.some((one) => one.do === deed)), `none of them has ${deed}`)

  const pending = { ...emptyPending(), quiet: true as const }
  for (const { tale } of chosen) { const { events, rows, jobs } = tale.pending(); pending.events.push(...events); pending.rows.push(...rows); pending.jobs.push(...jobs) }
  await told.house.writer.write(pending)
  assert.equal(Number((await told.house.db.selectFrom('jobs').select((eb) => eb.fn.countAll().as('n')).where('name', '<>', 'cases.ring').executeTakeFirstOrThrow()).n), 0, 'what is told of the past sets nothing off')

  await moveIn(driven.house, chosen.map(({ life }) => citizens.find((one) => one.id === life.filing.applicant.id)!), chosen.flatMap(({ life }) => [life.filing, ...life.deeds]).flatMap((one) => [...('by' in one && one.by ? [one.by] : []), ...('to' in one && one.to ? [one.to] : [])]))
  const sheet = await specimenSheet(driven.house)
  for (const { id, life } of chosen) {
    const other = await drive(driven.house, life, { name: id, until: now, sheet })
    for (const prefix of ['case', 'charge', 'document'])
      assert.deepEqual(await happened(told.house, prefix, id), await happened(driven.house, prefix, other), `${prefix} of ${id} (${life.filing.procedure}: ${life.deeds.map((deed) => deed.do).join(', ')})`)
    assert.deepEqual(await row(told.house, id), await row(driven.house, other), id)
  }
})

test('what is granted in memory could be printed: every procedure has a result that its letter takes', async (t) => {
  const { house } = await town(t, { now: now.toISOString() })
  const { citizens } = inventCitizens(house, 0, 120, '2026-09-16')
  const specimens = await openSpecimens(house)
  for (const { value: procedure } of Object.values(house.take(common)).flat())
    for (let attempt = 0; ; attempt++) {
      const chance = chanceOf('print', procedure.code, attempt)
      const filing = imagineFiling(house, chance, yearBefore(now), () => citizens, { procedure, at: new Date('2026-03-10T03:00:00Z') })
      let made = 0
      const tale = await Tale.begin({ house, numbers: { take: async () => 7 }, specimens, newId: () => `${procedure.code}-${made++}` }, filing, procedure.code)
      await imagineLife(house, chance, tale, now)
      if (tale.file.decision?.outcome !== 'grant') { assert.ok(attempt < 20, `${procedure.code} is never granted`); continue }
      const { letter } = resultOf({ take: house.take, now }, tale.file)
      await assert.doesNotReject(renderLetter(house, letter.template, letter.data), procedure.code)
      break
    }
})

/** Only whom these lives need: their accounts, what the register knows of them, and the officials they meet. */
async function moveIn(house: House, citizens: ReturnType<typeof inventCitizens>['citizens'], officials: string[]): Promise<void> {
  const then = houseAt(house, () => instant(beginning, '08:00'))
  await registerAccounts(then, citizens.map(({ id, person, phone, email }) => ({ id, name: person.name, nationalId: person.nationalId, birthDate: person.birthDate, sex: person.sex, phone, ...(email ? { email } : {}) })))
  await addPeople(then, citizens.flatMap(({ person, family }) => [person, ...family]))
  for (const { id, name, post, unit } of then.take(roster).filter((one) => officials.includes(one.id)))
    await perform(then, system, appointOfficial, { official: id, name, post, unit, validFrom: beginning })
}

async function happened(house: House, prefix: string, id: string): Promise<unknown[]> {
  const rows = await house.db.selectFrom('events').select(['stream', 'version', 'type', 'data', 'actor', 'actor_name', 'in_name_of', 'at'])
    .where((eb) => prefix === 'case' ? eb('stream', '=', `case-${id}`) : prefix === 'document' ? eb('stream', '=', `document-result-${id}`) : eb('stream', 'like', `charge-${id}-%`)).orderBy('at').orderBy('stream').orderBy('version').execute()
  return rows.map(({ stream, ...rest }) => plain(rest, id))
}

async function row(house: House, id: string): Promise<unknown> {
  const found = await house.db.selectFrom('case_rows').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  return plain(found, id)
}

/** What two houses must name differently: ids, numbers of series, codes. */
function plain(value: unknown, id: string, key = ''): unknown {
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map((one) => plain(one, id, key))
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, plain(v, id, k)]))
  if (['checkCode', 'check_code', 'file', 'document', 'reference', 'number', 'numbers'].includes(key)) return '·'
  if (key === 'id' && typeof value === 'string' && /^(cash|sample-bank):/.test(value)) return value.split(':')[0]
  if (typeof value !== 'string') return value
  return value.replaceAll(id, 'ID').replace(/(-\d{6}-)\d{4}/g, '$1NNNN').replace(/\b\d+\/(20\d\d)\b/g, 'N/$1')
}
