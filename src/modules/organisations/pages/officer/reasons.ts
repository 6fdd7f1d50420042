import type { Ctx } from '#platform/ctx'
import { date } from '#ui/format'
import type { Reason } from '../../domain/authority.ts'
import type { Day } from '../../domain/day.ts'
import { unitRegister } from '../../shelves.ts'
import { en } from '../../texts/en.ts'
import { vi } from '../../texts/vi.ts'

const forever: Day = '9999-12-31'

/** The reasons of an answer in sentences, in the reader's language: from the person over post, law and loans to the document it rests on. */
export function sayReasons(ctx: Pick<Ctx, 'take' | 'lang'>, reasons: readonly Reason[]): string[] {
  const { acts, authority: { because: t } } = ctx.lang === 'en' ? en : vi
  const nameOf = (code: string): string => ctx.take(unitRegister).versionsOf(code).at(-1)?.full[ctx.lang] ?? code
  return reasons.map((one): string => {
    switch (one.say) {
      case 'post': return t.post(one.standing.title[ctx.lang], date(one.position.validFrom), one.position.validTo && date(one.position.validTo))
      case 'carried': return t.carried(one.standing.carried!.from, one.standing.carried!.source)
      case 'law': return t.law(acts[one.entry.power.act], one.entry.grant.source, one.entry.power.procedures?.join(', '))
      case 'came': return t.came(date(one.transfer.day), one.transfer.source)
      case 'lent': {
        const { from, to } = { from: one.delegation.fromName, to: one.delegation.toName }
        return (one.delegation.kind === 'substitution' ? t.substituted : t.lent)(from, to, date(one.delegation.validFrom), date(one.delegation.validTo), one.delegation.reason)
      }
      case 'no-post': return t.noPost
      case 'act-not-given': return t.notGiven
      case 'elsewhere': return t.elsewhere(one.units.map(nameOf).join('; '))
      case 'when': return one.way === 'not-yet' ? t.notYet(date(one.from)) : t.over(date(one.to === forever ? one.from : one.to))
      case 'other-procedures': return t.other(one.procedures.join(', '))
      case 'went': return t.went(one.transfer.names[ctx.lang], date(one.transfer.day), one.transfer.source)
      case 'too-much': return t.tooMuch([one.limits.amount?.toLocaleString('vi'), one.limits.kinds?.join(', ')].filter(Boolean).join('; '))
      case 'loan-empty': return t.empty(one.delegation.fromName)
    }
  })
}
