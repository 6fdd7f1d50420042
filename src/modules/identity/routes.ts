import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { timingSafeEqual } from 'node:crypto'
import { mustMay } from '#platform/action'
import type { Actor } from '#platform/actor'
import type { Lang } from '#platform/ctx'
import { cookie, csrfToken, isOwnOrigin, sessionCookie } from '#platform/http'
import type { House } from '#platform/house'
import { mustNotHurry } from '#platform/limits'
import { Refusal } from '#platform/refusal'
import { localPath, wayIn } from './domain/local-path.ts'
import { deviceLabel } from './domain/session.ts'
import { identify } from './identify.ts'
import { answerProvider, mountProvider, type Question } from './oidc/mount.ts'
import { comeBack, goToIssuer, issuerOutside, unseal } from './oidc/relying-party.ts'
import { askToAdd, askToProve, askToSignIn, passkeysPossible } from './passkeys.ts'
import { isIn, plainPage } from './plain-page.tsx'
import { texts } from './texts/texts.ts'
import { cookieFor } from './sessions.ts'
import { type From, signInAsInvented, signInByPasskey, proveThrough, signInByPassword, signInThrough } from './sign-in.ts'

type Posted = Record<string, string | string[] | undefined>
const one = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** The steps of signing in that are no pages: they set cookies, and lead on. */
export function signInRoutes(app: FastifyInstance, house: House): void {
  const secure = house.settings.publicUrl.startsWith('https:')
  const errandCookie = secure ? '__Host-sen-errand' : 'sen-errand'
  const whoIs = (req: FastifyRequest): Promise<Actor> => identify(house, { session: cookie(req, sessionCookie(secure)) ?? '' })
  const from = async (req: FastifyRequest): Promise<From> => ({ ip: req.ip, device: deviceLabel(req.headers['user-agent']), before: req.actor })
  const errandLine = (value: string, seconds: number): string => `${errandCookie}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure ? '; Secure' : ''}`
  /** Where he comes in; who only keeps the platform's officials has no cases to come in to. */
  const inside = async (to: unknown, secret: string, capacity: 'person' | 'official', lang: Lang): Promise<string> => {
    const way = wayIn(to, capacity, lang)
    if (!/^(\/en)?\/officer$/.test(way)) return way
    const { powers } = await identify(house, { session: secret })
    return powers.length && powers.every((power) => power.act === 'admin') ? `${way}/officials` : way
  }
  const back = (req: FastifyRequest, reply: FastifyReply, why: string, to?: string) =>
    reply.redirect(`${req.lang === 'en' ? '/en' : ''}/sign-in?why=${why}${to ? `&to=${encodeURIComponent(to)}` : ''}`, 303)

  for (const prefix of ['', '/en']) {
    app.post(`${prefix}/sign-in`, async (req, reply) => {
      const typed = (req.body ?? {}) as Posted
      req.actor = await whoIs(req)
      mustBeOurForm(house, req, one(typed['_csrf']) ?? '')
      const passkey = one(typed['passkey'])
      if (passkey !== undefined) {
        try {
          const { secret, capacity } = await signInByPasskey(house, passkey, await from(req))
          return reply.header('set-cookie', cookieFor(house, secret, capacity)).header('cache-control', 'no-store').redirect(await inside(typed['to'], secret, capacity, req.lang), 303)
        } catch (error) {
          if (!(error instanceof Refusal) || error.kind === 'too-many') throw error
          const to = localPath(typed['to'])
          return reply.redirect(`${prefix}/sign-in/passkey?why=${error.code}${to ? `&to=${encodeURIComponent(to)}` : ''}`, 303)
        }
      }
      const byPassword = typed['password'] !== undefined && !house.settings.sample && !issuerOutside(house)
      const signedIn = byPassword ? await signInByPassword(house, (one(typed['nationalId']) ?? '').replace(/\D/g, ''), one(typed['password']) ?? '', await from(req)) : await signInAsInvented(house, one(typed['person']) ?? '', await from(req))
      if (!signedIn) return back(req, reply, 'password', localPath(typed['to']))
      const { secret, capacity } = signedIn
      const to = await inside(typed['to'], secret, capacity, req.lang)
      reply.header('set-cookie', cookieFor(house, secret, capacity)).header('cache-control', 'no-store')
      if (!to.startsWith('/sign-in/continue/')) return reply.redirect(to, 303)
      // Browsers hold a form to `form-action` through every redirect that follows, and this way ends at another site: a page in between ends the form.
      return reply.header('refresh', `0; url=${to}`).type('text/html; charset=utf-8').send(plainPage(req.lang, 'goingOn', { href: to }))
    })

    app.get(`${prefix}/sign-in/start`, async (req, reply) => {
      const asked = req.query as Posted
      const to = localPath(asked['to'])
      if (!issuerOutside(house)) return reply.redirect(`${prefix}/sign-in`, 303)
      try {
        const { url, errand } = await goToIssuer(house, to ?? '', req.lang, asked['prove'] ? true : undefined)
        return reply.header('set-cookie', errandLine(errand, 900)).header('cache-control', 'no-store').redirect(url, 303)
      } catch (error) {
        house.log.error({ error }, 'the issuer of identities cannot be reached')
        return back(req, reply, 'line', to)
      }
    })
  }

  // What a passkey is to sign is asked for when the button is pressed, not with the page: whoever only looks leaves nothing in the table.
  const mayAsk = (req: FastifyRequest): void => {
    mustBeFromHere(house, req)
    mustNotHurry(house, `passkey ${req.ip}`, { most: 120, perSeconds: 60 })
    if (!passkeysPossible(house)) throw new Refusal('conflict', 'passkeys-need-a-domain')
  }
  app.post('/sign-in/passkey', async (req, reply) => {
    mayAsk(req)
    return reply.header('cache-control', 'no-store').send(await askToSignIn(house))
  })
  app.post('/account/proof', async (req, reply) => {
    req.actor = await whoIs(req)
    mustMay(req.actor, 'signed-in')
    mayAsk(req)
    return reply.header('cache-control', 'no-store').send(await askToProve(house, req.actor))
  })
  app.post('/account/passkeys', async (req, reply) => {
    req.actor = await whoIs(req)
    mustMay(req.actor, 'official')
    mayAsk(req)
    return reply.header('cache-control', 'no-store').send(await askToAdd(house, req.actor))
  })

  app.get('/sign-in/return', async (req, reply) => {
    const errand = issuerOutside(house) ? unseal(house, cookie(req, errandCookie)) : undefined
    // Good for one return only.
    reply.header('set-cookie', [errandLine('', 0)]).header('cache-control', 'no-store')
    if (!errand) return back(req, reply, 'late')
    req.lang = errand.lang
    const to = localPath(errand.to)
    let returned
    try {
      returned = await comeBack(house, req.url.split('?')[1] ?? '', errand)
    } catch (error) {
      house.log.error({ error }, 'a sign-in through the issuer failed')
      return back(req, reply, 'line', to)
    }
    if (returned === 'declined') return back(req, reply, 'declined', to)
    if (returned === 'not-understood') return back(req, reply, 'unclear', to)
    req.actor = await whoIs(req)
    if (errand.prove) return reply.redirect(await proveThrough(house, req.actor, returned) ? (to ?? '/account/confirm?done=yes') : '/account/confirm?why=issuer', 303)
    const { secret, capacity } = await signInThrough(house, returned.issuer, returned.profile, to, await from(req))
    return reply.header('set-cookie', [errandLine('', 0), cookieFor(house, secret, capacity)]).redirect(await inside(to, secret, capacity, req.lang), 303)
  })

  app.get('/sign-in/continue/:uid', async (req, reply) => {
    req.actor = await whoIs(req)
    if (req.actor.kind === 'nobody') return reply.redirect(`/sign-in?to=${encodeURIComponent(req.url)}`, 303)
    return goOn(req, reply, await answerProvider(house, req, reply, req.actor))
  })
  app.post('/sign-in/continue/:uid', async (req, reply) => {
    req.actor = await whoIs(req)
    const typed = (req.body ?? {}) as Posted
    mustBeOurForm(house, req, one(typed['_csrf']) ?? '')
    return goOn(req, reply, await answerProvider(house, req, reply, req.actor, typed['answer'] === 'yes'))
  })
  const goOn = (req: FastifyRequest, reply: FastifyReply, question: Question): FastifyReply => {
    reply.header('cache-control', 'no-store')
    const lang = isIn(req.headers['accept-language'])
    if (question === 'too-old') return back(req, reply, 'late')
    // As after signing in: a form is held to `form-action` through every redirect, so a page in between ends it.
    if ('answered' in question) return req.method === 'GET' ? reply.redirect(question.answered, 303) : reply.header('refresh', `0; url=${question.answered}`).type('text/html; charset=utf-8').send(plainPage(lang, 'goingOn', { href: question.answered }))
    if (question.ask === 'proof') return reply.redirect(`/account/confirm?to=${encodeURIComponent(req.url)}`, 303)
    return reply.type('text/html; charset=utf-8').send(plainPage(lang, 'consent', { items: [question.program, ...question.scopes.filter((scope) => scope === 'api' || scope === 'office').map((scope) => texts[lang].plain.scopes[scope as 'api' | 'office'])], csrf: csrfToken(house.settings.secret, req.actor) }))
  }

  mountProvider(app, house)
}

/** The form must have been shown by us, in this browser: otherwise a stranger could sign somebody in as another and read what she then writes. */
function mustBeOurForm(house: House, req: FastifyRequest, sent: string): void {
  mustBeFromHere(house, req)
  const meant = Buffer.from(csrfToken(house.settings.secret, req.actor))
  const got = Buffer.from(sent)
  if (meant.length !== got.length || !timingSafeEqual(meant, got)) throw new Refusal('forbidden', 'form-too-old')
}

function mustBeFromHere(house: House, req: FastifyRequest): void {
  const site = req.headers['sec-fetch-site']
  if (!isOwnOrigin(req, house.settings.publicUrl) || (site && site !== 'same-origin' && site !== 'none')) throw new Refusal('forbidden', 'form-from-elsewhere')
}
