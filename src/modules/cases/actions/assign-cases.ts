import Type from 'typebox'
import { mustFindOfficial } from '#organisations'
import { defineAction } from '#platform/action'
import { day } from '#platform/clock'
import { openCase, record } from '../case-store.ts'
import { limitsOn } from '../counting.ts'
import { mustTake } from '../domain/case-file.ts'
import { Id } from '../shapes.ts'

/** Several at once; one that cannot be assigned refuses them all, so that nobody has to guess which went through. */
export const assignCases = defineAction({
  name: 'cases.assign',
  summary: 'Give cases to an officer of the unit',
  may: ['lead', 'process', 'receive'],
  input: Type.Object({ caseIds: Type.Array(Id, { minItems: 1, maxItems: 100 }), to: Id }, { additionalProperties: false }),
  async run(ctx, { caseIds, to }) {
    const opened = await Promise.all([...new Set(caseIds)].map((id) => openCase(ctx, id)))
    for (const one of opened) {
      const power = mustTake(ctx.actor, one.state, 'assign', limitsOn(ctx))
      const official = await mustFindOfficial(ctx, to, { unit: one.state.competentUnit, acts: ['process', 'decide', 'lead'], procedure: one.state.procedure.code, filedOn: day(one.state.filedAt) })
      record(ctx, one, power, { type: 'cases.assigned', data: { to: { id: official.id, name: official.name } } })
    }
    return { assigned: opened.length }
  },
})
