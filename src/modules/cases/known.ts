import { knownFromAccount } from '#identity'
import { documentsHeldBy } from '#documents'
import { type FromRegister, holdAgainst, type Known, type Procedure } from '#procedures'
import { type Beside, beside, knownAbout } from '#registers'
import { date } from '#ui/format'
import type { Ctx } from '#platform/ctx'
import { type Found, Refusal } from '#platform/refusal'
import { fold } from '#platform/words'
import type { Applicant, Filed } from './domain/case-file.ts'
import { textsOf } from './texts/texts.ts'

/** Somebody else's form, filled in by the desk she stands at: who she is, and the case that it will be. */
export type AtCounter = Applicant & { case: string }

/**
 * What the registers, her own documents and her account say: of these, what this procedure's form asks for. A result she
 * holds answers what it was made of, so that nobody asks it again. The look into the register is noted.
 */
export async function knownFor(ctx: Ctx, procedure: Procedure, at?: AtCounter): Promise<Known[]> {
  const { register, asks, account, document } = askedOf(procedure)
  const [registers, ofAccount, held] = await Promise.all([
    register && (!at || at.nationalId) ? knownAbout(ctx, { purpose: `form ${procedure.code}`, asks, ...(at && { nationalId: at.nationalId, case: at.case }) }) : [],
    account && !at ? knownFromAccount(ctx) : [],
    document ? documentsHeldBy(ctx, at?.id ?? ctx.actor.id) : [],
  ])
  const documents = held.map((d): Known => ({ source: `document.${d.resultCode}`, register: { vi: `giấy tờ của bạn, ${d.title.vi}`, en: `your documents, ${d.title.en}` }, date: d.issuedOn, values: d.data }))
  return [...registers, ...documents, ...ofAccount]
}

type Asked = { register: boolean; asks: readonly Beside[]; account: boolean; document: boolean }
const askedBefore = new WeakMap<Procedure, Asked>()

/** Which sources a form names at all: nobody else's data is looked at. */
function askedOf(procedure: Procedure): Asked {
  let asked = askedBefore.get(procedure)
  if (!asked) {
    const sources = [...new Set(Object.values(procedure.form.schema.properties).flatMap((property) => [property['x-from'] ?? []].flat()))].map((path) => path.split('.'))
    // A couple is the person and the spouse in an order of their own.
    const of = (one: Beside) => sources.some(([register, part]) => (register === 'population' ? part === one || (one === 'spouse' && part === 'couple') : register === one))
    const has = (register: string) => sources.some(([first]) => first === register)
    askedBefore.set(procedure, (asked = { register: has('population') || has('business'), asks: beside.filter(of), account: has('account'), document: has('document') }))
  }
  return asked
}

/**
 * Answers that did not go through our form, held against the same sources. Refuses at every field that a register
 * contradicts. `found` is what they said, for a form that comes back.
 */
export async function heldAgainst(ctx: Ctx, procedure: Procedure, answers: Record<string, unknown>, at?: AtCounter): Promise<{ answers: Record<string, unknown>; from: Filed['from']; found(): Found }> {
  const known = await knownFor(ctx, procedure, at)
  const self = at && known.find(({ source }) => source === 'population.self')
  if (self && fold(String(self.values['name'])) !== fold(at.name)) throw new Refusal('invalid', 'check-the-form', { 'applicant.name': 'name-and-number-disagree' })
  const { contradicted, ...held } = holdAgainst(procedure, known, answers)
  const t = textsOf(ctx.lang).form
  const said = (words: typeof t.from, { register, date: on }: FromRegister) => words(register[ctx.lang], date(on))
  const found = (): Found => Object.fromEntries([
    ...Object.entries(held.from).map(([field, source]) => [field, { answer: held.answers[field], from: said(t.from, source) }] as const),
    ...Object.entries(contradicted).map(([field, source]) => [field, { answer: source.value, from: said(t.fromInstead, source) }] as const),
  ])
  const faults = Object.fromEntries(Object.entries(contradicted).map(([field, source]) => [field, t.differs(procedure.form.schema.properties[field]!['x-label'][ctx.lang], source.register[ctx.lang], date(source.date))]))
  if (Object.keys(faults).length) throw new Refusal('invalid', 'check-the-form', faults, {}, found())
  return { found, answers: held.answers, from: Object.fromEntries(Object.entries(held.from).map(([field, { source, date: on }]) => [field, { source, on }])) }
}
