import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { system } from '#platform/actor'
import { day } from '#platform/clock'
import { type Ctx, openCtx } from '#platform/ctx'
import { defineStream, type RowWrite, unopened } from '#platform/events'
import type { House } from '#platform/house'
import { Refusal } from '#platform/refusal'
import { together } from '#platform/together'
import { fold } from '#platform/words'
import type { Account, AccountEvent, NewAccount } from './domain/account.ts'
import { texts } from './texts/texts.ts'

/** Who registered whom, and when. The account itself is a row of its own: personal data must be able to go, the log cannot. */
export const accountStream = defineStream<true, AccountEvent>({ prefix: 'account', evolve: () => true, rows: () => [], tables: [] })

export const accountColumns = ['id', 'official', 'name', 'national_id', 'birth_date', 'sex', 'phone', 'email', 'assurance', 'registered_at'] as const

export const accountOf = (row: any): Account => ({
  id: row.id, official: row.official, name: row.name,
  ...(row.national_id && { nationalId: row.national_id }), ...(row.birth_date && { birthDate: row.birth_date }), ...(row.sex && { sex: row.sex }),
  ...(row.phone && { phone: row.phone }), ...(row.email && { email: row.email }), ...(row.assurance && { assurance: row.assurance }),
})

export const findAccount = async (ctx: Pick<Ctx, 'db'>, by: { id: string } | { nationalId: string }): Promise<Account | undefined> => {
  const accounts = ctx.db.selectFrom('accounts').select(accountColumns)
  const row = await ('id' in by ? accounts.where('id', '=', by.id) : accounts.where('national_id', '=', by.nationalId)).executeTakeFirst()
  return row && accountOf(row)
}

/** The same person gets the same id wherever two of us meet him first at the same moment; the number cannot be read from it. */
const idFor = (house: House, nationalId: string): string =>
  createHmac('sha256', house.settings.secret).update(`account ${nationalId}`).digest('base64url').slice(0, 22)

export const accountRow = (account: Account, registeredAt: Date): RowWrite => ({
  table: 'accounts',
  row: {
    id: account.id, kind: 'person', official: account.official, name: account.name, national_id: account.nationalId ?? null, birth_date: account.birthDate ?? null,
    sex: account.sex ?? null, phone: account.phone ?? null, email: account.email ?? null, assurance: account.assurance ?? null,
    search: fold(`${account.name} ${account.nationalId ?? ''}`), registered_at: registeredAt,
  },
})

/** Registers somebody new as part of the piece of work at hand. */
export function registerAccount(ctx: Ctx, { official = false, ...known }: NewAccount, by: 'counter' | 'issuer' | 'administrator' | 'sample' | 'register', id?: string): Account {
  const account: Account = { ...known, official, name: known.name.normalize('NFC').trim(), id: id ?? (known.nationalId ? idFor(ctx.house, known.nationalId) : ctx.newId()) }
  ctx.write(accountRow(account, ctx.now))
  ctx.record(accountStream, unopened(account.id), [{ type: 'identity.account-registered', data: { official, by } }])
  return account
}

/**
 * Registers many at once, for the sample; the same rows and events as one by one. Who is known already, by id or personal
 * number, is left as he is. Answers how many were new.
 */
export async function registerAccounts(house: House, list: readonly (NewAccount & { id: string })[]): Promise<number> {
  let added = 0
  for (let from = 0; from < list.length; from += 500) {
    const some = list.slice(from, from + 500)
    const known = await house.db.selectFrom('accounts').select(['id', 'national_id'])
      .where((eb) => eb.or([eb('id', 'in', some.map((a) => a.id)), eb('national_id', 'in', ['', ...some.flatMap((a) => a.nationalId ?? [])])])).execute()
    const taken = new Set(known.flatMap((row) => [row.id, row.national_id]))
    const ctx = openCtx(house, system)
    for (const { id, ...account } of some) {
      if (taken.has(id) || (account.nationalId && taken.has(account.nationalId))) continue
      registerAccount(ctx, account, 'sample', id)
      added++
    }
    if (ctx.pending.rows.length) await house.writer.write(ctx.pending)
  }
  return added
}

/**
 * The account of a child, or of a business, that a register names and that has nobody to sign in: found, or registered in the same
 * write, so that what is done in its name is its own.
 */
export async function accountOfRepresented(ctx: Ctx, known: { name: string; nationalId: string; birthDate?: string; sex?: 'female' | 'male' } | { name: string; taxCode: string }): Promise<{ id: string }> {
  if ('nationalId' in known) return (await findAccount(ctx, { nationalId: known.nationalId })) ?? registerAccount(ctx, known, 'register')
  const there = await ctx.db.selectFrom('accounts').select('id').where('tax_code', '=', known.taxCode).executeTakeFirst()
  if (there) return { id: there['id'] }
  const id = idFor(ctx.house, `business ${known.taxCode}`)
  const row = accountRow({ id, official: false, name: known.name.normalize('NFC').trim() }, ctx.now)
  ctx.write({ ...row, row: { ...('row' in row ? row.row : {}), kind: 'organisation', tax_code: known.taxCode } })
  ctx.record(accountStream, unopened(id), [{ type: 'identity.account-registered', data: { official: false, by: 'register' } }])
  return { id }
}

export type Applicant = { id: string; name: string; nationalId?: string; phone?: string; email?: string }

type AccountFacts = { name: string; phone: string | null; email: string | null; registered_at: Date }
const factsOf = together<string, AccountFacts | undefined>(async (db, ids) => {
  const rows = await db.selectFrom('accounts').select(['id', 'name', 'phone', 'email', 'registered_at']).where('id', '=', sql<string>`any(${[...new Set(ids)]}::text[])`).execute()
  const found = new Map(rows.map((row) => [row.id, row as AccountFacts]))
  return ids.map((id) => found.get(id))
})

const reachOf = (facts: Pick<AccountFacts, 'phone' | 'email'> | undefined): Pick<Applicant, 'phone' | 'email'> => ({ ...(facts?.phone && { phone: facts.phone }), ...(facts?.email && { email: facts.email }) })

/** The actor as the applicant of a case: name and number as he signed in, phone and e-mail as his account has them. */
export async function applicantOf(ctx: Ctx): Promise<Applicant> {
  const { id, name, nationalId } = ctx.actor
  return { id, name, ...(nationalId && { nationalId }), ...reachOf(await factsOf(ctx.db, id)) }
}

/**
 * The person at the counter as the applicant of a case. With a personal number he is found, or registered in the same
 * write, so that he sees the case when he signs in one day. Without one the case is nobody's account.
 * Refuses with invalid `name-and-number-disagree` when the number belongs to somebody of another name.
 */
export async function applicantAtCounter(ctx: Ctx, given: { name: string; nationalId?: string | undefined; phone?: string | undefined; email?: string | undefined }): Promise<Applicant> {
  const reach: Pick<Applicant, 'phone' | 'email'> = { ...(given.phone && { phone: given.phone }), ...(given.email && { email: given.email }) }
  if (!given.nationalId) return { id: ctx.newId(), name: given.name, ...reach }
  const known = await findAccount(ctx, { nationalId: given.nationalId })
  if (known && fold(known.name) !== fold(given.name)) throw new Refusal('invalid', 'check-the-form', { 'applicant.name': 'name-and-number-disagree' })
  const { id, name, nationalId, phone, email } = known ?? registerAccount(ctx, { name: given.name, nationalId: given.nationalId, ...reach }, 'counter')
  return { id, name, ...(nationalId && { nationalId }), ...(phone && { phone }), ...(email && { email }), ...reach }
}

/** What the actor's account knows for a form, in the shape the registers answer in: source `account`. */
export async function knownFromAccount(ctx: Ctx): Promise<{ source: 'account'; register: { vi: string; en: string }; date: string; values: { name: string; phone?: string; email?: string } }[]> {
  const facts = await factsOf(ctx.db, ctx.actor.id)
  if (!facts) return []
  return [{ source: 'account', register: { vi: texts.vi.account.asSource, en: texts.en.account.asSource }, date: day(facts.registered_at), values: { name: facts.name, ...reachOf(facts) } }]
}
