import Type from 'typebox'
import { defineAction } from '#platform/action'
import { day } from '#platform/clock'
import { Refusal } from '#platform/refusal'
import { readModel, writeModel, FlowRefusal } from '../bpmn/read/index.ts'
import { stamp } from '../domain/definition.ts'
import { flowStream, versionToPropose } from '../flow-store.ts'
import { flowsOf } from '../queries/flows.ts'
import { readDefinition } from '../reading/read-flows.ts'
import { sayWrong } from '../saying.ts'

/**
 * A drawing becomes the next version of its flow, once another administrator has looked at it. It is read by every rule now:
 * the refusal names each fault by its element. Number and day are written into the file here, so that nobody need count.
 */
export const proposeFlow = defineAction({
  name: 'flows.propose',
  summary: 'Propose a drawing (BPMN 2.0) as the next version of a flow; refused with every fault, by element',
  may: 'admin',
  input: Type.Object({
    xml: Type.String({ minLength: 1, maxLength: 2_000_000 }),
    validFrom: Type.Optional(Type.String({ format: 'date' })),
    note: Type.Optional(Type.String({ maxLength: 2000 })),
  }, { additionalProperties: false }),
  answer: Type.Object({ key: Type.String(), version: Type.Integer() }),
  async run(ctx, { xml, validFrom = day(ctx.now), note }) {
    const refuse = (faults: { element: string; say: string }[]): never => { throw new Refusal('invalid', 'flow-has-faults', Object.fromEntries(faults.map((it) => [it.element || 'xml', it.say])), { count: faults.length }) }
    if (validFrom < day(ctx.now)) throw new Refusal('invalid', 'check-the-form', { validFrom: 'not-before-today' })
    const model = (() => {
      try { return readModel(xml) } catch (error) {
        if (!(error instanceof FlowRefusal)) throw error
        return refuse(error.faults.map((it) => ({ element: it.element, say: sayWrong(it, ctx.lang) })))
      }
    })()
    const book = await flowsOf(ctx)
    const key = model.all.find((it) => it.type === 'Process')?.id
    const version = (book.versions(key ?? '').at(-1)?.version ?? 0) + 1
    const written = key === undefined ? xml : writeModel(stamp(model, { version: String(version), validFrom }))
    const read = readDefinition(written, 'published', ctx.lang)
    if ('faults' in read) return refuse(read.faults)
    const { definition } = read
    const opened = await versionToPropose(ctx, definition.key, version)
    if (opened.version > 0 && opened.state.state === 'proposed' && opened.state.proposedBy.id !== ctx.actor.id) throw new Refusal('conflict', 'proposed-already', {}, { who: opened.state.proposedBy.name })
    ctx.record(flowStream, opened, [{ type: 'flows.proposed', data: { key: definition.key, version, name: definition.names.vi, validFrom, xml: written, ...(note?.trim() ? { note: note.trim() } : {}) } }])
    return { key: definition.key, version }
  },
})
