import { sql } from 'kysely'
import { addDays } from '#organisations'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import type { Round } from '#platform/module'
import { monthEndsBefore } from '../domain/period.ts'
import { indicatorsShelf } from '../shelves.ts'
import { type Wanted, keptFresh, snapshots } from './snapshots.ts'

// Not before this moment again, by house: the wall may cost the machine a tenth of its time, not more.
const notBefore = new WeakMap<object, number>()
const share = 10
/** Milliseconds; less than this every five seconds is not worth saving. */
const slow = 1000
/** More events than ever are being written at one moment. */
const mostAtOnce = 100_000

/**
 * Keeps the wall of today fresh, and has the past behind its trends measured before anybody asks. Looks often and does
 * little: where a measuring takes 20 ms the wall follows within seconds, where it takes a second, within ten.
 */
export const measureToday: Round = {
  name: 'indicators.measure-today', everySeconds: 5,
  async run(ctx) {
    await forgetWhatWasEnteredLate(ctx)
    if ((notBefore.get(ctx.house) ?? 0) > performance.now()) return
    const { today, past } = wantedForWall(ctx)
    const started = performance.now()
    await snapshots(ctx, today, { renew: true })
    const took = performance.now() - started
    notBefore.set(ctx.house, took > slow ? performance.now() + took * share : 0)
    // Found where they are kept, but for the first time on a day.
    await snapshots(ctx, past)
  },
}

/** What a wall of today shows of the whole jurisdiction: today; 30 days ago, and the months of the trend. A year more of them, so that a wall of a year ago opens as fast. */
function wantedForWall(ctx: Pick<Ctx, 'now' | 'take'>): { today: Wanted[]; past: Wanted[] } {
  const asOf = day(ctx.now)
  const codes = ctx.take(indicatorsShelf).all(asOf).map((one) => one.code)
  return {
    today: codes.flatMap((indicator) => keptFresh.map((period): Wanted => ({ indicator, period, asOf }))),
    past: codes.flatMap((indicator) => [{ indicator, period: 'rolling-30', asOf: addDays(asOf, -30) } as Wanted, ...monthEndsBefore(asOf, 23).map((end): Wanted => ({ indicator, period: 'month', asOf: end }))]),
  }
}

/**
 * Two thousand rows a day would outgrow the cases they are measured from. After some months only the ends of months are kept,
 * which trends are drawn from; any other day is measured again from the cases' own dates when somebody asks for it, and comes
 * out as it was (decision 7), so that nothing is lost but time.
 */
export const pruneDayFigures: Round = {
  name: 'indicators.prune-day-figures', everySeconds: 3600,
  async run(ctx) {
    const before = addDays(day(ctx.now), -ctx.house.settings.keepDayFigures)
    // Sums and lines in one statement: nobody finds a sum whose lines are gone. Lines may stand alone, where a sum was forgotten.
    await sql`with sums as (delete from measurings where as_of < ${before} and extract(day from as_of + 1) <> 1)
      delete from measurements where as_of < ${before} and extract(day from as_of + 1) <> 1`.execute(ctx.db)
  },
}

/**
 * What was entered for a past day after that day was measured (an import, a sample being filled) makes the day and all after
 * it be measured again. Reads the log only below the oldest transaction that is still open, and goes on from that
 * transaction: a number that was taken early and committed late is not passed over. The position only keeps it cheap.
 */
async function forgetWhatWasEnteredLate(ctx: Ctx): Promise<void> {
  const { rows: [news] } = await sql<{ upto: number | null; earliest: Date | null; before: string }>`
    with seen as (select coalesce(max(position), 0) as position, coalesce(max(before::text::numeric), 0) as before from measured_upto)
    select max(e.position) as upto, min(e.at) as earliest, pg_snapshot_xmin(pg_current_snapshot())::text as before from events e, seen
    where e.position > seen.position - ${mostAtOnce} and e.written_by::text::numeric >= seen.before and e.written_by < pg_snapshot_xmin(pg_current_snapshot())`.execute(ctx.db)
  if (!news?.upto || !news.earliest) return
  const earliest = day(news.earliest)
  if (earliest < day(ctx.now)) await sql`delete from measurings where as_of >= ${earliest} and as_of < ${day(ctx.now)}`.execute(ctx.db)
  await sql`insert into measured_upto (position, before) values (${news.upto}, ${news.before}::xid8) on conflict (only_row) do update set position = greatest(measured_upto.position, excluded.position), before = excluded.before`.execute(ctx.db)
}
