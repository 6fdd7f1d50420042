import { truncated, type Num } from '../numbers.ts'
import { matchesPattern, replacePattern, splitPattern } from '../regex.ts'
import { toText, type Value } from '../values.ts'
import type { Run } from '../limits.ts'
import { define, form } from './define.ts'

function substring(run: Run, string: string, startPosition: Num, length: Num | null | undefined): Value {
  const start = truncated(startPosition)
  const points = [...string]
  run.step(points.length / 10)
  const wanted = length == null ? Infinity : truncated(length)
  if (start === 0 || Math.abs(start) > points.length || wanted < 1) return run.nothing('substring: outside the text')
  const from = start > 0 ? start - 1 : points.length + start
  return points.slice(from, from + wanted).join('')
}

function join(run: Run, list: Value[], delimiter: string | null | undefined): Value {
  const texts: string[] = []
  for (const item of list) {
    if (item === null) continue
    if (typeof item !== 'string') return run.nothing('string join: only texts are expected in the list')
    texts.push(item)
  }
  run.text(texts.reduce((sum, text) => sum + text.length + (delimiter?.length ?? 0), 0))
  return texts.join(delimiter ?? '')
}

export const text = [
  define('string', form('from: any', (_run, from: Value) => toText(from))),
  define('substring', form('string: string, start position: number, length?: number|Null', substring)),
  define('string length', form('string: string', (_run, string: string) => [...string].length)),
  define('upper case', form('string: string', (_run, string: string) => string.toUpperCase())),
  define('lower case', form('string: string', (_run, string: string) => string.toLowerCase())),
  define('substring before', form('string: string, match: string', (_run, string: string, match: string) => { const at = string.indexOf(match); return at < 0 ? '' : string.slice(0, at) })),
  define('substring after', form('string: string, match: string', (_run, string: string, match: string) => { const at = string.indexOf(match); return at < 0 ? '' : string.slice(at + match.length) })),
  define('contains', form('string: string, match: string', (_run, string: string, match: string) => string.includes(match))),
  define('starts with', form('string: string, match: string', (_run, string: string, match: string) => string.startsWith(match))),
  define('ends with', form('string: string, match: string', (_run, string: string, match: string) => string.endsWith(match))),
  define('matches', form('input: string, pattern: string, flags?: string|Null', (run, input: string, pattern: string, flags?: string | null) => matchesPattern(input, pattern, flags ?? '', run))),
  define('replace', form('input: string, pattern: string, replacement: string, flags?: string|Null', (run, input: string, pattern: string, replacement: string, flags?: string | null) => replacePattern(input, pattern, replacement, flags ?? '', run))),
  define('split', form('string: string, delimiter: string', (run, string: string, delimiter: string) => splitPattern(string, delimiter, run))),
  define('string join', form('list: list, delimiter?: string|Null', join)),
]

