import { type Delivery, lastAsking, type Waiting } from '#cases'
import { type Calendar, addWorkingMinutes, calendarOf, nextWorkingDay, opensAt, isWorkingDay, provinceOf, workingMinutesBetween } from '#organisations'
import type { Act } from '#platform/actor'
import { day, instant } from '#platform/clock'
import type { House } from '#platform/house'
import { componentsFor, type Procedure } from '#procedures'
import { answersFor } from '../domain/answers.ts'
import { type Chance, chanceOf } from '../domain/chance.ts'
import type { Citizen } from '../domain/invent.ts'
import { agencies, places, staff } from '../roster.ts'
import { common, knownTo, writingOn } from '../world.ts'
import { year as yearOf } from '../year.ts'
import type { Deed, Filing } from './deeds.ts'
import type { Tale } from './tale.ts'

const aMinute = 60_000
const aDay = 86_400_000

export type Span = { from: Date; to: Date }
/** Where a case is to be imagined more closely than by chance alone. */
export type Wish = { unit?: string; procedure?: Procedure; at?: Date; online?: boolean; receivingUnit?: string }

/** How a unit works: no two are alike, and none is perfect. */
function styleOf(house: House, unit: string) {
  const { late, online } = house.take(yearOf)
  const chance = chanceOf('sen', 'style', unit)
  const between = ({ from, to }: { from: number; to: number }, bend: number) => from + (to - from) * chance.next() ** bend
  return { late: between(late, 1.8), online: between(online, 1), slow: chance.about(1.6), content: chance.next() }
}

export const calendarAt = (house: House, unit: string, at: Date): Calendar => calendarOf(house, unit, day(at))
const later = (at: Date, minutes: number, calendar: Calendar): Date => addWorkingMinutes(at, Math.max(0, Math.round(minutes)), calendar)

/** A moment within the span, the later the likelier: more is asked of a platform that people have come to know. */
function someMoment(chance: Chance, { from, to }: Span, calendar: Calendar, online: boolean): Date {
  const length = to.getTime() - from.getTime()
  // A good part lies in the last weeks, where worklists and the wall look: every commune shall have something there.
  const share = chance.often(0.25) ? 1 - chance.next() * Math.min(1, (35 * aDay) / length) : chance.often(0.55) ? chance.next() : Math.sqrt(chance.next())
  const on = day(new Date(from.getTime() + share * length))
  if (online) return new Date(instant(on).getTime() + (7 * 60 + chance.whole(0, 15 * 60)) * aMinute + chance.whole(0, 59_999))
  const open = isWorkingDay(calendar, on) ? on : nextWorkingDay(calendar, on)
  return new Date(later(opensAt(calendar, open), chance.whole(5, 400), calendar).getTime() + chance.whole(0, 59_999))
}

/** Who files what, where and when. `citizensOf` lists who lives in a commune. */
export function imagineFiling(house: House, chance: Chance, span: Span, citizensOf: (unit: string) => readonly Citizen[], wish: Wish = {}): Filing {
  const habits = house.take(yearOf)
  const province = provinceOf({ house })
  const commune = wish.unit ?? chance.weighted(house.take(places).map(({ code, weight }) => ({ weight, value: code })))
  const procedure = wish.procedure ?? chance.weighted(house.take(common)[!wish.unit && chance.often(habits.toDepartments) ? 'province' : 'commune'])
  const competentUnit = procedure.department ?? commune
  const style = styleOf(house, competentUnit)
  const online = wish.online ?? chance.often(style.online)
  const calendar = calendarAt(house, competentUnit, span.to)
  // Who comes to a desk comes while it is open.
  let at = wish.at ? (online ? wish.at : later(wish.at, chance.whole(1, 90), calendar)) : someMoment(chance, span, calendar, online)
  if (at > span.to) at = online ? span.to : new Date(at.getTime() - 7 * aDay)
  const today = day(at)
  const citizen = fitting(chance, citizensOf(commune), procedure, today)
  const { answers, from } = answersFor(chance, writingOn(house, today), procedure, citizen, knownTo(house, citizen, today).filter(({ source }) => online || source !== 'account'), commune, today)
  const receivingUnit = online ? undefined : wish.receivingUnit ? wish.receivingUnit : procedure.department ? (chance.often(0.7) ? province : commune) : chance.often(habits.elsewhere) ? chance.weighted(house.take(places).map(({ code, weight }) => ({ weight, value: code }))) : commune
  const papers = componentsFor(procedure, answers, ['population']).needed.flatMap((component) => {
    if (online && component.need === 'present') return []
    if (component.optional && chance.often(0.5)) return []
    return [{ component: component.code, ...(online ? { file: component.names.vi } : {}) }]
  })
  const delivery: Delivery | undefined = online && procedure.result.paper && chance.often(0.25) ? 'desk' : undefined
  const { person, phone, email } = citizen
  return {
    at, channel: online ? 2 : chance.often(habits.byPost / 0.4) ? 3 : 1, procedure: procedure.code, answers, from, papers, competentUnit,
    applicant: { id: citizen.id, name: person.name, nationalId: person.nationalId, ...(phone ? { phone } : {}), ...(email ? { email } : {}) },
    ...(receivingUnit ? { receivingUnit, by: chance.pick(officialsFor(house, receivingUnit, 'receive')).id } : {}), ...(delivery ? { delivery } : {}),
  }
}

const officialsFor = (house: House, unit: string, act: Act) => house.take(staff)(unit, act)

/** Whoever marries is not married and old enough; the others as they come. */
function fitting(chance: Chance, citizens: readonly Citizen[], procedure: Procedure, today: string): Citizen {
  const age = ({ person }: Citizen) => Number(today.slice(0, 4)) - Number(person.birthDate.slice(0, 4))
  const fits = (one: Citizen) => age(one) > 20 && (!procedure.lifeEvents.includes('marriage') || one.person.maritalStatus === 'never-married')
  for (let attempt = 0; attempt < 8; attempt++) {
    const one = chance.pick(citizens)
    if (fits(one)) return one
  }
  return citizens.find(fits) ?? citizens.find((one) => age(one) > 20) ?? chance.pick(citizens)
}

/**
 * What happens to a case, one deed after the other, until `now`, or until it would come to the deed `before`. What was
 * done is handed to `note` as well, so that the very same life can be driven through the real actions.
 */
export async function imagineLife(house: House, chance: Chance, tale: Tale, now: Date, { note = () => {}, before }: { note?: (deed: Deed) => void; before?: Deed['do'] } = {}): Promise<void> {
  const habits = house.take(yearOf)
  const { ways, words } = habits
  const { competentUnit, receivingUnit, procedure, channel } = tale.file
  const style = styleOf(house, competentUnit)
  const calendar = calendarAt(house, competentUnit, now)
  const desk = officialsFor(house, receivingUnit, 'receive')
  const specialists = officialsFor(house, competentUnit, 'process')
  const deciders = officialsFor(house, competentUnit, 'decide')
  const clerk = chance.pick(desk.filter((one) => /one-stop/.test(one.post)).length ? desk.filter((one) => /one-stop/.test(one.post)) : desk).id
  const specialist = chance.pick(specialists).id
  // The chair signs little herself; her deputies do.
  const decider = (deciders.find((one) => /vice|director/.test(one.post)) ?? deciders[0]!).id
  const minutes = (low: number, high: number) => chance.whole(low, high) * style.slow

  let at = tale.file.filedAt
  class Over extends Error {}
  const does = async (deed: Deed): Promise<void> => {
    if (deed.at > now || deed.do === before) throw new Over()
    await tale.do(deed)
    note(deed)
    at = deed.at
  }
  const citizenAnswers = async (): Promise<void> => {
    if (chance.often(ways.neverAnswered)) throw new Over()
    const answer = chance.pick(words.answers)
    const file = answer === '' || chance.often(0.8) ? 'Giấy tờ bổ sung' : undefined
    await does({ do: 'supply-papers', at: new Date(at.getTime() + chance.whole(300, 9 * 1440) * aMinute), ...(answer ? { answer } : {}), ...(file ? { file } : {}) })
  }
  const rates = async (late: boolean): Promise<void> => {
    if (!chance.often(ways.rated)) return
    const stars = late ? chance.pick([1, 2, 3, 3, 4]) : chance.often(0.75 + 0.2 * style.content) ? 5 : chance.pick([2, 3, 4, 4])
    const said = chance.pick(stars >= 4 ? words.praise : words.blame)
    await does({ do: 'rate', at: new Date(at.getTime() + chance.whole(20, 4 * 1440) * aMinute), stars, ...(said ? { words: said } : {}) })
  }

  /** The tasks that the case's flow has before the one that is meant: visits, opinions, a look by whoever leads. Each takes a share of `length` minutes. */
  const tasksUntil = async (step: Waiting['step'], length: number): Promise<void> => {
    for (;;) {
      tale.pass(at)
      const waits = tale.file.flow?.waits ?? []
      // An agency that does not answer is waited for until its time is over.
      const task = waits.find((one) => one.step === 'work' || one.step === 'consult') ?? waits.find((one) => one.step === 'give-opinion' && chanceOf('sen', tale.file.id, one.unit).often(0.85))
      if (waits.some((one) => one.step === step) || !waits.length) return
      if (!task) {
        const silent = tale.nextByItself()
        if (!silent || silent.at > now) throw new Over()
        tale.pass(silent.at)
        at = new Date(Math.max(at.getTime(), silent.at.getTime()))
        continue
      }
      const when = later(new Date(Math.max(at.getTime(), tale.file.state === 'accepted' ? tale.file.forwardAt!.getTime() + aMinute : 0)), Math.max(2, length * (0.2 + 0.3 * chance.next())), calendar)
      const by = task.step === 'consult' ? specialist : (task.acts.flatMap((act) => officialsFor(house, task.unit, act))[0]?.id ?? specialist)
      if (task.step === 'consult') {
        const units = house.take(agencies).filter((one) => one !== competentUnit)
        await does({ do: 'consult', by, at: when, units: chance.often(0.2) ? [] : [...new Set([chance.pick(units), chance.pick(units), chance.pick(units)])], question: chance.pick(words.questions) })
      } else if (task.step === 'give-opinion') {
        const agrees = chance.often(0.9)
        await does({ do: 'give-opinion', by, at: when, agrees, words: chance.pick(agrees ? words.agreed : words.differed) })
      } else await does({ do: 'do-task', by, at: when, task: task.node, note: chance.pick(words.taskNotes) })
    }
  }

  try {
    if (channel === 2) {
      if (tale.feesAreDue()) {
        if (chance.often(ways.paidLate)) { if (chance.often(0.5)) return; at = new Date(at.getTime() + chance.whole(1, 3) * aDay) }
        if (chance.often(ways.cashOnline)) await does({ do: 'pay', by: clerk, at: later(at, minutes(60, 900), calendar) })
        else await does({ do: 'pay', at: new Date(at.getTime() + chance.whole(2, 50) * aMinute) })
      }
      if (chance.often(ways.withdrawn / 2)) return await does({ do: 'withdraw', at: new Date(at.getTime() + chance.whole(5, 600) * aMinute), reason: chance.pick(words.withdrawals) })
      const first = later(new Date(Math.max(at.getTime(), Date.parse(tale.file.countsFrom))), minutes(10, 260), calendar)
      if (chance.often(ways.refused)) {
        await does({ do: 'refuse', by: clerk, at: first, reason: chance.pick(words.refusals) })
        return await rates(true)
      }
      if (chance.often(ways.papersBefore)) {
        await does({ do: 'ask-papers', by: clerk, at: first, items: [chance.pick(words.papers)], reason: chance.pick(words.papersWhy) })
        await citizenAnswers()
        await does({ do: 'accept', by: clerk, at: later(at, minutes(10, 240), calendar) })
      } else await does({ do: 'accept', by: clerk, at: first })
    } else if (tale.feesAreDue()) await does({ do: 'pay', by: clerk, at: new Date(at.getTime() + chance.whole(1, 9) * aMinute) })

    const reached = (): Date => (tale.file.state === 'accepted' ? tale.file.forwardAt! : at)
    if (chance.often(ways.withdrawn / 2)) return await does({ do: 'withdraw', at: new Date(reached().getTime() + chance.whole(60, 900) * aMinute), reason: chance.pick(words.withdrawals) })

    if (chance.often(0.35)) await does({ do: 'assign', by: chance.pick(officialsFor(house, competentUnit, 'lead')).id, to: specialist, at: later(new Date(reached().getTime() + aMinute), minutes(5, 90), calendar) })
    else if (tale.file.state === 'accepted') at = new Date(reached().getTime() + aMinute)

    const limit = () => Math.max(30, workingMinutesBetween(tale.file.acceptedAt!, tale.file.dueAt!, calendar))
    if (tale.file.supplements === 0 && limit() > 900 && chance.often(ways.papersAfter)) {
      const ask = later(at, minutes(30, 300), calendar)
      if (ask <= lastAsking({ take: house.take }, tale.file.receivedAt!, competentUnit) && ask < tale.file.dueAt!) {
        await does({ do: 'ask-papers', by: specialist, at: ask, items: [chance.pick(words.papers), chance.pick(words.papers)].filter((one, i, all) => all.indexOf(one) === i), reason: chance.pick(words.papersWhy) })
        await citizenAnswers()
      }
    }
    if (chance.often(habits.dutyFor[procedure.code] ?? 0)) {
      await does({ do: 'ask-fee', by: specialist, at: later(at, limit() * 0.3, calendar), amount: chance.pick(habits.duties) * 1000, reason: chance.pick(words.duties) })
      if (chance.often(0.15)) return
      await does({ do: 'pay', at: new Date(at.getTime() + chance.whole(600, 12 * 1440) * aMinute) })
    }

    const late = chance.often(style.late)
    const begun = at
    let room = Math.max(20, workingMinutesBetween(begun, tale.file.dueAt!, calendar))
    if (late && limit() > 1800 && chance.often(ways.extended)) {
      await does({ do: 'extend', by: specialist, at: later(begun, room * 0.85, calendar), workingDays: chance.whole(2, 5), reason: chance.pick(words.extensions) })
      room = Math.max(20, workingMinutesBetween(begun, tale.file.dueAt!, calendar))
    }
    const share = late ? 1.05 + chance.next() * (limit() > 1800 ? 0.5 : 3) : 0.12 + 0.8 * chance.next() ** 0.8
    const declined = chance.often(ways.declined)
    const draft = { do: 'draft' as const, by: specialist, outcome: declined ? 'decline' as const : 'grant' as const, ...(declined ? { reason: chance.pick(words.declines) } : {}) }
    await tasksUntil('draft', room * share * 0.4)
    await does({ ...draft, at: later(new Date(Math.max(at.getTime(), begun.getTime())), Math.max(3, room * share * 0.8 - workingMinutesBetween(begun, at, calendar)), calendar) })
    await tasksUntil('approve', room * share * 0.1)
    if (chance.often(ways.sentBack)) {
      await does({ do: 'send-back', by: decider, at: later(at, minutes(10, 60), calendar), remark: chance.pick(words.sentBack) })
      await tasksUntil('draft', 120)
      await does({ ...draft, at: later(at, minutes(10, 120), calendar) })
      await tasksUntil('approve', 60)
    }
    await does({ do: 'approve', by: decider, at: later(at, Math.max(2, room * share * 0.2), calendar) })

    const wasLate = at > tale.file.dueAt!
    const decided = at
    // Asked for electronically, it is handed over by the payment.
    if (tale.file.state === 'finished' && tale.file.delivery === 'online') {
      if (chance.often(0.1)) return
      await does({ do: 'pay', at: new Date(decided.getTime() + chance.whole(20, 2000) * aMinute) })
    } else if (tale.file.state === 'finished') {
      const fetched = chance.often(ways.fetchedLate) ? chance.whole(8, 60) * aDay : chance.whole(60, 5 * 1440) * aMinute
      const fetch = later(new Date(decided.getTime() + fetched), chance.whole(1, 200), calendar)
      if (tale.owes()) await does({ do: 'pay', by: clerk, at: fetch })
      await does({ do: 'return', by: clerk, at: new Date(fetch.getTime() + 2 * aMinute) })
    } else if (tale.owes() && chance.often(0.9)) await does({ do: 'pay', at: new Date(decided.getTime() + chance.whole(20, 2000) * aMinute) })
    await rates(wasLate)
  } catch (error) {
    if (!(error instanceof Over)) throw error
  } finally {
    tale.pass(now)
  }
}
