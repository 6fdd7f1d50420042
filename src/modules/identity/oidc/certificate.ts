import { createHash, X509Certificate } from 'node:crypto'
import { BlockList, isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'
import type { House } from '#platform/house'

/**
 * The certificate that a machine showed to the proxy in front, as PEM: by the header that the settings name, as RFC 9440 writes it
 * (`:base64:`) or as PEM in URL encoding; and only from a proxy that is believed. Whoever else sends the header has sent nothing.
 */
export function shownCertificate({ settings }: Pick<House, 'settings'>, req: Pick<FastifyRequest, 'headers' | 'socket'>): string | undefined {
  const sent = settings.clientCertificateHeader && req.headers[settings.clientCertificateHeader.toLowerCase()]
  if (typeof sent !== 'string' || !sent || !isBelieved(settings.trustProxy ?? '', req.socket.remoteAddress ?? '')) return undefined
  try {
    const der = /^:([A-Za-z0-9+/=]+):$/.exec(sent)?.[1]
    return new X509Certificate(der ? Buffer.from(der, 'base64') : decodeURIComponent(sent)).toString()
  } catch {
    return undefined
  }
}

/** Its SHA-256, by which a token is bound to it (RFC 8705, 3.1). */
export const thumbprint = (pem: string): string => createHash('sha256').update(new X509Certificate(pem).raw).digest('base64url')

function isBelieved(proxies: string, address: string): boolean {
  const plain = address.replace(/^::ffff:/i, '')
  const family = isIP(plain)
  if (!family) return false
  const list = new BlockList()
  for (const entry of proxies.split(',').map((one) => one.trim()).filter(Boolean)) {
    const [net = '', bits] = entry === 'loopback' ? ['127.0.0.0', '8'] : entry.split('/')
    const kind = isIP(net) === 6 ? 'ipv6' : 'ipv4'
    if (isIP(net)) list.addSubnet(net, bits === undefined ? (kind === 'ipv6' ? 128 : 32) : Number(bits), kind)
  }
  return list.check(plain, family === 6 ? 'ipv6' : 'ipv4')
}
