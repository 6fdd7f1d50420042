import { randomBytes } from 'node:crypto'
import { Refusal } from '#platform/refusal'
import { type Ctx, openCtx } from '#platform/ctx'
import { unopened } from '#platform/events'
import { system } from '#platform/actor'
import type { House } from '#platform/house'
import { type CertificateRow, certificatesOf, certificateStream, type CertificateState, findBySerial, openCertificate, ownCertificates, revokedOn } from './certificate-store.ts'
import { type Certificate, keyIdOf, type Name, readCertificate, sealed, writeCertificate, writeName } from './domain/certificate.ts'
import { aroundOcsp, type Asked, isAskedOf, readOcspQuestion, type Reason, type Standing, writeCertId, writeCrl, writeOcspAnswer, writeOcspQuestion } from './domain/revocation.ts'
import { type Signer, signMessage, type StampQuestion, writeStampInfo } from './domain/signed-message.ts'
import { ids } from './domain/oids.ts'
import { hashOf } from './domain/hash.ts'
import type { KeyStore } from './keys/key-store.ts'
import { keysOf, rootKeysOf } from './keys/keys.ts'
import { certificationRules, type ProfileName } from './profiles.ts'

type Part = 'root' | 'issuing' | 'ocsp' | 'tsa'
type Working = CertificateRow & { signer: Signer }
/** The certification service as it stands: what it signs with today, and who may be believed below it. */
export type Authority = { root: CertificateRow; issuing: Working; ocsp: Working; tsa: Working }

// Looked up anew every so often: a ceremony in another process may have renewed a part.
const kept = new WeakMap<object, { until: number; authority: Promise<Authority | undefined> }>()

/** The service of this house, or undefined where none was founded. In the sample the first who needs it founds it. */
export function findAuthority(house: House): Promise<Authority | undefined> {
  const known = kept.get(house.pool)
  if (known && known.until > performance.now()) return known.authority
  const authority = look(house)
  kept.set(house.pool, { until: performance.now() + 60_000, authority })
  authority.then((found) => { if (!found) kept.delete(house.pool) }, () => kept.delete(house.pool))
  return authority
}
export const forgetAuthority = (house: House): void => void kept.delete(house.pool)

export async function openAuthority(house: House): Promise<Authority> {
  const found = await findAuthority(house)
  if (!found) throw new Refusal('conflict', 'no-certification-service')
  return found
}

async function look(house: House): Promise<Authority | undefined> {
  const keys = keysOf(house)
  if (!keys) return undefined
  const found = await read(house, keys)
  if (found || !house.settings.sample) return found
  try {
    // Two years before the sample's first day, so that what is told of its past lies within.
    await foundAuthority(house, { from: new Date(house.clock().getTime() - 800 * 86_400_000) })
  } catch (error) {
    if (!(error instanceof Refusal && error.code === 'changed-meanwhile')) throw error
  }
  return read(house, keys)
}

async function read(house: House, keys: KeyStore): Promise<Authority | undefined> {
  const rows = (await ownCertificates(house)).filter((row) => !row.revokedAt)
  const newest = (part: Part) => rows.find((row) => row.profile === part)
  const [root, issuing, ocsp, tsa] = [newest('root'), newest('issuing'), newest('ocsp'), newest('tsa')]
  if (!root || !issuing || !ocsp || !tsa) return undefined
  const signing = (row: CertificateRow): Working => ({ ...row, signer: signerOf(house, keys, row.profile, row.key, [row.certificate.der, ...(row === issuing ? [] : [issuing.certificate.der])]) })
  return { root, issuing: signing(issuing), ocsp: signing(ocsp), tsa: signing(tsa) }
}

/** Somebody who signs with a key of the store, under the certificates of `chain`, its own first. */
export function signerOf(house: Pick<House, 'take'>, keys: KeyStore, profile: ProfileName, key: string, chain: readonly Buffer[]): Signer {
  const { scheme } = house.take(certificationRules).profiles[profile]
  return { chain, scheme, sign: (bytes) => keys.sign(key, scheme, bytes) }
}

/**
 * The founding ceremony: keys and certificates of root, issuing authority, OCSP responder and time-stamp authority, and the
 * root's first, empty list. Refuses with conflict `certification-service-stands` when there is one.
 */
export async function foundAuthority(house: House, { from = house.clock() }: { from?: Date } = {}): Promise<void> {
  const keys = mustHaveKeys(house)
  if ((await ownCertificates(house)).length) throw new Refusal('conflict', 'certification-service-stands')
  const ctx = openCtx(house, system)
  const rootKeys = rootKeysOf(house) ?? keys
  const own = await rootKeys.make('root-1', house.take(certificationRules).profiles.root.key)
  const root = await make(ctx, { part: 'root', n: 1, from, spki: own, issuer: undefined, rootKeys })
  const issuing = await make(ctx, { part: 'issuing', n: 1, from, spki: await keys.make('issuing-1', house.take(certificationRules).profiles.issuing.key), issuer: root, rootKeys })
  for (const part of ['ocsp', 'tsa'] as const)
    await make(ctx, { part, n: 1, from, spki: await keys.make(`${part}-1`, house.take(certificationRules).profiles[part].key), issuer: issuing, rootKeys: keys, issuerKey: 'issuing-1' })
  await house.writer.write(ctx.pending)
  forgetAuthority(house)
}

/** Makes a new issuing authority, responder or time-stamp authority beside the one there is; the new one is used from now on. */
export async function renewPart(house: House, part: Exclude<Part, 'root'>): Promise<string> {
  const keys = mustHaveKeys(house)
  const authority = await openAuthority(house)
  const ctx = openCtx(house, system)
  const n = (await ownCertificates(house)).filter((row) => row.profile === part).length + 1
  const spki = await keys.make(`${part}-${n}`, house.take(certificationRules).profiles[part].key)
  const made = part === 'issuing'
    ? await make(ctx, { part, n, from: ctx.now, spki, issuer: authority.root.certificate, rootKeys: rootKeysOf(house) ?? keys, issuerKey: authority.root.key })
    : await make(ctx, { part, n, from: ctx.now, spki, issuer: authority.issuing.certificate, rootKeys: keys, issuerKey: authority.issuing.key })
  await house.writer.write(ctx.pending)
  forgetAuthority(house)
  return made.serial.toString('hex')
}

/** The root signs anew which issuing authorities it has revoked: once a year, or when one is. */
export async function signRootList(house: House): Promise<void> {
  const ctx = openCtx(house, system)
  const { root } = await openAuthority(house)
  const list = await rootList(ctx, root.certificate, root.key, rootKeysOf(house) ?? mustHaveKeys(house), ctx.now, await revokedIssuing(house))
  ctx.record(certificateStream, await openCertificate(ctx, root.id), [{ type: 'certification.list-signed', data: { list: list.toString('base64') } }])
  await house.writer.write(ctx.pending)
  forgetAuthority(house)
}

const revokedIssuing = async (house: House): Promise<{ serial: Buffer; at: Date; reason: Reason }[]> =>
  (await ownCertificates(house)).filter((row) => row.profile === 'issuing' && row.revokedAt).map((row) => ({ serial: row.certificate.serial, at: row.revokedAt!, reason: row.reason! }))

async function rootList(ctx: Pick<Ctx, 'take'>, root: Certificate, key: string, keys: KeyStore, from: Date, revoked: { serial: Buffer; at: Date; reason: Reason }[]): Promise<Buffer> {
  const { profiles, answers } = ctx.take(certificationRules)
  const tbs = writeCrl({ issuer: root.subject, keyId: keyIdOf(root.spki), number: Math.floor(from.getTime() / 1000), from, until: new Date(from.getTime() + answers.rootList * 3600_000), revoked }, profiles.root.scheme)
  return sealed(tbs, profiles.root.scheme, await keys.sign(key, profiles.root.scheme, tbs))
}

async function make(ctx: Ctx, { part, n, from, spki, issuer, rootKeys, issuerKey = 'root-1' }: { part: Part; n: number; from: Date; spki: Buffer; issuer: Certificate | undefined; rootKeys: KeyStore; issuerKey?: string }): Promise<Certificate> {
  const rules = ctx.take(certificationRules)
  const profile = rules.profiles[part]
  const place = ctx.house.settings.jurisdiction.toUpperCase()
  const subject: Name = { country: 'VN', organisation: rules.authority.vi, commonName: `${rules.authority.en} ${place} ${profile.names.en} ${n}` }
  const issuerProfile = issuer?.authority?.pathLength === 0 ? 'issuing' : 'root'
  const der = await write(ctx, { profile: part, subject, spki, from, issuer, sign: (tbs) => rootKeys.sign(issuer ? issuerKey : `root-${n}`, rules.profiles[issuerProfile].scheme, tbs), issuerProfile })
  const id = `${part}-${n}`
  const opened = unopened<CertificateState>(id)
  ctx.record(certificateStream, opened, [{ type: 'certification.issued', data: { id, profile: part, holder: { id: 'certification', name: subject.commonName }, key: id, der: der.toString('base64') } }])
  const made = readCertificate(der)
  if (part === 'root') ctx.record(certificateStream, opened, [{ type: 'certification.list-signed', data: { list: (await rootList(ctx, made, id, rootKeys, from, [])).toString('base64') } }])
  return made
}

type ToWrite = { profile: ProfileName; subject: Name; spki: Buffer; from: Date; issuer: Certificate | undefined; issuerProfile: 'root' | 'issuing'; sign: (tbs: Buffer) => Buffer | Promise<Buffer> }
async function write(ctx: Pick<Ctx, 'take' | 'house'>, { profile: name, subject, spki, from, issuer, issuerProfile, sign }: ToWrite): Promise<Buffer> {
  const rules = ctx.take(certificationRules)
  const profile = rules.profiles[name]
  const base = `${ctx.house.settings.publicUrl}/pki`
  const begins = new Date(Math.floor(from.getTime() / 1000) * 1000)
  const ends = new Date(begins)
  ends.setUTCFullYear(ends.getUTCFullYear() + profile.years)
  const serial = randomBytes(16)
  serial[0] = (serial[0]! & 0x7f) | 0x40
  const { scheme } = rules.profiles[issuerProfile]
  const tbs = writeCertificate({
    serial, subject, spki, issuer: issuer?.subject ?? writeName(subject), notBefore: begins,
    // Nothing outlives whoever vouches for it.
    notAfter: issuer && issuer.notAfter < ends ? issuer.notAfter : ends,
    keyUsage: profile.keyUsage, ...(profile.authority ? { authority: profile.authority } : {}), ...(profile.extendedUsage ? { extendedUsage: profile.extendedUsage } : {}), ...(profile.noCheck ? { noCheck: true } : {}),
    ...(issuer ? { issuerKeyId: keyIdOf(issuer.spki), crlAt: `${base}/${issuerProfile}.crl`, issuerAt: `${base}/${issuerProfile}.cer`, ...(profile.noCheck ? {} : { ocspAt: `${base}/ocsp` }), policy: { id: rules.policies.certificates } } : {}),
  }, scheme)
  return sealed(tbs, scheme, await sign(tbs))
}

function mustHaveKeys(house: House): KeyStore {
  const keys = keysOf(house)
  if (!keys) throw new Refusal('conflict', 'no-key-store')
  return keys
}

export type Holder = { profile: 'official' | 'seal' | 'citizen'; id: string; name: string; subject: Name; unit?: string; position?: string }

/** Gives `holder` a key and a certificate that begins now. Recorded in `ctx`, whose write makes it count. */
export async function issueCertificate(ctx: Ctx, holder: Holder, { replaces }: { replaces?: string } = {}): Promise<{ id: string; certificate: Certificate }> {
  const keys = mustHaveKeys(ctx.house)
  const { issuing } = await openAuthority(ctx.house)
  const before = await certificatesOf(ctx, holder.profile, holder.id)
  // Numbered without gaps: of two who ask at once for the same holder, one is told to look again.
  const id = `${holder.profile}-${holder.id.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-${before.length + 1}`
  const spki = await keys.make(id, ctx.take(certificationRules).profiles[holder.profile].key)
  const der = await write(ctx, { profile: holder.profile, subject: holder.subject, spki, from: ctx.now, issuer: issuing.certificate, issuerProfile: 'issuing', sign: issuing.signer.sign })
  ctx.record(certificateStream, unopened<CertificateState>(id), [{
    type: 'certification.issued',
    data: { id, profile: holder.profile, holder: { id: holder.id, name: holder.name }, key: id, der: der.toString('base64'), ...(holder.unit ? { unit: holder.unit } : {}), ...(holder.position ? { position: holder.position } : {}), ...(replaces ? { replaces } : {}) },
  }])
  return { id, certificate: readCertificate(der) }
}

/** The signer of a holder's newest certificate that counts at `at`; undefined when there is none. */
export async function findSigner(house: House, profile: Holder['profile'], holder: string, at: Date): Promise<{ signer: Signer; row: CertificateRow } | undefined> {
  const keys = keysOf(house)
  const authority = keys && (await findAuthority(house))
  if (!keys || !authority) return undefined
  const row = (await certificatesOf(house, profile, holder)).find((one) => !one.revokedAt && one.certificate.notBefore <= at && at <= one.certificate.notAfter)
  return row && { row, signer: signerOf(house, keys, profile, row.key, [row.certificate.der, authority.issuing.certificate.der]) }
}

/** How a certificate of ours stands at `at`. */
const standingOf = (row: { revokedAt: Date | null; reason: Reason | null } | undefined, at: Date): Standing =>
  !row ? { state: 'unknown' } : row.revokedAt && row.revokedAt <= at ? { state: 'revoked', at: row.revokedAt, reason: row.reason ?? 'unspecified' } : { state: 'good' }

/** The signed answer to a question about certificates of ours (RFC 6960). */
export async function answerOcsp(house: House, asked: readonly Asked[], nonce?: Buffer): Promise<Buffer> {
  const { ocsp, issuing, root } = await openAuthority(house)
  const { answers } = house.take(certificationRules)
  const at = house.clock()
  const until = new Date(at.getTime() + answers.ocsp * 3600_000)
  const said = await Promise.all(asked.slice(0, 20).map(async (one) => {
    const ours = isAskedOf(one, issuing.certificate) || isAskedOf(one, root.certificate)
    return { id: one.raw, standing: standingOf(ours ? await findBySerial(house, one.serial.toString('hex').replace(/^00(?=[89a-f])/, '').toUpperCase()) : undefined, at), from: at, until }
  }))
  const tbs = writeOcspAnswer(said, { responderKeyId: keyIdOf(ocsp.certificate.spki), at, ...(nonce && nonce.length <= 66 ? { nonce } : {}) })
  return aroundOcsp(tbs, ocsp.signer.scheme, await ocsp.signer.sign(tbs), [ocsp.certificate.der])
}

/** The answer about one certificate, for a signature that shall be provable for long. */
export async function ocspFor(house: House, certificate: Pick<Certificate, 'serial'>): Promise<Buffer> {
  const { issuing } = await openAuthority(house)
  return answerOcsp(house, readOcspQuestion(writeOcspQuestion(writeCertId(certificate, issuing.certificate))).asked)
}

/** The list of the issuing authority as it is now, and that of the root as it was signed last. */
export async function crlOf(house: House, part: 'root' | 'issuing'): Promise<Buffer> {
  const { root, issuing } = await openAuthority(house)
  if (part === 'root') {
    // The sample's root is at hand, and time moves there as it likes; a real one is locked away between ceremonies.
    if (!house.settings.sample) return root.list!
    return rootList({ take: house.take }, root.certificate, root.key, rootKeysOf(house) ?? mustHaveKeys(house), house.clock(), await revokedIssuing(house))
  }
  const at = house.clock()
  const { answers } = house.take(certificationRules)
  const revoked = (await revokedOn(house, at)).map((one) => ({ ...one, serial: Buffer.from(one.serial, 'hex') }))
  const tbs = writeCrl({ issuer: issuing.certificate.subject, keyId: keyIdOf(issuing.certificate.spki), number: Math.floor(at.getTime() / 1000), from: at, until: new Date(at.getTime() + answers.crl * 3600_000), revoked }, issuing.signer.scheme)
  return sealed(tbs, issuing.signer.scheme, await issuing.signer.sign(tbs))
}

/** A time-stamp token: this hash was there at this moment (RFC 3161). */
export async function stampToken(authority: Pick<Authority, 'tsa'>, rules: { policies: { timeStamps: string } }, question: Pick<StampQuestion, 'hash' | 'imprint' | 'nonce'>, at: Date): Promise<Buffer> {
  const serial = randomBytes(12)
  serial[0]! &= 0x7f
  const info = writeStampInfo({ policy: rules.policies.timeStamps, ...question, serial, at })
  return signMessage(authority.tsa.signer, { digest: hashOf(authority.tsa.signer.scheme.hash, info), inside: { type: ids.timeStampInfo, bytes: info } })
}
