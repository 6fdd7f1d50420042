import type { FastifyInstance } from 'fastify'
import type { House } from '#platform/house'
import { Refusal } from '#platform/refusal'
import { verifierText } from './domain/checkpoint.ts'
import { readPath, width } from './domain/tiles.ts'
import { headsAfter, lastHead, signingKey } from './heads.ts'

/** The feed of the log for outside witnesses, at the addresses that C2SP tlog-tiles gives them. For anyone; hashes only. */
export function logRoutes(app: FastifyInstance, house: House): void {
  const text = 'text/plain; charset=utf-8'
  app.get('/log/checkpoint', async (_req, reply) => {
    const head = await lastHead(house.db)
    if (!head) throw new Refusal('not-found', 'log-not-signed')
    return reply.header('cache-control', 'no-cache').type(text).send(head.note)
  })
  app.get('/log/checkpoint.tst', async (_req, reply) => {
    const head = await lastHead(house.db)
    if (!head?.stamp) throw new Refusal('not-found', 'log-not-stamped')
    return reply.header('cache-control', 'no-cache').type('application/timestamp-reply').send(head.stamp)
  })
  app.get('/log/key', async (_req, reply) => {
    const key = signingKey(house.settings)
    if (!key) throw new Refusal('not-found', 'log-not-signed')
    return reply.type(text).send(`${verifierText(key.verifier)}\n`)
  })
  app.get('/log/heads', async (req, reply) => {
    const after = Number((req.query as Record<string, unknown>)['after'] ?? 0)
    if (!Number.isSafeInteger(after) || after < 0) throw new Refusal('invalid', 'not-understood')
    const heads = await headsAfter(house.db, after, 1000)
    return reply.header('cache-control', 'no-cache').type(text).send(heads.map((head) => `${head.note}\n`).join(''))
  })
  app.get('/log/tile/*', async (req, reply) => {
    const name = readPath((req.params as Record<string, string>)['*'] ?? '')
    const row = name && (await house.db.selectFrom('evidence_tiles').select('hashes').where('level', '=', name.level).where('n', '=', name.n).executeTakeFirst())
    if (!row || row['hashes'].length < name.filled * 32) throw new Refusal('not-found', 'no-such-page')
    return reply.header('cache-control', name.filled === width ? 'public, max-age=31536000, immutable' : 'no-cache').type('application/octet-stream').send(row['hashes'].subarray(0, name.filled * 32))
  })
}
