import type { FastifyInstance } from 'fastify'
import { mustMay } from '#platform/action'
import { day } from '#platform/clock'
import { openCtx } from '#platform/ctx'
import type { House } from '#platform/house'
import { consentsOf, holdingsOf, readersOf, requestsOf } from './queries/my-data.ts'

/** All that is kept of a person as one file that a machine can read. */
export function myDataRoute(app: FastifyInstance, house: House): void {
  for (const prefix of ['', '/en'])
    app.get(`${prefix}/my-data.json`, { preHandler: app.whoIs }, async (req, reply) => {
      mustMay(req.actor, 'person')
      const ctx = openCtx(house, req.actor, req.lang)
      const [holdings, readers, consents, requests] = await Promise.all([holdingsOf(ctx), readersOf(ctx, { most: 5000, own: true }), consentsOf(ctx), requestsOf(ctx)])
      if (ctx.pending.events.length) await house.writer.write(ctx.pending)
      return reply.header('cache-control', 'private, no-store').header('content-disposition', `attachment; filename="my-data-${day(ctx.now)}.json"`).type('application/json; charset=utf-8')
        .send(JSON.stringify({ of: { account: ctx.actor.id, name: ctx.actor.name }, at: ctx.now, holdings, readers, consents, requests }, null, 2))
    })
}
