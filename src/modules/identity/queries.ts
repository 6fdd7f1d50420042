import Type from 'typebox'
import { defineQuery } from '#platform/action'
import { DayText, Moment } from '#platform/answers'
import type { Ctx } from '#platform/ctx'
import { findAccount } from './accounts.ts'
import type { Account } from './domain/account.ts'
import { type Passkey, passkeysOf } from './passkeys.ts'
import { liveSessions } from './sessions.ts'

export type OwnSession = { id: string; carrier: 'cookie' | 'bearer'; capacity: 'person' | 'official'; label: string; madeAt: Date; seenAt: Date; endsAt: Date; here: boolean; assurance: 1 | 2; network?: string }
export type OwnAccount = { account: Account; sessions: OwnSession[]; passkeys: Passkey[] }

/** The actor's own account and where it is in use. An actor without an account (the worker) is told what he is anyway. */
export async function ownAccount(ctx: Ctx): Promise<OwnAccount> {
  const { actor } = ctx
  const [account, sessions, passkeys] = await Promise.all([findAccount(ctx, { id: actor.id }), liveSessions(ctx, actor.id), passkeysOf(ctx, actor.id)])
  return {
    account: account ?? { id: actor.id, name: actor.name, official: actor.kind === 'official', ...(actor.nationalId && { nationalId: actor.nationalId }) },
    sessions: sessions.map((s) => ({ id: s.id, carrier: s.carrier, capacity: s.capacity, label: s.label, madeAt: s.made_at, seenAt: s.seen_at, endsAt: s.ends_at, here: s.id === actor.session, assurance: s.assurance, ...(s.network && { network: s.network }) })),
    passkeys,
  }
}

export const myAccount = defineQuery({
  name: 'identity.my-account',
  summary: 'Who you are here, and the devices and programs that are signed in as you',
  may: 'signed-in',
  input: Type.Object({}, { additionalProperties: false }),
  answer: Type.Object({
    account: Type.Object({
      id: Type.String(), official: Type.Boolean(), name: Type.String(), nationalId: Type.Optional(Type.String()), birthDate: Type.Optional(DayText), sex: Type.Optional(Type.Enum(['female', 'male'])),
      phone: Type.Optional(Type.String()), email: Type.Optional(Type.String()), assurance: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 })),
    }),
    sessions: Type.Array(Type.Object({
      id: Type.String(), carrier: Type.Enum(['cookie', 'bearer']), capacity: Type.Enum(['person', 'official']), label: Type.String(), madeAt: Moment, seenAt: Moment, endsAt: Moment, here: Type.Boolean(), assurance: Type.Integer({ minimum: 1, maximum: 2 }), network: Type.Optional(Type.String()),
    })),
    passkeys: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), madeAt: Moment, usedAt: Type.Union([Moment, Type.Null()]), synced: Type.Boolean() })),
  }),
  run: ownAccount,
})
