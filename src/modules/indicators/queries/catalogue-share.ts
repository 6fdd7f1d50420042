import type { Day } from '#organisations'
import { catalogue, type Procedure } from '#procedures'
import type { Ctx } from '#platform/ctx'
import type { Condition, Group, Part, ProcedureMeasure } from '../domain/indicator.ts'
import type { Sum } from '../domain/unit-tree.ts'
import { unitTreeShelf } from '../shelves.ts'

/** The procedures of one part of an indicator, as the catalogue was on a day, of those that `unit` handles. */
export function proceduresOf(ctx: Pick<Ctx, 'take'>, measure: ProcedureMeasure, part: Part, unit: string, day: Day): Procedure[] {
  const all = ctx.take(catalogue).list({ day }).filter((procedure) => handles(ctx, unit, procedure, day) && meets(measure.denominator, procedure))
  return part === 'denominator' ? all : all.filter((procedure) => meets(measure.numerator, procedure) === (part === 'numerator'))
}

export function catalogueShare(ctx: Pick<Ctx, 'take'>, measure: ProcedureMeasure, unit: string, day: Day): Sum {
  return { numerator: proceduresOf(ctx, measure, 'numerator', unit, day).length, denominator: proceduresOf(ctx, measure, 'denominator', unit, day).length }
}

/** The province answers for the whole catalogue, a commune for the procedures of communes, a department for its own. */
function handles(ctx: Pick<Ctx, 'take'>, unit: string, procedure: Procedure, day: Day): boolean {
  const tree = ctx.take(unitTreeShelf)
  if (unit === tree.province) return true
  return procedure.department ? procedure.department === unit : procedure.level === 'commune' && tree.find(unit, day)?.level === 'commune'
}

const meets = (group: Group, procedure: Procedure): boolean => (group.any ? group.any.some((all) => all.every((one) => holds(one, procedure))) : (group.where ?? []).every((one) => holds(one, procedure)))

function holds(condition: Condition, procedure: Procedure): boolean {
  if ('anyOf' in condition) return condition.anyOf.some((one) => holds(one, procedure))
  if (!('is' in condition) && !('notIn' in condition)) return false
  const value = valueOf(condition.column, procedure)
  return 'is' in condition ? value === condition.is : !condition.notIn.includes(value as string)
}

function valueOf(column: string, procedure: Procedure): string | boolean {
  switch (column) {
    case 'full_process': return procedure.fullProcess === true
    case 'blocked_by': return procedure.fullProcess === true ? '' : procedure.fullProcess.partial.reason
    case 'level': return procedure.level
    case 'field': return procedure.field
    case 'depth': return procedure.depth
    case 'has_fee': return procedure.fees.some((fee) => fee.amount > 0)
    default: throw new RangeError(`a procedure has no ${column}`)
  }
}
