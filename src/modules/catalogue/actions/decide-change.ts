import Type from 'typebox'
import { defineAction } from '#platform/action'
import { Refusal } from '#platform/refusal'
import { mustKeepCatalogue } from '../queries/may-keep.ts'
import { openRecord, recordStream } from '../record-store.ts'
import { Code, Reason } from '../shapes.ts'

/** The newer record becomes the record; what officials edited stays on it. `hash` is what was looked at: another since then is refused. */
export const acceptChange = defineAction({
  name: 'catalogue.accept-change',
  summary: 'Accept a changed record of the catalogue',
  may: 'admin',
  input: Type.Object({ code: Code, hash: Type.String() }, { additionalProperties: false }),
  async run(ctx, { code, hash }) {
    mustKeepCatalogue(ctx)
    const opened = await openRecord(ctx, code)
    mustBeWaiting(opened.state.proposal?.hash, hash)
    ctx.record(recordStream, opened, [{ type: 'catalogue.change-accepted', data: { code, hash } }])
  },
})

export const declineChange = defineAction({
  name: 'catalogue.decline-change',
  summary: 'Keep the record as it is and put a changed one aside',
  may: 'admin',
  input: Type.Object({ code: Code, hash: Type.String(), reason: Reason }, { additionalProperties: false }),
  async run(ctx, { code, hash, reason }) {
    mustKeepCatalogue(ctx)
    const opened = await openRecord(ctx, code)
    mustBeWaiting(opened.state.proposal?.hash, hash)
    ctx.record(recordStream, opened, [{ type: 'catalogue.change-declined', data: { code, hash, reason } }])
  },
})

function mustBeWaiting(waiting: string | undefined, seen: string): void {
  if (waiting === undefined) throw new Refusal('conflict', 'no-change-waiting')
  if (waiting !== seen) throw new Refusal('conflict', 'changed-meanwhile')
}
