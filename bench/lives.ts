import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { caseStream, limitsOn, mustTake, openCase, record } from '#cases'
import { perform } from '#platform/action'
import type { Actor } from '#platform/actor'
import { openCtx } from '#platform/ctx'
import type { House } from '#platform/house'
import { readSettings } from '#platform/settings'
import { openEverything } from '../src/apps/serve.ts'
import { filledForm } from './forms.ts'

const clients = 64
const ward = '09169'
const clerk: Actor = { id: 'bench-clerk', kind: 'official', name: 'Bench', provedAt: new Date(8.64e15), powers: (['receive', 'process', 'decide', 'sign'] as const).map((act) => ({ act, unit: ward, source: 'bench' })) }
const lan = (n: number): Actor => ({ id: `bench-${n}`, kind: 'person', name: 'Nguyễn Thu Lan', nationalId: '099195000318', powers: [] })

/**
 * Whole lives of cases: submitted, accepted, drafted, approved, its result noted, returned; every step read from its
 * events, decided by its flow, and committed before the next. Printing the letter is a matter of its own (twice a life,
 * some milliseconds each in a thread beside) and left out here, so that the figure says what the cases themselves cost.
 */
export async function lives(folder: string): Promise<void> {
  const { house, databaseUrl, close } = await openEverything(readSettings({ SEN_DATA: folder, SEN_SAMPLE: 'on', NODE_ENV: 'test' }))
  try {
    await many(house, 3)
    const first = await many(house, 8)
    const ceiling = await bareSteps(databaseUrl, house.settings.schema)
    const second = await many(house, 8)
    const best = Math.max(first.perSecond, second.perSecond)
    console.log(`\nWhole lives of cases, durable, ${clients} clients: ${Math.round(first.perSecond)} and ${Math.round(second.perSecond)} a second (aim 700), six commits each, ${Math.round(first.bytes)} bytes of flow in the events of one life.`)
    console.log(`  Ceiling, as many events and rows bare, one statement and one commit each over ${clients} connections: ${Math.round(ceiling / 6)} lives a second. Ratio ${(best / (ceiling / 6)).toFixed(2)}.`)
    console.log('  Limited by: the one core that runs JavaScript: reading and folding the case, its decisions and its flow. The two printings of the letter are not in it.')
  } finally {
    await close()
  }
}

async function many(house: House, seconds: number): Promise<{ perSecond: number; bytes: number }> {
  const end = performance.now() + seconds * 1000
  const begun = performance.now()
  let done = 0
  let last = ''
  await Promise.all(Array.from({ length: clients }, async (_, n) => {
    while (performance.now() < end) {
      last = await oneLife(house, lan(n))
      done++
    }
  }))
  const perSecond = done / ((performance.now() - begun) / 1000)
  const { events } = await openCase(openCtx(house, clerk), last)
  return { perSecond, bytes: events.reduce((sum, it) => sum + (it.data.flow ? JSON.stringify(it.data.flow).length : 0), 0) }
}

async function oneLife(house: House, person: Actor): Promise<string> {
  const submit = house.modules.flatMap((room) => room.actions ?? [])
  const action = (name: string) => submit.find((it) => it.name === name)!
  const { id: caseId } = (await perform(house, person, action('cases.submit'), formOf(person), { key: randomUUID() })) as { id: string }
  await perform(house, clerk, action('cases.accept'), { caseId })
  await quietly(house, caseId, 'draft')
  await perform(house, clerk, action('cases.approve'), { caseId })
  await quietly(house, caseId, 'issue-result')
  await perform(house, clerk, action('cases.return'), { caseId })
  return caseId
}

/** The form with everything typed: nobody of these is in a register. */
const formOf = (person: Actor): object => {
  const form = filledForm(person.nationalId!) as { answers: object }
  return { ...form, delivery: 'desk', answers: { ...form.answers, applicantName: person.name, applicantBorn: '1995-06-14', sex: 'female', ethnicity: 'Kinh', nationality: 'VN', applicantAddress: 'Số 18, ngõ 42, đường Hoàng Quốc Việt, phường Vũ Ninh' } }
}

/** The step as its action takes it, but for the letter. */
async function quietly(house: House, caseId: string, step: 'draft' | 'issue-result'): Promise<void> {
  const actor: Actor = step === 'draft' ? clerk : { id: 'system', kind: 'system', name: 'Sen', powers: [] }
  const ctx = openCtx(house, actor)
  const opened = await openCase(ctx, caseId)
  if (step === 'draft' && opened.state.state === 'accepted') record(ctx, opened, mustTake(actor, opened.state, 'forward', limitsOn(ctx)), { type: 'cases.forwarded', data: { to: ward } })
  const power = mustTake(actor, opened.state, step, limitsOn(ctx))
  record(ctx, opened, power, step === 'draft' ? { type: 'cases.drafted', data: { outcome: 'grant', values: {} } } : { type: 'cases.result-issued', data: { document: `bench-${caseId}`, file: `bench-${caseId}`, checkCode: randomUUID() } })
  await house.writer.write(ctx.pending)
}

/** The same rows under new names, as fast as the database takes them. */
async function bareSteps(url: string, schema: string): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, options: `-c role=sen_app -c search_path=${schema}`, max: clients })
  try {
    const { rows: [row] } = await pool.query(`select to_jsonb(c) as row from case_rows c where state = 'returned' order by filed_at desc limit 1`)
    const { rows: [event] } = await pool.query(`select type, data, actor, actor_name, at from events where stream = $1 order by version desc offset 2 limit 1`, [`${caseStream.prefix}-${row.row.id}`])
    const columns = Object.keys(row.row).map((n) => `"${n}"`).join(', ')
    const text = `with e as (insert into events (stream, version, type, data, actor, actor_name, at) values ($1, 1, $2, $3, $4, $5, $6)) insert into case_rows (${columns}) select ${columns} from jsonb_populate_record(null::case_rows, $7)`
    let done = 0
    const begun = performance.now()
    const end = begun + 6000
    await Promise.all(Array.from({ length: clients }, async () => {
      while (performance.now() < end) {
        const id = randomUUID()
        await pool.query({ name: 'bare-life', text, values: [`bare-${id}`, event.type, event.data, event.actor, event.actor_name, event.at, JSON.stringify({ ...row.row, id, code: id, check_code: id })] })
        done++
      }
    }))
    return done / ((performance.now() - begun) / 1000)
  } finally {
    await pool.end()
  }
}
