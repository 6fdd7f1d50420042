import { createHash } from 'node:crypto'
import { readCertificate, type Signer } from '#certification'
import { algorithms } from './verify/jws.ts'
import { rawCurve } from './xml/sign.ts'

/**
 * Signs data as a JWS in one line (RFC 7515) with the certificates inside and the one that was meant by its hash, as JAdES
 * baseline B-B has it (TS 119 182-1). `data` is anything that can be written as JSON.
 */
export async function signJws(data: unknown, signer: Signer, { at, type = 'application/json' }: { at: Date; type?: string }): Promise<{ jws: string; signature: Buffer }> {
  const { kind, hash } = signer.scheme
  const alg = Object.entries(algorithms).find(([, scheme]) => scheme.kind === kind && scheme.hash === hash)?.[0]
  if (!alg) throw new Error(`JWS has no name for ${kind} with ${hash}`)
  const own = readCertificate(signer.chain[0]!)
  const header = { alg, cty: type, x5c: signer.chain.map((der) => der.toString('base64')), 'x5t#S256': createHash('sha256').update(own.der).digest('base64url'), sigT: `${at.toISOString().slice(0, 19)}Z`, crit: ['sigT'] }
  const head = Buffer.from(JSON.stringify(header)).toString('base64url')
  const body = Buffer.from(JSON.stringify(data)).toString('base64url')
  const value = await signer.sign(Buffer.from(`${head}.${body}`))
  const signature = kind === 'ecdsa' ? rawCurve(value, own) : value
  return { jws: `${head}.${body}.${signature.toString('base64url')}`, signature }
}
