import { lookup as resolve } from 'node:dns'
import { BlockList, isIP } from 'node:net'
import type { House } from './house.ts'

/** Addresses that mean this machine, this network or nobody (RFC 6890 and the IANA registries it began): a stranger's address must not lead there. */
const inside = new BlockList()
for (const [net, bits] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4]] as const) inside.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [['::', 128], ['::1', 128], ['64:ff9b::', 96], ['64:ff9b:1::', 48], ['100::', 64], ['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['fc00::', 7], ['fe80::', 10], ['ff00::', 8]] as const) inside.addSubnet(net, bits, 'ipv6')

export function isInside(address: string): boolean {
  const plain = address.replace(/^\[|\]$/g, '')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1]
  const family = isIP(mapped ?? plain)
  return family === 0 || inside.check(mapped ?? plain, family === 4 ? 'ipv4' : 'ipv6')
}

/** A request was not sent: where it would have gone is no place for it. Said to the operator; whoever gave the address learns only that it did not work. */
export class NotOutside extends Error {}

/** Hosts that the operator named himself, in a setting that is an address or in SEN_OUTBOUND_INSIDE: they may be next door. */
const named = ({ settings }: Pick<House, 'settings'>): Set<string> => new Set([
  ...[settings.publicUrl, settings.oidcIssuer, settings.smsUrl, settings.tsaUrl, settings.s3Endpoint, settings.otlpEndpoint].flatMap((url) => (url ? [new URL(url).host] : [])), ...settings.outboundInside,
])

type Lookup = (host: string, options: object, done: (error: Error | null, address?: unknown, family?: number) => void) => void
/** Judged when the connection is made, and not before: a name may be resolved otherwise the second time it is asked. */
const guarded: Lookup = (host, options, done) => resolve(host, { ...options, all: true }, (error, addresses) => {
  if (error) return done(error)
  const found = [addresses].flat() as { address: string; family: number }[]
  if (!found.length || found.some(({ address }) => isInside(address))) return done(new NotOutside(`${host} leads inside`))
  return 'all' in options && options.all ? done(null, found) : done(null, found[0]!.address, found[0]!.family)
})

let dispatcher: unknown
/** The runtime keeps its HTTP client to itself, and offers its kind by the one it uses. */
function guardedDispatcher(): unknown {
  if (dispatcher) return dispatcher
  void Response
  const kinds = globalThis as Record<symbol, { constructor: new (options: object) => unknown } | undefined>
  const own = kinds[Symbol.for('undici.globalDispatcher.2')] ?? kinds[Symbol.for('undici.globalDispatcher.1')]
  if (!own) throw new NotOutside('this runtime has no client that can be guarded')
  return (dispatcher = new own.constructor({ connect: { lookup: guarded } }))
}

/**
 * The one way out by HTTP. Follows no redirect unless asked to, waits ten seconds unless told otherwise, goes to nothing but http and
 * https (in production https only, but for hosts the operator named), and never to an address inside, unless the operator named the host.
 * Throws NotOutside.
 */
export const fetchOutside = (house: Pick<House, 'settings'>): typeof fetch => async (input, init = {}) => {
  const url = new URL(input instanceof Request ? input.url : input)
  const own = named(house).has(url.host)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new NotOutside(`${url.protocol} is not for us`)
  if (url.protocol === 'http:' && house.settings.production && !own) throw new NotOutside(`${url.host} is not asked without TLS`)
  if (!own && isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0 && isInside(url.hostname)) throw new NotOutside(`${url.host} lies inside`)
  const how = { redirect: 'error', signal: AbortSignal.timeout(10_000), ...init } as RequestInit
  return fetch(input, own ? how : ({ ...how, dispatcher: guardedDispatcher() } as RequestInit))
}
