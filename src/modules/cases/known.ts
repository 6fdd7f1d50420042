import { knownFromAccount } from '#identity'
import { documentsHeldBy } from '#documents'
import { type Against, holdAgainst, type Known, type Procedure } from '#procedures'
import { knownAbout } from '#registers'
import { date } from '#ui/format'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { textsOf } from './texts/texts.ts'

/**
 * What the registers, her own documents and her account say: of these, what this procedure's form asks for. A result she
 * holds answers what it was made of, so that nobody asks it again. The look into the register is noted.
 */
export async function knownFor(ctx: Ctx, procedure: Procedure): Promise<Known[]> {
  const asks = new Set(Object.values(procedure.form.schema.properties).flatMap((property) => [property['x-from'] ?? []].flat().map((path) => path.split('.')[0]!)))
  const [registers, account, held] = await Promise.all([
    asks.has('population') || asks.has('business') ? knownAbout(ctx, { purpose: `form ${procedure.code}` }) : [],
    asks.has('account') ? knownFromAccount(ctx) : [],
    asks.has('document') ? documentsHeldBy(ctx, ctx.actor.id) : [],
  ])
  const documents = held.map((d): Known => ({ source: `document.${d.resultCode}`, register: { vi: `giấy tờ của bạn, ${d.title.vi}`, en: `your documents, ${d.title.en}` }, date: d.issuedOn, values: d.data }))
  return [...registers, ...documents, ...account]
}

/** Answers that did not go through our form, held against the same sources. Refuses at every field that a register contradicts. */
export async function heldAgainst(ctx: Ctx, procedure: Procedure, answers: Record<string, unknown>): Promise<Pick<Against, 'answers' | 'from'>> {
  const { contradicted, ...held } = holdAgainst(procedure, await knownFor(ctx, procedure), answers)
  const differs = textsOf(ctx.lang).form.differs
  const faults = Object.fromEntries(Object.entries(contradicted).map(([field, source]) => [field, differs(source.register[ctx.lang], date(source.date))]))
  if (Object.keys(faults).length) throw new Refusal('invalid', 'check-the-form', faults)
  return held
}
