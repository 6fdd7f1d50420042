import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import querystring from 'node:querystring'
import multipart from '@fastify/multipart'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { JSX } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { ask, mustFit, mustMay, perform } from './action.ts'
import { type Actor, nobody } from './actor.ts'
import { type Ctx, type Lang, openCtx } from './ctx.ts'
import type { House } from './house.ts'
import type { Asked, Page, PageInfo, Typed, Uploaded } from './page.ts'
import { acr } from './proof.ts'
import { httpStatus, Refusal } from './refusal.ts'

/** What the roof brings: who somebody is, how many things wait for him, and the page that says that something is not there. */
export type Roof = {
  identify(house: House, credential: { bearer?: string; session?: string; certificate?: string }): Promise<Actor>
  /** The thumbprint of the certificate that a machine showed to the proxy in front. */
  certificateOf(house: House, req: FastifyRequest): string | undefined
  place(house: House, now: Date): PageInfo['place']
  waiting(ctx: Ctx): Promise<number>
  statusPage(p: PageInfo, status: number, code: string, number: string): JSX.Element
  /** Asks him to show that it is he, and carries what was typed along. */
  proofPage(house: House, p: PageInfo, typed: Typed, refusal: Refusal): Promise<JSX.Element>
  /** Whoever sent `typed` with a proof of who he is, as the actor who has proved it. Refuses with prove. */
  prove(house: House, actor: Actor, typed: Typed): Promise<Actor>
  findAsset(url: string): { body: Buffer; type: string; gzip?: Buffer; brotli?: Buffer } | undefined
}

declare module 'fastify' {
  interface FastifyRequest { actor: Actor; lang: Lang }
  /** For a room's own addresses: `{ preHandler: app.whoIs }` puts the actor on the request. */
  interface FastifyInstance { whoIs(req: FastifyRequest): Promise<void> }
}

const mostBytes = 11 * 1024 * 1024
const mostFiles = 12

/**
 * What PostgreSQL says of a value that no table can keep: a day that is in no calendar, half of a letter of two halves, a
 * number beyond all numbers. Whoever sent it must mend it; trying again later would not help.
 */
const unkept = new Set(['22003', '22007', '22008', '22021', '22P02', '22P05'])

export async function buildApp(house: House, roof: Roof): Promise<FastifyInstance> {
  const { settings } = house
  const secure = settings.publicUrl.startsWith('https:')
  const app = Fastify({
    loggerInstance: house.log as any,
    logController: new Fastify.LogController({ disableRequestLogging: true }),
    trustProxy: settings.trustProxy ?? false,
    bodyLimit: mostBytes,
    // Read aloud over the telephone: short, no letters that sound alike.
    genReqId: () => randomUUID().slice(0, 8),
    routerOptions: { maxParamLength: 200 },
  })
  app.decorateRequest('actor', null as any)
  app.decorateRequest('lang', 'vi')
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_req, body, done) => done(null, { ...querystring.parse(body as string, undefined, undefined, { maxKeys: 2000 }) }))
  // PostgreSQL keeps no NUL in a text, and nobody types one: refused at the door instead of failing inside.
  const readJson = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (req, body, done) => {
    if ((body as string).includes('\\u0000')) return done(new Refusal('invalid', 'not-understood'))
    return readJson(req, body as string, done)
  })
  await app.register(multipart, { throwFileSizeLimit: false, limits: { fileSize: mostBytes, files: mostFiles, fields: 2000, fieldSize: 200_000 } })

  const policy = `default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`
  const headers: Record<string, string> = {
    // No text becomes a document or a script, but in the two islands that read this site's own pages anew.
    'content-security-policy': `${policy}; require-trusted-types-for 'script'; trusted-types sen-live sen-look-again`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
    ...(secure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  }

  app.addHook('onRequest', async (req, reply) => {
    // A wall that listens for news keeps its line open and waits for nothing.
    if (req.headers.accept !== 'text/event-stream') {
      house.inHand.requests++
      // However it ends: answered, refused, or the line broke.
      reply.raw.once('close', () => void house.inHand.requests--)
    }
    reply.headers(headers)
    if (req.url.includes('%00')) throw new Refusal('invalid', 'not-understood')
    req.lang = req.url === '/en' || req.url.startsWith('/en/') || req.url.startsWith('/en?') ? 'en' : 'vi'
  })
  app.addHook('onResponse', async (req, reply) => {
    house.log.debug({ number: req.id, method: req.method, route: req.routeOptions.url, status: reply.statusCode, ms: Math.round(reply.elapsedTime), actor: req.actor?.id }, 'answered')
  })

  /** A session by cookie for pages. The API takes bearer tokens only, so that no other site can use a person's cookie there. */
  const whoIs = async (req: FastifyRequest): Promise<void> => {
    const bearer = /^Bearer (.+)$/i.exec(req.headers.authorization ?? '')?.[1]
    if (bearer) {
      const certificate = settings.clientCertificateHeader ? roof.certificateOf(house, req) : undefined
      req.actor = await roof.identify(house, { bearer, ...(certificate && { certificate }) })
      return
    }
    // By the route, not by what was typed: /%61pi/… is the API as well.
    const session = (req.routeOptions.url ?? req.url).startsWith('/api/') ? undefined : cookie(req, sessionCookie(secure))
    req.actor = session ? await roof.identify(house, { session }) : nobody
  }

  app.decorate('whoIs', whoIs)

  const pageInfo = (req: FastifyRequest, face: PageInfo['face'], actor: Actor, typed: Typed, refusal: Refusal | undefined, waiting: number): PageInfo => {
    const prefix = req.lang === 'en' ? '/en' : ''
    const path = req.lang === 'en' ? req.url.slice(3) || '/' : req.url
    return {
      lang: req.lang, face, path: path.startsWith('/') ? path : `/${path}`, actor, now: house.clock(), csrf: csrfToken(settings.secret, actor), key: randomUUID(),
      ...(refusal ? { refusal } : {}), typed, place: roof.place(house, house.clock()), sample: settings.sample, waiting,
      href: (to) => (to.startsWith('/') && !to.startsWith('/assets/') && !to.startsWith('/api') ? prefix + to || '/' : to),
      say: (code, params) => house.say(req.lang, code, params),
    }
  }

  const show = async (req: FastifyRequest, reply: FastifyReply, page: Page, refusal?: Refusal, typed: Typed = {}): Promise<FastifyReply> => {
    const ctx = openCtx(house, req.actor, req.lang)
    const asked = askedBy(req)
    const [data, waiting] = await Promise.all([page.load(ctx, asked), req.actor.kind === 'nobody' ? 0 : roof.waiting(ctx)])
    // A page that was looked at may have something to put down: that it was read.
    if (ctx.pending.events.length || ctx.pending.rows.length) await house.writer.write(ctx.pending)
    const p = pageInfo(req, page.face, req.actor, typed, refusal, waiting)
    // What was typed is kept under the key it was sent with, so that sending the mended form is the same act.
    if (typeof typed['_key'] === 'string') p.key = randomUUID()
    if (refusal) {
      reply.code(httpStatus[refusal.kind])
      // Drawn once for what its fields are called, so that the summary at the top can name them.
      p.labels = new Map()
      renderToString(page.view({ data, p }))
    }
    if (page.libraryDraws) reply.header('content-security-policy', policy)
    reply.header('cache-control', page.keep && req.actor.kind === 'nobody' && !refusal ? `public, max-age=${page.keep}` : 'private, no-store')
    return reply.type('text/html; charset=utf-8').send(`<!doctype html>${renderToString(page.view({ data, p }))}`)
  }

  for (const page of house.modules.flatMap((m) => m.pages ?? [])) {
    for (const path of [page.path, page.path === '/' ? '/en' : `/en${page.path}`]) {
      app.get(path, { preHandler: whoIs }, async (req, reply) => {
        mustMay(req.actor, page.may)
        return show(req, reply, page)
      })
      if (!page.submits) continue
      app.post(path, { preHandler: whoIs }, async (req, reply) => {
        mustMay(req.actor, page.may)
        // Files are for whoever is signed in; a stranger's hundred megabytes are not even read.
        if (req.actor.kind === 'nobody' && req.isMultipart() && !page.filesFromAnyone) throw new Refusal('sign-in', 'sign-in-first')
        const { typed, files, tooBig } = await readForm(req)
        if (Object.values(typed).flat().some((value) => value.includes('\0'))) throw new Refusal('invalid', 'not-understood')
        mustComeFromHere(req, settings, typed)
        const asked = askedBy(req)
        const button = String(typed['_submit'] ?? '')
        const submit = Object.hasOwn(page.submits!, button) ? page.submits![button] : undefined
        if (!submit) throw new Refusal('invalid', 'no-such-button')
        try {
          if (tooBig.length) throw new Refusal('invalid', 'check-the-form', Object.fromEntries(tooBig.map((field) => [field, 'too-big'])))
          if (typed['_proof'] !== undefined) req.actor = await roof.prove(house, req.actor, typed)
          const ctx = openCtx(house, req.actor, req.lang)
          const { _submit, _csrf, _key, _proof, ...fields } = typed
          const input = submit.input ? await submit.input(fields, asked, ctx, files) : { ...fields, ...asked.params }
          const result = await perform(house, req.actor, submit.action, input, { lang: req.lang, ...(_key ? { key: String(_key) } : {}) })
          const cookies = (result as { setCookie?: string | string[] } | undefined)?.setCookie
          if (cookies) reply.header('set-cookie', cookies)
          const to = submit.then(result, asked, typed)
          return reply.redirect(to.startsWith('/') && !to.startsWith('/api') ? (req.lang === 'en' ? '/en' : '') + to : to, 303)
        } catch (error) {
          if (!(error instanceof Refusal) || error.kind === 'sign-in') throw error
          if (error.kind === 'prove') {
            const p = pageInfo(req, page.face, req.actor, {}, undefined, 0)
            return await reply.code(httpStatus.prove).header('cache-control', 'private, no-store').type('text/html; charset=utf-8').send(`<!doctype html>${renderToString(await roof.proofPage(house, p, typed, error))}`)
          }
          return await show(req, reply, page, submit.named ? inWordsOfTheForm(error, submit.named) : error, typed)
        }
      })
    }
  }

  for (const action of house.modules.flatMap((m) => m.actions ?? []))
    app.post(`/api/${action.name}`, { preHandler: whoIs }, async (req, reply) => {
      req.lang = apiLang(req)
      const key = req.headers['idempotency-key']
      const answer = await perform(house, req.actor, action, req.body ?? {}, { lang: req.lang, ...(typeof key === 'string' ? { key } : {}) })
      return reply.send(answer ?? {})
    })
  for (const query of house.modules.flatMap((m) => m.queries ?? []))
    app.get(`/api/${query.name}`, { preHandler: whoIs }, async (req, reply) => {
      req.lang = apiLang(req)
      return reply.send(await ask(house, req.actor, query, fromQuery(query.input, req.query as Record<string, string>), req.lang))
    })

  app.get('/assets/*', async (req, reply) => {
    const asset = roof.findAsset(req.url.split('?')[0]!)
    if (!asset) return reply.code(404).send()
    const accepts = String(req.headers['accept-encoding'] ?? '')
    const [encoding, body] = asset.brotli && accepts.includes('br') ? ['br', asset.brotli] : asset.gzip && accepts.includes('gzip') ? ['gzip', asset.gzip] : [undefined, asset.body]
    if (encoding) reply.header('content-encoding', encoding)
    return reply.header('cache-control', 'public, max-age=31536000, immutable').header('vary', 'accept-encoding').type(asset.type).send(body)
  })

  for (const module of house.modules) await module.routes?.(app, house)

  /** A program is answered in JSON, also at the addresses of files, and never sent to a page to sign in. */
  const isProgram = (req: FastifyRequest): boolean => {
    const accepts = String(req.headers.accept ?? '')
    return req.url.startsWith('/api') || /^Bearer /i.test(req.headers.authorization ?? '') || (accepts.includes('application/json') && !accepts.includes('text/html'))
  }
  const sayNo = async (req: FastifyRequest, reply: FastifyReply, status: number, code: string, refusal?: Refusal): Promise<FastifyReply> => {
    const lang = isProgram(req) ? apiLang(req) : req.lang
    if (isProgram(req) || req.method !== 'GET' && !String(req.headers.accept ?? '').includes('text/html'))
      return reply.code(status).send({
        code, message: house.say(lang, code, { number: req.id, ...refusal?.params }), number: req.id,
        ...(refusal && Object.keys(refusal.fields).length ? { fields: Object.fromEntries(Object.entries(refusal.fields).map(([field, why]) => [field, house.say(lang, why, refusal.params)])) } : {}),
      })
    const face = /^(\/en)?\/officer/.test(req.url) ? 'officer' : /^(\/en)?\/operations/.test(req.url) ? 'operations' : 'portal'
    const actor = req.actor ?? nobody
    // The masthead stays as it was; but who hurries, or meets a fault of ours, asks nothing more of the database.
    const waiting = actor.kind === 'nobody' || status >= 429 ? 0 : await roof.waiting(openCtx(house, actor, req.lang)).catch(() => 0)
    const p = pageInfo(req, face, actor, {}, undefined, waiting)
    return reply.code(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(`<!doctype html>${renderToString(roof.statusPage(p, status, code, req.id))}`)
  }

  app.setNotFoundHandler({ preHandler: whoIs }, async (req, reply) => sayNo(req, reply, 404, 'no-such-page'))
  app.setErrorHandler(async (error, req, reply) => {
    if (error instanceof Refusal) {
      // Somebody who only needs to sign in comes back to where he wanted to be.
      if (error.kind === 'sign-in' && req.method === 'GET' && !isProgram(req))
        return reply.redirect(`${req.lang === 'en' ? '/en' : ''}/sign-in?to=${encodeURIComponent(req.url)}`, 303)
      // RFC 9470: which token would do. Its holder signs in anew, with these.
      if (error.kind === 'prove') reply.header('www-authenticate', `Bearer error="insufficient_user_authentication", error_description="${error.code}", acr_values="${acr(2)}", max_age="${settings.proofMinutes * 60}"`)
      if (error.kind === 'too-many' && error.params['seconds']) reply.header('retry-after', String(error.params['seconds']))
      return sayNo(req, reply, httpStatus[error.kind], error.code, error)
    }
    const { statusCode: status = unkept.has((error as { code?: string }).code ?? '') ? 400 : 500 } = error as { statusCode?: number }
    if (status < 500) return sayNo(req, reply, status, status === 413 ? 'too-big' : status === 415 ? 'wrong-kind-of-body' : 'not-understood')
    house.log.error({ number: req.id, route: req.routeOptions?.url, error }, 'our fault')
    return sayNo(req, reply, 500, 'our-fault')
  })
  return app
}

export const sessionCookie = (secure: boolean): string => (secure ? '__Host-sen' : 'sen')
export const cookie = (req: FastifyRequest, name: string): string | undefined =>
  req.headers.cookie?.split(/; */).find((c) => c.startsWith(`${name}=`))?.slice(name.length + 1)

/** Bound to the session: a token seen elsewhere is worth nothing. */
export const csrfToken = (secret: string, actor: Actor): string => createHmac('sha256', secret).update(`csrf ${actor.session ?? 'nobody'}`).digest('base64url')

/** Of this very site, as the browser or the public knows it: a proxy in between may call us by a name of its own. */
export function isOwnOrigin(req: FastifyRequest, publicUrl: string): boolean {
  const origin = req.headers.origin
  if (!origin || origin === 'null') return true
  return URL.canParse(origin) && [req.headers.host, new URL(publicUrl).host].includes(new URL(origin).host)
}

/** A form must have been shown by us to this very session; the browser's own word about the origin is heard as well. */
function mustComeFromHere(req: FastifyRequest, { secret, publicUrl }: House['settings'], typed: Typed): void {
  if (!isOwnOrigin(req, publicUrl)) throw new Refusal('forbidden', 'form-from-elsewhere')
  const sent = Buffer.from(String(typed['_csrf'] ?? ''))
  const meant = Buffer.from(csrfToken(secret, req.actor))
  if (sent.length !== meant.length || !timingSafeEqual(sent, meant)) throw new Refusal('forbidden', 'form-too-old')
}

/** The refusal with its fields as the form calls them; `items.2` belongs to the box of `items`. */
const inWordsOfTheForm = (refusal: Refusal, named: Record<string, string>): Refusal =>
  new Refusal(refusal.kind, refusal.code, Object.fromEntries(Object.entries(refusal.fields).map(([field, why]) => [named[field] ?? named[field.split('.')[0]!] ?? field, why])), refusal.params, refusal.found)

const askedBy = (req: FastifyRequest): Asked => ({ params: req.params as Record<string, string>, query: req.query as Asked['query'] })
const apiLang = (req: FastifyRequest): Lang => (/^\s*en/i.test(String(req.headers['accept-language'] ?? '')) ? 'en' : 'vi')

/** A file beyond `mostBytes` is read past, so that the rest of the form can be given back with the error at its field. Refuses to read on beyond what all files together may be. */
async function readForm(req: FastifyRequest): Promise<{ typed: Typed; files: Uploaded[]; tooBig: string[] }> {
  if (!req.isMultipart()) return { typed: (req.body ?? {}) as Typed, files: [], tooBig: [] }
  if (Number(req.headers['content-length'] ?? 0) > mostFiles * mostBytes) throw Object.assign(new Error('a form beyond all its files'), { statusCode: 413 })
  const typed: Typed = {}
  const files: Uploaded[] = []
  const tooBig: string[] = []
  for await (const part of req.parts()) {
    if (part.type === 'file') {
      const bytes = await part.toBuffer()
      if (part.file.truncated) { tooBig.push(part.fieldname); continue }
      // A file field left empty arrives as a nameless part of no bytes.
      if (part.filename || bytes.length) files.push({ field: part.fieldname, name: part.filename, bytes })
    } else {
      const before = typed[part.fieldname]
      typed[part.fieldname] = before === undefined ? String(part.value) : [...(Array.isArray(before) ? before : [before]), String(part.value)]
    }
  }
  return { typed, files, tooBig }
}

/** Query strings are words; the schema says which of them are numbers, truths or lists. */
function fromQuery(schema: any, query: Record<string, string | string[]>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => {
    const type = schema.properties?.[name]?.type
    if (type === 'array') return [name, Array.isArray(value) ? value : [value]]
    if ((type === 'integer' || type === 'number') && typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) return [name, Number(value)]
    if (type === 'boolean' && (value === 'true' || value === 'false')) return [name, value === 'true']
    return [name, value]
  }))
}

export { mustFit }
