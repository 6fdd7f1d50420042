import { catalogue, checkAnswers, decideAll, decisionsOf, dropHidden, isFile, matterOf, sayFault, type Procedure } from '#procedures'
import { heldResults, newCheckCode, takeUploads } from '#documents'
import { caseCodePrefix, competentSince, mustFindUnit, provinceOf, receptionFor, unitRegister } from '#organisations'
import type { Actor, Represented } from '#platform/actor'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { caseCode, takeNumber } from './case-store.ts'
import { countsFrom } from './counting.ts'
import type { Applicant, Channel, Delivery, Filed, Paper } from './domain/case-file.ts'
import { textsOf } from './texts/texts.ts'

/** Whose case it is, and who brought it. */
export type Who = { applicant: Applicant; channel: Channel; receivingUnit?: string; filedBy?: Filed['filedBy'] }

/** Who acts for the applicant, and by which mandate. */
export const filedBy = ({ id, name }: Actor, { mandate, basis }: Represented): NonNullable<Filed['filedBy']> => ({ id, name, mandate, basis })

export type Handed = {
  procedure: string
  answers: Record<string, unknown>
  from?: Filed['from']
  /** One entry a component: an upload of hers, or `paper` for what was shown or left at the counter. */
  papers: { component: string; upload?: string; paper?: true }[]
  competentUnit: string
  delivery?: Delivery
}

/**
 * Makes a case out of what was handed in, or refuses with every fault at its field. The same for the portal, the counter
 * and the API: what the procedure's definition asks for is there, what the State already holds is not asked (Decree
 * 224/2026 art. 15), and fees are those of the day.
 */
export async function file(ctx: Ctx, handed: Handed, who: Who, id = ctx.newId()): Promise<Filed> {
  const procedure = procedureOn(ctx, handed.procedure, day(ctx.now))
  const [held, uploads] = await Promise.all([
    // Her documents are looked up only when the procedure asks for a paper that could be among them.
    heldResults(ctx, who.applicant.id, procedure.components.flatMap((c) => (c.heldAs && c.heldAs !== 'population' ? [c.heldAs] : []))),
    takeUploads(ctx, [...handed.papers.flatMap((p) => (p.upload ? [p.upload] : [])), ...filesIn(procedure, handed.answers).map(({ upload }) => upload)]),
  ])
  const decided = decideFiling(ctx, handed, who, { held, uploads })
  return nameCase(ctx, decided, { id, number: await takeNumber(ctx, decided.receivingUnit, day(ctx.now)) })
}

/** The files among the answers: each is said as the upload's id and the name of the file. */
const filesIn = (procedure: Procedure, answers: Record<string, unknown>): { field: string; upload: string }[] =>
  Object.entries(procedure.form.schema.properties).flatMap(([field, property]) => (isFile(property) && typeof answers[field] === 'string' ? [{ field, upload: answers[field].split(' ')[0]! }] : []))

/** A case before it has an id, a code and a code to check it by. */
export type Unnamed = Omit<Filed, 'id' | 'code' | 'checkCode'>

/** The rules of filing, over what was found: what the applicant already holds, and her uploads by id. */
export function decideFiling(
  ctx: Pick<Ctx, 'take' | 'now' | 'lang' | 'house'>, handed: Handed, who: Who,
  { held, uploads }: { held: readonly { id: string; resultCode: string }[]; uploads: ReadonlyMap<string, { id: string; label: string }> },
): Unnamed {
  const today = day(ctx.now)
  const procedure = procedureOn(ctx, handed.procedure, today)
  const faults: Record<string, string> = {}
  for (const fault of checkAnswers(procedure, handed.answers, today, { atCounter: who.channel !== 2 })) faults[fault.field] ??= sayFault(procedure, fault, ctx.lang)
  const answers = dropHidden(procedure, handed.answers)
  const resultCodes = new Map(held.map((h) => [h.resultCode, h]))
  const channel = who.channel === 2 ? 'online' : 'direct'
  const { needs, fees, time, reasons } = decideAll(procedure, answers, channel, today, ['population', ...resultCodes.keys()])
  const papers: Paper[] = []
  // A file asked for in the form goes with the papers: whoever reads the case opens it there.
  for (const { field, upload } of filesIn(procedure, answers)) {
    const one = uploads.get(upload)
    if (one) papers.push({ component: field, file: one.id, label: one.label, kind: 'upload', digitised: true })
    else faults[field] = 'no-such-upload'
  }
  for (const component of needs.needed) {
    const brought = handed.papers.filter((p) => p.component === component.code)
    for (const one of brought) {
      const upload = one.upload ? uploads.get(one.upload) : undefined
      if (upload) papers.push({ component: component.code, file: upload.id, label: upload.label, kind: 'upload', digitised: true })
      else if (one.paper && who.channel !== 2) papers.push({ component: component.code, label: component.names.vi, kind: 'paper', digitised: false })
    }
    if (!papers.some((p) => p.component === component.code) && !component.optional && !(component.need === 'present' && who.channel === 2))
      faults[`paper-${component.code}`] = who.channel === 2 ? 'paper-missing' : textsOf(ctx.lang).officer.paperNotHere(component.names[ctx.lang])
  }
  for (const component of needs.held) {
    const document = resultCodes.get(component.heldAs!)
    papers.push({ component: component.code, ...(document ? { document: document.id } : {}), label: component.names.vi, kind: 'reused', digitised: true })
  }

  const competent = mustBeCompetent(ctx, procedure, { asked: handed.competentUnit, answers, ...(who.receivingUnit && { receivingUnit: who.receivingUnit }) }, today, faults)
  if (Object.keys(faults).length) throw new Refusal('invalid', 'check-the-form', faults)

  return {
    procedure: { code: procedure.code, version: procedure.version, field: procedure.field, names: procedure.names },
    channel: who.channel,
    applicant: who.applicant,
    ...(who.filedBy && { filedBy: who.filedBy }),
    // Named by the place its service centre receives for: that is where officers hold their power, and what a merger carries on.
    receivingUnit: who.receivingUnit ?? receptionFor(ctx, competent, today),
    competentUnit: competent,
    answers,
    from: Object.fromEntries(Object.entries(handed.from ?? {}).filter(([field]) => field in answers)),
    papers,
    fees: fees.filter((f) => f.amount > 0).map(({ code, amount, at, names, holds }) => ({ code, amount, at, names, ...(holds && { holds }) })),
    time,
    decided: { by: procedure[decisionsOf]!.key, reasons },
    delivery: handed.delivery ?? (who.channel === 2 ? 'online' : 'desk'),
    fullProcess: procedure.fullProcess === true,
    ...matterOf(procedure, answers),
    countsFrom: countsFrom(ctx, ctx.now, who.channel, competent).toISOString(),
  }
}

/** Gives a case its names: `number` is the next of the receiving unit's series of the day. */
export function nameCase(ctx: Pick<Ctx, 'take' | 'now'>, decided: Unnamed, { id, number }: { id: string; number: number }): Filed {
  const today = day(ctx.now)
  const centre = ctx.take(unitRegister).centreOf(decided.receivingUnit, today) ?? mustFindUnit(ctx, decided.receivingUnit, today)
  return { id, code: caseCode(caseCodePrefix(centre), today, number), checkCode: newCheckCode(), ...decided }
}

export function procedureOn(ctx: Pick<Ctx, 'take'>, code: string, today: string): Procedure {
  const procedure = ctx.take(catalogue).onDay(code, today)
  if (!procedure) throw new Refusal('not-found', 'no-such-procedure')
  return procedure
}

/** Where the power went when it moved; else the department of the definition, or for a commune's procedure a commune of this province. */
function mustBeCompetent(ctx: Pick<Ctx, 'take' | 'house'>, procedure: Procedure, placed: { asked: string; answers: Record<string, unknown>; receivingUnit?: string }, today: string, faults: Record<string, string>): string {
  const { asked } = placed
  const since = competentSince(ctx, procedure.code, placed, today)
  if (since === 'nowhere') faults[procedure.competentUnit ?? 'competentUnit'] = 'choose-commune'
  if (since !== undefined) return since
  if (procedure.department) return procedure.department
  const register = ctx.take(unitRegister)
  if (register.find(asked, today)?.level !== 'commune' || !register.isUnder(asked, provinceOf(ctx), today)) faults[procedure.competentUnit ?? 'competentUnit'] = 'choose-commune'
  return asked
}
