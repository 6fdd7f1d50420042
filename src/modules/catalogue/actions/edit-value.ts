import Type from 'typebox'
import { defineAction } from '#platform/action'
import { Refusal } from '#platform/refusal'
import { parseLike, printValue, valuesOf } from '../domain/values.ts'
import { mustKeepCatalogue } from '../queries/may-keep.ts'
import { openRecord, readingOf, recordStream } from '../record-store.ts'
import { Code, Reason } from '../shapes.ts'

/** A manager reads the record's words otherwise than the importer did, and says why. The words themselves stay as published. */
export const editValue = defineAction({
  name: 'catalogue.edit-value',
  summary: 'Correct one value that was read from a record',
  may: 'admin',
  input: Type.Object({ code: Code, path: Type.String({ minLength: 1, maxLength: 500 }), value: Type.String({ minLength: 1, maxLength: 4000 }), reason: Reason }, { additionalProperties: false }),
  async run(ctx, { code, path, value, reason }) {
    mustKeepCatalogue(ctx)
    const opened = await openRecord(ctx, code)
    const found = valuesOf(readingOf({ raw: opened.state.raw, edits: [] }).reading).find((one) => one.path === path)
    if (!found) throw new Refusal('not-found', 'no-such-value')
    const parsed = parseLike(found.said.value, value)
    if (parsed === undefined) throw new Refusal('invalid', 'check-the-form', { value: 'value-not-of-its-kind' })
    const was = printValue(found.said.value)
    if (printValue(parsed) === was) throw new Refusal('invalid', 'check-the-form', { value: 'value-as-it-is' })
    ctx.record(recordStream, opened, [{ type: 'catalogue.value-edited', data: { code, path, was, value: printValue(parsed), reason } }])
  },
})

export const withdrawEdit = defineAction({
  name: 'catalogue.withdraw-edit',
  summary: 'Go back to what was read from the record',
  may: 'admin',
  input: Type.Object({ code: Code, path: Type.String({ minLength: 1, maxLength: 500 }) }, { additionalProperties: false }),
  async run(ctx, { code, path }) {
    mustKeepCatalogue(ctx)
    const opened = await openRecord(ctx, code)
    if (!opened.state.edits.some((edit) => edit.path === path)) throw new Refusal('not-found', 'no-such-value')
    ctx.record(recordStream, opened, [{ type: 'catalogue.edit-withdrawn', data: { code, path } }])
  },
})
