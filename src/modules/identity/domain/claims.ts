import type { Described } from './account.ts'

/** What an issuer says of a person, in our words; `subject` is the issuer's own name for the person, and never changes. */
export type Profile = Described & { subject: string }

/**
 * Reads claims by the map of the settings (our word → their claim), and the level of the identity by the words that `levels`
 * gives for 1 and 2 (Decree 69/2024/NĐ-CP); without them, by the figure it ends in. What is not mapped is looked for under the standard
 * names of OpenID Connect; what is missing stays unknown.
 * Undefined when the claims do not say who somebody is, or name a personal number that cannot be one: better nobody than the wrong person.
 */
export function profileOf(claims: Record<string, unknown>, map: Readonly<Record<string, string>>, levels: Readonly<Record<string, string>> = {}): Profile | undefined {
  const standard: Record<string, string> = { id: 'sub', name: 'name', birthDate: 'birthdate', sex: 'gender', phone: 'phone_number', email: 'email', level: 'acr' }
  const said = (ours: string): string | undefined => {
    const value = claims[map[ours] ?? standard[ours] ?? '']
    return typeof value === 'string' ? value.trim() || undefined : typeof value === 'number' ? String(value) : undefined
  }
  const subject = said('id')
  const name = said('name')?.normalize('NFC')
  const nationalId = said('nationalId')?.replaceAll(' ', '')
  if (!subject || !name || (nationalId && !/^\d{12}$/.test(nationalId))) return undefined
  const birthDate = dayOf(said('birthDate'))
  const sex = sexOf(said('sex'))
  const phone = said('phone')
  const email = said('email')
  const assurance = levelOf(said('level'), levels)
  return {
    subject, name, ...(nationalId && { nationalId }), ...(birthDate && { birthDate }), ...(sex && { sex }),
    ...(phone && { phone }), ...(email && { email }), ...(assurance && { assurance }),
  }
}

/** 1994-06-14, 14/06/1994 or 19940614. Old people's papers sometimes know the year alone: then the day stays unknown. */
function dayOf(text: string | undefined): string | undefined {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text ?? '') ?? /^(\d{4})(\d\d)(\d\d)$/.exec(text ?? '')
  const turned = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(text ?? '')
  const day = parts ? `${parts[1]}-${parts[2]}-${parts[3]}` : turned ? `${turned[3]}-${turned[2]}-${turned[1]}` : undefined
  return day && !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day) ? day : undefined
}

function sexOf(text: string | undefined): Profile['sex'] {
  switch (text?.toLowerCase()) {
    case 'female': case 'nữ': case 'f': return 'female'
    case 'male': case 'nam': case 'm': return 'male'
    default: return undefined
  }
}

const levelOf = (text: string | undefined, levels: Readonly<Record<string, string>>): Profile['assurance'] => {
  if (Object.keys(levels).length) return text === undefined ? undefined : text === levels['2'] ? 2 : text === levels['1'] ? 1 : undefined
  const level = /(?:^|\D)([12])$/.exec(text ?? '')?.[1]
  return level ? (Number(level) as 1 | 2) : undefined
}
