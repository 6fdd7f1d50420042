import type { FastifyInstance } from 'fastify'
import { mustMay } from '#platform/action'
import { day } from '#platform/clock'
import { openCtx } from '#platform/ctx'
import type { House } from '#platform/house'
import { propose } from './domain/propose.ts'
import { meansOf } from './proposing.ts'
import { openRecord, readingOf } from './record-store.ts'

const kinds = { yaml: 'text/plain; charset=utf-8', dmn: 'application/xml; charset=utf-8' } as const

/** The files of a proposal, for whoever looks them over. */
export function proposalRoutes(app: FastifyInstance, house: House): void {
  for (const prefix of ['', '/en'])
    for (const kind of ['yaml', 'dmn'] as const)
      app.get(`${prefix}/officer/catalogue/records/:code/proposal.${kind}`, { preHandler: app.whoIs }, async (req, reply) => {
        mustMay(req.actor, ['oversee', 'lead', 'decide', 'admin'])
        const ctx = openCtx(house, req.actor, req.lang)
        const { state } = await openRecord(ctx, (req.params as { code: string }).code)
        const { text, reading } = readingOf(state)
        const file = propose(reading, text, meansOf(ctx, day(ctx.now)), state.settled).files.find(({ path }) => path.endsWith(`.${kind}`))!
        return reply.type(kinds[kind]).header('content-disposition', `attachment; filename="${file.path.split('/').at(-1)}"`).send(file.content)
      })
}
