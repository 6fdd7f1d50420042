import { createHash } from 'node:crypto'
import { type Certificate, certificateFrom, type Scheme, signatureHolds } from '#certification'
import { derCurve } from '../xml/sign.ts'
import { algorithmIn, toldOf } from './message.ts'
import type { Fault, SignatureReport } from './report.ts'
import { believe, type Trust } from './trust.ts'

/** One signature of a JWS (RFC 7515), whichever way it is written down. */
type Part = { protected: string; payload: string; signature: string }

const url = /^[A-Za-z0-9_-]+$/
export const algorithms: Record<string, Scheme> = {
  ES256: { kind: 'ecdsa', hash: 'sha256' }, ES384: { kind: 'ecdsa', hash: 'sha384' },
  RS256: { kind: 'rsa-pkcs1', hash: 'sha256' }, RS384: { kind: 'rsa-pkcs1', hash: 'sha384' }, RS512: { kind: 'rsa-pkcs1', hash: 'sha512' },
  PS256: { kind: 'rsa-pss', hash: 'sha256' }, PS384: { kind: 'rsa-pss', hash: 'sha384' }, PS512: { kind: 'rsa-pss', hash: 'sha512' },
}

export const looksLikeJws = (bytes: Buffer): boolean => partsOf(bytes) !== undefined

function partsOf(bytes: Buffer): Part[] | undefined {
  const text = bytes.toString('utf8').trim()
  const compact = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(text)
  if (compact) return [{ protected: compact[1]!, payload: compact[2]!, signature: compact[3]! }]
  if (!text.startsWith('{')) return undefined
  try {
    const read = JSON.parse(text) as { payload?: unknown; protected?: unknown; signature?: unknown; signatures?: unknown }
    if (typeof read.payload !== 'string') return undefined
    const list = (Array.isArray(read.signatures) ? read.signatures : [read]) as { protected?: unknown; signature?: unknown }[]
    const parts = list.map((one) => ({ protected: one.protected, signature: one.signature, payload: read.payload }))
    return parts.length && parts.length <= 20 && parts.every((one): one is Part => typeof one.protected === 'string' && typeof one.signature === 'string' && url.test(one.protected) && url.test(one.signature) && url.test(one.payload as string)) ? parts : undefined
  } catch {
    return undefined
  }
}

/** What is found about every signature of a JWS with its certificate inside (`x5c`, as JAdES baseline B-B asks). */
export function judgeJws(bytes: Buffer, { trust, now }: { trust: Trust; now: Date }): (SignatureReport & { digest?: string })[] {
  return (partsOf(bytes) ?? []).map((part, i) => {
    const report = { kind: 'signature' as const, field: String(i + 1), changes: [], atProven: false }
    const header = readHeader(part.protected)
    const chain = (header?.x5c ?? []).map((one) => certificateFrom(Buffer.from(one, 'base64')))
    const own = chain[0]
    if (!header || !own) return { ...report, verdict: 'broken', faults: [header ? 'no-certificate' : 'signature-unreadable'], remarks: [] }
    const faults = new Set<Fault>()
    const scheme = algorithms[header.alg]
    const signature = Buffer.from(part.signature, 'base64url')
    if (!scheme || header.crit.some((one) => one !== 'sigT')) faults.add('unknown-algorithm')
    else if (!signatureHolds(Buffer.from(`${part.protected}.${part.payload}`), scheme.kind === 'ecdsa' ? derCurve(signature) : signature, own.spki, scheme)) faults.add('content-changed')
    if (header['x5t#S256'] && header['x5t#S256'] !== createHash('sha256').update(own.der).digest('base64url')) faults.add('certificate-exchanged')
    const evidence = { certificates: chain.filter((one): one is Certificate => one !== undefined), ocsp: [], crls: [] }
    const belief = believe(own, { trust, evidence, at: now, use: 'signing' })
    for (const fault of belief.faults) faults.add(fault)
    return {
      ...report, level: 'B-B', faults: [...faults], remarks: ['no-stamp', ...(belief.known === 'unknown' && !belief.faults.includes('certificate-foreign') ? ['revocation-unknown' as const] : [])],
      verdict: faults.size ? 'broken' : belief.known === 'unknown' ? 'unknown' : 'good', digest: createHash('sha256').update(part.signature).digest('hex'),
      ...(header.sigT && !Number.isNaN(Date.parse(header.sigT)) ? { at: new Date(header.sigT).toISOString() } : {}), ...toldOf(own, belief), ...(scheme ? { algorithm: algorithmIn(own, scheme) } : {}),
    }
  })
}

type Header = { alg: string; x5c: string[]; crit: string[]; sigT?: string; 'x5t#S256'?: string }
function readHeader(encoded: string): Header | undefined {
  try {
    const read = JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8')) as Record<string, unknown>
    const list = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string').slice(0, 10) : [])
    return typeof read['alg'] === 'string' ? { ...read, alg: read['alg'], x5c: list(read['x5c']), crit: list(read['crit']) } : undefined
  } catch {
    return undefined
  }
}
