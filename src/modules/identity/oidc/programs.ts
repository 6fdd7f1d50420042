import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'

/** All that programs of others hold to act for an account: tokens, and the grants they are renewed by. */
export async function programsOf(ctx: Pick<Ctx, 'db'>, account: string): Promise<{ kind: string; id: string; grant: string | null; client: string | null }[]> {
  const { rows } = await sql<{ kind: string; id: string; grant: string | null; client: string | null }>`
    select kind, id, coalesce(grant_id, id) as grant, payload->>'clientId' as client from oidc_things
    where payload ? 'accountId' and payload->>'accountId' = ${account} and kind in ('AccessToken', 'RefreshToken', 'AuthorizationCode', 'Grant')
    order by kind, id limit 2000`.execute(ctx.db)
  return rows
}
