import Type from 'typebox'
import { provinceOf } from '#organisations'
import { defineAction } from '#platform/action'
import { findPower } from '#platform/actor'
import { defineStream, unopened } from '#platform/events'
import { Refusal } from '#platform/refusal'
import { clientSecret } from '../oidc/adapter.ts'
import { issuerOf, scopes } from '../oidc/provider.ts'

type ClientEvent = { type: 'identity.client-registered'; data: { name: string; redirectUris: string[]; scopes: string[]; public: boolean } }
export const clientStream = defineStream<true, ClientEvent>({ prefix: 'oidc-client', evolve: () => true, rows: () => [], tables: [] })

/**
 * Lets a program of somebody else send people here to sign in, and act for them as far as `scopes` go. The secret is
 * computed from the platform's own, so asking again for the answer (by its key) gives the same.
 */
export const registerClient = defineAction({
  name: 'identity.register-client',
  answerIsSecret: true,
  summary: 'Let a program sign people in here (OpenID Connect), and say what it may ask for',
  may: 'admin',
  input: Type.Object({
    name: Type.String({ minLength: 1, maxLength: 100 }),
    redirectUris: Type.Array(Type.String({ pattern: '^https://[^#\\s]+$|^http://(localhost|127\\.0\\.0\\.1)(:\\d+)?/[^#\\s]*$', maxLength: 500 }), { minItems: 1, maxItems: 10 }),
    scopes: Type.Array(Type.Enum([...scopes]), { minItems: 1, maxItems: scopes.length, uniqueItems: true }),
    /** A program on the person's own machine can keep no secret: it proves itself by PKCE alone. */
    public: Type.Optional(Type.Boolean()),
  }, { additionalProperties: false }),
  async run(ctx, { name, redirectUris, scopes: allowed, public: withoutSecret = false }) {
    // Whoever signs in there is of the whole province, and a program that may act in office acts in every office.
    if (ctx.actor.kind !== 'system' && !findPower(ctx.actor, 'admin', provinceOf(ctx))) throw new Refusal('forbidden', 'not-your-unit')
    const id = ctx.newId()
    const scope = [...new Set(['openid', ...allowed])]
    ctx.write({
      table: 'oidc_things',
      row: {
        kind: 'Client', id, expires_at: null,
        payload: { client_id: id, client_name: name, redirect_uris: redirectUris, scope: scope.join(' '), token_endpoint_auth_method: withoutSecret ? 'none' : 'client_secret_basic' },
      },
    })
    ctx.record(clientStream, unopened(id), [{ type: 'identity.client-registered', data: { name, redirectUris, scopes: scope, public: withoutSecret } }])
    return { issuer: issuerOf(ctx.house), clientId: id, ...(!withoutSecret && { clientSecret: clientSecret(ctx.house, id) }) }
  },
})
