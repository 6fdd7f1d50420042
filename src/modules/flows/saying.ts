import type { Lang } from '#platform/ctx'
import type { Fault } from './bpmn/read/index.ts'
import type { Wrong } from './domain/definition.ts'
import { en } from './texts/en.ts'
import { faultsEn } from './texts/faults.en.ts'
import { faultsVi } from './texts/faults.vi.ts'
import { vi } from './texts/vi.ts'

export const textsOf = (lang: Lang) => (lang === 'en' ? en : vi)

/** The sentence of a fault, of the standard's rules or of ours. */
export function sayWrong(fault: Wrong | Fault, lang: Lang): string {
  if ('why' in fault) return fill(textsOf(lang).wrong[fault.why], fault.params)
  return (lang === 'en' ? faultsEn : faultsVi)[fault.rule](fault.params)
}

export const fill = (sentence: string, params: Readonly<Record<string, string | number>>): string => sentence.replace(/\{(\w+)\}/g, (_, name) => String(params[name] ?? `{${name}}`))
