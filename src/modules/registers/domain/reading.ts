import type { Actor } from '#platform/actor'
import { isMinor, isParentOf, type Person } from './person.ts'

/** Why somebody's data is read. What an official reads is read for a case or a draft, and says which. */
export type Purpose = { purpose: string; case?: string | undefined; draft?: string | undefined }

export type Verdict = 'may' | 'not-your-data' | 'say-which-case'

/**
 * May `actor` read what the register has of `nationalId`? A person herself, and parents their children who are minors
 * (Law on Personal Data Protection 91/2025/QH15); an official who takes in, examines or decides cases, for one of them.
 * Whether the case is his is the case's own question. `found` is what is there, if anything: whether it is there must not show.
 */
export function mayRead(actor: Actor, nationalId: string, found: Person | undefined, why: Purpose, day: string, majority: number): Verdict {
  switch (actor.kind) {
    case 'system': return 'may'
    case 'nobody': return 'not-your-data'
    case 'person': {
      const own = actor.nationalId !== undefined && actor.nationalId === nationalId
      const child = actor.nationalId !== undefined && found !== undefined && isParentOf(actor.nationalId, found) && isMinor(found.birthDate, day, majority)
      return own || child ? 'may' : 'not-your-data'
    }
    case 'official': case 'service':
      if (!actor.powers.some((power) => power.act === 'receive' || power.act === 'process' || power.act === 'decide')) return 'not-your-data'
      return why.case || why.draft ? 'may' : 'say-which-case'
  }
}
