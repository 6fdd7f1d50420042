import type { FastifyInstance } from 'fastify'
import { mustMay } from '#platform/action'
import { openCtx } from '#platform/ctx'
import type { House } from '#platform/house'
import { Refusal } from '#platform/refusal'
import { countryDecisions } from './shelf.ts'
import { flowsOf, mustFindFlow } from './queries/flows.ts'

/** The files as they were drawn, for any modeller. */
export function flowRoutes(app: FastifyInstance, house: House): void {
  for (const prefix of ['', '/en']) {
    app.get(`${prefix}/officer/flows/:key/:version.bpmn`, { preHandler: app.whoIs }, async (req, reply) => {
      mustMay(req.actor, 'official')
      const { key, version } = req.params as { key: string; version: string }
      const flow = mustFindFlow(await flowsOf(openCtx(house, req.actor, req.lang)), key, { version: Number(version) })
      return reply.type('application/xml; charset=utf-8').header('content-disposition', `attachment; filename="${flow.key}-${flow.version}.bpmn"`).send(flow.xml)
    })
    app.get(`${prefix}/officer/decisions/:key.dmn`, { preHandler: app.whoIs }, async (req, reply) => {
      mustMay(req.actor, 'official')
      const file = house.take(countryDecisions).get((req.params as { key: string }).key)
      if (!file) throw new Refusal('not-found', 'no-such-decision')
      return reply.type('application/xml; charset=utf-8').header('content-disposition', `attachment; filename="${file.key}.dmn"`).send(file.xml)
    })
  }
}
