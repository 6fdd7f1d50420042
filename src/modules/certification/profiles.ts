import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { defineShelf } from '#platform/shelf'
import type { ExtendedUsage, KeyUsage } from './domain/certificate.ts'
import type { KeySpec } from './keys/key-store.ts'
import type { KeyKind, Scheme } from './domain/scheme.ts'

export type Names = { vi: string; en: string }
/** The kinds of certificate there are: the service's own four, and those of people and agencies. */
export const profileNames = ['root', 'issuing', 'ocsp', 'tsa', 'official', 'seal', 'citizen'] as const
export type ProfileName = (typeof profileNames)[number]
export type Profile = { name: ProfileName; key: KeySpec; scheme: Scheme; years: number; authority?: { pathLength?: number }; keyUsage: readonly KeyUsage[]; extendedUsage?: readonly ExtendedUsage[]; noCheck?: boolean; names: Names }
export type CertificationRules = {
  authority: Names
  policies: { certificates: string; timeStamps: string }
  algorithms: { rsa: { least: number; most: number }; curves: readonly string[]; hashes: readonly string[]; schemes: readonly string[] }
  /** Hours. */
  answers: { ocsp: number; crl: number; rootList: number }
  profiles: Record<ProfileName, Profile>
}

/** countries/vn/rules/certification.yaml. What contradicts itself is refused with a sentence. */
export const certificationRules = defineShelf<CertificationRules>('certification', (house) => {
  const path = join(house.countryDir, 'rules/certification.yaml')
  const read = parse(readFileSync(path, 'utf8')) as Omit<CertificationRules, 'profiles'> & { profiles: Record<string, any> }
  const profiles = {} as Record<ProfileName, Profile>
  for (const name of profileNames) {
    const one = read.profiles[name]
    if (!one) throw new Error(`${path}: there is no profile ${name}`)
    const isRsa = String(one.key).startsWith('RSA-')
    const fits = isRsa ? Number(one.key.slice(4)) >= read.algorithms.rsa.least && Number(one.key.slice(4)) <= read.algorithms.rsa.most : read.algorithms.curves.includes(one.key)
    if (!fits || !read.algorithms.hashes.includes(one.hash) || !read.algorithms.schemes.includes(one.scheme) || (one.scheme === 'ecdsa') === isRsa)
      throw new Error(`${path}: profile ${name}: ${one.key} with ${one.scheme} and ${one.hash} is not among the algorithms that are allowed above`)
    profiles[name] = { ...one, name, scheme: { kind: one.scheme, hash: one.hash } }
  }
  return { ...read, profiles }
})

/** Is a key of this kind good enough by the rules of the country? */
export const isGoodKey = ({ algorithms }: Pick<CertificationRules, 'algorithms'>, key: KeyKind | { unknown: string }): boolean =>
  'kind' in key && (key.kind === 'rsa' ? key.bits >= algorithms.rsa.least && key.bits <= 2 * algorithms.rsa.most : algorithms.curves.includes(key.curve))
