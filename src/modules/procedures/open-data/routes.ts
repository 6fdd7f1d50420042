import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { nobody } from '#platform/actor'
import { openCtx } from '#platform/ctx'
import type { House } from '#platform/house'
import { Refusal } from '#platform/refusal'
import { findEverything } from '../queries/find-everything.ts'
import { feedOfChanges, type Form, oneOfCatalogue, wholeCatalogue, type Written } from './published.ts'

const types: Record<Form, string> = { jsonld: 'application/ld+json', ttl: 'text/turtle; charset=utf-8' }

/** The catalogue as files that any portal may take and keep: open data asks nobody who they are. */
export function openDataRoutes(app: FastifyInstance, house: House): void {
  const open = (lang: 'vi' | 'en' = 'vi') => openCtx(house, nobody, lang)
  const send = (req: FastifyRequest, reply: FastifyReply, type: string, { body, etag }: Written) => {
    reply.header('cache-control', 'public, max-age=300').header('etag', etag).header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin')
    return req.headers['if-none-match']?.includes(etag) ? reply.code(304).send() : reply.type(type).send(body)
  }
  for (const form of ['jsonld', 'ttl'] as const) app.get(`/data/services.${form}`, async (req, reply) => send(req, reply, types[form], await wholeCatalogue(open(), form)))
  for (const [lang, prefix] of [['vi', ''], ['en', '/en']] as const) app.get(`${prefix}/data/services.atom`, async (req, reply) => send(req, reply, 'application/atom+xml; charset=utf-8', await feedOfChanges(open(lang), lang)))
  app.get<{ Params: { file: string } }>('/data/services/:file', async (req, reply) => {
    const [, code, form] = /^([0-9A-Za-z.-]{1,40})\.(jsonld|ttl)$/.exec(req.params.file) ?? []
    const body = code && (await oneOfCatalogue(open(), code, form as Form))
    if (!body) throw new Refusal('not-found', 'no-such-procedure', {}, { code: code ?? '' })
    return reply.header('cache-control', 'public, max-age=300').header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin').type(types[form as Form]).send(body)
  })
  for (const [lang, prefix] of [['vi', ''], ['en', '/en']] as const)
    app.get<{ Querystring: { q?: string | string[] } }>(`${prefix}/services/suggestions`, async (req, reply) => {
      const q = [req.query.q ?? ''].flat()[0]!.trim().slice(0, 200)
      const { hits, nearest } = q ? await findEverything(open(lang), q, { limit: mostSuggested }) : { hits: [], nearest: false }
      return reply.header('cache-control', 'public, max-age=60').send(nearest ? [] : hits.map(({ procedure: it }) => ({ text: it.names[lang], href: `${prefix}${'service' in it ? `/services/${it.code}` : it.known.href}` })))
    })
}

/** More than seven are not taken in at a glance; the whole list is one Enter away. */
const mostSuggested = 7
