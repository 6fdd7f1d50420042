import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { type CaseEvent, caseStream, type Delivery, type Filed } from '#cases'
import { documentStream, fileStream, labelFor, newCheckCode } from '#documents'
import { addWorkingMinutes, calendarOf, delegateAuthority, isWorkingDay, previousWorkingDay, receptionFor, unitRegister } from '#organisations'
import { perform } from '#platform/action'
import { type Act, system } from '#platform/actor'
import { day, instant } from '#platform/clock'
import { emptyPending, type NewEvent, type Stream } from '#platform/events'
import type { House } from '#platform/house'
import { defineShelf } from '#platform/shelf'
import { catalogue, componentsFor } from '#procedures'
import { answersFor } from './domain/answers.ts'
import { chanceOf } from './domain/chance.ts'
import type { Citizen } from './domain/invent.ts'
import { houseAt, roleCitizens } from './people.ts'
import { asActor, staff } from './roster.ts'
import { openSpecimens, specimenSheet, supplement } from './specimens.ts'
import type { Deed, Filing, Life } from './telling/deeds.ts'
import { drive } from './telling/drive.ts'
import { knownTo, writingOn } from './world.ts'
import { beginning, year } from './year.ts'

type Story = { citizen: string; procedure: string; days: number; at: string; counter?: boolean; delivery?: Delivery; then: string[] }
type OldCase = { citizen: string; unit: string; code: string; filed: string; decided: string; procedure: string; number: string; clerk: string; signer: string; position: string }
type Lent = { from: string; to: string; unit: string; acts: Act[]; procedures: string[]; before: number; after: number; reason: string }
/** Whose cases are told by hand: countries/vn/sample/stories.yaml. */
export const stories = defineShelf('sample stories', (house): { stories: Story[]; before: OldCase[]; delegations: Lent[] } => parse(readFileSync(join(house.countryDir, 'sample/stories.yaml'), 'utf8')))

/** Lends authority as officials do, some days ago and for some days to come. Done again, it is the same loan. */
export async function tellDelegations(house: House, now: Date): Promise<void> {
  for (const { from, before, after, ...lent } of house.take(stories).delegations) {
    const begins = new Date(now.getTime() - before * 86_400_000)
    await perform(houseAt(house, () => begins), asActor(house, from), delegateAuthority, { ...lent, validFrom: day(begins), validTo: day(new Date(now.getTime() + after * 86_400_000)) }, { key: `sample lends ${lent.to} ${lent.unit}` })
  }
}

/** Lives the stories from number `from` on through the real actions; `told` hears of each that is done. */
export async function tellStories(house: House, now: Date, from: number, told: (count: number) => Promise<void>): Promise<void> {
  const citizens = roleCitizens(house, beginning)
  const sheet = await specimenSheet(house)
  for (const [at, story] of house.take(stories).stories.entries()) {
    if (at < from) continue
    await drive(house, lifeOf(house, story, citizens.get(story.citizen)!, now, at), { name: `story ${at}`, until: now, sheet })
    await told(at + 1)
  }
}

function lifeOf(house: House, story: Story, citizen: Citizen, now: Date, number: number): Life {
  const procedure = house.take(catalogue).get(story.procedure)
  const competentUnit = procedure.department ?? citizen.person.residence.unit
  const calendar = calendarOf(house, competentUnit, day(now))
  const wanted = day(new Date(now.getTime() - story.days * 86_400_000))
  // Today it may be too early for the hour of the story: an hour ago is early enough.
  const at = instant(story.counter && !isWorkingDay(calendar, wanted) ? previousWorkingDay(calendar, wanted) : wanted, story.at)
  const chance = chanceOf('sen', 'story', number)
  const today = day(at)
  const { answers, from } = answersFor(chance, writingOn(house, today), procedure, citizen, knownTo(house, citizen, today), citizen.person.residence.unit, today)
  const receivingUnit = receptionFor(house, competentUnit, today)
  const one = (act: 'receive' | 'process' | 'decide' | 'lead', unit = competentUnit, post = /./): string => (house.take(staff)(unit, act).find((it) => post.test(it.post)) ?? house.take(staff)(unit, act)[0]!).id
  const clerk = one('receive', receivingUnit, /one-stop/)
  const specialist = one('process', competentUnit, procedure.field === 'civil-status' ? /civil-status/ : /specialist/)
  const decider = one('decide', competentUnit, /vice|director/)
  const papers = componentsFor(procedure, answers, ['population']).needed
    .filter((component) => !component.optional && (story.counter || component.need !== 'present')).map((component) => ({ component: component.code, ...(story.counter ? {} : { file: component.names.vi }) }))
  const { person, phone, email } = citizen
  const filing: Filing = {
    at, channel: story.counter ? 1 : 2, procedure: procedure.code, answers, from, papers, competentUnit,
    applicant: { id: citizen.id, name: person.name, nationalId: person.nationalId, ...(phone ? { phone } : {}), ...(email ? { email } : {}) },
    ...(story.counter ? { receivingUnit, by: clerk } : {}), ...(story.delivery ? { delivery: story.delivery } : {}),
  }
  const { words, duties } = house.take(year)
  let last = at
  const deeds: Deed[] = []
  for (const said of story.then) {
    const [, what, count, unit] = /^([+a-z-]+(?:-\d)?) (\d+)([mhd])$/.exec(said) ?? []
    if (!what) throw new Error(`countries/vn/sample/stories.yaml: "${said}" is no deed with its time`)
    const from = what === 'accept' && !story.counter ? new Date(Math.max(last.getTime(), openingAfter(last, calendar).getTime())) : last
    last = unit === 'd' ? new Date(from.getTime() + Number(count) * 86_400_000 + chance.whole(0, 90) * 60_000) : /^(pay|\+cash)$/.test(what) ? new Date(from.getTime() + Number(count) * 60_000) : addWorkingMinutes(from, Number(count) * (unit === 'h' ? 60 : 1), calendar)
    if (last > now) break
    deeds.push(deedOf(what, last))
  }
  return { filing, deeds }

  function deedOf(what: string, at: Date): Deed {
    switch (what) {
      case 'pay': return { do: 'pay', at }
      case '+cash': return { do: 'pay', at, by: clerk }
      case 'accept': return { do: 'accept', at, by: clerk }
      case 'refuse': return { do: 'refuse', at, by: clerk, reason: words.refusals[0]! }
      case 'ask-papers': return { do: 'ask-papers', at, by: clerk, items: words.papers.slice(0, 2), reason: words.papersWhy[0]! }
      case 'supply': return { do: 'supply-papers', at, answer: words.answers[0]!, file: supplement }
      case 'assign': return { do: 'assign', at, by: one('lead', competentUnit, /vice|director/), to: specialist }
      case 'ask-fee': return { do: 'ask-fee', at, by: specialist, amount: duties[2]! * 1000, reason: words.duties[0]! }
      case 'draft': return { do: 'draft', at, by: specialist, outcome: 'grant' }
      case 'decline': return { do: 'draft', at, by: specialist, outcome: 'decline', reason: words.declines[0]! }
      case 'send-back': return { do: 'send-back', at, by: decider, remark: words.sentBack[0]! }
      case 'approve': return { do: 'approve', at, by: decider }
      case 'return': return { do: 'return', at, by: clerk }
      case 'extend': return { do: 'extend', at, by: specialist, workingDays: 5, reason: words.extensions[1]! }
      case 'withdraw': return { do: 'withdraw', at, reason: words.withdrawals[0]! }
      default: {
        const delegate = /^approve-by-(\w+)$/.exec(what)?.[1]
        if (delegate) return { do: 'approve', at, by: delegate }
        const stars = /^rate-(\d)$/.exec(what)?.[1]
        if (!stars) throw new Error(`countries/vn/sample/stories.yaml: nobody can "${what}"`)
        return { do: 'rate', at, stars: Number(stars), ...(Number(stars) < 3 ? { words: words.blame[0]! } : Number(stars) === 5 ? { words: words.praise[0]! } : {}) }
      }
    }
  }
}

/** What was filed in the evening is looked at in the morning. */
const openingAfter = (at: Date, calendar: Parameters<typeof addWorkingMinutes>[2]): Date => addWorkingMinutes(at, 1, calendar)

/**
 * Cases from the books of communes that were merged away. No rule of today decided them, so they are entered as what they
 * were: filed, decided and handed out by people who have no account here.
 */
export async function tellOldCases(house: House, now: Date): Promise<void> {
  const specimens = await openSpecimens(house)
  const citizens = roleCitizens(house, beginning)
  for (const [at, old] of house.take(stories).before.entries()) {
    const id = `before-${at + 1}`
    const [filed, decided] = [old.filed, old.decided].map((moment) => new Date(`${moment}:00+07:00`)) as [Date, Date]
    const procedure = house.take(catalogue).get(old.procedure)
    const unit = house.take(unitRegister).get(old.unit, day(filed))
    const citizen = citizens.get(old.citizen)!
    const { answers } = answersFor(chanceOf('sen', id), writingOn(house, day(filed)), procedure, citizen, [], citizen.person.residence.unit, day(filed))
    const clerk = { id: `${id}-clerk`, name: old.clerk }
    const signer = { id: `${id}-signer`, name: old.signer }
    const result = { document: `result-${id}`, file: `${id}-file`, checkCode: newCheckCode() }
    const data: Filed = {
      id, code: old.code, checkCode: newCheckCode(), procedure: { code: procedure.code, version: procedure.version, field: procedure.field, names: procedure.names }, channel: 1,
      applicant: { id: citizen.id, name: citizen.person.name, nationalId: citizen.person.nationalId }, receivingUnit: old.unit, competentUnit: old.unit, answers, from: {},
      papers: [], fees: [], time: { amount: procedure.time.amount, unit: procedure.time.unit }, delivery: 'desk', fullProcess: false, countsFrom: filed.toISOString(),
      dueAt: instant(day(decided), '17:00').toISOString(), dueOn: day(decided), forwardAt: filed.toISOString(),
    }
    const kept = specimens.result(procedure.code, 'grant')
    const pending = { ...emptyPending(), quiet: true as const }
    const tell = <S, E extends NewEvent>(stream: Stream<S, E>, name: string, list: { by: { id: string; name: string }; when: Date; event: E }[]): void => {
      let state: S | undefined
      for (const [seen, { by, when, event }] of list.entries()) {
        pending.events.push({ stream: `${stream.prefix}-${name}`, seen, list: [event], actor: by.id, actorName: by.name, inNameOf: null, at: when })
        state = stream.evolve(state, { ...event, at: when, actor: by.id, actorName: by.name })
      }
      pending.rows.push(...stream.rows(state as S))
    }
    const soon = new Date(filed.getTime() + 45 * 60_000)
    tell<any, CaseEvent>(caseStream, id, [
      { by: clerk, when: filed, event: { type: 'cases.registered', data } },
      { by: clerk, when: filed, event: { type: 'cases.forwarded', data: { to: old.unit } } },
      { by: clerk, when: soon, event: { type: 'cases.drafted', data: { outcome: 'grant', values: {} } } },
      { by: signer, when: decided, event: { type: 'cases.approved', data: { outcome: 'grant', number: old.number, signer: { name: old.signer, position: `${old.position} ${unit.formal.vi}` } } } },
      { by: system, when: decided, event: { type: 'cases.result-issued', data: result } },
      { by: clerk, when: new Date(decided.getTime() + 1_200_000), event: { type: 'cases.returned', data: { how: 'desk' } } },
    ])
    tell(fileStream, result.file, [{ by: system, when: decided, event: { type: 'documents.printed', data: { id: result.file, ...kept, label: labelFor(`${procedure.result.names.vi} ${old.number.replace('/', '-')}`, 'pdf'), owner: citizen.id } } }])
    tell(documentStream, result.document, [{ by: system, when: decided, event: { type: 'documents.issued', data: {
      id: result.document, owner: { id: citizen.id, name: citizen.person.name }, resultCode: procedure.result.code, documentType: procedure.result.documentType, title: procedure.result.names, number: old.number,
      issuedOn: day(decided), issuedBy: { unit: old.unit, name: unit.formal.vi }, signedBy: old.signer, caseId: id, file: result.file, checkCode: result.checkCode, data: answers,
    } } }])
    await house.writer.write(pending)
  }
}
