import { createHash, randomBytes } from 'node:crypto'
import { isIP } from 'node:net'

/** In which part somebody acts: for himself, or in office. */
export type Capacity = 'person' | 'official'

/** How surely it is he who signed in: 1 by one factor (or chosen in the sample), 2 by two. */
export type Assurance = 1 | 2

const hour = 3600_000

/** How long a browser stays signed in: long enough for an evening's form or a working day with its overtime, no longer. Milliseconds. */
export const browserStays: Record<Capacity, number> = { person: 12 * hour, official: 11 * hour }

/** A program's token. */
export const tokenStays = 30 * 24 * hour

/** "Last seen" is written down this often at most, so that looking at pages does not write. Milliseconds. */
export const seenEvery = 5 * 60_000

/** 256 random bits: nobody guesses one, and a plain hash is enough to keep it. Those for programs can be told by their beginning, by people and by scanners for leaked secrets. */
export const newSecret = (carrier: 'cookie' | 'bearer'): string => `${carrier === 'bearer' ? 'sen_' : ''}${randomBytes(32).toString('base64url')}`

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

/**
 * The network an address is in: "203.0.113.…", "2001:db8:1:…". As much as tells one's own from a stranger's; the rest of the
 * address would tell others which household it is. Undefined for what is no address.
 */
export function networkOf(ip: string): string | undefined {
  const plain = ip.replace(/^::ffff:/i, '')
  if (isIP(plain) === 4) return `${plain.split('.').slice(0, 3).join('.')}.…`
  if (isIP(plain) !== 6) return undefined
  // Written out, so that what "::" stands for is not mistaken for the end.
  const [head = '', tail] = plain.split('::')
  const [before, after] = [head.split(':').filter(Boolean), (tail ?? '').split(':').filter(Boolean)]
  const whole = tail === undefined ? before : [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after]
  return `${whole.slice(0, 3).join(':')}:…`
}

const browsers: [RegExp, string][] = [[/CocCoc|coc_coc/i, 'Cốc Cốc'], [/Edg(e|A|iOS)?\//, 'Edge'], [/OPR\/|Opera/, 'Opera'], [/SamsungBrowser/, 'Samsung Internet'], [/Zalo/i, 'Zalo'], [/Firefox|FxiOS/, 'Firefox'], [/Chrome|CriOS/, 'Chrome'], [/Safari/, 'Safari']]
const systems: [RegExp, string][] = [[/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/Android/, 'Android'], [/Windows/, 'Windows'], [/Mac OS X|Macintosh/, 'Mac'], [/Linux|CrOS/, 'Linux']]

/** "Chrome, Android": enough to know one's own devices by; the full line would say more about a person than is needed. Empty when nothing is recognised. */
export function deviceLabel(userAgent: string | undefined): string {
  const find = (list: [RegExp, string][]) => list.find(([sign]) => sign.test(userAgent ?? ''))?.[1]
  return [find(browsers), find(systems)].filter(Boolean).join(', ')
}
