import type { Report } from './faults.ts'
import { isA, resolve, type BpmnElement, type BpmnModel } from './model.ts'
import { typeOf, type ValueType } from './schema.ts'
import { isNcName } from '../../xml-document.ts'

/** Does every reference name something that is there, and that is what the standard's tables ask for at that place? */
export function checkReferences(model: BpmnModel, report: Report): void {
  const target = model.definitions.attributes.get('targetNamespace')?.trim()
  const imported = new Set(model.definitions.children.filter((it) => it.type === 'Import').map((it) => it.attributes.get('namespace')?.trim()))

  const check = (element: BpmnElement, name: string, written: string, type: ValueType): void => {
    if (type.kind !== 'ref' && type.kind !== 'idref' && type.kind !== 'typeref') return
    // What is not a name at all has been said already.
    if (!written.split(':').every(isNcName)) return
    const found = type.kind === 'idref' ? (model.byId.has(written) ? { element: model.byId.get(written)! } : 'missing') : resolve(model, element, written)
    if (found === 'no-prefix') return
    if (found === 'missing') return type.kind === 'idref' ? undefined : report(element, 'ref-missing', { attribute: name, value: written })
    if ('elsewhere' in found) {
      // Types may be those of XML Schema itself, which nobody imports.
      if (type.kind !== 'typeref' && found.elsewhere !== target && !imported.has(found.elsewhere)) report(element, 'ref-not-imported', { attribute: name, value: written, namespace: found.elsewhere })
      return
    }
    if (type.to.includes('BaseElement') ? drawn(found.element) || (found.element.type === 'Definitions' && !type.to.includes('Definitions')) : !type.to.some((it) => isA(found.element, it)))
      report(element, 'ref-type', { attribute: name, value: written, is: found.element.name, wanted: type.to.map((it) => it[0]!.toLowerCase() + it.slice(1)).join(', ') })
  }

  for (const element of model.all) {
    const type = typeOf(element.type)
    for (const shape of type.attributes.values()) {
      const written = element.attributes.get(shape.name)?.trim()
      if (written !== undefined) check(element, shape.name, written, shape.type)
    }
    for (const particle of type.particles)
      if (particle.type && 'value' in particle.type) for (const written of element.references.get(particle.name) ?? []) check(element, particle.name, written, particle.type.value)
  }
}

const drawn = (element: BpmnElement): boolean => /^(BPMN|Font|Point|Bounds)/.test(element.type)
