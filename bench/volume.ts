import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { tokenFor } from '#identity'
import { readSettings } from '#platform/settings'
import { openEverything } from '../src/apps/serve.ts'
import { get, load } from './load.ts'
import { startServer } from './server.ts'

type Measured = { cases: number; worklist: number; caseFile: number; mine: number }

/**
 * Opening a case and the first page of a worklist, at 10 thousand and at 1 million cases. The million are years of
 * settled cases: what is open at one desk stays what a desk can carry.
 */
export async function pagesAtVolume(folder: string, sizes = [10_000, 1_000_000]): Promise<void> {
  const seen: Measured[] = []
  // The sample province is made by a first start; what is there already is kept.
  await (await startServer(folder)).kill('SIGTERM')
  for (const size of sizes) {
    const { house, databaseUrl, close } = await openEverything(readSettings({ SEN_DATA: folder, SEN_SAMPLE: 'on', NODE_ENV: 'test' }))
    const begun = performance.now()
    try {
      await growTo(databaseUrl, house.settings.schema, size)
      console.log(`\n  ${size.toLocaleString('en')} cases stand after ${((performance.now() - begun) / 1000).toFixed(0)} s.`)
      const [officer, citizen] = [await tokenFor(house, 'officer'), await tokenFor(house, 'citizen')]
      const server = await startServer(folder)
      try {
        const ids = (await house.db.selectFrom('case_rows').select('id').where('receiving_unit', '=', '09169').orderBy('id').limit(2000).execute()).map((r) => r['id'] as string)
        await quiet(databaseUrl)
        const bearer = (token: string) => ({ authorization: `Bearer ${token}`, accept: 'text/html' })
        const measure = async (request: (client: number, n: number) => string): Promise<number> => {
          await load({ port: server.port, clients: 2, seconds: 2, request })
          const run = await load({ port: server.port, clients: 2, seconds: 5, request })
          if (run.failed) console.log(`  ${run.failed} failed: ${run.firstFailure}`)
          return run.p99
        }
        seen.push({
          cases: size,
          worklist: await measure(() => get('/officer', bearer(officer))),
          caseFile: await measure((client, n) => get(`/officer/cases/${ids[(n * 2 + client) % ids.length]}`, bearer(officer))),
          mine: await measure(() => get('/cases', bearer(citizen))),
        })
      } finally {
        await server.kill('SIGTERM')
      }
    } finally {
      await close()
    }
  }
  const [small, large] = [seen[0]!, seen.at(-1)!]
  console.log('\nPages at volume, 2 clients, p99 in ms (aim under 20, ratio under 1.3):')
  for (const [name, key] of [['first worklist page', 'worklist'], ['opening a case', 'caseFile'], ["a person's own cases", 'mine']] as const)
    console.log(`  ${name.padEnd(22)} ${small[key].toFixed(1)} at ${small.cases.toLocaleString('en')}, ${large[key].toFixed(1)} at ${large.cases.toLocaleString('en')}, ratio ${(large[key] / small[key]).toFixed(2)}`)
  console.log('  Limited by: drawing the page; the database answers from partial indexes of what is open.')
}

/** Waits until the server is done with what only so many new cases bring about: every indicator measured anew for 24 months. */
async function quiet(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    let still = 0
    for (const end = performance.now() + 600_000; still < 15 && performance.now() < end; ) {
      const { rows: [{ n }] } = await client.query(`select count(*)::int as n from pg_stat_activity where state = 'active' and pid <> pg_backend_pid() and backend_type in ('client backend', 'autovacuum worker')`)
      still = n ? 0 : still + 1
      await sleep(200)
    }
  } finally {
    await client.end()
  }
}

/** Copies settled cases of the sample, rows and events, under new names until there are `size`. */
async function growTo(url: string, schema: string, size: number): Promise<void> {
  const client = new pg.Client({ connectionString: url, options: `-c search_path=${schema} -c synchronous_commit=off` })
  await client.connect()
  try {
    const { rows: [{ n }] } = await client.query('select count(*)::int as n from case_rows')
    const { rows: [{ settled }] } = await client.query(`select count(*)::int as settled from case_rows where not open and id not like '%~%'`)
    const { rows: [{ from }] } = await client.query(`select coalesce(max(split_part(id, '~', 2)::int), 0) + 1 as from from case_rows where id like '%~%'`)
    const copies = Math.ceil((size - n) / settled)
    if (copies <= 0) return
    const { rows: cols } = await client.query(`select column_name as c from information_schema.columns where table_schema = $1 and table_name = 'case_rows' and column_name not in ('id', 'code', 'check_code', 'applicant')`, [schema])
    const rest = cols.map((r: any) => `c.${r.c}`).join(', ')
    const names = cols.map((r: any) => r.c).join(', ')
    const at = 20
    for (let first = from; first < from + copies; first += at) {
      const last = Math.min(first + at, from + copies) - 1
      await client.query(`insert into case_rows (id, code, check_code, applicant, ${names}) select c.id || '~' || g, c.code || '~' || g, c.check_code || '~' || g, c.applicant || '~' || g, ${rest} from case_rows c, generate_series(${first}, ${last}) g where not c.open and c.id not like '%~%'`)
      await client.query(`insert into events (stream, version, type, data, actor, actor_name, in_name_of, at)
        select e.stream || '~' || g, e.version, e.type, case when e.version = 1 then e.data || jsonb_build_object('id', c.id || '~' || g) else e.data end, e.actor, e.actor_name, e.in_name_of, e.at
        from case_rows c join events e on e.stream = 'case-' || c.id, generate_series(${first}, ${last}) g where not c.open and c.id not like '%~%'`)
    }
    // As the database's own housekeeping would have left them by the next morning.
    await client.query('vacuum (analyze) case_rows')
    await client.query('vacuum (analyze) events')
  } finally {
    await client.end()
  }
}
