import { hashOf, ids, readCertificate, type Signer } from '#certification'
import { Refusal } from '#platform/refusal'

/** A remote-signing service (CSC API v2), for one person: `token` is her access token there. */
export type RemoteService = { url: string; token: string; /** The way out: `fetchOutside(house)`. */ fetch: typeof fetch }

async function ask(service: RemoteService, path: string, body: object): Promise<any> {
  const response = await service.fetch(`${service.url.replace(/\/+$/, '')}/csc/v2/${path}`, {
    method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${service.token}` }, body: JSON.stringify(body), signal: AbortSignal.timeout(30_000), redirect: 'error',
  })
  const answer = (await response.json().catch(() => ({}))) as { error?: string }
  if (response.ok) return answer
  if (answer.error === 'invalid_pin' || answer.error === 'invalid_otp') throw new Refusal('invalid', 'check-the-form', { pin: 'pin-wrong' })
  throw new Refusal('conflict', 'remote-signing-refused', {}, { why: String(answer.error ?? response.status).slice(0, 100) })
}

/** The credentials that the service holds for her. */
export const remoteCredentials = async (service: RemoteService): Promise<string[]> => (await ask(service, 'credentials/list', {})).credentialIDs

/**
 * A signer whose key lies at the service. The paper stays here: only its hash travels, and is authorised by itself with
 * what she types (`pin`). RSA with PKCS#1 v1.5 and SHA-256, which every service has.
 */
export async function remoteSigner(service: RemoteService, credentialID: string, pin: string): Promise<Signer> {
  const info = await ask(service, 'credentials/info', { credentialID, certificates: 'chain' })
  const chain = ((info.cert?.certificates ?? []) as string[]).map((one) => Buffer.from(one, 'base64'))
  if (!chain[0] || info.key?.status !== 'enabled') throw new Refusal('conflict', 'remote-signing-refused', {}, { why: 'no certificate' })
  // Read once, so that what is no certificate is found before anything is signed with it.
  readCertificate(chain[0])
  return {
    chain, scheme: { kind: 'rsa-pkcs1', hash: 'sha256' },
    async sign(bytes) {
      const hashes = [hashOf('sha256', bytes).toString('base64')]
      const { SAD } = await ask(service, 'credentials/authorize', { credentialID, numSignatures: 1, hashes, hashAlgorithmOID: ids.sha256, authData: [{ id: 'PIN', value: pin }] })
      const { signatures } = await ask(service, 'signatures/signHash', { credentialID, SAD, hashes, hashAlgorithmOID: ids.sha256, signAlgo: ids.rsaSha256 })
      return Buffer.from(signatures[0], 'base64')
    },
  }
}
