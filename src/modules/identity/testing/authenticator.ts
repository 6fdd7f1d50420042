import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

const sha256 = (bytes: string | Buffer): Buffer => createHash('sha256').update(bytes).digest()
const base64url = (bytes: Buffer | string): string => Buffer.from(bytes).toString('base64url')

type Told = { challenge: string; origin: string; rpId: string }

/**
 * A passkey in software, for tests: ES256, answering as a browser would (WebAuthn level 3, 6.1 and 6.5). What each answer says
 * can be bent, to see that it is refused. `counter`: what it says it was used before.
 */
export function softwareAuthenticator() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(32)
  const { x, y } = publicKey.export({ format: 'jwk' }) as { x: string; y: string }
  // COSE_Key in CBOR: {1: 2, 3: -7, -1: 1, -2: x, -3: y}
  const cose = Buffer.concat([Buffer.from('a5010203262001215820', 'hex'), Buffer.from(x, 'base64url'), Buffer.from('225820', 'hex'), Buffer.from(y, 'base64url')])
  const said = (type: string, { challenge, origin }: Told): Buffer => Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
  const data = (rpId: string, flags: number, counter: number): Buffer => {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), count])
  }
  const verified = (yes: boolean): number => (yes ? 0x05 : 0x01)
  return {
    make(told: Told, { userVerified = true } = {}): string {
      const length = Buffer.alloc(2)
      length.writeUInt16BE(id.length)
      const authData = Buffer.concat([data(told.rpId, verified(userVerified) | 0x40, 0), Buffer.alloc(16), length, id, cose])
      const size = Buffer.alloc(2)
      size.writeUInt16BE(authData.length)
      // {"fmt": "none", "attStmt": {}, "authData": …}
      const attestation = Buffer.concat([Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746159', 'hex'), size, authData])
      return JSON.stringify({
        id: base64url(id), rawId: base64url(id), type: 'public-key', clientExtensionResults: {},
        response: { clientDataJSON: base64url(said('webauthn.create', told)), attestationObject: base64url(attestation), transports: ['internal'] },
      })
    },
    sign(told: Told, { account, counter, userVerified = true }: { account: string; counter: number; userVerified?: boolean }): string {
      const client = said('webauthn.get', told)
      const authenticator = data(told.rpId, verified(userVerified), counter)
      return JSON.stringify({
        id: base64url(id), rawId: base64url(id), type: 'public-key', clientExtensionResults: {},
        response: {
          clientDataJSON: base64url(client), authenticatorData: base64url(authenticator), userHandle: base64url(account),
          signature: base64url(sign('sha256', Buffer.concat([authenticator, sha256(client)]), privateKey)),
        },
      })
    },
  }
}
