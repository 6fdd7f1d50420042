import { type ReadRow, readsAbout } from '#evidence'
import { unitRegister } from '#organisations'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import type { Holding } from '#platform/module'
import { privacyLaw, type Purpose } from '../definitions.ts'

/** Everything the house keeps of the actor, room by room, as each room tells it. */
export async function holdingsOf(ctx: Ctx): Promise<(Holding & { room: string })[]> {
  const whom = { account: ctx.actor.id, ...(ctx.actor.nationalId ? { nationalId: ctx.actor.nationalId } : {}) }
  const told = await Promise.all(ctx.house.modules.flatMap((room) => (room.holds ? [room.holds(ctx, whom).then((list) => list.map((one) => ({ room: room.name, ...one })))] : [])))
  return told.flat()
}

export type Reader = ReadRow & { unit?: string; own: boolean; caseCode?: string }

/** Who looked at what is kept of the actor, under her account, her number, or in a case of hers; latest first. */
export async function readersOf(ctx: Ctx, { most, before, own }: { most: number; before?: Date; own: boolean }): Promise<Reader[]> {
  const { id, nationalId } = ctx.actor
  const cases = await ctx.db.selectFrom('case_rows').select(['id', 'code']).where((eb) => eb.or([eb('applicant', '=', id), ...(nationalId ? [eb('applicant_number', '=', nationalId)] : [])])).orderBy('filed_at', 'desc').limit(1000).execute()
  const codes = new Map(cases.map((one) => [one['id'] as string, one['code'] as string]))
  const rows = await readsAbout(ctx, { subjects: [id, ...(nationalId ? [nationalId] : [])], cases: [...codes.keys()], most, ...(before ? { before } : {}), ...(own ? {} : { notBy: id }) })
  const units = ctx.take(unitRegister)
  return rows.map((row) => {
    const unit = row.reader_unit ? (units.find(row.reader_unit, day(row.at)) ?? units.versionsOf(row.reader_unit).at(-1))?.full[ctx.lang] : undefined
    const caseCode = codes.get(row.case_id ?? '')
    return { ...row, own: row.reader === id, ...(unit ? { unit } : {}), ...(caseCode ? { caseCode } : {}) }
  })
}

export type ConsentStanding = Purpose & { givenAt?: Date; withdrawnAt?: Date; /** She agreed to an earlier text. */ earlier?: number }

export async function consentsOf(ctx: Ctx): Promise<ConsentStanding[]> {
  const rows = await ctx.db.selectFrom('privacy_consents').select(['purpose', 'version', 'text_hash', 'given_at', 'withdrawn_at']).where('person', '=', ctx.actor.id).execute()
  return ctx.take(privacyLaw).purposesOn(day(ctx.now)).map((purpose) => {
    const row = rows.find((one) => one['purpose'] === purpose.key)
    if (!row) return purpose
    if (row['withdrawn_at']) return { ...purpose, withdrawnAt: row['withdrawn_at'] }
    return row['text_hash'] === purpose.hash ? { ...purpose, givenAt: row['given_at'] } : { ...purpose, earlier: row['version'] }
  })
}

export type RequestRow = {
  id: string; person_name: string; asked: string; about: string; words: string; unit: string; state: 'waiting' | 'taken-up' | 'answered' | 'withdrawn'
  asked_at: Date; acknowledge_by: Date; due_at: Date; due_on: string; handler: string | null; handler_name: string | null; outcome: 'granted' | 'partly' | 'refused' | null; answer: string | null; ended_at: Date | null
}
const whatRequestsSay = ['id', 'person_name', 'asked', 'about', 'words', 'unit', 'state', 'asked_at', 'acknowledge_by', 'due_at', 'due_on', 'handler', 'handler_name', 'outcome', 'answer', 'ended_at'] as const

export const requestsOf = async (ctx: Ctx): Promise<RequestRow[]> =>
  await ctx.db.selectFrom('privacy_requests').select(whatRequestsSay).where('person', '=', ctx.actor.id).orderBy('asked_at', 'desc').limit(100).execute() as RequestRow[]

/** Open requests of the units in which the actor protects data, the most urgent first; with `over`, those that are over, latest first. */
export async function requestsToAnswer(ctx: Ctx, { over = false } = {}): Promise<RequestRow[]> {
  const units = ctx.actor.powers.filter((power) => power.act === 'protect').map((power) => power.unit)
  if (!units.length) return []
  const asked = ctx.db.selectFrom('privacy_requests').select(whatRequestsSay).where('unit', 'in', units)
  return await (over ? asked.where('ended_at', 'is not', null).orderBy('ended_at', 'desc') : asked.where('ended_at', 'is', null).orderBy('due_at')).orderBy('id').limit(200).execute() as RequestRow[]
}
