import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { FlowRefusal, readFlow, runFlow, sayWrong, type Flow } from '#flows'

/** Runs one instance of a model to rest on a virtual clock: every task is done at once, scripts are FEEL. Prints what happened, then how it ended. */
export async function runFile(args: string[]): Promise<number | undefined> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { input: { type: 'string' }, process: { type: 'string' } } })
  const file = positionals[0]
  if (file === undefined) return undefined
  const source = bytesOf(file)
  const variables = values.input === undefined ? {} : inputOf(values.input)
  if (!source || !variables) return 2
  let flow: Flow
  try {
    flow = readFlow(source)
  } catch (error) {
    if (!(error instanceof FlowRefusal)) throw error
    for (const fault of error.faults) console.error(`${file}${fault.line ? `:${fault.line}` : ''}: ${fault.element ? `${fault.element}: ` : ''}${sayWrong(fault, 'en')} [${fault.rule}]`)
    return 1
  }
  const { trace, variables: after, outcome } = await runFlow(flow, { variables, clock: new Date(), ...(values.process !== undefined && { process: values.process }) })
  for (const it of trace) console.log(`${it.time} ${it.kind} ${it.element}`)
  console.log(JSON.stringify({ outcome, variables: after }, null, 2))
  return outcome.state === 'failed' || outcome.state === 'stopped' ? 1 : 0
}

export function bytesOf(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file)
  } catch {
    console.error(`${file} cannot be read. Name a file that is there.`)
    return undefined
  }
}

export function inputOf(file: string): Record<string, unknown> | undefined {
  const bytes = bytesOf(file)
  if (!bytes) return undefined
  try {
    const read: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (typeof read === 'object' && read !== null && !Array.isArray(read)) return read as Record<string, unknown>
  } catch {
    // Said below, with everything else that is no object.
  }
  console.error(`${file} must be an object of JSON: the names of variables and their values.`)
  return undefined
}
