import { parseArgs } from 'node:util'
import { explain } from '#flows'
import { Refusal } from '#platform/refusal'
import { bytesOf, inputOf } from './flow-run.ts'
import { rooms } from '../rooms.ts'

const usage = 'npm run sen -- decision run FILE NAME --input FILE.json   Make a decision of a DMN file on made-up input; --why says which rules held'

/** Decisions by hand, without a database. Prints the value as JSON; with `--why` the explanation beside it. */
export async function decision([what, ...args]: string[]): Promise<number> {
  const { values, positionals: [file, name] } = parseArgs({ args, allowPositionals: true, options: { input: { type: 'string' }, why: { type: 'boolean' } } })
  if (what !== 'run' || file === undefined || name === undefined) {
    console.error(usage)
    return 2
  }
  const source = bytesOf(file)
  const inputs = values.input === undefined ? {} : inputOf(values.input)
  if (!source || !inputs) return 2
  try {
    const { value, explanation } = explain(new TextDecoder().decode(source), name, inputs)
    console.log(JSON.stringify(values.why ? { value, explanation } : value, null, 2))
    return 0
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const sentence = rooms.map((room) => room.texts?.en.refusals[error.code]).find((one) => one !== undefined) ?? error.code
    console.error(sentence.replace(/\{(\w+)\}/g, (_, key) => String(error.params[key] ?? `{${key}}`)))
    return 1
  }
}
