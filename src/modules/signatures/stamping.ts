import { randomBytes } from 'node:crypto'
import { certificationRules, type HashName, openAuthority, readStamp, stampToken, tokenIn, writeStampQuestion } from '#certification'
import type { House } from '#platform/house'
import { fetchOutside } from '#platform/outbound'
import type { Stamper } from './pdf/sign.ts'

/** Whoever stamps the time on our signatures: the authority that SEN_TSA_URL names, or our own. */
export async function stamperOf(house: House): Promise<Stamper> {
  const url = house.settings.tsaUrl
  if (url) return { room: 8_000, token: (hash, imprint) => askStamp(house, url, hash, imprint) }
  const authority = await openAuthority(house)
  const rules = house.take(certificationRules)
  return { room: authority.tsa.signer.chain.reduce((sum, der) => sum + der.length, 0) + 700, token: (hash, imprint) => stampToken(authority, rules, { hash, imprint }, house.clock()) }
}

/** Asks a time-stamp authority elsewhere (RFC 3161, 3.4). Throws when it does not answer, or answers about something else. */
export async function askStamp(house: Pick<House, 'settings'>, url: string, hash: HashName, imprint: Buffer): Promise<Buffer> {
  const nonce = randomBytes(8)
  nonce[0]! &= 0x7f
  nonce[0]! |= 0x40
  const response = await fetchOutside(house)(url, { method: 'POST', headers: { 'content-type': 'application/timestamp-query' }, body: new Uint8Array(writeStampQuestion({ hash, imprint, nonce })), signal: AbortSignal.timeout(15_000) })
  if (!response.ok) throw new Error(`the time-stamp authority answered ${response.status}`)
  const token = tokenIn(Buffer.from(await response.arrayBuffer()))
  const stamp = token && readStamp(token)
  if (!token || !stamp || 'fault' in stamp || !stamp.imprint.equals(imprint)) throw new Error('the time-stamp authority answered something else')
  return token
}
