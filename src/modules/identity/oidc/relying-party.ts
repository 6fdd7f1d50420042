import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Configuration } from 'openid-client'
import type { House } from '#platform/house'
import { fetchOutside } from '#platform/outbound'
import { profileOf, type Profile } from '../domain/claims.ts'

/** Set when people sign in somewhere else. */
export const issuerOutside = (house: House): string | undefined => house.settings.oidcIssuer

/** What is remembered in the browser between going to the issuer and coming back. */
type Errand = { state: string; nonce: string; verifier: string; to: string; lang: 'vi' | 'en'; until: number; /** Not to sign in: to show once more that it is he. */ prove?: true }

/** Long enough to look for the telephone with the identity on it. Milliseconds. */
const errandStays = 15 * 60_000

const configurations = new WeakMap<House, Promise<Configuration>>()

/** The issuer as it describes itself; asked once, and again after it could not be reached. */
async function configurationOf(house: House): Promise<Configuration> {
  let known = configurations.get(house)
  if (!known) {
    configurations.set(house, (known = discover(house)))
    known.catch(() => configurations.delete(house))
  }
  return known
}

async function discover(house: House): Promise<Configuration> {
  const { allowInsecureRequests, customFetch, discovery } = await import('openid-client')
  const { settings } = house
  const issuer = new URL(settings.oidcIssuer!)
  // Without TLS only at home: production refuses such a setting before it starts.
  return discovery(issuer, settings.oidcClientId!, settings.oidcClientSecret!, undefined, { timeout: 10, [customFetch]: fetchOutside(house) as any, ...(issuer.protocol === 'http:' && { execute: [allowInsecureRequests] }) })
}

const returnAddress = (house: House): string => `${house.settings.publicUrl}/sign-in/return`

/** Where to send the person, and what her browser has to bring back. */
export async function goToIssuer(house: House, to: string, lang: 'vi' | 'en', prove?: true): Promise<{ url: string; errand: string }> {
  const client = await import('openid-client')
  const config = await configurationOf(house)
  const wanted = ['openid', 'profile', 'email', 'phone', 'national_id']
  const known = config.serverMetadata().scopes_supported
  const errand: Errand = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier(), to, lang, until: Date.now() + errandStays, ...(prove && { prove }) }
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: returnAddress(house),
    scope: (known ? wanted.filter((scope) => known.includes(scope)) : ['openid', 'profile']).join(' '),
    state: errand.state, nonce: errand.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(errand.verifier), code_challenge_method: 'S256',
    ui_locales: lang,
    // Asked anew, whoever is signed in there, and at the level that a signature needs (OpenID Connect Core 3.1.2.1).
    ...(prove && { prompt: 'login', max_age: '0', ...(house.settings.oidcLevels[2] && { acr_values: house.settings.oidcLevels[2] }) }),
  })
  return { url: url.href, errand: seal(house, errand) }
}

export type Returned = { issuer: string; profile: Profile; authAt: Date } | 'declined' | 'not-understood'

/** Who came back from the issuer with `query`. Throws what the line or the issuer did wrong. */
export async function comeBack(house: House, query: string, errand: Errand): Promise<Returned> {
  const client = await import('openid-client')
  const config = await configurationOf(house)
  let tokens
  try {
    tokens = await client.authorizationCodeGrant(config, new URL(`${returnAddress(house)}?${query}`), { expectedState: errand.state, expectedNonce: errand.nonce, pkceCodeVerifier: errand.verifier, idTokenExpected: true })
  } catch (error) {
    if (error instanceof client.AuthorizationResponseError && ['access_denied', 'login_required', 'interaction_required'].includes(error.error)) return 'declined'
    throw error
  }
  const said = tokens.claims()!
  const more = config.serverMetadata().userinfo_endpoint ? await client.fetchUserInfo(config, tokens.access_token, said.sub) : {}
  const profile = profileOf({ ...more, ...said }, house.settings.oidcClaims, house.settings.oidcLevels)
  if (!profile) return 'not-understood'
  // Said by issuers that were asked how long ago; one that does not say has signed him in just now.
  return { issuer: said.iss, profile, authAt: new Date((typeof said.auth_time === 'number' ? said.auth_time : Date.now() / 1000) * 1000) }
}

function seal(house: House, errand: Errand): string {
  const body = Buffer.from(JSON.stringify(errand)).toString('base64url')
  return `${body}.${sign(house, body)}`
}

/** What `goToIssuer` gave the browser; undefined when it is too old or not from us. */
export function unseal(house: House, sealed: string | undefined): Errand | undefined {
  const [body, signature] = sealed?.split('.') ?? []
  if (!body || !signature) return undefined
  const meant = Buffer.from(sign(house, body))
  const sent = Buffer.from(signature)
  if (meant.length !== sent.length || !timingSafeEqual(meant, sent)) return undefined
  const errand = JSON.parse(Buffer.from(body, 'base64url').toString()) as Errand
  return errand.until > Date.now() ? errand : undefined
}

const sign = (house: House, body: string): string => createHmac('sha256', house.settings.secret).update(`oidc errand ${body}`).digest('base64url')
