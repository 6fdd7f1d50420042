import type { FastifyInstance } from 'fastify'
import { openCtx } from '#platform/ctx'
import type { House } from '#platform/house'
import { remoteSigningRoutes } from './remote/server.ts'
import { verificationReport } from './actions/verify.ts'

/** The report about a file, to keep: the same that the page shows. */
export function signatureRoutes(app: FastifyInstance, house: House): void {
  remoteSigningRoutes(app, house)
  app.get('/verify/:id/report.json', { preHandler: app.whoIs }, async (req, reply) => {
    const report = await verificationReport.run(openCtx(house, req.actor, req.lang), { id: (req.params as { id: string }).id })
    return reply.headers({ 'content-type': 'application/json; charset=utf-8', 'content-disposition': 'attachment; filename="report.json"', 'cache-control': 'private, no-store' }).send(JSON.stringify(report, null, 2))
  })
}
