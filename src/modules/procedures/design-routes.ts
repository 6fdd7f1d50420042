import type { FastifyInstance } from 'fastify'
import { mustMay } from '#platform/action'
import { openCtx } from '#platform/ctx'
import type { House } from '#platform/house'
import { Refusal } from '#platform/refusal'
import { dmnOf, yamlOf } from './design-store.ts'
import { contentNamed } from './queries/designs.ts'

/** The files of a draft (`draft.yaml`, `draft.dmn`) and of every version (`2.yaml`), for whoever works with other tools. */
export function designRoutes(app: FastifyInstance, house: House): void {
  for (const prefix of ['', '/en'])
    app.get(`${prefix}/officer/procedures/:code/files/:file`, { preHandler: app.whoIs }, async (req, reply) => {
      const { code, file } = req.params as { code: string; file: string }
      const [, name = '', kind] = /^(draft|\d{1,6})\.(yaml|dmn)$/.exec(file) ?? []
      // What holds may be read by whoever works with it; what is being written, by those who lead.
      mustMay(req.actor, /^\d/.test(name) ? 'official' : ['admin', 'decide', 'oversee', 'lead'])
      const content = /^[1-9]\.\d{6}$/.test(code) ? await contentNamed(openCtx(house, req.actor, req.lang), code, name) : undefined
      if (!content) throw new Refusal('not-found', 'no-such-procedure', {}, { code })
      return reply.type(kind === 'dmn' ? 'application/xml; charset=utf-8' : 'application/yaml; charset=utf-8').header('content-disposition', `attachment; filename="${code}-${name}.${kind}"`).send(kind === 'dmn' ? dmnOf(content) : yamlOf(content))
    })
}
