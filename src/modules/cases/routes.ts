import type { FastifyInstance } from 'fastify'
import { anyFile, noteReading, sendFile, sendPdf } from '#documents'
import { type Ctx, openCtx } from '#platform/ctx'
import { isEmpty } from '#platform/events'
import type { House } from '#platform/house'
import { Refusal } from '#platform/refusal'
import { mustMay } from '#platform/action'
import { formLetter } from './forms.ts'
import { receiptOf } from './queries/api.ts'
import { caseFile } from './queries/case-file.ts'
import { monthOf, registerLetter } from './queries/register.ts'
import { printResult } from './result.ts'

/** What a case prints, and its papers for those who work on it. Each address asks first whether this person may see this case. */
export function caseRoutes(app: FastifyInstance, house: House): void {
  const seen = async (req: { actor: import('#platform/actor').Actor; params: unknown }): Promise<{ ctx: Ctx } & Awaited<ReturnType<typeof caseFile>>> => {
    mustMay(req.actor, 'signed-in')
    const ctx = openCtx(house, req.actor)
    return { ctx, ...(await caseFile(ctx, (req.params as { caseId: string }).caseId)) }
  }

  app.get('/cases/:caseId/forms/:form', { preHandler: app.whoIs }, async (req, reply) => {
    const { ctx, file, events } = await seen(req)
    const form = (req.params as { form: string }).form.replace(/\.pdf$/, '')
    const pdf = await formLetter(ctx, file, events, form)
    return sendPdf(reply, `${file.code} ${form}.pdf`, pdf, { as: 'inline' })
  })

  // The result lies in the applicant's store; who acts for her in this case takes it from here.
  app.get('/cases/:caseId/result', { preHandler: app.whoIs }, async (req, reply) => {
    const { ctx, file } = await seen(req)
    if (req.actor.kind !== 'person' || !file.result) throw new Refusal('not-found', 'no-such-file')
    const stored = await anyFile(ctx, file.result.file)
    noteReading(ctx, stored, `case ${file.code}`, file.id)
    if (!isEmpty(ctx.pending)) await house.writer.write(ctx.pending)
    return sendFile(house, reply, stored)
  })

  // Kept beside the result: it proves what happened when this platform is gone.
  app.get('/cases/:caseId/receipt.json', { preHandler: app.whoIs }, async (req, reply) => {
    const { ctx, file } = await seen(req)
    return reply.header('cache-control', 'private, no-store').header('content-disposition', `attachment; filename="${file.code}-receipt.json"`).type('application/json; charset=utf-8').send(JSON.stringify(await receiptOf(ctx, file.id), null, 2))
  })

  app.get('/officer/cases/:caseId/preview.pdf', { preHandler: app.whoIs }, async (req, reply) => {
    const { ctx, file } = await seen(req)
    if (req.actor.kind !== 'official' || !file.draft) throw new Refusal('not-found', 'no-such-form')
    return sendPdf(reply, `${file.code}.pdf`, await printResult(ctx, file, file.draft), { as: 'inline' })
  })

  app.get('/officer/register.pdf', { preHandler: app.whoIs }, async (req, reply) => {
    mustMay(req.actor, ['receive', 'lead'])
    const { unit = '', month = '' } = req.query as { unit?: string; month?: string }
    const { from, to } = monthOf(month)
    return sendPdf(reply, `So theo doi ho so ${month}.pdf`, await registerLetter(openCtx(house, req.actor), unit, from, to), { as: 'inline' })
  })

  app.get('/officer/cases/:caseId/papers/:fileId', { preHandler: app.whoIs }, async (req, reply) => {
    const { ctx, file } = await seen(req)
    const { fileId } = req.params as { fileId: string }
    if (req.actor.kind !== 'official' || !(file.papers.some((p) => p.file === fileId) || file.result?.file === fileId)) throw new Refusal('not-found', 'no-such-file')
    const stored = await anyFile(ctx, fileId)
    noteReading(ctx, stored, `case ${file.code}`, file.id)
    if (!isEmpty(ctx.pending)) await house.writer.write(ctx.pending)
    return sendFile(house, reply, stored, { as: 'inline' })
  })
}
