import { createHmac } from 'node:crypto'
import type { House } from '#platform/house'
import { hashOf } from '../domain/session.ts'

type Payload = Record<string, unknown> & { uid?: string; userCode?: string; grantId?: string }

/** A client's secret is computed, not kept: whoever reads the database cannot use it. */
export const clientSecret = (house: House, clientId: string): string => createHmac('sha256', house.settings.secret).update(`oidc client ${clientId}`).digest('base64url')

/**
 * Where oidc-provider keeps its things, as it wants to be served: one object a kind. What the other side holds (a code,
 * a token, a cookie) is kept by its hash only.
 */
export function adapterFor(house: House) {
  const ask = async (text: string, values: unknown[]): Promise<{ id: string; payload: Payload } | undefined> => (await house.pool.query(text, values)).rows[0]

  return class Adapter {
    private readonly kind: string
    constructor(kind: string) { this.kind = kind }

    private idOf(id: string): string { return this.kind === 'Client' ? id : hashOf(id) }

    async upsert(id: string, { jti, ...payload }: Payload, expiresIn?: number): Promise<void> {
      await house.pool.query(
        `insert into oidc_things (kind, id, payload, uid, user_code, grant_id, expires_at) values ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7))
         on conflict (kind, id) do update set payload = excluded.payload, uid = excluded.uid, user_code = excluded.user_code, grant_id = excluded.grant_id, expires_at = excluded.expires_at`,
        [this.kind, this.idOf(id), JSON.stringify(payload), payload.uid ?? null, payload.userCode ? hashOf(payload.userCode) : null, payload.grantId ?? null, expiresIn ?? null])
    }

    async find(id: string): Promise<Payload | undefined> {
      const row = await ask('select id, payload from oidc_things where kind = $1 and id = $2 and (expires_at is null or expires_at > now())', [this.kind, this.idOf(id)])
      if (!row) return undefined
      if (this.kind !== 'Client') return { ...row.payload, jti: id }
      return row.payload['token_endpoint_auth_method'] === 'none' ? row.payload : { ...row.payload, client_secret: clientSecret(house, id) }
    }

    async findByUid(uid: string): Promise<Payload | undefined> {
      return (await ask('select id, payload from oidc_things where kind = $1 and uid = $2 and (expires_at is null or expires_at > now())', [this.kind, uid]))?.payload
    }

    async findByUserCode(userCode: string): Promise<Payload | undefined> {
      return (await ask('select id, payload from oidc_things where kind = $1 and user_code = $2 and (expires_at is null or expires_at > now())', [this.kind, hashOf(userCode)]))?.payload
    }

    async consume(id: string): Promise<void> {
      await house.pool.query(`update oidc_things set payload = payload || jsonb_build_object('consumed', floor(extract(epoch from now()))::bigint) where kind = $1 and id = $2`, [this.kind, this.idOf(id)])
    }

    async destroy(id: string): Promise<void> {
      await house.pool.query('delete from oidc_things where kind = $1 and id = $2', [this.kind, this.idOf(id)])
    }

    async revokeByGrantId(grantId: string): Promise<void> {
      await house.pool.query('delete from oidc_things where grant_id = $1', [grantId])
    }
  }
}
