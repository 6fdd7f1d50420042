import { createHmac } from 'node:crypto'
import type Provider from 'oidc-provider'
import type { House } from '#platform/house'
import { acr } from '#platform/proof'
import { fetchOutside } from '#platform/outbound'
import { findAccount } from '../accounts.ts'
import { isIn, plainPage } from '../plain-page.tsx'
import { adapterFor } from './adapter.ts'
import { signingKey } from './signing-key.ts'

/** What a program may ask for. `api`: act for the person at /api; `office`: act for an official in office. */
export const scopes = ['openid', 'offline_access', 'profile', 'email', 'phone', 'national_id', 'api', 'office'] as const

/** Programs of an account that want to be told when she signs out everywhere (OpenID Connect Back-Channel Logout 1.0). */
export async function tellSignedOut(house: House, account: string, client: string): Promise<void> {
  const provider = await providerOf(house)
  const found = await provider.Client.find(client)
  if (found?.backchannelLogoutUri) await found.backchannelLogout(account)
}

export const issuerOf = (house: House): string => `${house.settings.publicUrl}/oidc`

const providers = new WeakMap<House, Promise<Provider>>()

/** The provider inside, made when it is first asked for: most starts of the platform never need it. */
export function providerOf(house: House): Promise<Provider> {
  let provider = providers.get(house)
  if (!provider) providers.set(house, (provider = open(house)))
  return provider
}

async function open(house: House): Promise<Provider> {
  const { default: OidcProvider } = await import('oidc-provider')
  const { settings } = house
  const secure = settings.publicUrl.startsWith('https:')
  const cookie = { httpOnly: true, sameSite: 'lax', secure, signed: true }
  const provider = new OidcProvider(issuerOf(house), {
    adapter: adapterFor(house),
    jwks: { keys: [signingKey(settings.secret)] },
    cookies: {
      keys: [createHmac('sha256', settings.secret).update('oidc cookies').digest('base64url')],
      names: { session: 'sen-oidc', interaction: 'sen-oidc-asked', resume: 'sen-oidc-resume' },
      long: cookie, short: cookie,
    },
    scopes: [...scopes],
    acrValues: [acr(1), acr(2)],
    claims: { openid: ['sub'], profile: ['name', 'birthdate', 'gender'], email: ['email'], phone: ['phone_number'], national_id: ['national_id', 'assurance_level'] },
    clientDefaults: { grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'], id_token_signed_response_alg: 'ES256' },
    responseTypes: ['code'],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none', ...(settings.clientCertificateHeader ? ['self_signed_tls_client_auth'] : [])],
    // A refresh token is good once. One that comes a second time was copied: whatever was given with it goes (RFC 9700, 4.14.2).
    rotateRefreshToken: () => true,
    // How surely it is she, and since when, said in the token too: what asks for a fresh proof asks it there (RFC 9470).
    extraTokenClaims: ({ oidc: { entities } }: any) => {
      const { acr: said, authTime } = entities.AuthorizationCode ?? entities.RefreshToken ?? {}
      return said && authTime ? { acr: said, auth_time: authTime } : undefined
    },
    extraClientMetadata: { properties: ['sen_unit', 'sen_acts'] },
    fetch: (url: string, init: any) => fetchOutside(house)(url, { ...init, dispatcher: undefined }),
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource(ctx: any, form: string) { ctx.body = plainPage(isIn(ctx.get('accept-language')), 'signingOut', { form }) },
        postLogoutSuccessSource(ctx: any) { ctx.body = plainPage(isIn(ctx.get('accept-language')), 'signedOut', { href: '/' }) },
      },
      backchannelLogout: { enabled: true },
      // Machines: as themselves, by a key of theirs (RFC 7523) or by the certificate a proxy saw (RFC 8705).
      clientCredentials: { enabled: true },
      mTLS: {
        enabled: settings.clientCertificateHeader !== undefined, selfSignedTlsClientAuth: true, tlsClientAuth: false, certificateBoundAccessTokens: true,
        getCertificate: (ctx: any) => ctx.req.shownCertificate,
      },
      resourceIndicators: { enabled: false },
      revocation: { enabled: true },
      introspection: { enabled: true },
    },
    // Ours to say who is signed in: the platform's session. See continueInteraction.
    interactions: { url: (_ctx: unknown, interaction: { uid: string }) => `/sign-in/continue/${interaction.uid}` },
    expiresWithSession: async () => false,
    // Seconds. The provider's own session lives only from the question to the answer.
    ttl: { Interaction: 1800, Session: 1800, AuthorizationCode: 60, IdToken: 600, AccessToken: 3600, RefreshToken: 30 * 86_400, Grant: 30 * 86_400 },
    async findAccount(_ctx: unknown, id: string) {
      const account = await findAccount(house, { id })
      return account && {
        accountId: id,
        claims: async () => ({
          sub: id, name: account.name, birthdate: account.birthDate, gender: account.sex, email: account.email, phone_number: account.phone,
          national_id: account.nationalId, assurance_level: account.assurance,
        }),
      }
    },
    // The administrator who registered the program decided what it may ask for. Asking the person herself belongs here when consent comes.
    async loadExistingGrant({ oidc }: any) {
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId })
      grant.addOIDCScope([...oidc.requestParamScopes].join(' '))
      await grant.save()
      return grant
    },
    renderError(ctx: any, out: { error: string }) {
      ctx.type = 'html'
      ctx.body = plainPage(isIn(ctx.get('accept-language')), 'programFailed', { code: out.error, href: '/' })
    },
  })
  // Addresses are made from the forwarded host, which the mount sets to the public one: an answer never depends on how a request came in.
  provider.proxy = true
  provider.use(async (ctx: any, next: () => Promise<void>) => {
    await next()
    // Signing out there is signing out here.
    if (ctx.oidc?.route === 'end_session_confirm' && ctx.oidc.body?.logout && ctx.status < 400) await ctx.req.signOutHere?.()
  })
  provider.on('server_error', (_ctx: unknown, error: unknown) => house.log.error({ error }, 'the provider of sign-ins failed'))
  return provider
}
