import { unitRegister } from '#organisations'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import type { Reaction } from '#platform/module'
import type { CaseFacts } from '../domain/case-facts.ts'
import type { Both, Recipient } from '../domain/message.ts'
import { answerBy, opinionOf, promised } from '../in-words.ts'
import { factsAt, handlerOf, tell } from '../tell.ts'

/** What an opinion or a task is waited for from: the case's own people, or everybody who examines cases in the unit that was asked. */
const whoDoes = (facts: CaseFacts, unit: string): Recipient => (unit === facts.competentUnit || unit === facts.receivingUnit ? handlerOf(facts) : { desk: unit, act: 'process' })
const nameOf = (ctx: Ctx, unit: string, at: Date): Both => {
  const found = ctx.take(unitRegister).find(unit, day(at))
  return found?.name ?? { vi: unit, en: unit }
}

/** What a case's flow asks of people who would not look into it by themselves: agencies that are asked, tasks that are late. */
export const tellOfficialsOfFlow: Reaction = {
  name: 'notifications.tell-officials-of-flow',
  on: {
    'cases.consulted': async (ctx, event) => {
      const facts = await factsAt(ctx, event)
      const waits: { unit: string; dueAt?: string }[] = event.data.flow?.waits ?? []
      for (const unit of event.data.units as string[]) {
        const dueAt = waits.find((it) => it.unit === unit)?.dueAt
        await tell(ctx, event, facts, 'official-consulted', { desk: unit, act: 'process' }, { question: event.data.question ?? '', by: event.actorName, until: answerBy(dueAt && day(new Date(dueAt))) })
      }
    },
    'cases.opinion-given': async (ctx, event) => {
      const facts = await factsAt(ctx, event)
      await tell(ctx, event, facts, 'official-opinion-given', handlerOf(facts), { agency: nameOf(ctx, event.data.unit, event.at), opinion: opinionOf(event.data.agrees, event.data.words) })
    },
    'cases.task-late': async (ctx, event) => {
      const facts = await factsAt(ctx, event)
      const { unit, names, dueAt } = event.data
      for (const to of [whoDoes(facts, unit), { desk: unit, act: 'lead' } as const, ...(unit === facts.competentUnit || unit === facts.receivingUnit ? [] : [handlerOf(facts)])])
        await tell(ctx, event, facts, 'official-task-late', to, { task: names, agency: nameOf(ctx, unit, event.at), dueDay: promised(day(new Date(dueAt))) })
    },
    'cases.taken-over': async (ctx, event) => {
      const { from, reason } = event.data
      if (from && from.id !== event.actor) await tell(ctx, event, await factsAt(ctx, event), 'official-taken-over', { official: from.id, name: from.name }, { by: event.actorName, reason })
    },
  },
}
