import { decidersHear, lastApology } from '#cases'
import { officeOf } from '#organisations'
import { collecting, hearNotice } from '#payments'
import { perform } from '#platform/action'
import { type Actor, system } from '#platform/actor'
import { day } from '#platform/clock'
import { openCtx } from '#platform/ctx'
import { isEmpty } from '#platform/events'
import type { House } from '#platform/house'
import { settle } from '#platform/jobs'
import { catalogue, stepsOf, typedFrom } from '#procedures'
import type { Deed, Life } from './deeds.ts'

export type Driving = {
  /** Names the life: what was done of it once is not done again. */
  name: string
  until: Date
  /** The bytes that are uploaded as a paper. */
  sheet: Buffer
}

/**
 * Lives a life through the real actions, reactions and rounds, on a clock that is moved from one moment at which something
 * happens to the next. Slow and true; what `Tale` tells in memory is held against it. Answers the id of the case.
 */
export async function drive(base: House, life: Life, { name, until, sheet }: Driving): Promise<string> {
  const time = { now: life.filing.at }
  const house: House = { ...base, clock: () => new Date(time.now) }
  const { filing } = life
  const citizen: Actor = { id: filing.applicant.id, kind: 'person', name: filing.applicant.name, powers: [], ...(filing.applicant.nationalId ? { nationalId: filing.applicant.nationalId } : {}) }
  let n = 0
  const act = async (actor: Actor, action: string, input: object, key?: string): Promise<any> => {
    const known = house.modules.flatMap((m) => m.actions ?? []).find((one) => one.name === action)
    if (!known) throw new Error(`No room offers ${action}`)
    return perform(house, actor, known, input, key ? { key: `sample ${name} ${key}` } : {})
  }
  const official = async (id: string): Promise<Actor> => {
    const office = await officeOf(house, id, day(time.now))
    if (!office) throw new Error(`${id} holds no office`)
    return { id, kind: 'official', name: office.name, powers: office.powers, provedAt: new Date(), ...(office.unit ? { unit: office.unit } : {}), ...(office.position ? { position: office.position.vi } : {}) }
  }
  const uploaded = async (label: string): Promise<string> => (await act(citizen, 'documents.upload', { name: `${label}.pdf`, content: sheet.toString('base64') })).id

  const caseId = await fileIt()
  for (const deed of life.deeds) {
    await passTo(deed.at)
    await does(deed)
    await goOn()
  }
  await passTo(until)
  return caseId

  async function fileIt(): Promise<string> {
    const actor = filing.channel === 2 ? citizen : await official(filing.by!)
    const done = (await house.db.selectFrom('request_keys').select('answer').where('actor', '=', actor.id).where('key', '=', `sample ${name} file`).executeTakeFirst())?.answer as { id: string } | undefined
    const id = done ? done.id : filing.channel === 2 ? await fillInForm() : (await act(actor, 'cases.register', {
      procedure: filing.procedure, answers: filing.answers, papers: filing.papers.map(({ component }) => ({ component, paper: true })), competentUnit: filing.competentUnit, receivingUnit: filing.receivingUnit,
      channel: filing.channel, ...(filing.delivery ? { delivery: filing.delivery } : {}),
      applicant: { name: filing.applicant.name, nationalId: filing.applicant.nationalId, ...(filing.applicant.phone ? { phone: filing.applicant.phone } : {}), ...(filing.applicant.email ? { email: filing.applicant.email } : {}) },
    }, 'file')).id
    await goOn()
    return id
  }

  /** Step by step, as the pages do. */
  async function fillInForm(): Promise<string> {
    const procedure = house.take(catalogue).onDay(filing.procedure, day(time.now))!
    const { draftId } = await act(citizen, 'cases.start-draft', { procedure: procedure.code })
    // A place that was not chosen is not where she lives by itself.
    for (const step of stepsOf(procedure, filing.answers)) {
      const typed = Object.fromEntries(step.fields.map((field) => [field, typedFrom(procedure.form.schema.properties[field]!, filing.answers[field])]))
      await act(citizen, 'cases.save-step', { draftId, step: step.id, typed })
    }
    for (const { component, file } of filing.papers) if (file) await act(citizen, 'cases.attach-paper', { draftId, component, upload: await uploaded(file) })
    return (await act(citizen, 'cases.submit-draft', { draftId, ...(filing.delivery ? { delivery: filing.delivery } : {}) }, 'file')).id
  }

  async function does(deed: Deed): Promise<void> {
    const { do: what, at, ...said } = deed
    const key = `${++n} ${what}`
    const actor = 'by' in deed && deed.by ? await official(deed.by) : citizen
    const { by, ...input } = said as { by?: string }
    switch (what) {
      case 'pay': {
        const due = await house.db.selectFrom('charges').select(['id', 'reference', 'amount', 'received']).where('case_id', '=', caseId).where('status', '=', 'due').orderBy('n').execute()
        for (const charge of due) {
          if (by) await act(actor, 'payments.collect-cash', { charge: charge.id }, `${key} ${charge.id}`)
          else await hearNotice(house, 'sample-bank', { id: `${name} ${key} ${charge.id}`, account: house.take(collecting).values().next().value!.number, amount: Number(charge.amount) - Number(charge.received), currency: 'VND', content: charge.reference, at: at.toISOString() })
        }
        return
      }
      case 'supply-papers': {
        const { answer, file } = deed as Deed & { do: 'supply-papers' }
        return act(actor, 'cases.supply-papers', { caseId, uploads: file === undefined ? [] : [await uploaded(file)], ...(answer ? { answer } : {}) }, key)
      }
      case 'assign': return act(actor, 'cases.assign', { caseIds: [caseId], ...input }, key)
      case 'ask-papers': return act(actor, 'cases.ask-for-papers', { caseId, ...input }, key)
      case 'draft': return act(actor, 'cases.draft-result', { caseId, ...input }, key)
      default: return act(actor, `cases.${what}`, { caseId, ...input }, key)
    }
  }

  /** What follows from what was just done: reactions, then the rounds, then what these set off. */
  async function goOn(): Promise<void> {
    await settle(house)
    for (const round of house.modules.flatMap((m) => m.rounds ?? []).filter((one) => ['cases.forward-waiting', 'cases.prepare-apologies', 'cases.escalate-overdue', 'cases.note-late-tasks', 'cases.chase-papers'].includes(one.name))) {
      const ctx = openCtx(house, system)
      await round.run(ctx)
      if (!isEmpty(ctx.pending)) await house.writer.write(ctx.pending)
    }
    await settle(house)
  }

  /** Stops at every moment at which the clock could set something off by itself. */
  async function passTo(moment: Date): Promise<void> {
    for (;;) {
      const row = await house.db.selectFrom('case_rows').select(['forward_at', 'due_at', 'task_due_at', 'chase_at', 'competent_unit']).where('id', '=', caseId).executeTakeFirstOrThrow()
      const due = row.due_at as Date | null
      const ring = await house.db.selectFrom('jobs').select('due_at').where('name', '=', 'cases.ring').where('done_at', 'is', null).where('due_at', '>', time.now).orderBy('due_at').executeTakeFirst()
      const task = row.task_due_at as Date | null
      const stops = [row.forward_at as Date | null, task && new Date(task.getTime() + 1), (ring?.due_at ?? null) as Date | null, row.chase_at as Date | null, ...(due ? [lastApology(house, due, row.competent_unit), new Date(due.getTime() + 1), new Date(decidersHear(house, due, row.competent_unit).getTime() + 1)] : [])]
      const [next] = stops.filter((one): one is Date => one !== null && one > time.now && one <= moment).sort((a, b) => a.getTime() - b.getTime())
      if (!next) break
      time.now = next
      await goOn()
    }
    if (moment > time.now) {
      time.now = moment
      await settle(house)
    }
  }
}
