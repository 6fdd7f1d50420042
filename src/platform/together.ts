import type { Db } from './ctx.ts'

/** More in one question would make the others wait for it. */
const most = 128
/** While one is answered the next is on its way; those that come meanwhile gather. More at once only makes smaller questions. */
const atOnce = 2

/**
 * Questions that are asked in the same turn of the loop travel to the database as one, and under load those that come while
 * two are on their way. Many people ask the same kind of thing at the same moment, and each journey costs more than what
 * it carries; alone, a question leaves at once.
 *
 * `ask` answers the keys in their order, one answer each.
 */
export function together<K, V>(ask: (db: Db, keys: readonly K[]) => Promise<readonly V[]>): (db: Db, key: K) => Promise<V> {
  type Asked = { key: K; answered(value: V): void; failed(error: unknown): void }
  type Stop = { waiting: Asked[]; flying: number }
  const stops = new WeakMap<Db, Stop>()

  async function leave(db: Db, stop: Stop): Promise<void> {
    while (stop.waiting.length) {
      const asked = stop.waiting.splice(0, most)
      try {
        const answers = await ask(db, asked.map((a) => a.key))
        asked.forEach((a, i) => a.answered(answers[i]!))
      } catch (error) {
        asked.forEach((a) => a.failed(error))
      }
    }
    stop.flying--
  }

  return (db, key) => new Promise((answered, failed) => {
    let stop = stops.get(db)
    if (!stop) stops.set(db, (stop = { waiting: [], flying: 0 }))
    stop.waiting.push({ key, answered, failed })
    if (stop.flying < atOnce) {
      stop.flying++
      setImmediate(leave, db, stop)
    }
  })
}
