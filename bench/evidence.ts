import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { follow } from '#evidence'
import { tokenFor } from '#identity'
import { readSettings } from '#platform/settings'
import { openEverything } from '../src/apps/serve.ts'
import { cpuOf, postmasterOf } from './cpu.ts'
import { filledForm } from './forms.ts'
import { load, post } from './load.ts'
import type { Server } from './server.ts'

/**
 * What it adds to a submission that every event enters the Merkle tree, in processor time of the server and its database
 * (the clock says more about what else the machine does). Submissions are counted with all that follows from them while
 * nobody follows the log; then the log is followed, and that is counted; and last what the salt and the index of the tree's
 * order add to writing an event, by events written bare with and without. One run, three rounds.
 */
export async function evidence({ port, pid }: Server, folder: string): Promise<void> {
  const { house, databaseUrl, close } = await openEverything(readSettings({ SEN_DATA: folder, SEN_SAMPLE: 'on', NODE_ENV: 'test' }))
  const owner = new pg.Client({ connectionString: databaseUrl, options: `-c search_path=${house.settings.schema}` })
  await owner.connect()
  try {
    const token = await tokenFor(house, 'citizen')
    const me = await fetch(`http://127.0.0.1:${port}/api/identity.my-account`, { headers: { authorization: `Bearer ${token}` } }).then((r) => r.json() as Promise<any>)
    const body = JSON.stringify(filledForm(me.nationalId ?? me.account?.nationalId))
    const request = (): string => post('/api/cases.submit', body, { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() })
    const number = async (question: string): Promise<number> => Number((await owner.query(question)).rows[0].n)
    const drained = async (): Promise<void> => { while (await number('select count(*) as n from jobs where done_at is null and given_up_at is null and tries = 0 and due_at <= now()')) await new Promise((resolve) => setTimeout(resolve, 50)) }
    const postmaster = postmasterOf(folder)

    const counted = async (work: () => Promise<unknown>): Promise<number> => {
      const spent = () => cpuOf(pid) + cpuOf(postmaster)
      const before = spent()
      const own = process.cpuUsage()
      await work()
      const mine = process.cpuUsage(own)
      return spent() - before + (mine.user + mine.system) / 1000
    }
    const bare = (name: string): Promise<number> => counted(() => owner.query(`insert into events (stream, version, type, data, actor, actor_name, at) select '${name}-' || n, 1, 'bench.begun', '{}', 'bench', 'bench', now() from generate_series(1, ${many}) n`))

    const rounds: { submission: number; following: number; writing: number }[] = []
    for (let round = 0; round < 4; round++) {
      await drained()
      await follow(house)
      // The follower of the server is made to believe that it has seen everything to come.
      await owner.query(`create table bench_tree as select * from evidence_tree; update evidence_tree set upto_xid = '9000000000000000000'`)
      let sent = 0
      const sending = { mine: 0 }
      const submissions = await counted(async () => {
        const own = process.cpuUsage()
        await load({ port, clients: 64, seconds: 60, request: () => { sent++; return request() }, until: () => sent >= portion })
        const mine = process.cpuUsage(own)
        sending.mine = (mine.user + mine.system) / 1000
        await drained()
      })
      await owner.query('update evidence_tree set upto_xid = (select upto_xid from bench_tree); drop table bench_tree')
      const following = await counted(() => follow(house))
      const withBoth = await bare(`bench-${round}-with`)
      await owner.query(`drop index events_written; alter table events alter column salt set default '\\x'`)
      const withNone = await bare(`bench-${round}-without`)
      await owner.query(`delete from events where type = 'bench.begun'; alter table events alter column salt set default uuid_send(gen_random_uuid()); create index events_written on events (written_by, position)`)
      // The first round warms up.
      if (round) rounds.push({ submission: (submissions - sending.mine) / sent, following: following / sent, writing: Math.max(withBoth - withNone, 0) / many })
    }
    const mean = (what: keyof (typeof rounds)[0]): number => rounds.reduce((sum, round) => sum + round[what], 0) / rounds.length
    const cost = (round: (typeof rounds)[0]): string => `${((round.following + round.writing) / round.submission * 100).toFixed(1)} %`
    console.log(`\nThe log that proves itself: a submission with all that follows from it takes ${mean('submission').toFixed(2)} ms of processor; following its events into the tree ${(mean('following') * 1000).toFixed(0)} µs, salt and order ${(mean('writing') * 1000).toFixed(0)} µs an event. It adds ${cost({ submission: mean('submission'), following: mean('following'), writing: mean('writing') })} (aim under 5 %); round by round ${rounds.map(cost).join(', ')}.`)
    console.log('  Limited by: the database printing the event to be hashed; it does so beside the work, 5,000 events at a time, and nobody waits for it.')
  } finally {
    await owner.end()
    await close()
  }
}

const portion = 1500
const many = 20_000
