import Type from 'typebox'
import { defineAction } from '#platform/action'
import { Refusal } from '#platform/refusal'
import { mustKeepCatalogue } from '../queries/may-keep.ts'
import { openRecord, recordStream } from '../record-store.ts'
import { readinessRules } from '../rules.ts'
import { Code } from '../shapes.ts'

/**
 * An official decides whether a reason against full-process holds for a procedure. Decree 224/2026 art. 14: partial is
 * allowed only with its reason and legal basis published, so both answers cite one.
 */
export const settleFlag = defineAction({
  name: 'catalogue.settle-flag',
  summary: 'Decide whether a reason against full-process holds, with its legal basis',
  may: 'admin',
  input: Type.Object({ code: Code, flag: Type.String({ pattern: '^[a-z-]+$' }), holds: Type.Boolean(), basis: Type.String({ minLength: 5, maxLength: 500 }) }, { additionalProperties: false }),
  async run(ctx, { code, flag, holds, basis }) {
    mustKeepCatalogue(ctx)
    if (!ctx.take(readinessRules).flags.some((rule) => rule.code === flag)) throw new Refusal('not-found', 'no-such-flag')
    const opened = await openRecord(ctx, code)
    ctx.record(recordStream, opened, [{ type: 'catalogue.flag-settled', data: { code, flag, holds, basis } }])
  },
})
