import { checkModel } from './check.ts'
import { FlowRefusal, type Fault } from './faults.ts'
import { modelOf, type BpmnModel } from './model.ts'
import { namespaces } from './schema.ts'
import { decodeXml, NotXml, parseXml, printXml } from '../../xml-document.ts'
import type { FaultRule } from '../../texts/faults.vi.ts'

export { FlowRefusal, type Fault } from './faults.ts'
export { attribute, childNamed, childrenNamed, childrenOfType, executable, flag, isA, target, targets, text, within, type BpmnElement, type BpmnModel } from './model.ts'
export type { TypeName } from './schema.ts'

/**
 * Reads a model of BPMN 2.0, whether or not it keeps every rule: `faultsOf` says which it breaks. A file as bytes may be
 * in any encoding its declaration names. Throws `FlowRefusal` for what is not BPMN at all.
 */
export function readModel(xml: string | Uint8Array): BpmnModel {
  try {
    const document = parseXml(typeof xml === 'string' ? xml : decodeXml(xml))
    if (document.root.ns !== namespaces.bpmn || document.root.local !== 'definitions') throw new NotXml('not-bpmn', document.root.line, { name: document.root.name })
    return modelOf(document)
  } catch (error) {
    if (error instanceof NotXml) throw new FlowRefusal([{ element: '', rule: error.rule as FaultRule, params: error.params, line: error.line }])
    throw error
  }
}

/** The model as a file again: everything that was read, also what we do not understand; in UTF-8. */
export const writeModel = (model: BpmnModel): string => printXml(model.document)

/** Everything in which a model breaks the rules of the standard, also when it cannot be read at all; empty for one that keeps them. */
export function faultsOf(model: BpmnModel | string | Uint8Array): readonly Fault[] {
  try {
    return checkModel(typeof model === 'string' || model instanceof Uint8Array ? readModel(model) : model)
  } catch (error) {
    if (error instanceof FlowRefusal) return error.faults
    throw error
  }
}
