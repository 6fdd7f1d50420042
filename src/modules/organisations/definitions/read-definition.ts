import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Static, TSchema } from 'typebox'
import Value from 'typebox/value'
import { LineCounter, isNode, parse, parseDocument } from 'yaml'

/** A definition that cannot stand. The message names the file, the line where there is one, and what is wrong. */
export class WrongDefinition extends Error {
  constructor(file: string, sentence: string) {
    super(`${file}: ${sentence}`)
  }
}

/** Reads one YAML file of the country pack and holds it to its schema. */
export function readDefinition<S extends TSchema>(countryDir: string, file: string, schema: S): Static<S> {
  const text = readFileSync(join(countryDir, file), 'utf8')
  const read: unknown = parse(text)
  // Not compiled: a definition is checked once, and compiling a schema costs more than that one check.
  if (Value.Check(schema, read)) return read as Static<S>
  const [error] = Value.Errors(schema, read)
  const path = (error?.instancePath ?? '').slice(1).split('/').filter(Boolean)
  throw new WrongDefinition(`${file}:${lineOf(text, path)}`, `${path.join('.') || 'the file'} ${error?.message ?? 'does not fit its schema'}`)
}

/** Parsed a second time, with positions, only when there is something to complain of. */
function lineOf(text: string, path: string[]): number {
  const lines = new LineCounter()
  const node = parseDocument(text, { lineCounter: lines }).getIn(path.map((part) => (/^\d+$/.test(part) ? Number(part) : part)), true)
  return isNode(node) && node.range ? lines.linePos(node.range[0]).line : 1
}
