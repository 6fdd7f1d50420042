import { sql } from 'kysely'
import { system } from './actor.ts'
import { openCtx } from './ctx.ts'
import type { StoredEvent } from './events.ts'
import type { House } from './house.ts'
import { Refusal } from './refusal.ts'

/** After this many tries a job is given up and shown to the administrator: by then some 12 hours have gone by. */
const mostTries = 20

type Job = { id: number; name: string; data: any; tries: number }

/** Takes what is due, a handful at a time; a process that dies while holding a job leaves it to be taken again after a minute. */
async function takeDue(house: House, most: number): Promise<Job[]> {
  const { rows } = await sql<Job>`
    update jobs set taken_until = now() + interval '1 minute', tries = tries + 1
    where id in (select id from jobs where done_at is null and given_up_at is null and due_at <= ${house.clock()} and (taken_until is null or taken_until < now())
                 order by due_at, id limit ${most} for update skip locked)
    returning id, name, data, tries`.execute(house.db)
  return rows.sort((a, b) => a.id - b.id)
}

async function runJob(house: House, job: Job, event: StoredEvent | undefined): Promise<void> {
  const ctx = openCtx(house, system)
  try {
    const reaction = house.reactions.get(job.name)
    if (reaction) {
      if (!event) throw new Error(`there is no event ${job.data.version} of ${job.data.stream}`)
      await reaction.on[event.type]?.(ctx, event)
    } else {
      const timed = house.jobs.get(job.name)
      if (!timed) throw new Error(`no room knows the job ${job.name}`)
      await timed.run(ctx, job.data)
    }
    ctx.pending.jobsDone.push(job.id)
    await house.writer.write(ctx.pending)
    house.measure(`job:${job.name}`, 'done', 0)
  } catch (error) {
    // Somebody else changed the thing meanwhile: look again at once. Anything else: wait, longer each time, at most an hour.
    const wait = error instanceof Refusal && error.code === 'changed-meanwhile' ? 0 : Math.min(2 ** job.tries, 3600)
    house.log.warn({ job: job.name, id: job.id, tries: job.tries, error }, 'a job failed')
    house.measure(`job:${job.name}`, 'failed', 0)
    await sql`update jobs set taken_until = now() + make_interval(secs => ${wait}), last_error = ${String((error as Error).message ?? error).slice(0, 2000)},
      given_up_at = case when tries >= ${mostTries} then now() end where id = ${job.id}`.execute(house.db)
  }
}

/** The events that a handful of reactions answer, in one question. */
async function readEvents(house: House, jobs: readonly Job[]): Promise<(job: Job) => StoredEvent | undefined> {
  const asked = jobs.filter((job) => house.reactions.has(job.name))
  if (!asked.length) return () => undefined
  const { rows } = await sql<any>`select e.position, e.stream, e.version, e.type, e.data, e.actor, e.actor_name, e.in_name_of, e.at
    from unnest(${asked.map((j) => j.data.stream)}::text[], ${asked.map((j) => j.data.version)}::int[]) as k(stream, version) join events e using (stream, version)`.execute(house.db)
  const found = new Map(rows.map((row) => [`${row.stream} ${row.version}`, { position: row.position, stream: row.stream, version: row.version, type: row.type, data: row.data, actor: row.actor, actorName: row.actor_name, inNameOf: row.in_name_of, at: row.at }]))
  return (job) => found.get(`${job.data.stream} ${job.data.version}`)
}

/** Does all that is due now, and what that makes due, until nothing is. What tests, the sample and the command line use. */
export async function settle(house: House, { between = async () => {} }: { between?: () => Promise<void> } = {}): Promise<number> {
  let done = 0
  for (;;) {
    await between()
    const due = await takeDue(house, 64)
    if (!due.length) return done
    const eventOf = await readEvents(house, due)
    // Reactions of one stream keep their order; different streams go side by side.
    const byStream = Map.groupBy(due, (job) => job.data.stream ?? `job ${job.id}`)
    await Promise.all([...byStream.values()].map(async (jobs) => { for (const job of jobs) await runJob(house, job, eventOf(job)) }))
    done += due.length
  }
}

/** Below this a page is answered no later for what the worker does beside it. */
const manyAtTheDoor = 8

/**
 * Who stands at the door is answered first; what is left to do is written down and can wait a moment. But not for ever:
 * half a second of waiting between two handfuls is the most, so that some hundred a second are done under any load.
 */
async function peopleFirst(house: House): Promise<void> {
  for (let waited = 0; (house.inHand.requests > manyAtTheDoor || house.writer.busy()) && waited < 500; waited += 25) await new Promise((resolve) => setTimeout(resolve, 25))
}

/** The worker: looks every second, and at once when this process left work behind. `stop` waits for what is in hand. */
export function startWorker(house: House): { stop(): Promise<void> } {
  let stopped = false
  let wake = () => {}
  let woken = false
  const nudge = () => { woken = true; wake() }
  house.onWork.add(nudge)
  const loop = (async () => {
    while (!stopped) {
      try {
        woken = false
        await settle(house, { between: () => peopleFirst(house) })
        await goRounds(house)
      } catch (error) {
        house.log.error({ error }, 'the worker could not look for work')
      }
      if (!stopped && !woken) await new Promise<void>((resolve) => { const timer = setTimeout(resolve, 1000); wake = () => { clearTimeout(timer); resolve() } })
    }
  })()
  return {
    async stop() {
      stopped = true
      house.onWork.delete(nudge)
      wake()
      await loop
    },
  }
}

/** Whoever moves a round's last time on has it; the others see that it was just done. */
export async function goRounds(house: House, { now = false } = {}): Promise<void> {
  for (const round of house.modules.flatMap((m) => m.rounds ?? [])) {
    const { rows } = await sql`insert into rounds (name, last_at) values (${round.name}, now())
      on conflict (name) do update set last_at = excluded.last_at where ${now} or rounds.last_at < now() - make_interval(secs => ${round.everySeconds}) returning name`.execute(house.db)
    if (!rows.length) continue
    const ctx = openCtx(house, system)
    try {
      await round.run(ctx)
      if (ctx.pending.events.length || ctx.pending.rows.length || ctx.pending.jobs.length) await house.writer.write(ctx.pending)
    } catch (error) {
      house.log.error({ round: round.name, error }, 'a round failed')
    }
  }
}
