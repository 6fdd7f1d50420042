import Type from 'typebox'
import { defineAction } from '#platform/action'
import { Refusal } from '#platform/refusal'
import { mustKeepCatalogue } from '../queries/may-keep.ts'
import { openRecord, recordStream } from '../record-store.ts'
import { Code } from '../shapes.ts'

/** A manager has held the reading against the words and found it right. New words need a new look. */
export const confirmRecord = defineAction({
  name: 'catalogue.confirm-record',
  summary: 'Confirm that a record was read rightly',
  may: 'admin',
  input: Type.Object({ code: Code, hash: Type.String() }, { additionalProperties: false }),
  async run(ctx, { code, hash }) {
    mustKeepCatalogue(ctx)
    const opened = await openRecord(ctx, code)
    if (opened.state.proposal) throw new Refusal('conflict', 'decide-change-first')
    if (opened.state.hash !== hash) throw new Refusal('conflict', 'changed-meanwhile')
    if (opened.state.confirmed?.hash === hash) throw new Refusal('conflict', 'confirmed-already')
    ctx.record(recordStream, opened, [{ type: 'catalogue.record-confirmed', data: { code, hash } }])
  },
})
