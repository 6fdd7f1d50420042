import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Lang } from '#platform/ctx'
import { checkModel, compileModel, decisionFaults, decisionRefusals, type DecisionModel } from '../dmn/index.ts'
import { type DecisionsShown, decisionsShown } from '../drawing/of-dmn.ts'
import { Refusal } from '#platform/refusal'
import { fill } from '../saying.ts'

/** One file of decisions, read once: what decides, and what is shown of it. */
export type DecisionFile = { key: string; xml: string; model: DecisionModel; shown: DecisionsShown }
export type DecisionFault = { element: string; line: number; say: string }

/** Reads a DMN file for the key under which it is known. Answers with every fault in it when there is one. */
export function readDecisionFile(path: string, key: string): { decisions: DecisionFile } | { faults: DecisionFault[] } {
  if (!existsSync(path)) return { faults: [{ element: '', line: 1, say: 'the file is missing: put it back' }] }
  return readDecisions(readFileSync(path, 'utf8'), key)
}

/** The same for a text (and the models it imports after it), its faults in the language asked for: those of the standard and what could not be decided by. */
export function readDecisions(xml: string | readonly string[], key: string, lang: Lang = 'en'): { decisions: DecisionFile } | { faults: DecisionFault[] } {
  try {
    const faults = checkModel(xml)
    if (faults.length) return { faults: faults.map(({ element, line, code, reason }) => ({ element, line, say: fill((decisionFaults[lang] as Record<string, string>)[code] ?? code, { reason }) })) }
    const main = typeof xml === 'string' ? xml : xml[0]!
    return { decisions: { key, xml: main, model: compileModel(xml), shown: decisionsShown(main) } }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { faults: [{ element: '', line: Number(error.params['line'] ?? 1), say: fill((decisionRefusals[lang] as Record<string, string>)[error.code] ?? error.code, error.params) }] }
  }
}

/** Every file of decisions below this country folder. Throws with every fault in it: half a law does not decide. */
export function readDecisionFolder(countryDir: string): Map<string, DecisionFile> {
  const folder = join(countryDir, 'decisions')
  const found = new Map<string, DecisionFile>()
  const faults: string[] = []
  for (const name of existsSync(folder) ? readdirSync(folder).filter((one) => one.endsWith('.dmn')).sort() : []) {
    const read = readDecisionFile(join(folder, name), name.slice(0, -'.dmn'.length))
    if ('faults' in read) faults.push(...read.faults.map(({ element, line, say }) => `decisions/${name}:${line}: ${element ? `${element}: ` : ''}${say}`))
    else found.set(read.decisions.key, read.decisions)
  }
  if (faults.length) throw new Error(`The decisions cannot be used:\n${faults.join('\n')}`)
  return found
}
