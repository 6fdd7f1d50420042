import { knownFromAccount } from '#identity'
import { documentsHeldBy } from '#documents'
import { type Against, holdAgainst, type Known, type Procedure } from '#procedures'
import { type Beside, beside, knownAbout } from '#registers'
import { date } from '#ui/format'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { textsOf } from './texts/texts.ts'

/**
 * What the registers, her own documents and her account say: of these, what this procedure's form asks for. A result she
 * holds answers what it was made of, so that nobody asks it again. The look into the register is noted.
 */
export async function knownFor(ctx: Ctx, procedure: Procedure): Promise<Known[]> {
  const { register, asks, account, document } = askedOf(procedure)
  const [registers, ofAccount, held] = await Promise.all([
    register ? knownAbout(ctx, { purpose: `form ${procedure.code}`, asks }) : [],
    account ? knownFromAccount(ctx) : [],
    document ? documentsHeldBy(ctx, ctx.actor.id) : [],
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

/** Answers that did not go through our form, held against the same sources. Refuses at every field that a register contradicts. */
export async function heldAgainst(ctx: Ctx, procedure: Procedure, answers: Record<string, unknown>): Promise<Pick<Against, 'answers' | 'from'>> {
  const { contradicted, ...held } = holdAgainst(procedure, await knownFor(ctx, procedure), answers)
  const differs = textsOf(ctx.lang).form.differs
  const faults = Object.fromEntries(Object.entries(contradicted).map(([field, source]) => [field, differs(source.register[ctx.lang], date(source.date))]))
  if (Object.keys(faults).length) throw new Refusal('invalid', 'check-the-form', faults)
  return held
}
