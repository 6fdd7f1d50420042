import type { Trust } from '../verify/trust.ts'
import type { TestAuthority } from './authority.ts'

/** Believes this authority and nobody else, under the algorithms of the country pack. */
export const trustIn = (authority: Pick<TestAuthority, 'root' | 'issuing'>): Trust => ({
  anchors: [authority.root.certificate], between: [authority.issuing.certificate], ours: () => undefined,
  rules: { algorithms: { rsa: { least: 2048, most: 4096 }, curves: ['P-256', 'P-384'], hashes: ['sha256', 'sha384', 'sha512'], schemes: ['ecdsa', 'rsa-pkcs1', 'rsa-pss'] } },
})
