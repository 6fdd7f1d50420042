import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '#platform/actor'
import { perform } from '#platform/action'
import type { House } from '#platform/house'
import { cookie, sessionCookie } from '#platform/http'
import { acr } from '#platform/proof'
import { signOut } from '../actions/end-session.ts'
import { browserStays, type Capacity } from '../domain/session.ts'
import { identify } from '../identify.ts'
import { noCookie } from '../sessions.ts'
import { shownCertificate } from './certificate.ts'
import { providerOf } from './provider.ts'

/** Puts the provider inside at /oidc. It reads bodies itself and knows nothing of our prefix. */
export function mountProvider(app: FastifyInstance, house: House): void {
  app.register(async (mounted) => {
    mounted.removeAllContentTypeParsers()
    mounted.addContentTypeParser('*', (_req, _body, done) => done(null))
    mounted.all('/oidc/*', async (req, reply) => {
      const provider = await providerOf(house)
      reply.hijack()
      const { raw } = req
      asSeenOutside(raw)
      Object.assign(raw, { shownCertificate: shownCertificate(house, req), signOutHere: () => signOutHere(house, req, reply) })
      // The person may have signed out since the provider last saw her: who she is now is asked of our session each time.
      // Not between her two answers, who and whether: the second belongs to the first.
      if (/^\/oidc\/auth([/?]|$)/.test(req.url) && !req.url.endsWith('?agreed') && raw.headers.cookie) raw.headers.cookie = raw.headers.cookie.split(/; */).filter((c) => !/^sen-oidc(\.sig)?=/.test(c)).join('; ')
      Object.assign(raw, { originalUrl: req.url })
      raw.url = req.url.slice('/oidc'.length)
      reply.raw.setHeader('content-security-policy', `default-src 'none'; style-src 'self'; font-src 'self'; frame-ancestors 'none'; base-uri 'none'`)
      reply.raw.setHeader('x-content-type-options', 'nosniff')
      reply.raw.setHeader('referrer-policy', 'no-referrer')
      await provider.callback()(raw, reply.raw)
    })
  })

  function asSeenOutside(raw: FastifyRequest['raw']): void {
    const { protocol, host } = new URL(house.settings.publicUrl)
    raw.headers['x-forwarded-proto'] = protocol.slice(0, -1)
    raw.headers['x-forwarded-host'] = host
    raw.headers.host = host
  }
}

/** Ends the session of this browser, as its own sign-out does. */
async function signOutHere(house: House, req: FastifyRequest, reply: FastifyReply): Promise<void> {
  const session = cookie(req, sessionCookie(house.settings.publicUrl.startsWith('https:')))
  const actor = session ? await identify(house, { session }) : undefined
  if (!actor?.session) return
  await perform(house, actor, signOut, {})
  reply.raw.appendHeader('set-cookie', noCookie(house))
}

export type Question = { answered: string } | { ask: 'consent'; program: string; scopes: string[] } | { ask: 'proof' } | 'too-old'

/**
 * Answers the provider's question who the person is, with whoever is signed in here, and sends her on. A program may ask for how
 * fresh (`max_age`, `prompt=login`) or how sure (`acr_values`) it has to be: then she is asked for a proof first. What a program
 * may do while she is away she allows herself (`agreed`).
 */
export async function answerProvider(house: House, req: FastifyRequest, reply: FastifyReply, actor: Actor, agreed?: boolean): Promise<Question> {
  const provider = await providerOf(house)
  try {
    const { prompt, params, iat } = await provider.interactionDetails(req.raw, reply.raw)
    if (prompt.name === 'consent') {
      if (agreed === undefined) return { ask: 'consent', program: (await provider.Client.find(String(params['client_id'])))?.clientName ?? '', scopes: String(params['scope'] ?? '').split(' ') }
      return { answered: `${await provider.interactionResult(req.raw, reply.raw, agreed ? { consent: {} } : { error: 'access_denied', error_description: 'the person said no' })}?agreed` }
    }
    if (prompt.name !== 'login') return 'too-old'
    const row = await house.db.selectFrom('sessions').select(['assurance', 'capacity', 'ends_at', 'proved_at']).where('id', '=', actor.session ?? '').executeTakeFirst()
    if (!row) return 'too-old'
    const began = row['ends_at'].getTime() - browserStays[row['capacity'] as Capacity]
    const at = Math.max(began, row['proved_at']?.getTime() ?? 0)
    const maxAge = params['max_age'] === undefined ? Number.POSITIVE_INFINITY : Math.max(Number(params['max_age']), 30)
    const surer = String(params['acr_values'] ?? '').split(' ').includes(acr(2)) && !row['proved_at']
    if (surer || Date.now() - at > maxAge * 1000 || (String(params['prompt'] ?? '').split(' ').includes('login') && at < iat * 1000)) return { ask: 'proof' }
    return { answered: await provider.interactionResult(req.raw, reply.raw, { login: { accountId: actor.id, remember: false, ts: Math.floor(at / 1000), acr: acr(row['proved_at'] ? 2 : row['assurance'] as 1 | 2) } }) }
  } catch (error) {
    if ((error as { name?: string }).name === 'SessionNotFound') return 'too-old'
    throw error
  }
}
