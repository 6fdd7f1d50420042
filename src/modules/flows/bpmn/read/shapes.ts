import type { Report } from './faults.ts'
import { schemaName, typeWritten } from './model.ts'
import { elements, fits, namespaces, typeOf, type CompiledType, type Particle, type ValueType } from './schema.ts'
import { isNcName, textOf, type XmlElement } from '../../xml-document.ts'

/**
 * Does the file have the shape that the schemas of the standard ask for? Elements in their places, in order and number;
 * attributes there and of their kind; ids given once. What other vendors add is let be where the standard gives it room:
 * attributes of other namespaces, and whatever stands in `extensionElements`.
 */
export function checkShapes(root: XmlElement, report: Report): void {
  const ids = new Map<string, XmlElement>()
  const idrefs: { xml: XmlElement; name: string; id: string }[] = []

  const value = (xml: XmlElement, name: string, raw: string, type: ValueType): void => {
    const text = type.kind === 'string' || type.kind === 'enum' ? raw : raw.trim()
    const no = (example: string): void => report(xml, 'value', { attribute: name, value: shortened(raw), example })
    switch (type.kind) {
      case 'string': case 'anyURI': return
      case 'implementation': case 'transactionMethod': {
        // Any address, or a word of the standard's own; those begin with ##.
        const known = type.kind === 'implementation' ? ['##unspecified', '##WebService'] : ['##Compensate', '##Image', '##Store']
        if (text.startsWith('##') && !known.includes(text)) report(xml, 'value-list', { attribute: name, value: shortened(raw), list: known.join(', ') })
        return
      }
      case 'enum': if (!type.values.includes(text)) report(xml, 'value-list', { attribute: name, value: shortened(raw), list: type.values.join(', ') }); return
      case 'boolean': if (!/^(true|false|1|0)$/.test(text)) no('true, false'); return
      case 'integer': if (!/^[+-]?[0-9]+$/.test(text)) no('3'); return
      case 'int': if (!/^[+-]?[0-9]+$/.test(text) || Math.abs(Number(text)) > 2147483647) no('3'); return
      case 'double': if (!/^([+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|-?INF|NaN)$/.test(text)) no('120.5'); return
      case 'ID': {
        if (!isNcName(text)) return report(xml, 'id-form', { value: shortened(raw) })
        const other = ids.get(text)
        if (other) report(xml, 'id-twice', { id: text, other: other.local, line: other.line })
        else ids.set(text, xml)
        return
      }
      case 'idref':
        if (!isNcName(text)) report(xml, 'ref-form', { attribute: name, value: shortened(raw) })
        else idrefs.push({ xml, name, id: text })
        return
      case 'QName': case 'ref': case 'typeref': {
        const parts = text.split(':')
        if (parts.length > 2 || !parts.every(isNcName)) report(xml, 'ref-form', { attribute: name, value: shortened(raw) })
        else if (parts.length === 2 && xml.scope[parts[0]!] === undefined) report(xml, 'ref-prefix', { attribute: name, prefix: parts[0]! })
      }
    }
  }

  const attributes = (xml: XmlElement, type: CompiledType): void => {
    const there = new Set<string>()
    for (const it of xml.attributes) {
      if (it.ns === xmlns || (it.ns === xsi && it.local !== 'nil')) continue
      if (it.ns === '') {
        const shape = type.attributes.get(it.local)
        if (!shape) { report(xml, 'attribute-unknown', { attribute: it.name, in: xml.local }); continue }
        there.add(it.local)
        value(xml, it.local, it.value, shape.type)
      } else if (!type.open || it.ns === (type.lineage.has('DiagramElement') ? namespaces.di : namespaces.bpmn) || it.ns === xsi) report(xml, 'attribute-unknown', { attribute: it.name, in: xml.local })
    }
    for (const shape of type.attributes.values()) if (shape.required && !there.has(shape.name)) report(xml, 'attribute-missing', { attribute: shape.name, in: xml.local })
  }

  /** An element whose text is its value: a reference, mostly. */
  const simple = (xml: XmlElement, type: ValueType): void => {
    for (const it of xml.attributes) if (it.ns !== xmlns && (it.ns !== xsi || it.local === 'nil')) report(xml, 'attribute-unknown', { attribute: it.name, in: xml.local })
    for (const it of xml.children) if (it.kind === 'element') report(it, 'element-misplaced', { name: it.local, in: xml.local })
    // It has no id of its own: what is wrong is said of the element that it belongs to.
    value(xml.parent ?? xml, xml.local, textOf(xml), type)
  }

  const check = (xml: XmlElement, declared: CompiledType): void => {
    const written = typeWritten(xml)
    if (written === 'unknown' || (written && !written.lineage.has(declared.name))) report(xml, 'type-wrong', { type: xml.attributes.find((it) => it.ns === xsi && it.local === 'type')!.value, in: xml.local })
    const type = written && written !== 'unknown' && written.lineage.has(declared.name) ? written : declared
    // The schema makes the element `gateway` abstract and not its type.
    if (type.abstract || (schemaName(xml) === 'gateway' && type.name === 'Gateway')) report(xml, 'element-abstract', { name: xml.local })
    attributes(xml, type)
    if (!type.mixed && !type.any) {
      const stray = xml.children.find((it) => it.kind === 'text' && it.text.trim() !== '')
      if (stray && stray.kind === 'text') report(xml, 'text-stray', { text: shortened(stray.text.trim()), in: xml.local })
    }
    const children = xml.children.filter((it) => it.kind === 'element')
    if (type.any) {
      if (type.any === 'other') {
        const own = type.name === 'DiagramExtension' ? namespaces.di : namespaces.bpmn
        for (const it of children) if (it.ns === own || it.ns === '') report(it, 'extension-own', { name: it.name })
        if (xml.children.some((it) => it.kind === 'text' && it.text.trim() !== '')) report(xml, 'text-stray', { text: shortened(textOf(xml).trim()), in: xml.local })
      } else if (children.length > 1) report(children[1]!, 'element-too-many', { name: children[1]!.local, in: xml.local, limit: 1 })
      children.forEach(lax)
      return
    }
    content(xml, type, children)
  }

  const content = (xml: XmlElement, type: CompiledType, children: readonly XmlElement[]): void => {
    const names = children.map(schemaName)
    let at = 0
    let disordered = false
    const one = (particle: Particle): void => {
      // Notes and associations may stand among what they are about: the schema puts them after it, and their order says nothing.
      const beside = particle.name === 'flowElement' ? type.particles.find((it) => it.name === 'artifact') : undefined
      let count = 0
      for (; at < children.length; at++) {
        const name = names[at]
        if (name !== undefined && beside && fits(beside, name)) { descend(children[at]!, name, beside); continue }
        if (name === undefined || !fits(particle, name)) {
          // What has no place at all here is said once and passed over, so that the rest is still understood.
          if (homeless(at)) { wrong(at); continue }
          break
        }
        if (++count > particle.max) report(children[at]!, 'element-too-many', { name: children[at]!.local, in: xml.local, limit: particle.max })
        descend(children[at]!, name, particle)
      }
      if (count < particle.min && !names.slice(at).some((it) => it !== undefined && fits(particle, it)))
        report(xml, count === 0 ? 'element-missing' : 'element-too-few', { name: bare(particle.name), in: xml.local, least: particle.min })
    }
    const places = type.particles
    const homeless = (index: number): boolean => {
      const name = names[index]
      return name === undefined || !places.some((place) => fits(place, name))
    }
    const wrong = (index: number): void => {
      const child = children[index]!
      const name = names[index]
      if (name === undefined) report(child, 'element-foreign', { name: child.name, in: xml.local })
      else if (places.some((place) => fits(place, name))) {
        // One that stands too early makes all after it stand too late: said once.
        if (disordered) return
        disordered = true
        report(child, type.content.some((it) => 'choice' in it && it.choice.flat().some((place) => fits(place, name))) ? 'element-choice' : 'element-order', { name: child.local, in: xml.local })
      } else report(child, elements.has(name) || localNames.has(name) ? 'element-misplaced' : 'element-unknown', { name: child.local, in: xml.local })
    }
    for (const item of type.content) {
      if (!('choice' in item)) { one(item); continue }
      const rest = names.slice(at)
      const side = item.choice.find((parts) => parts.some((part) => rest.some((name) => name !== undefined && fits(part, name)))) ?? item.choice.find((parts) => parts.every((part) => part.min === 0))
      side?.forEach(one)
    }
    for (; at < children.length; at++) {
      const name = names[at]
      wrong(at)
      const place = name === undefined ? undefined : places.find((it) => fits(it, name))
      if (place) descend(children[at]!, name!, place)
    }
  }

  const descend = (xml: XmlElement, name: string, particle: Particle): void => {
    if (particle.type && 'value' in particle.type) simple(xml, particle.type.value)
    else check(xml, particle.type ? typeOf(particle.type.element) : elements.get(name)!)
  }

  /** In what others wrote, whatever is BPMN must still be shaped like BPMN. */
  const lax = (xml: XmlElement): void => {
    const name = schemaName(xml)
    const type = name === undefined ? undefined : elements.get(name)
    if (type) check(xml, type)
    else for (const it of xml.children) if (it.kind === 'element') lax(it)
  }

  check(root, typeOf('Definitions'))
  for (const it of idrefs) if (!ids.has(it.id)) report(it.xml, 'ref-missing', { attribute: it.name, value: it.id })
}

const xsi = 'http://www.w3.org/2001/XMLSchema-instance'
const xmlns = 'http://www.w3.org/2000/xmlns/'
const bare = (name: string): string => name.slice(name.indexOf(':') + 1)
const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text)

/** Names that exist only inside one element. */
const localNames = new Set([...elements.values()].flatMap((type) => type.particles.flatMap((it) => (it.type ? [it.name] : []))))
