import type { Holder } from './authority.ts'

/** Letters, digits and the few signs that a name's number may be written with (PrintableString). */
const printableOnly = (id: string): string => id.replace(/[^A-Za-z0-9 '()+,./:=?-]/g, '-')

/** An official in a post: the certificate names the agency and the post, which is the capacity in which he signs. */
export const officialHolder = (official: { id: string; name: string; position: string }, agency: { unit: string; name: string }): Holder => ({
  profile: 'official', id: official.id, name: official.name, unit: agency.unit, position: official.position,
  subject: { country: 'VN', organisation: agency.name, title: official.position, commonName: official.name, serialNumber: printableOnly(official.id) },
})

/** An agency: what was its seal on paper. */
export const sealHolder = (agency: { unit: string; name: string }): Holder => ({
  profile: 'seal', id: agency.unit, name: agency.name, unit: agency.unit, subject: { country: 'VN', organisation: agency.name, commonName: agency.name, organisationId: `VN-${agency.unit}` },
})

/** A citizen, by her name and the number we know her by; her personal identification number is not put where everyone reads it. */
export const citizenHolder = (citizen: { id: string; name: string }): Holder => ({
  profile: 'citizen', id: citizen.id, name: citizen.name, subject: { country: 'VN', commonName: citizen.name, serialNumber: printableOnly(citizen.id) },
})
