import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { mustMay } from '#platform/action'
import { type Ctx, openCtx } from '#platform/ctx'
import type { House } from '#platform/house'
import type { Asked } from '#platform/page'
import { askedOf } from './pages/operations/addresses.ts'
import { casesBehind } from './queries/cases-behind.ts'
import { byPlace, figures, mustFindIndicator } from './queries/figures.ts'
import { ranked, ranksOf } from './queries/ranking.ts'
import { mustSee } from './queries/sight.ts'
import { indicatorsShelf } from './shelves.ts'
import { textsOf } from './pages/operations/pieces.tsx'

/** What the wall hands out beside pages: its tables as CSV, and the word that figures have changed. */
export function indicatorRoutes(app: FastifyInstance, house: House): void {
  const open = (req: FastifyRequest): { ctx: Ctx; asked: Asked } => {
    mustMay(req.actor, ['oversee', 'lead', 'decide'])
    return { ctx: openCtx(house, req.actor, req.lang), asked: { params: req.params as Record<string, string>, query: req.query as Asked['query'] } }
  }
  const csv = (path: string, table: (ctx: Ctx, asked: Asked) => Promise<{ name: string; rows: unknown[][] }>): void => {
    for (const prefix of ['', '/en']) app.get(prefix + path, { preHandler: app.whoIs }, async (req, reply) => {
      const { ctx, asked } = open(req)
      const { name, rows } = await table(ctx, asked)
      return reply.header('cache-control', 'private, no-store').header('content-disposition', `attachment; filename="${name.replace(/[^\w.-]/g, '-')}.csv"`).type('text/csv; charset=utf-8').send(written(rows))
    })
  }

  csv('/operations/wall.csv', async (ctx, asked) => {
    const sight = mustSee(ctx, askedOf(asked))
    const t = textsOf(ctx).table
    const all = await figures(ctx, sight, ctx.take(indicatorsShelf).all(sight.asOf), { trend: false })
    return {
      name: `${sight.unit.code}-${sight.asOf}`,
      rows: [[t.code, t.name, 'unit', 'as_of', 'period', t.value, 'numerator', 'denominator', t.target, 'measured_at'],
        ...all.map((f) => [f.indicator.code, f.indicator.names[ctx.lang], sight.unit.code, sight.asOf, sight.period, f.value, f.numerator, f.denominator, f.standing.target, f.measuredAt.toISOString()])],
    }
  })
  csv('/operations/:indicator/places.csv', async (ctx, asked) => {
    const sight = mustSee(ctx, askedOf(asked))
    const indicator = mustFindIndicator(ctx, asked.params['indicator']!, sight.asOf)
    const t = textsOf(ctx).ranking
    const places = sight.whole ? ranked(await byPlace(ctx, sight, indicator), ranksOf(askedOf(asked))) : []
    return { name: `${indicator.code}-${sight.asOf}`, rows: [['unit', t.name, t.value, 'numerator', 'denominator', t.change], ...places.map((place) => [place.unit, place.name.vi, place.value, place.numerator, place.denominator, place.change])] }
  })
  csv('/operations/:indicator/cases.csv', async (ctx, asked) => {
    const sight = mustSee(ctx, askedOf(asked))
    const indicator = mustFindIndicator(ctx, asked.params['indicator']!, sight.asOf)
    const t = textsOf(ctx).cases
    const behind = await casesBehind(ctx, sight, indicator, { part: askedOf(asked)['part'], most: mostRows })
    return {
      name: `${indicator.code}-${behind.part}-${sight.unit.code}-${sight.asOf}`,
      rows: behind.of === 'procedures'
        ? [['code', t.procedure, t.levelHead, t.why], ...behind.rows.map((row) => [row.code, row.names[ctx.lang], t.level[row.level], row.why?.[ctx.lang]])]
        : [['code', t.procedure, 'unit', t.unit, t.filed, t.due, 'closed', 'on_time', t.rating, 'national_code'], ...behind.rows.map((row) => [row.code, row.procedure[ctx.lang], row.unit.code, row.unit.name.vi, row.filedOn, row.dueOn, row.closedOn, row.onTime, row.rating, row.nationalCode])],
    }
  })

  const watch = watchMeasurings(house)
  app.get('/operations/live', { preHandler: app.whoIs }, async (req, reply) => {
    open(req)
    reply.hijack()
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no', 'x-content-type-options': 'nosniff' })
    reply.raw.write('retry: 5000\n\n')
    const stop = watch.listen({
      say: (at) => void reply.raw.write(at ? `event: changed\ndata: ${at}\n\n` : ': still here\n\n'),
      end: () => void reply.raw.end(),
    })
    req.raw.on('close', stop)
    reply.raw.on('error', stop)
  })
  // Open streams would keep the server from closing.
  app.addHook('preClose', async () => watch.end())
}

/** So many lines leave at once; who needs more narrows by unit or period. */
const mostRows = 10_000

/** With the mark by which spreadsheets know UTF-8. A cell that a spreadsheet would take for a formula is set as text. */
const written = (rows: readonly unknown[][]): string => `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
const cell = (value: unknown): string => {
  if (value === undefined || value === null) return ''
  if (typeof value === 'number') return String(Math.round(value * 10_000) / 10_000)
  const text = String(value).replace(/^([=+\-@\t])/, "'$1")
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** `say` with a moment: figures changed; without: the line is still up. */
type Listener = { say(at?: string): void; end(): void }

/** One look for everybody who listens in this process, and none while nobody does. */
function watchMeasurings(house: House) {
  const listeners = new Set<Listener>()
  let timer: NodeJS.Timeout | undefined
  let last: string | undefined
  let looks = 0
  const look = async (): Promise<void> => {
    try {
      const { rows: [row] } = await sql<{ at: Date | null; sum: number | null }>`select max(measured_at) as at, sum(denominator + numerator)::float8 as sum from measurings where as_of = (select max(as_of) from measurings)`.execute(house.db)
      // Measured again with the same result is no news.
      const now = `${row?.sum ?? ''}`
      if (last !== undefined && now !== last) for (const { say } of listeners) say(row?.at?.toISOString() ?? now)
      else if (++looks % 8 === 0) for (const { say } of listeners) say()
      last = now
    } catch (error) {
      house.log.warn({ error }, 'the wall could not be watched')
    }
    if (listeners.size) timer = setTimeout(look, 3000).unref()
    else { timer = undefined; last = undefined }
  }
  return {
    listen(one: Listener): () => void {
      listeners.add(one)
      timer ??= setTimeout(look, 0)
      return () => listeners.delete(one)
    },
    end() {
      clearTimeout(timer)
      for (const { end } of listeners) end()
      listeners.clear()
    },
  }
}
