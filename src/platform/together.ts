import type { Db } from './ctx.ts'

/** More in one question would make the others wait for it. */
const most = 128

/**
 * Questions that are asked in the same turn of the loop travel to the database as one. Under load many people ask the same
 * kind of thing at the same moment, and each journey costs more than what it carries; alone, a question leaves at once.
 *
 * `ask` answers the keys in their order, one answer each.
 */
export function together<K, V>(ask: (db: Db, keys: readonly K[]) => Promise<readonly V[]>): (db: Db, key: K) => Promise<V> {
  type Asked = { key: K; answered(value: V): void; failed(error: unknown): void }
  const waiting = new WeakMap<Db, Asked[]>()

  async function leave(db: Db, asked: readonly Asked[]): Promise<void> {
    try {
      const answers = await ask(db, asked.map((a) => a.key))
      asked.forEach((a, i) => a.answered(answers[i]!))
    } catch (error) {
      asked.forEach((a) => a.failed(error))
    }
  }

  return (db, key) => new Promise((answered, failed) => {
    let asked = waiting.get(db)
    if (!asked) {
      waiting.set(db, (asked = []))
      setImmediate(() => {
        const all = waiting.get(db) ?? []
        waiting.delete(db)
        for (let i = 0; i < all.length; i += most) void leave(db, all.slice(i, i + most))
      })
    }
    asked.push({ key, answered, failed })
  })
}
