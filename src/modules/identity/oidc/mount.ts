import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '#platform/actor'
import type { House } from '#platform/house'
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
      // The person may have signed out since the provider last saw her: who she is now is asked of our session each time.
      if (/^\/oidc\/auth([/?]|$)/.test(req.url) && raw.headers.cookie) raw.headers.cookie = raw.headers.cookie.split(/; */).filter((c) => !/^sen-oidc(\.sig)?=/.test(c)).join('; ')
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

/**
 * Answers the provider's question who the person is, with whoever is signed in here, and sends her on. Answers undefined
 * when the question is too old or was asked of another browser.
 */
export async function answerProvider(house: House, req: FastifyRequest, reply: FastifyReply, actor: Actor): Promise<string | undefined> {
  const provider = await providerOf(house)
  try {
    const { prompt } = await provider.interactionDetails(req.raw, reply.raw)
    if (prompt.name !== 'login') return undefined
    return await provider.interactionResult(req.raw, reply.raw, { login: { accountId: actor.id, remember: false } })
  } catch (error) {
    if ((error as { name?: string }).name === 'SessionNotFound') return undefined
    throw error
  }
}
