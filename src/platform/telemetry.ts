import { BlockList, isIPv4, isIPv6 } from 'node:net'
import { SpanStatusCode, trace } from '@opentelemetry/api'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { House } from './house.ts'
import type { Settings } from './settings.ts'

// ——— figures (Prometheus)

/** What this process counts. What a house counts is asked of it when somebody looks. */
const ofThisProcess = new Registry()

const actionSeconds = new Histogram({
  name: 'sen_action_seconds',
  help: 'How long actions took, by name and outcome (done, a kind of refusal, failed).',
  labelNames: ['action', 'outcome'],
  buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
  registers: [ofThisProcess],
})
const httpSeconds = new Histogram({
  name: 'sen_http_request_seconds',
  help: 'How long answers took, by route, method and status.',
  labelNames: ['route', 'method', 'status'],
  buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
  registers: [ofThisProcess],
})

/** Told by `perform` after each action. Names come from definitions, so their number is bounded. */
export function measured(action: string, outcome: string, milliseconds: number): void {
  actionSeconds.observe({ action, outcome }, milliseconds / 1000)
}

function figuresOf(house: House): Registry {
  const registry = new Registry()
  const registers = [registry]
  const { pool } = house
  new Gauge({
    name: 'sen_database_connections',
    help: 'Connections of this process to the database, and requests that wait for one.',
    labelNames: ['state'],
    registers,
    collect() {
      this.set({ state: 'open' }, pool.totalCount)
      this.set({ state: 'idle' }, pool.idleCount)
      this.set({ state: 'waited-for' }, pool.waitingCount)
    },
  })
  // Asked once for all figures of one look.
  let asked: { at: number; counts: Promise<Counts | undefined> } | undefined
  const counts = () => {
    if (!asked || performance.now() - asked.at > 500) asked = { at: performance.now(), counts: readCounts(house) }
    return asked.counts
  }
  new Gauge({
    name: 'sen_database_up',
    help: '1 when the database answers.',
    registers,
    async collect() {
      this.set((await counts()) ? 1 : 0)
    },
  })
  new Gauge({
    name: 'sen_events_recorded',
    help: 'The position of the last event: how many were recorded, gaps of undone writes included.',
    registers,
    async collect() {
      this.set((await counts())?.events ?? NaN)
    },
  })
  new Gauge({
    name: 'sen_jobs',
    help: 'Work that is due and waits, that is for later, and that was given up.',
    labelNames: ['state'],
    registers,
    async collect() {
      for (const [state, number] of Object.entries((await counts())?.jobs ?? {})) this.set({ state }, number)
    },
  })
  return registry
}

type Counts = { events: number; jobs: { due: number; later: number; 'given-up': number } }

async function readCounts({ pool, clock }: House): Promise<Counts | undefined> {
  try {
    const { rows } = await pool.query(
      `select (select coalesce(max(position), 0) from events)::float as events,
              (count(*) filter (where given_up_at is null and due_at <= $1))::float as due,
              (count(*) filter (where given_up_at is null and due_at > $1))::float as later,
              (count(*) filter (where given_up_at is not null))::float as given_up
       from jobs where done_at is null`,
      [clock()],
    )
    const { events, due, later, given_up } = rows[0]
    return { events, jobs: { due, later, 'given-up': given_up } }
  } catch {
    return undefined // told by sen_database_up
  }
}

let defaultsCollected = false

/**
 * `/health/live` (the process answers), `/health/ready` (and so does the database, and it is not about to stop) and
 * `/metrics`, which is for the machines around it and not for the public. Add before the app listens.
 */
export function telemetryRoutes(app: FastifyInstance, house: House): void {
  if (!defaultsCollected) collectDefaultMetrics({ register: ofThisProcess })
  defaultsCollected = true
  const figures = Registry.merge([ofThisProcess, figuresOf(house)])
  let stopping = false

  app.addHook('preClose', async () => {
    stopping = true
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown'
    httpSeconds.observe({ route, method: request.method, status: reply.statusCode }, reply.elapsedTime / 1000)
  })
  app.get('/health/live', async () => ({ status: 'up' }))
  app.get('/health/ready', async (_request, reply) => {
    const ready = !stopping && (await house.pool.query('select').then(() => true, () => false))
    return reply.code(ready ? 200 : 503).header('cache-control', 'no-store').send({ status: ready ? 'ready' : stopping ? 'stopping' : 'no database' })
  })
  app.get('/metrics', async (request, reply) => {
    if (!isNeighbour(request)) return reply.callNotFound()
    return reply.type(figures.contentType).send(await figures.metrics())
  })
}

const near = new BlockList()
for (const [network, bits] of [['127.0.0.0', 8], ['10.0.0.0', 8], ['172.16.0.0', 12], ['192.168.0.0', 16]] as const) near.addSubnet(network, bits)
for (const [network, bits] of [['::1', 128], ['fc00::', 7], ['fe80::', 10]] as const) near.addSubnet(network, bits, 'ipv6')

/** Asks directly, not through a proxy that speaks for the world, and from a private network. */
function isNeighbour({ socket, headers }: FastifyRequest): boolean {
  const from = socket.remoteAddress?.replace(/^::ffff:/, '') ?? ''
  const forwarded = headers['x-forwarded-for'] ?? headers['forwarded'] ?? headers['x-real-ip']
  return forwarded === undefined && (isIPv4(from) ? near.check(from) : isIPv6(from) && near.check(from, 'ipv6'))
}

// ——— traces (OpenTelemetry)

let tracing = false

/**
 * Sends traces when OTEL_EXPORTER_OTLP_ENDPOINT is set, and loads the library only then: it costs about half of the
 * throughput. Returns what sends the rest before the process ends.
 */
export async function startTracing(settings: Pick<Settings, 'otlpEndpoint' | 'jurisdiction'>): Promise<() => Promise<void>> {
  if (!settings.otlpEndpoint) return async () => {}
  const [{ BatchSpanProcessor, TracerProvider }, { OTLPTraceExporter }, { AsyncLocalStorageContextManager }, { resourceFromAttributes }, { context, propagation }] = await Promise.all([
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/context-async-hooks'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/api'),
  ])
  const exporter = new OTLPTraceExporter({ url: `${settings.otlpEndpoint.replace(/\/+$/, '')}/v1/traces` })
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'sen', 'service.namespace': settings.jurisdiction }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  })
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  trace.setGlobalTracerProvider(provider)
  tracing = true
  return async () => {
    tracing = false
    await provider.shutdown()
    for (const global of [trace, context, propagation]) global.disable()
  }
}

/** Runs `work` as a span of the trace; costs nothing when nobody listens. Attributes must not hold personal data. */
export function traced<T>(name: string, work: () => Promise<T>, attributes: Record<string, string | number> = {}): Promise<T> {
  if (!tracing) return work()
  return trace.getTracer('sen').startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work()
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: (error as Error).name })
      throw error
    } finally {
      span.end()
    }
  })
}
