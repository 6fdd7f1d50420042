import type { FastifyInstance } from 'fastify'
import { openCtx } from '#platform/ctx'
import type { House } from '#platform/house'
import { mustMay } from '#platform/action'
import { noteReading } from './document-store.ts'
import { getFile } from './queries/files.ts'
import { sendFile } from './sending.ts'

/** A file by itself, for whoever may open it; `?show` shows it in the browser instead of saving it. */
export function fileRoutes(app: FastifyInstance, house: House): void {
  for (const prefix of ['', '/en'])
    app.get(`${prefix}/files/:id`, { preHandler: app.whoIs }, async (req, reply) => {
      mustMay(req.actor, 'signed-in')
      const ctx = openCtx(house, req.actor, req.lang)
      const file = await getFile(ctx, (req.params as { id: string }).id)
      noteReading(ctx, file, file.document ? 'issued-here' : 'uploaded')
      if (ctx.pending.events.length) await house.writer.write(ctx.pending)
      return sendFile(house, reply, file, { as: 'show' in (req.query as object) ? 'inline' : 'attachment' })
    })
}
