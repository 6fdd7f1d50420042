import { type ExpressionBuilder, sql } from 'kysely'
import { Type } from 'typebox'
import { maySee, openCase } from '#cases'
import { isBelow } from '#organisations'
import { defineQuery } from '#platform/action'
import { Moment, orNull, Paged } from '#platform/answers'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { type Channel, type Kind, kindNames, opensTray, traysOf } from '../domain/message.ts'

/** A message as pages and programs read it, in the language asked for. */
export type MessageRow = {
  id: string; kind: Kind; channel: Channel; recipient: string; recipientName: string; address: string | null
  subject: string; body: string; about: string; link: string
  madeAt: Date; sentAt: Date | null; failed: string | null; nextTryAt: Date | null; readAt: Date | null; readBy: string | null
}

const columns = ['id', 'kind', 'channel', 'recipient', 'recipient_name', 'address', 'subject', 'body', 'subject_en', 'body_en', 'about', 'link', 'procedure', 'receiving_unit', 'competent_unit', 'made_at', 'sent_at', 'failed', 'next_try_at', 'read_at', 'read_by'] as const
const rowOf = (ctx: Ctx, r: any): MessageRow => {
  // A text message exists in one language only.
  const english = ctx.lang === 'en' && r.channel !== 'sms'
  return {
    id: r.id, kind: r.kind, channel: r.channel, recipient: r.recipient, recipientName: r.recipient_name, address: r.address,
    subject: english ? r.subject_en : r.subject, body: english ? r.body_en : r.body, about: r.about, link: r.link,
    madeAt: r.made_at, sentAt: r.sent_at, failed: r.failed, nextTryAt: r.next_try_at, readAt: r.read_at, readBy: r.read_by,
  }
}

/** The messages of the actor's own trays, for a `where`; undefined when he has none. */
function inMyTrays(ctx: Ctx) {
  const trays = traysOf(ctx.actor)
  const open = trays.filter((tray) => !tray.procedures).map((tray) => tray.recipient)
  const some = trays.filter((tray) => tray.procedures)
  if (!trays.length) return undefined
  return (eb: ExpressionBuilder<any, any>) => eb.or([
    ...(open.length ? [eb('recipient', 'in', open)] : []),
    ...some.map((tray) => eb.and([eb('recipient', '=', tray.recipient), eb('procedure', 'in', [...tray.procedures!])])),
  ])
}

/** Beyond this the mark in the masthead says no more. */
const mostCounted = 99

/** How many unread messages wait for the actor, at most 99. One look into a partial index; nobody signed in costs nothing. */
export async function waitingFor(ctx: Ctx): Promise<number> {
  const mine = inMyTrays(ctx)
  if (!mine) return 0
  const { n } = await ctx.db.selectFrom((eb) => eb.selectFrom('messages').select(sql<number>`1`.as('one')).where('channel', '=', 'inbox').where('read_at', 'is', null).where(mine).limit(mostCounted).as('unread'))
    .select((eb) => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
  return Number(n)
}

export const perPage = 20

/** Further back than this, one looks into the case. */
const mostPages = 50

/**
 * One page of the actor's inbox, newest first. Every tray gives its own newest, by the index, so that a desk with a hundred
 * thousand messages opens as fast as a new one.
 */
export async function inboxPage(ctx: Ctx, page: number): Promise<{ rows: MessageRow[]; page: number; more: boolean }> {
  const at = Math.max(1, Math.min(page, mostPages))
  const trays = traysOf(ctx.actor)
  if (!trays.length) return { rows: [], page: at, more: false }
  const { rows } = await sql`
    select m.* from jsonb_to_recordset(${JSON.stringify(trays)}::jsonb) as tray(recipient text, procedures jsonb),
      lateral (select ${sql.join(columns.map((name) => sql.ref(name)))} from messages
               where messages.recipient = tray.recipient and channel = 'inbox' and (tray.procedures is null or jsonb_exists(tray.procedures, messages.procedure))
               order by made_at desc, id limit ${perPage * at + 1}) as m
    order by m.made_at desc, m.id limit ${perPage + 1} offset ${(at - 1) * perPage}`.execute(ctx.db)
  return { rows: rows.slice(0, perPage).map((row) => rowOf(ctx, row)), page: at, more: rows.length > perPage && at < mostPages }
}

/** Opens one message of the actor's inbox and puts down that it was read; read once, it stays read. */
export async function openMessage(ctx: Ctx, id: string): Promise<MessageRow> {
  const row = await ctx.db.selectFrom('messages').selectAll().where('id', '=', id).where('channel', '=', 'inbox').executeTakeFirst()
  if (!row || !opensTray(traysOf(ctx.actor), row as any)) throw new Refusal('not-found', 'no-such-message')
  if (!row.read_at) ctx.write({ table: 'messages', row: { ...row, read_at: ctx.now, read_by: ctx.actor.name } })
  return rowOf(ctx, row)
}

/** Unread rows of the actor's inbox, whole, to be marked; at most `most`. */
export async function unreadRows(ctx: Ctx, most: number): Promise<Record<string, unknown>[]> {
  const mine = inMyTrays(ctx)
  return mine ? ctx.db.selectFrom('messages').selectAll().where('channel', '=', 'inbox').where('read_at', 'is', null).where(mine).orderBy('made_at').limit(most).execute() : []
}

/**
 * What was said about a case, oldest first: to an official all of it, to a person what was said to her. Whoever may not see
 * the case is told what he is told of one that was never filed: not-found `no-such-case`.
 */
export async function messagesAbout(ctx: Ctx, caseId: string): Promise<MessageRow[]> {
  const { actor } = ctx
  const { state: file } = await openCase(ctx, caseId)
  if (!maySee(actor, file, (unit, top) => isBelow(ctx, unit, top))) throw new Refusal('not-found', 'no-such-case')
  const all = ctx.db.selectFrom('messages').select(columns).where('about', '=', caseId).orderBy('made_at').orderBy('id').limit(300)
  const rows = await (actor.kind === 'person' ? all.where('recipient', '=', `person:${actor.id}`) : all).execute()
  return rows.map((row) => rowOf(ctx, row))
}

/** What would lie on a person's telephone and in her mail, newest first: for the sample only. */
export async function sentTo(ctx: Ctx, person: string): Promise<MessageRow[]> {
  const rows = await ctx.db.selectFrom('messages').select(columns).where('recipient', '=', `person:${person}`).where('channel', 'in', ['sms', 'email']).orderBy('made_at', 'desc').orderBy('id').limit(50).execute()
  // As it was sent: mail and text messages are Vietnamese.
  return rows.map((row) => rowOf({ ...ctx, lang: 'vi' }, row))
}

const Message = Type.Object({
  id: Type.String(), kind: Type.Enum([...kindNames]), channel: Type.Enum(['inbox', 'email', 'sms']), recipient: Type.String(), recipientName: Type.String(), address: orNull(Type.String()),
  subject: Type.String(), body: Type.String(), about: Type.String({ description: 'The id of the case' }), link: Type.String(),
  madeAt: Moment, sentAt: orNull(Moment), failed: orNull(Type.String()), nextTryAt: orNull(Moment), readAt: orNull(Moment), readBy: orNull(Type.String()),
})

export const inboxQuery = defineQuery({
  name: 'notifications.inbox',
  summary: 'Your messages, newest first, twenty at a time',
  may: 'signed-in',
  input: Type.Object({ page: Type.Optional(Type.Integer({ minimum: 1, maximum: mostPages })) }, { additionalProperties: false }),
  answer: Type.Object({ rows: Type.Array(Message), ...Paged, unread: Type.Integer() }),
  run: async (ctx, { page = 1 }) => ({ ...(await inboxPage(ctx, page)), unread: await waitingFor(ctx) }),
})

export const aboutQuery = defineQuery({
  name: 'notifications.about',
  summary: 'What was said about a case, on which channel, and whether it was sent and read',
  may: 'signed-in',
  input: Type.Object({ caseId: Type.String({ minLength: 1, maxLength: 100 }) }, { additionalProperties: false }),
  answer: Type.Object({ messages: Type.Array(Message) }),
  run: async (ctx, { caseId }) => ({ messages: await messagesAbout(ctx, caseId) }),
})
