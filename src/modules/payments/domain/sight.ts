import { type Actor, isOrRepresents } from '#platform/actor'

/**
 * Whoever may look at a charge: the payer, the worker, the desk that collects, those who examine or decide where the case is
 * decided, leaders of either (each for the procedures they hold it for), and those who oversee either. As with the case itself.
 */
export function maySeeCharge(actor: Actor, charge: { payer: string; unit: string; competentUnit: string; procedure: string }, isBelow: (unit: string, top: string) => boolean): boolean {
  if (actor.kind === 'system') return true
  if (actor.kind === 'person') return isOrRepresents(actor, charge.payer, charge.procedure)
  return actor.powers.some((power) => {
    switch (power.act) {
      case 'admin': return false
      case 'oversee': return isBelow(charge.unit, power.unit) || isBelow(charge.competentUnit, power.unit)
      case 'receive': case 'process': case 'decide': case 'lead':
        return ((power.act !== 'process' && power.act !== 'decide' && power.unit === charge.unit) || (power.act !== 'receive' && power.unit === charge.competentUnit))
          && (!power.procedures || power.procedures.includes(charge.procedure))
    }
  })
}

/** Where an official takes money: the units of his desk, and for which procedures (absent: all). */
export const desksOf = (actor: Actor): { unit: string; procedures?: readonly string[] }[] =>
  actor.powers.filter((power) => power.act === 'receive').map(({ unit, procedures }) => ({ unit, ...(procedures && { procedures }) }))
