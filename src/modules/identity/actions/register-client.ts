import Type from 'typebox'
import { isBelow, mustFindUnit, provinceOf } from '#organisations'
import { defineAction } from '#platform/action'
import { findPower } from '#platform/actor'
import { day } from '#platform/clock'
import { defineStream, unopened } from '#platform/events'
import { Refusal } from '#platform/refusal'
import { clientSecret } from '../oidc/adapter.ts'
import { issuerOf, scopes } from '../oidc/provider.ts'

type ClientEvent = { type: 'identity.service-registered'; data: { name: string; unit: string; acts: string[]; by: string } } | { type: 'identity.client-registered'; data: { name: string; redirectUris: string[]; scopes: string[]; public: boolean } }
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
    /** Where she may be sent after signing out there and here. */
    postLogoutRedirectUris: Type.Optional(Type.Array(Type.String({ pattern: '^https://[^#\\s]+$', maxLength: 500 }), { maxItems: 10 })),
    /** Told when she signs out everywhere (OpenID Connect Back-Channel Logout 1.0). */
    backchannelLogoutUri: Type.Optional(Type.String({ pattern: '^https?://[^#\\s]+$', maxLength: 500 })),
  }, { additionalProperties: false }),
  async run(ctx, { name, redirectUris, scopes: allowed, public: withoutSecret = false, postLogoutRedirectUris = [], backchannelLogoutUri }) {
    // Whoever signs in there is of the whole province, and a program that may act in office acts in every office.
    if (ctx.actor.kind !== 'system' && !findPower(ctx.actor, 'admin', provinceOf(ctx))) throw new Refusal('forbidden', 'not-your-unit')
    const id = ctx.newId()
    const scope = [...new Set(['openid', ...allowed])]
    ctx.write({
      table: 'oidc_things',
      row: {
        kind: 'Client', id, expires_at: null,
        payload: { client_id: id, client_name: name, redirect_uris: redirectUris, scope: scope.join(' '), token_endpoint_auth_method: withoutSecret ? 'none' : 'client_secret_basic', ...(postLogoutRedirectUris.length && { post_logout_redirect_uris: postLogoutRedirectUris }), ...(backchannelLogoutUri && { backchannel_logout_uri: backchannelLogoutUri }) },
      },
    })
    ctx.record(clientStream, unopened(id), [{ type: 'identity.client-registered', data: { name, redirectUris, scopes: scope, public: withoutSecret } }])
    return { issuer: issuerOf(ctx.house), clientId: id, ...(!withoutSecret && { clientSecret: clientSecret(ctx.house, id) }) }
  },
})

/** Acts a machine may be given. It decides, signs and seals nothing, and keeps no officials. */
const acts = ['receive', 'process', 'oversee'] as const

/**
 * Lets a machine of another agency in, as itself: it proves who it is with a key of its own (RFC 7523), or with the certificate that
 * the proxy in front saw (RFC 8705, with a certificate that it made itself); its token is then bound to that certificate.
 */
export const registerService = defineAction({
  name: 'identity.register-service',
  summary: 'Let a machine sign in as itself, and say what it may do in which unit',
  may: 'admin',
  proof: true,
  input: Type.Object({
    name: Type.String({ minLength: 1, maxLength: 100 }), unit: Type.String({ minLength: 1, maxLength: 60 }),
    acts: Type.Array(Type.Enum([...acts]), { minItems: 1, maxItems: acts.length, uniqueItems: true }),
    by: Type.Enum(['private_key_jwt', 'self_signed_tls_client_auth']),
    keys: Type.Array(Type.Record(Type.String(), Type.Unknown()), { minItems: 1, maxItems: 5, description: 'Its public keys as JWK; for a certificate with x5c' }),
  }, { additionalProperties: false }),
  answer: Type.Object({ issuer: Type.String(), clientId: Type.String() }),
  async run(ctx, { name, unit, acts: may, by, keys }) {
    mustFindUnit(ctx, unit, day(ctx.now))
    if (ctx.actor.kind !== 'system' && !ctx.actor.powers.some((power) => power.act === 'admin' && (power.unit === unit || isBelow(ctx, unit, power.unit)))) throw new Refusal('forbidden', 'not-your-unit')
    if (keys.some((key) => 'd' in key || 'k' in key)) throw new Refusal('invalid', 'check-the-form', { keys: 'key-not-public' })
    if (by === 'self_signed_tls_client_auth' && !ctx.house.settings.clientCertificateHeader) throw new Refusal('conflict', 'no-certificates-here')
    const id = ctx.newId()
    ctx.write({
      table: 'oidc_things',
      row: {
        kind: 'Client', id, expires_at: null,
        payload: {
          client_id: id, client_name: name, redirect_uris: [], response_types: [], grant_types: ['client_credentials'], scope: 'api', token_endpoint_auth_method: by, jwks: { keys }, sen_unit: unit, sen_acts: may,
          ...(by === 'self_signed_tls_client_auth' && { tls_client_certificate_bound_access_tokens: true }),
        },
      },
    })
    ctx.record(clientStream, unopened(id), [{ type: 'identity.service-registered', data: { name, unit, acts: [...may], by } }])
    return { issuer: issuerOf(ctx.house), clientId: id }
  },
})
