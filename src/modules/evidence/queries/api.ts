import Type from 'typebox'
import { defineQuery } from '#platform/action'
import { verifierText } from '../domain/checkpoint.ts'
import { headsAfter, lastHead, type HeadRow, signingKey } from '../heads.ts'
import { proveConsistency } from '../proofs.ts'

const Count = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
const told = ({ size, root, at, note, stamp }: HeadRow) => ({ size, root: root.toString('base64'), at, note, ...(stamp ? { stamp: stamp.toString('base64') } : {}) })

/** What outside witnesses ask. */
export const evidenceQueries = [
  defineQuery({
    name: 'evidence.head', summary: 'The latest signed head of the log, and the key it is checked with', may: 'anyone',
    input: Type.Object({}, { additionalProperties: false }),
    async run(ctx) {
      const key = signingKey(ctx.house.settings)
      const head = await lastHead(ctx.db)
      return { ...(key ? { key: verifierText(key.verifier) } : {}), ...(head ? { head: told(head) } : {}) }
    },
  }),
  defineQuery({
    name: 'evidence.heads', summary: 'Signed heads of the log, oldest first, after that of `after` events', may: 'anyone',
    input: Type.Object({ after: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })), most: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })) }, { additionalProperties: false }),
    run: async (ctx, { after = 0, most = 100 }) => ({ heads: (await headsAfter(ctx.db, after, most)).map(told) }),
  }),
  defineQuery({
    name: 'evidence.consistency', summary: 'Proof that the log of `second` events begins with the log of `first` (RFC 9162)', may: 'anyone',
    input: Type.Object({ first: Count, second: Count }, { additionalProperties: false }),
    run: async (ctx, { first, second }) => ({ first, second, proof: await proveConsistency(ctx, first, second) }),
  }),
]
