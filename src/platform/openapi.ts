import type { Action, May, Query } from './action.ts'
import type { Module } from './module.ts'

type Json = Record<string, unknown>

/** The description of everything other systems may ask, OpenAPI 3.1: the rooms' own action definitions, nothing written twice. */
export function openApi(modules: readonly Module[], { title, url, version }: { title: string; url: string; version: string }): Json {
  const paths: Record<string, Json> = {}
  for (const module of modules) {
    for (const action of module.actions ?? []) paths[`/api/${action.name}`] = { post: describe(module.name, action, 'action') }
    for (const query of module.queries ?? []) paths[`/api/${query.name}`] = { get: describe(module.name, query, 'query') }
    for (const { path, summary, types } of module.downloads ?? []) {
      paths[path] = {
        get: {
          operationId: `${module.name}.download${path.replace(/\/(\{\w+\})?/g, (_, key) => (key ? '' : '-'))}`, tags: [module.name], summary,
          parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
          responses: {
            200: { description: 'The file', content: Object.fromEntries(types.map((type) => [type, {}])) },
            ...Object.fromEntries(['401', '404'].map((status) => [status, { $ref: `#/components/responses/refused${status}` }])),
          },
        },
      }
    }
  }
  return {
    openapi: '3.1.1',
    info: { title, version, summary: 'The same actions as the buttons of the pages.', description: 'Send a bearer token. With an Idempotency-Key an action that is sent twice is done once and answered twice. Refusals say what to do, in the language of Accept-Language (vi or en).', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url }],
    tags: modules.filter((m) => m.actions?.length || m.queries?.length).map((m) => ({ name: m.name })),
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Refusal: {
          type: 'object',
          required: ['code', 'message', 'number'],
          properties: {
            code: { type: 'string', description: 'The reason, the same in every language' },
            message: { type: 'string', description: 'What to do, for people' },
            number: { type: 'string', description: 'The number of the request, to be told when asking for help' },
            fields: { type: 'object', additionalProperties: { type: 'string' }, description: 'A sentence for every field that has to be mended' },
          },
        },
      },
      responses: Object.fromEntries(Object.entries(refusals).map(([status, description]) => [`refused${status}`, { description, content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } } }])),
    },
  }
}

const refusals = { 400: 'The input needs mending', 401: 'Sign in first', 403: 'Not for this role', 404: 'Not there, or not to be seen', 409: 'Not possible now, or changed meanwhile', 429: 'Too fast' }

function describe(room: string, it: Action<any, any> | Query<any, any>, kind: 'action' | 'query'): Json {
  const open = it.may === 'anyone'
  const answers: Json = { 200: { description: 'Done', content: { 'application/json': { schema: it.answer ? plain(it.answer) : { type: 'object' } } } } }
  for (const status of Object.keys(refusals)) if (!(open && (status === '401' || status === '403'))) answers[status] = { $ref: `#/components/responses/refused${status}` }
  return {
    operationId: it.name,
    tags: [room],
    summary: it.summary,
    description: `For: ${inWords(it.may)}.`,
    ...(open ? { security: [] } : {}),
    ...(kind === 'action'
      ? {
          parameters: [{ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 200 }, description: 'Seen before, the first answer is given again and nothing is done' }],
          requestBody: { required: true, content: { 'application/json': { schema: plain(it.input) } } },
        }
      : { parameters: Object.entries((it.input as any).properties ?? {}).map(([name, schema]) => ({ name, in: 'query', required: ((it.input as any).required ?? []).includes(name), schema: plain(schema) })) }),
    responses: answers,
  }
}

export const inWords = (may: May): string => (typeof may === 'string' ? ({ anyone: 'anyone', 'signed-in': 'whoever is signed in', person: 'a person', official: 'any official' } as Record<string, string>)[may] ?? `officials who may ${may}` : `officials who may ${may.join(' or ')}`)

/** A TypeBox schema without what only TypeBox knows. */
const plain = (schema: unknown): unknown => JSON.parse(JSON.stringify(schema))
