import { randomBytes } from 'node:crypto'
import Type from 'typebox'
import { defineAction, defineQuery } from '#platform/action'
import { mustNotHurry } from '#platform/limits'
import { Refusal } from '#platform/refusal'
import { checkFile } from '../verify/check.ts'
import type { Report } from '../verify/report.ts'

/** Law 91/2025: no longer than it is needed; a day is enough to send the address on. */
const keptFor = 24 * 3600_000

/** Checks a signed file. What was found can be read again for a day under an address that is told once; the file is not kept. */
export const verifyFile = defineAction({
  name: 'signatures.verify',
  summary: 'Check a signed file: who signed, in which capacity, when, and whether it was changed since',
  may: 'anyone',
  input: Type.Object({ name: Type.String({ maxLength: 300 }), content: Type.String({ minLength: 1, maxLength: 15_000_000, description: 'The file, in base64' }) }, { additionalProperties: false }),
  async run(ctx, { name, content }): Promise<{ id: string; report: Report }> {
    mustNotHurry(ctx.house, `verify ${ctx.actor.id}`, ctx.actor.kind === 'nobody' ? { most: 300, perSeconds: 60 } : { most: 60, perSeconds: 60 })
    const bytes = Buffer.from(content, 'base64')
    if (!bytes.length) throw new Refusal('invalid', 'check-the-form', { file: 'choose-a-file' })
    const report = await checkFile(ctx, name, bytes)
    // Nobody guesses it: what was found names people.
    const id = randomBytes(16).toString('base64url')
    ctx.write({ table: 'verifications', row: { id, report, checked_at: ctx.now, forget_at: new Date(ctx.now.getTime() + keptFor) } })
    return { id, report }
  },
})

export const verificationReport = defineQuery({
  name: 'signatures.report',
  summary: 'What was found about a file that was checked within the last day',
  may: 'anyone',
  input: Type.Object({ id: Type.String({ maxLength: 40 }) }, { additionalProperties: false }),
  async run(ctx, { id }): Promise<Report> {
    const row = await ctx.db.selectFrom('verifications').select('report').where('id', '=', id).where('forget_at', '>', ctx.now).executeTakeFirst()
    if (!row) throw new Refusal('not-found', 'no-such-report')
    return row.report as Report
  },
})
