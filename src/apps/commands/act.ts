import { ask, perform } from '#platform/action'
import { Refusal } from '#platform/refusal'
import { tokenFor, identify } from '#identity'
import type { Settings } from '#platform/settings'
import { openEverything } from '../serve.ts'
import { rooms } from '../rooms.ts'

/**
 * Any action or query by its name: `sen cases.accept --caseId … --as officer`. Values that look like JSON are read as
 * such. `--as` names a role of the sample; `--token` anybody's bearer token.
 */
export async function act(settings: Settings, name: string, args: string[]): Promise<number> {
  const action = rooms.flatMap((room) => room.actions ?? []).find((a) => a.name === name)
  const query = rooms.flatMap((room) => room.queries ?? []).find((q) => q.name === name)
  if (!action && !query) {
    console.error(`There is no command or action "${name}". \`npm run sen -- help\` lists them.`)
    return 1
  }
  const { as = 'citizen', token, ...input } = readArgs(args)
  const { house, close } = await openEverything(settings)
  try {
    const actor = await identify(house, { bearer: String(token ?? (await tokenFor(house, as as never))) })
    const answer = action ? await perform(house, actor, action, input) : await ask(house, actor, query!, input)
    console.log(JSON.stringify(answer ?? {}, null, 2))
    return 0
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    console.error(house.say('en', error.code, error.params))
    for (const [field, why] of Object.entries(error.fields)) console.error(`  --${field}: ${house.say('en', why, error.params)}`)
    if (Object.keys(error.fields).length) console.error(`\`npm run sen -- help ${name}\` lists what it takes.`)
    return 1
  } finally {
    await close()
  }
}

export function readArgs(args: string[]): Record<string, unknown> {
  const input: Record<string, unknown> = {}
  for (let i = 0; i < args.length; i++) {
    const [, name, inline] = /^--([^=]+)(?:=(.*))?$/s.exec(args[i]!) ?? []
    if (!name) continue
    const next = args[i + 1]
    const value = inline ?? (next !== undefined && !next.startsWith('--') ? args[++i]! : 'true')
    input[name] = /^(\[|\{|"|-?\d+(\.\d+)?$|true$|false$|null$)/.test(value) && !/^0\d/.test(value) ? tryJson(value) : value
  }
  return input
}

function tryJson(text: string): unknown {
  try { return JSON.parse(text) } catch { return text }
}
