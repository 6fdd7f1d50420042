import type { RowWrite } from '#platform/events'
import type { Ctx } from '#platform/ctx'

/** What the sample remembers of itself, by key; undefined when it has not come that far. */
export async function readState<T>(from: Pick<Ctx, 'db'>, key: string): Promise<T | undefined> {
  return (await from.db.selectFrom('sample_state').select('value').where('key', '=', key).executeTakeFirst())?.value as T | undefined
}
export const stateRow = (key: string, value: object): RowWrite => ({ table: 'sample_state', row: { key, value } })
