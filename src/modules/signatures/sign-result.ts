import { createHash } from 'node:crypto'
import { type CertificateRow, certificatesOf, crlOf, findAuthority, findSigner, fingerprint, type Holder, issueCertificate, keysOf, ocspFor, officialHolder, openAuthority, sealHolder, serialHex, type Signer } from '#certification'
import { officeOf } from '#organisations'
import { day } from '#platform/clock'
import { type Ctx, openCtx } from '#platform/ctx'
import { unopened } from '#platform/events'
import { Refusal } from '#platform/refusal'
import { type Appearance, lined, mm, scrawled, sealed } from './pdf/appearance.ts'
import { signatureValues } from './pdf/fields.ts'
import { Pdf } from './pdf/read.ts'
import { addProofs, type Place, signPdf, stampPdf } from './pdf/sign.ts'
import { atLeast, type CopyForm, type Level, signingRules } from './rules.ts'
import { type Made, type SignatureState, signatureStream } from './signature-store.ts'
import { stamperOf } from './stamping.ts'

/** The middle of the room that a letter keeps for hand and seal, in points from the upper left of the page. */
export type SignedHere = { page: number; x: number; y: number }
export type ResultToSign = {
  pdf: Buffer
  /** Absent: the signatures are not seen on the page. */
  place?: SignedHere
  official: { id: string; name: string; position: string; inNameOf?: { name: string; position: string } }
  agency: { unit: string; name: string; place: string }
  /** The event by which the official said yes: `case-… 7`. */
  authorised?: string
  /** The event by which the seal was set: the clerk's, or the approval where the platform is let do it. */
  sealAuthorised?: string
  /** The file that will hold it, by its id. */
  file?: string
}

/** May results be signed in this house at all? Not in production while no keys are named. */
export const canSign = async (ctx: Pick<Ctx, 'house'>): Promise<boolean> => keysOf(ctx.house) !== undefined && (await findAuthority(ctx.house)) !== undefined

/**
 * Signs a result: the official's own signature, then the seal of the agency over a third of it (Decree 30/2020, annex I),
 * each with a time stamp, then what proves them for long. Records who signed, in which post and by which delegation.
 * Refuses with conflict `signing-no-certificate` when the official or the agency has none; in the sample they are given one.
 */
export async function signResult(ctx: Ctx, { pdf, place, official, agency, authorised, sealAuthorised = authorised, file }: ResultToSign): Promise<Buffer> {
  const rules = ctx.take(signingRules)
  const { level } = rules.results
  const hand = scrawled(official.name, mm(rules.personal.width), mm(rules.personal.height))
  const stamp = sealed(agency.name, agency.place, mm(rules.seal.diameter))
  const seen = place && placed(pdf, place, hand, stamp, rules.seal.overlap)
  const stamper = atLeast(level, 'B-T') ? await stamperOf(ctx.house) : undefined

  const personal = await mustSign(ctx, officialHolder(official, agency))
  const ofAgency = await mustSign(ctx, sealHolder(agency))
  const delegation = official.inNameOf && (await delegationOf(ctx, official.id, agency.unit, official.inNameOf.name))

  const first = await signPdf(pdf, personal.signer, {
    at: ctx.now, name: official.name, location: agency.place,
    reason: official.inNameOf ? `Ký thừa ủy quyền của ${official.inNameOf.position} ${official.inNameOf.name}` : `Ký ban hành: ${official.position}`,
    ...(seen ? { seen: { place: seen.hand, appearance: hand } } : {}),
  }, stamper)
  const second = await signPdf(first.bytes, ofAgency.signer, { at: ctx.now, name: agency.name, reason: 'Chữ ký số của cơ quan ban hành văn bản', location: agency.place, ...(seen ? { seen: { place: seen.seal, appearance: stamp } } : {}) }, stamper)
  const signed = await strengthen(ctx, second.bytes, level, [personal.row, ofAgency.row])

  const unit = { code: agency.unit, name: agency.name }
  const told = { format: 'pades' as const, level, unit, ...(file ? { file } : {}) }
  note(ctx, first.signature, { ...told, ...(authorised ? { authorised } : {}), kind: 'personal', signer: { id: official.id, name: official.name, position: official.position }, certificate: personal.row.serial, ...(official.inNameOf ? { inNameOf: { ...official.inNameOf, ...(delegation ? { delegation } : {}) } } : {}) })
  note(ctx, second.signature, { ...told, ...(sealAuthorised ? { authorised: sealAuthorised } : {}), kind: 'seal', signer: { id: agency.unit, name: agency.name }, certificate: ofAgency.row.serial })
  return signed
}

/** Signs a copy: the agency's signature in words, upper right of the first page, no seal to be seen (Decree 30/2020, annex I). */
export async function signCopy(ctx: Ctx, { pdf, form, agency, file }: { pdf: Buffer; form: CopyForm; agency: ResultToSign['agency']; file?: string }): Promise<Buffer> {
  return inWords(ctx, pdf, agency, [ctx.take(signingRules).copies[form].vi, agency.name, moment(ctx.now)], 'copy', file)
}
/** Signs an annex that is a file of its own: number of the letter it goes with, and the time. */
export async function signAnnex(ctx: Ctx, { pdf, number, agency, file }: { pdf: Buffer; number: string; agency: ResultToSign['agency']; file?: string }): Promise<Buffer> {
  return inWords(ctx, pdf, agency, [`Kèm theo văn bản số ${number}`, agency.name, moment(ctx.now)], 'seal', file)
}

/** As the annex writes it: 22-11-2026 09:30:00 +07:00. */
export function moment(at: Date): string {
  const local = new Date(at.getTime() + 7 * 3600_000).toISOString()
  return `${local.slice(8, 10)}-${local.slice(5, 7)}-${local.slice(0, 4)} ${local.slice(11, 19)} +07:00`
}

async function inWords(ctx: Ctx, pdf: Buffer, agency: ResultToSign['agency'], lines: string[], kind: Made['kind'], file: string | undefined): Promise<Buffer> {
  const rules = ctx.take(signingRules)
  const seal = await mustSign(ctx, sealHolder(agency))
  const words = lined(lines, rules.words.size)
  const [, , right, top] = boxOf(new Pdf(pdf), 1)
  const place: Place = { page: 1, x: right - mm(rules.words.fromRight) - words.width, y: top - mm(rules.words.fromTop) - words.height }
  const { bytes, signature } = await signPdf(pdf, seal.signer, { at: ctx.now, name: agency.name, reason: lines[0]!, location: agency.place, seen: { place, appearance: words } }, await stamperOf(ctx.house))
  note(ctx, signature, { kind, format: 'pades', level: rules.results.level, signer: { id: agency.unit, name: agency.name }, unit: { code: agency.unit, name: agency.name }, certificate: seal.row.serial, ...(file ? { file } : {}) })
  return strengthen(ctx, bytes, rules.results.level, [seal.row])
}

/** From B-T upwards: the proofs into the file, and a time stamp over all of it. */
export async function strengthen(ctx: Ctx, pdf: Buffer, level: Level, by: readonly Pick<CertificateRow, 'certificate'>[]): Promise<Buffer> {
  if (!atLeast(level, 'B-LT')) return pdf
  const { house } = ctx
  const authority = await openAuthority(house)
  const asked = [...by.map((one) => one.certificate), authority.tsa.certificate]
  const different = [...new Map(asked.map((one) => [fingerprint(one.der), one])).values()]
  const proofs = {
    certificates: [...different.map((one) => one.der), authority.issuing.certificate.der, authority.root.certificate.der, authority.ocsp.certificate.der],
    ocsp: await Promise.all([...different, authority.issuing.certificate].map((one) => (one === authority.issuing.certificate ? undefined : ocspFor(house, one)))).then((all) => all.filter((one) => one !== undefined)),
    crls: [await crlOf(house, 'issuing'), await crlOf(house, 'root')],
  }
  const open = new Pdf(pdf)
  const proven = addProofs(open, proofs, signatureValues(open).map((one) => one.contents.bytes))
  return atLeast(level, 'B-LTA') ? stampPdf(proven, await stamperOf(house), ctx.now) : proven
}

function note(ctx: Ctx, signature: Buffer, made: Omit<Made, 'id' | 'digest'>): void {
  const id = ctx.newId()
  ctx.record(signatureStream, unopened<SignatureState>(id), [{ type: 'signatures.made', data: { id, digest: createHash('sha256').update(signature).digest('hex'), ...made } }])
}

/** Hand and seal around the middle of the place, in the page's own measure from the lower left. */
function placed(pdf: Buffer, { page, x, y }: SignedHere, hand: Appearance, seal: Appearance, overlap: number): { hand: Place; seal: Place } {
  const [left, , , top] = boxOf(new Pdf(pdf), page)
  const middle = top - y
  const from = left + x - hand.width / 2
  return {
    hand: { page, x: from, y: middle - hand.height / 2 },
    seal: { page, x: from + hand.width * overlap - seal.width, y: middle - seal.height / 2 },
  }
}

function boxOf(pdf: Pdf, page: number): [number, number, number, number] {
  const pages = pdf.pages()
  const of = pdf.dictAt(pages[Math.min(page, pages.length) - 1])
  const box = of && pdf.inherited(of, 'MediaBox')
  return Array.isArray(box) && box.length === 4 && box.every((n) => typeof n === 'number') ? (box as [number, number, number, number]) : [0, 0, 595.28, 841.89]
}

/** The signer of this holder; in the sample whoever has no certificate is given one, in a write of its own so that it stands before anything is signed with it. */
async function mustSign(ctx: Ctx, holder: Holder): Promise<{ signer: Signer; row: CertificateRow }> {
  const found = await findSigner(ctx.house, holder.profile, holder.id, ctx.now)
  if (found) return found
  if (!ctx.house.settings.sample) throw new Refusal('conflict', 'signing-no-certificate', {}, { name: holder.name })
  const [newest] = await certificatesOf(ctx, holder.profile, holder.id)
  if (newest?.revokedAt && newest.revokedAt <= ctx.now) throw new Refusal('conflict', 'signing-no-certificate', {}, { name: holder.name })
  const enrol = openCtx(ctx.house, ctx.actor, ctx.lang)
  const { certificate } = await issueCertificate(enrol, holder)
  await ctx.house.writer.write(enrol.pending)
  const given = await findSigner(ctx.house, holder.profile, holder.id, ctx.now)
  if (!given) throw new Error(`the certificate ${serialHex(certificate.serial)} was given out and is not there`)
  return given
}

/** The delegation by which an official decides in another's name today. */
async function delegationOf(ctx: Ctx, official: string, unit: string, inNameOf: string): Promise<string | undefined> {
  const office = await officeOf(ctx, official, day(ctx.now))
  return office?.powers.find((power) => power.act === 'sign' && power.unit === unit && power.inNameOf?.name === inNameOf)?.source
}
