import { createECDH, createHash, hkdfSync } from 'node:crypto'

/** The order of the curve P-256 (FIPS 186-5): private keys are the numbers from 1 to one less. */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/**
 * The key the provider signs with, made from the platform's secret: every process has the same one without sharing a
 * file, and there is no key to lose. 48 bytes are drawn so that the remainder leans nowhere. Changing SEN_SECRET changes it.
 */
export function signingKey(secret: string): Record<string, string> {
  const drawn = BigInt(`0x${Buffer.from(hkdfSync('sha256', secret, '', 'sen oidc signing key', 48)).toString('hex')}`)
  const number = Buffer.from(((drawn % (order - 1n)) + 1n).toString(16).padStart(64, '0'), 'hex')
  const pair = createECDH('prime256v1')
  pair.setPrivateKey(number)
  const point = pair.getPublicKey()
  return {
    kty: 'EC', crv: 'P-256', use: 'sig', alg: 'ES256', kid: createHash('sha256').update(point).digest('base64url').slice(0, 16),
    x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url'), d: number.toString('base64url'),
  }
}
