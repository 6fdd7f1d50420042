import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { faultsOf, FlowRefusal, readModel } from '../bpmn/index.ts'
import { compileFlow } from '../bpmn/run/compile.ts'
import { compileExpression } from '../bpmn/run/feel.ts'
import { defineFlow, type FlowBook, flowBook, type FlowDefinition } from '../domain/definition.ts'
import { sayWrong } from '../saying.ts'

/** One fault in a file of the country: file, element, and what to do about it. */
export type FileFault = { file: string; element: string; say: string }
export const sayFileFault = ({ file, element, say }: FileFault): string => `${file}: ${element ? `${element}: ` : ''}${say}`

/** What is wrong with the flows below this country folder; none when they may be published. */
export const checkFlows = (countryDir: string): string[] => readAll(countryDir).faults.map(sayFileFault)

/** The keys of the flows below this country folder, whether or not they may be published. */
export const flowKeys = (countryDir: string): string[] => [...new Set(readAll(countryDir).definitions.map((it) => it.key))]

/** The flows of the country pack. Throws with every fault in it: half a procedure is not served. */
export function readFlows(countryDir: string): FlowBook {
  const { definitions, faults } = readAll(countryDir)
  if (faults.length) throw new Error(`The flows cannot be published:\n${faults.map(sayFileFault).join('\n')}`)
  return flowBook(definitions)
}

function readAll(countryDir: string): { definitions: FlowDefinition[]; faults: FileFault[] } {
  const folder = join(countryDir, 'flows')
  const definitions: FlowDefinition[] = []
  const faults: FileFault[] = []
  for (const name of existsSync(folder) ? readdirSync(folder).filter((one) => one.endsWith('.bpmn')).sort() : []) {
    const file = `flows/${name}`
    const read = readDefinition(readFileSync(join(folder, name), 'utf8'), 'country')
    if ('faults' in read) { faults.push(...read.faults.map((it) => ({ file, ...it }))); continue }
    const { definition } = read
    const other = definitions.find((it) => it.key === definition.key && it.version === definition.version)
    if (other) faults.push({ file, element: definition.key, say: `version ${definition.version} of ${definition.key} is there twice: give this one the next number` })
    definitions.push(definition)
  }
  return { definitions, faults }
}

export type SaidFault = { element: string; say: string; name?: string }

/** Reads one file: by the rules of the standard, then by ours. Every fault names its element and says what to do. */
export function readDefinition(xml: string, origin: FlowDefinition['origin'], lang: 'vi' | 'en' = 'en'): { definition: FlowDefinition } | { faults: SaidFault[] } {
  try {
    const model = readModel(xml)
    // What breaks the standard, and what could not be run as it is meant.
    const broken = [...faultsOf(model), ...compileFlow(model, compileExpression).faults]
    if (broken.length) return { faults: broken.map((it) => named(model.byId.get(it.element)?.attributes.get('name'), { element: it.element, say: sayWrong(it, lang) })) }
    const read = defineFlow(model, xml, origin)
    if ('definition' in read) return read
    return { faults: read.wrong.map((it) => named(model.byId.get(it.element)?.attributes.get('name'), { element: it.element, say: sayWrong(it, lang) })) }
  } catch (error) {
    if (!(error instanceof FlowRefusal)) throw error
    return { faults: error.faults.map((it) => ({ element: it.element, say: sayWrong(it, lang) })) }
  }
}

const named = (name: string | undefined, fault: SaidFault): SaidFault => (name ? { ...fault, name } : fault)
