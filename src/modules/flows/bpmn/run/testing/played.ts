import { FlowRefusal, readModel } from '../../read/index.ts'
import { compileFlow } from '../compile.ts'
import { compileExpression } from '../feel.ts'
import type { Flow } from '../flow.ts'
import { runFlow, type FlowRun, type RunOptions } from '../run-flow.ts'
import { sketch } from './sketch.ts'

export function flowOf(text: string): Flow {
  const { flow, faults } = compileFlow(readModel(text.trimStart().startsWith('<') ? text : sketch(text)), compileExpression)
  if (faults.length) throw new FlowRefusal(faults)
  return flow
}

/**
 * Runs a sketch with scripts that write a log. A body is words by `;`: SCRIPT_x logs x · INC n · SET n=json · LOG n logs
 * n=value · THROW code · WAIT PT5S waits on the virtual clock, and whatever comes after it is done then.
 */
export async function played(text: string, variables: Record<string, unknown> = {}, options: RunOptions = {}): Promise<FlowRun & { log: string[] }> {
  const log: string[] = []
  const run = await runFlow(flowOf(text), {
    variables,
    script: (body, live, at) => {
      const words = body.split(';').map((it) => it.trim())
      const next = (): unknown => {
        for (let word = words.shift(); word !== undefined; word = words.shift()) {
          const [name, ...rest] = word.split(' ')
          const value = rest.join(' ')
          if (name!.startsWith('SCRIPT_')) log.push(name!.slice(7))
          else if (name === 'INC') live[value] = (live[value] ?? 0) + 1
          else if (name === 'SET') live[value.split('=')[0]!] = JSON.parse(value.slice(value.indexOf('=') + 1))
          else if (name === 'LOG') log.push(`${value}=${String(live[value])}`)
          else if (name === 'THROW') throw Object.assign(new Error(`thrown ${value}`), { code: value })
          else if (name === 'WAIT') return at.wait(value).then(next)
        }
      }
      return next()
    },
    ...options,
  })
  return { ...run, log }
}
