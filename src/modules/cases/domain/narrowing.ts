import type { Actor } from '#platform/actor'

/**
 * What an official may see, as data that SQL can hold against a row and the page of a case against the case: units where he works the desk (cases received there),
 * units where he examines, decides or leads (cases they are competent for), and units he oversees with all below them.
 * Procedures absent: all of them.
 */
export type Sight = { side: 'receiving' | 'competent' | 'either'; unit: string; procedures?: readonly string[] }

export function sightOf(actor: Actor): Sight[] {
  return actor.powers.flatMap<Sight>((power) => {
    const only = power.procedures ? { procedures: power.procedures } : {}
    switch (power.act) {
      case 'receive': return [{ side: 'receiving', unit: power.unit, ...only }]
      case 'process': case 'decide': return [{ side: 'competent', unit: power.unit, ...only }]
      case 'lead': return [{ side: 'either', unit: power.unit, ...only }]
      case 'oversee': case 'admin': case 'protect': case 'sign': case 'seal': return []
    }
  })
}
