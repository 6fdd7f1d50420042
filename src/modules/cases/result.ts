import { renderLetter, type Issue } from '#documents'
import { mustFindUnit, unitRegister } from '#organisations'
import { catalogue, printAnswer, type Procedure, propertyOf, resultFields, stepsOf } from '#procedures'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import type { CaseFile, Signer } from './domain/case-file.ts'

/** What the result will say, as `path → words`: `child.name`. Filled from the case by the definition; the specialist may change it. */
export type ResultValues = Record<string, string>

/** What the definition takes from the answers for its letter. */
export function valuesFromCase(ctx: Pick<Ctx, 'take'>, file: CaseFile): ResultValues {
  const procedure = procedureOf(ctx, file)
  return flatten(resultFields(procedure, file.answers, unitNames(ctx, file)))
}

/**
 * The words the specialist puts up: those of the case, with what she changed. Printed once to try it, so that a letter that
 * lacks something is refused now, at its field, and not when it has been signed.
 */
export async function draftValues(ctx: Ctx, file: CaseFile, changed: ResultValues, outcome: 'grant' | 'decline', reason?: string): Promise<ResultValues> {
  const values = outcome === 'grant' ? { ...valuesFromCase(ctx, file), ...Object.fromEntries(Object.entries(changed).map(([path, words]) => [path, words.trim()])) } : {}
  try {
    await printResult(ctx, file, { outcome, values, ...(reason ? { reason } : {}) })
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'letter-data-wrong') throw error
    throw new Refusal('invalid', 'check-the-form', Object.fromEntries(Object.keys(error.fields).map((path) => [`values.${path}`, 'result-value-missing'])))
  }
  return values
}

/** A law bears its number after its name; every other act right after its kind: Nghị định số 123/2015/NĐ-CP quy định chi tiết … (Decree 30/2020, annex I). */
export function cited(name: string, number?: string): string {
  if (!number) return name
  const act = /^(Nghị định|Thông tư liên tịch|Thông tư|Nghị quyết|Quyết định) (.+)$/.exec(name)
  return act ? `${act[1]} số ${number} ${act[2]}` : `${name} số ${number}`
}

type Drafted = { outcome: 'grant' | 'decline'; values: ResultValues; reason?: string }

/** The result as it would be printed now; without a number and a signature where there is none yet. */
export const printResult = (ctx: Ctx, file: CaseFile, draft: Drafted, signed?: { number: string; signer: Signer; at: Date }): Promise<Buffer> => {
  const letter = resultLetter(ctx, file, draft, signed)
  return renderLetter(ctx, letter.template, letter.data)
}

export function resultLetter(ctx: Pick<Ctx, 'take' | 'now'>, file: CaseFile, { outcome, values, reason }: Drafted, signed?: { number: string; signer: Signer; at: Date }): Issue['letter'] {
  const procedure = procedureOf(ctx, file)
  const on = day(signed?.at ?? ctx.now)
  const unit = mustFindUnit(ctx, file.competentUnit, on)
  const number = signed?.number ?? '…'
  const head = { agency: unit.formal.vi, number, place: ctx.take(unitRegister).datedFrom(unit.code, on)!.vi, date: on }
  const signature = signed ? signatureOf(signed.signer, unit.formal.vi) : { position: '…', name: '…' }
  const bases = procedure.legalBases.slice(0, 6).map((b) => `Căn cứ ${cited(b.names.vi, b.number)}`)
  const tree = unflatten(values)
  if (outcome === 'decline' || procedure.result.template === 'decision')
    return {
      template: 'decision',
      data: {
        head, signature, bases,
        title: outcome === 'decline' ? `Từ chối giải quyết thủ tục ${procedure.names.vi}` : procedure.result.names.vi,
        ...(outcome === 'decline' ? {} : { facts: factsOf(ctx, procedure, file) }),
        body: outcome === 'decline'
          ? [`Từ chối giải quyết hồ sơ ${file.code} của ${file.applicant.name}.`, `Lý do: ${reason ?? ''}`]
          : [values['body'] ?? `${procedure.result.names.vi} theo đề nghị của ${file.applicant.name}, hồ sơ ${file.code}.`],
        ...tree,
      },
    }
  return {
    template: procedure.result.template,
    data: {
      // What the office adds by itself; a letter that has no such field does not print it.
      registeredAt: unit.formal.vi, registeredOn: on, firstRegisteredOn: on, registerNumber: number, businessCode: file.applicant.nationalId ?? file.code,
      caseCode: file.code, attached: broughtFiles(procedure, file),
      bases, startBefore: inAYear(on), duties: dutiesOf(procedure), activities: activitiesOf(procedure, file),
      ...tree, head, signature,
    },
  }
}

const procedureOf = (ctx: Pick<Ctx, 'take'>, file: CaseFile): Procedure => ctx.take(catalogue).get(file.procedure.code, file.procedure.version)

/** Decree 30/2020, annex I II.7: a deputy signs KT. for the head; who was given authority signs TUQ. for whom he has it from. */
export function signatureOf(signer: Signer, agency: string): { position: string; name: string; actingFor?: { form: string; position: string }; inNameOf?: string } {
  const short = (position: string): string => position.replace(agency, '').trim() || position
  const position = short(signer.position)
  if (signer.inNameOf) return { position, name: signer.name, actingFor: { form: 'TUQ.', position: short(signer.inNameOf.position) }, inNameOf: `thừa ủy quyền của ${signer.inNameOf.name}` }
  const deputy = /^Phó (.+)$/.exec(position)
  return deputy ? { position, name: signer.name, actingFor: { form: 'KT.', position: deputy[1]!.replace(/^./, (c) => c.toLocaleUpperCase('vi')) } } : { position, name: signer.name }
}

/** A unit is called by its name on the day of filing; a code says nothing to whoever reads the paper. */
const unitNames = (ctx: Pick<Ctx, 'take'>, file: CaseFile) => (code: string): string | undefined => { const register = ctx.take(unitRegister); return (register.find(code, day(file.filedAt)) ?? register.versionsOf(code).at(-1))?.formal.vi }

/** How to reach the applicant is for the office that writes to her, and nobody else who is shown the result. */
const factsOf = (ctx: Pick<Ctx, 'take'>, procedure: Procedure, file: CaseFile): { label: string; value: string }[] =>
  stepsOf(procedure, file.answers).flatMap((step) => step.fields).filter((name) => file.answers[name] !== undefined && file.answers[name] !== '' && !['phone', 'email'].includes(propertyOf(procedure, name)['x-widget']))
    .slice(0, 24).map((name) => ({ label: propertyOf(procedure, name)['x-label'].vi, value: printAnswer(propertyOf(procedure, name), file.answers[name], 'vi', unitNames(ctx, file)) }))

const activitiesOf = (procedure: Procedure, file: CaseFile): { name: string; code: string }[] => {
  const lines = file.answers['lines']
  if (!Array.isArray(lines)) return []
  const options = propertyOf(procedure, 'lines')['x-options'] ?? []
  return lines.map((code) => ({ name: options.find((o) => o.value === code)?.vi ?? String(code), code: String(code) }))
}

/** The files of what is to be shown in the original and that no register holds: the copy that a certification stands beside. */
const broughtFiles = (procedure: Procedure, file: CaseFile): string =>
  file.papers.filter((paper) => paper.kind === 'upload' && procedure.components.some((c) => c.code === paper.component && c.need === 'present' && !c.heldAs)).map((paper) => paper.label).join('; ')

const dutiesOf = (procedure: Procedure): string[] => procedure.result.duties?.map((d) => d.vi) ?? []
const inAYear = (on: string): string => `${Number(on.slice(0, 4)) + 1}${on.slice(4)}`

function flatten(tree: Record<string, unknown>, before = ''): ResultValues {
  return Object.fromEntries(Object.entries(tree).flatMap(([name, value]) =>
    value && typeof value === 'object' && !Array.isArray(value) ? Object.entries(flatten(value as Record<string, unknown>, `${before}${name}.`)) : [[`${before}${name}`, String(value ?? '')]]))
}

/** Paths come from outside: nothing but what a letter can name, and never what every object has by birth. */
const isPath = (path: string): boolean => path.split('.').every((key) => /^[A-Za-z][A-Za-z0-9]*$/.test(key) && !(key in {}))

/** Refuses with invalid `check-the-form` a path that no letter has, or one that is a word and holds words at once. */
function unflatten(values: ResultValues): Record<string, unknown> {
  const tree: Record<string, any> = {}
  const faults: Record<string, string> = {}
  for (const [path, words] of Object.entries(values)) {
    if (!words) continue
    const keys = path.split('.')
    const last = keys.pop()!
    const holder = isPath(path) ? keys.reduce<Record<string, any> | undefined>((inside, key) => (inside && typeof (inside[key] ??= {}) === 'object' ? inside[key] : undefined), tree) : undefined
    if (!holder || typeof holder[last] === 'object') faults[`values.${path}`] = 'field-unknown'
    else holder[last] = words
  }
  if (Object.keys(faults).length) throw new Refusal('invalid', 'check-the-form', faults)
  return tree
}
