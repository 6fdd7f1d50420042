import { mkdtempSync, rmSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { tokenFor } from '#identity'
import { readSettings } from '#platform/settings'
import { openEverything } from '../src/apps/serve.ts'
import { filledForm, nationalIdOf } from './forms.ts'
import { load, post } from './load.ts'
import { freePort, type Server, startServer } from './server.ts'

/**
 * `node --import tsx bench/kill.ts [times]`: kills the server under load, again and again (every fourth time the database
 * with it), and then holds every answer that was given against what is there: each acknowledged submission once, by its
 * case code, and each key once.
 */
const times = Number(process.argv[2] ?? 20)
const folder = mkdtempSync(join(tmpdir(), 'sen-kill-'))
const acknowledged = new Map<string, string>()

let server: Server | undefined
try {
  const { close } = await openEverything(readSettings({ SEN_DATA: folder, SEN_SAMPLE: 'on', NODE_ENV: 'test' }))
  await close()
  const port = await freePort()
  server = await startServer(folder, {}, port)
  const opened = await openEverything(readSettings({ SEN_DATA: folder, SEN_SAMPLE: 'on', NODE_ENV: 'test' }))
  const token = await tokenFor(opened.house, 'citizen')
  const owner = new pg.Client(opened.databaseUrl)
  await owner.connect()
  const dataDirectory: string = (await owner.query('show data_directory')).rows[0].data_directory
  await owner.end()
  await opened.close()
  const body = JSON.stringify(filledForm(await nationalIdOf(port, token)))
  for (let i = 1; i <= times; i++) {
    let stopped = false
    const keys: string[] = []
    const loading = load({
      port, clients: 32, seconds: 30, until: () => stopped,
      request: (client) => { keys[client] = randomUUID(); return post('/api/cases.submit', body, { authorization: `Bearer ${token}`, 'idempotency-key': keys[client] }) },
      answered: ({ status, body: said }) => { if (status === 200) { const { id, code } = JSON.parse(said); acknowledged.set(code, id) } },
    })
    // In full swing, at any moment of a commit: some hundred answers of this round, and then a moment by chance.
    const before = acknowledged.size
    for (const end = Date.now() + 15_000; acknowledged.size < before + 100 && Date.now() < end; ) await sleep(10)
    await sleep(Math.random() * 300)
    if (i % 4 === 0) await killPostmaster(dataDirectory)
    await server.kill('SIGKILL')
    stopped = true
    await loading
    server = await startServer(folder, {}, port)
    console.log(`${i}: ${acknowledged.size - before} more acknowledged, ${acknowledged.size} in all; ready again after ${(server.readyAfter / 1000).toFixed(1)} s`)
  }
  await server.kill('SIGTERM')
  const { databaseUrl, house: last, close: leave } = await openEverything(readSettings({ SEN_DATA: folder, SEN_SAMPLE: 'on', NODE_ENV: 'test' }))
  const client = new pg.Client({ connectionString: databaseUrl, options: `-c search_path=${last.settings.schema}` })
  await client.connect()
  const codes = [...acknowledged.keys()]
  const { rows } = await client.query('select code, count(*)::int as n from case_rows where code = any($1) group by code', [codes])
  const { rows: events } = await client.query(`select data->>'code' as code, count(*)::int as n from events where type = 'cases.submitted' and data->>'code' = any($1) group by 1`, [codes])
  await client.end()
  await leave()
  const lost = codes.length - rows.length
  const twice = rows.filter((r) => r.n !== 1).length + events.filter((r) => r.n !== 1).length
  console.log(`${times} kills, ${codes.length} submissions acknowledged, ${lost} lost, ${twice} there more than once, ${codes.length - events.length} without their event.`)
  process.exitCode = lost || twice || events.length !== codes.length ? 1 : 0
} finally {
  // Whatever happened above: no server may outlive its folder.
  await server?.kill('SIGKILL').catch(() => {})
  rmSync(folder, { recursive: true, force: true })
}

async function killPostmaster(directory: string): Promise<void> {
  const { readFileSync } = await import('node:fs')
  const pid = Number(readFileSync(join(directory, 'postmaster.pid'), 'utf8').split('\n')[0])
  try { process.kill(pid, 'SIGKILL') } catch { /* it was gone already */ }
}
