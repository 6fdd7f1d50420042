import { join } from 'node:path'
import { projectRoot } from '#platform/settings'
import { letterSamples } from '../../documents/testing/letter-samples.ts'
import { openLetterPress } from '../../documents/letter-press.ts'
import { mm, scrawled, sealed } from '../pdf/appearance.ts'
import { signatureValues } from '../pdf/fields.ts'
import { Pdf } from '../pdf/read.ts'
import { addProofs, signPdf, stampPdf } from '../pdf/sign.ts'
import { testAuthority } from './authority.ts'
import { trustIn } from './trust.ts'

export const now = new Date()
export const authority = testAuthority(now)
export const trust = trustIn(authority)
export const thinh = authority.member({ name: 'Vũ Đức Thịnh' })
export const ward = authority.member({ name: 'Ủy ban nhân dân phường Vũ Ninh', kind: 'RSA-2048' })
export const say = { at: now, name: 'Vũ Đức Thịnh' }

/** A certificate as the press prints it: objects packed, cross references in a stream. */
export async function certificate(): Promise<Buffer> {
  const press = openLetterPress(join(projectRoot, 'countries/vn/letters'))
  try {
    return await press.render('birth-certificate', letterSamples['birth-certificate']!)
  } finally {
    await press.close()
  }
}

/** Personal signature, seal, proofs, time stamp: the four levels, each added to the one before. */
export async function levels(pdf: Buffer) {
  const personal = await signPdf(pdf, thinh.signer, { ...say, seen: { place: { page: 1, x: 340, y: 250 }, appearance: scrawled('Vũ Đức Thịnh') } })
  const stamped = await signPdf(pdf, thinh.signer, { ...say, seen: { place: { page: 1, x: 340, y: 250 }, appearance: scrawled('Vũ Đức Thịnh') } }, authority.stamp)
  const both = await signPdf(stamped.bytes, ward.signer, { at: now, name: 'UBND', seen: { place: { page: 1, x: 340 - mm(22), y: 230 }, appearance: sealed('Ủy ban nhân dân phường Vũ Ninh', 'Bắc Ninh') } }, authority.stamp)
  const proofs = {
    certificates: [thinh, ward, authority.tsa, authority.issuing, authority.root].map((one) => one.certificate.der),
    ocsp: [thinh, ward, authority.tsa].map((one) => authority.ocsp(one.certificate)), crls: [authority.crl(), authority.crl([], 'root')],
  }
  const proven = addProofs(both.bytes, proofs, signatureValues(new Pdf(both.bytes)).map((one) => one.contents.bytes))
  return { 'B-B': personal.bytes, 'B-T': both.bytes, 'B-LT': proven, 'B-LTA': await stampPdf(proven, authority.stamp, now), proofs, first: stamped.bytes }
}
