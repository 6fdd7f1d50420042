import { readFileSync } from 'node:fs'
import { faultsOf, sayWrong } from '#flows'

const usage = `npm run sen -- flow check FILE…                     Say what in a BPMN 2.0 model breaks the rules of the standard
npm run sen -- flow run FILE --input FILE.json     Run one instance of it to rest, on a virtual clock`

/** Models by hand, without a database: what is wrong with them, element by element. */
export async function flow([what, ...args]: string[]): Promise<number> {
  switch (what) {
    case 'check': return args.length ? check(args) : refuse()
    case 'run': return (await (await import('./flow-run.ts')).runFile(args)) ?? refuse()
    default: return refuse()
  }
}

function refuse(): number {
  console.error(usage)
  return 2
}

function check(files: string[]): number {
  let found = 0
  for (const file of files) {
    let bytes: Uint8Array
    try {
      bytes = readFileSync(file)
    } catch {
      console.error(`${file} cannot be read. Name a file that is there.`)
      return 2
    }
    const faults = faultsOf(bytes)
    found += faults.length
    for (const fault of faults) console.error(`${file}${fault.line ? `:${fault.line}` : ''}: ${fault.element ? `${fault.element}: ` : ''}${sayWrong(fault, 'en')} [${fault.rule}]`)
    if (!faults.length) console.log(`${file}: keeps the rules of BPMN 2.0.`)
  }
  return found ? 1 : 0
}
