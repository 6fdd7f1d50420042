import type { FeelFunction } from './values.ts'
import { contexts } from './functions/contexts.ts'
import { define, form } from './functions/define.ts'
import { lists } from './functions/lists.ts'
import { numeric } from './functions/numeric.ts'
import { ranges } from './functions/ranges.ts'
import { temporals } from './functions/temporal.ts'
import { text } from './functions/text.ts'

const not = define('not', form('negand: boolean', (_run, negand: boolean) => !negand))

/** The built-in functions of DMN 1.5, chapter 10.3.4, by their names. */
export const builtIns: ReadonlyMap<string, FeelFunction> = new Map([not, ...numeric, ...text, ...lists, ...contexts, ...temporals, ...ranges].map((one) => [one.name, one]))
