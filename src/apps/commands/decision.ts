import { parseArgs } from 'node:util'
import { explain, readDecisions } from '#flows'
import { Refusal } from '#platform/refusal'
import { bytesOf, inputOf } from './flow-run.ts'
import { rooms } from '../rooms.ts'

const usage = `npm run sen -- decision check FILE [IMPORTED…]                Say what in a DMN model breaks the rules of the standard or cannot be read
npm run sen -- decision run FILE NAME --input FILE.json   Make a decision of a DMN file on made-up input; --why says which rules held`

/** Decisions by hand, without a database. Prints the value as JSON; with `--why` the explanation beside it. */
export async function decision([what, ...args]: string[]): Promise<number> {
  if (what === 'check' && args.length) return check(args)
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

/** One model, with those it imports beside it. */
function check(files: string[]): number {
  const sources: string[] = []
  for (const file of files) {
    const source = bytesOf(file)
    if (!source) return 2
    sources.push(new TextDecoder().decode(source))
  }
  const read = readDecisions(sources, files[0]!)
  if (!('faults' in read)) {
    console.log(`${files[0]}: keeps the rules of DMN, and every expression can be read.`)
    return 0
  }
  for (const { element, line, say } of read.faults) console.error(`${files[0]}:${line}: ${element ? `${element}: ` : ''}${say}`)
  return 1
}
