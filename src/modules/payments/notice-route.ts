import type { FastifyInstance } from 'fastify'
import type { House } from '#platform/house'
import { Refusal } from '#platform/refusal'
import { hearNotice } from './actions/take-notice.ts'
import { findProvider } from './providers/provider.ts'

const origins = new WeakMap<House, string>()
/** Where this house hears notices: the port it listens on itself, else (a worker of its own) the address everybody uses. */
export const noticeAddress = (house: House, provider: string): string => `${origins.get(house) ?? house.settings.publicUrl}/payments/notices/${provider}`

/** A notice is a few hundred bytes. */
const mostBytes = 16 * 1024

/**
 * `POST /payments/notices/:provider`. Anything but 2xx makes a provider send again, so 2xx is said only after the commit:
 * for what was settled, for what was heard before, and for money that fits no charge (which is kept for the desk).
 */
export function noticeRoute(app: FastifyInstance, house: House): void {
  app.addHook('onListen', async () => void origins.set(house, app.listeningOrigin))
  // A scope of its own: the signature covers the bytes as they came, so nothing may parse them first.
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: mostBytes }, (_req, body, done) => done(null, body))
    scope.post<{ Params: { provider: string } }>('/payments/notices/:provider', { bodyLimit: mostBytes }, async (req) => {
      const provider = findProvider(house, req.params.provider)
      if (!provider) throw new Refusal('not-found', 'no-such-provider')
      const notice = provider.readNotice(req.headers, Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0))
      return hearNotice(house, provider.name, notice)
    })
  })
}
