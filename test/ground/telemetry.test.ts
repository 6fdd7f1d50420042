import assert from 'node:assert/strict'
import http from 'node:http'
import { once } from 'node:events'
import { test, type TestContext } from 'node:test'
import Fastify from 'fastify'
import pg from 'pg'
import type { House } from '#platform/house'
import { measured, startTracing, telemetryRoutes, traced } from '#platform/telemetry'

/** A house of which only the database is looked at, with 3 events and one job due, one for later, one given up. */
async function house(t: TestContext) {
  const schema = `t_telemetry_${process.pid}_${t.name.length}`
  const pool = new pg.Pool({ connectionString: process.env['SEN_TEST_DATABASE_URL'], options: `-c search_path=${schema}`, max: 2 })
  await pool.query(`create schema ${schema};
    create table ${schema}.events (position bigint);
    insert into ${schema}.events values (1), (2), (3);
    create table ${schema}.jobs (due_at timestamptz, done_at timestamptz, given_up_at timestamptz);
    insert into ${schema}.jobs values ('2026-08-01', null, null), ('2026-10-01', null, null), ('2026-08-01', null, '2026-08-02'), ('2026-08-01', '2026-08-01', null)`)
  t.after(async () => {
    if (pool.ended) return
    await pool.query(`drop schema ${schema} cascade`)
    await pool.end()
  })
  return { pool, clock: () => new Date('2026-09-01') } as unknown as House
}

test('the machines around read the figures; the public does not', async (t) => {
  const app = Fastify()
  app.get('/cases/:code', async () => 'a case')
  telemetryRoutes(app, await house(t))
  await app.inject('/cases/H05.1')
  measured('cases.accept', 'done', 12)

  const { body } = await app.inject('/metrics')
  assert.match(body, /sen_http_request_seconds_count\{route="\/cases\/:code",method="GET",status="200"\} 1/)
  assert.match(body, /sen_action_seconds_count\{action="cases\.accept",outcome="done"\} 1/)
  assert.match(body, /sen_events_recorded 3/)
  for (const line of ['sen_jobs{state="due"} 1', 'sen_jobs{state="later"} 1', 'sen_jobs{state="given-up"} 1', 'sen_database_up 1']) assert.ok(body.includes(line), line)
  assert.match(body, /process_cpu_seconds_total/)

  assert.equal((await app.inject({ url: '/metrics', remoteAddress: '203.0.113.9' })).statusCode, 404)
  assert.equal((await app.inject({ url: '/metrics', headers: { 'x-forwarded-for': '203.0.113.9' } })).statusCode, 404)
  assert.equal((await app.inject({ url: '/metrics', remoteAddress: '10.0.3.4' })).statusCode, 200)
  await app.close()
})

test('without its database it is alive and not ready', async (t) => {
  const app = Fastify()
  const here = await house(t)
  telemetryRoutes(app, here)
  assert.equal((await app.inject('/health/ready')).statusCode, 200)
  const name = here.pool.options.options!.split('=')[1]
  await here.pool.query(`drop schema ${name} cascade`)
  await here.pool.end()
  assert.equal((await app.inject('/health/live')).statusCode, 200)
  const answer = await app.inject('/health/ready')
  assert.deepEqual([answer.statusCode, answer.json().status], [503, 'no database'])
  assert.match((await app.inject('/metrics')).body, /sen_database_up 0/)
  await app.close()
})

test('a trace goes where the setting says, with the inner span inside the outer one', async () => {
  const received: string[] = []
  const collector = http.createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part) => parts.push(part)).on('end', () => {
      received.push(`${request.url} ${Buffer.concat(parts)}`)
      response.end('{}')
    })
  })
  collector.listen(0, '127.0.0.1')
  await once(collector, 'listening')
  const { port } = collector.address() as { port: number }

  const stop = await startTracing({ otlpEndpoint: `http://127.0.0.1:${port}/`, jurisdiction: 'vn-24' })
  const answer = await traced('perform cases.accept', async () => traced('write', async () => 7, { events: 1 }))
  assert.equal(answer, 7)
  await stop()
  collector.close()

  assert.equal(received.length, 1)
  assert.match(received[0]!, /^\/v1\/traces /)
  const spans = JSON.parse(received[0]!.slice(received[0]!.indexOf('{'))).resourceSpans[0].scopeSpans[0].spans as { name: string; spanId: string; parentSpanId?: string }[]
  const [inner, outer] = ['write', 'perform cases.accept'].map((name) => spans.find((span) => span.name === name)!)
  assert.equal(inner!.parentSpanId, outer!.spanId)
  assert.equal(await traced('after', async () => 1), 1)
})
