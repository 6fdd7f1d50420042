import { inWords } from '#platform/openapi'
import { describeSettings } from '#platform/settings'
import { rooms } from '../rooms.ts'

const commands: [string, string][] = [
  ['start', 'Run the platform (npm start)'],
  ['test [PLACE…]', 'Run the tests (npm test)'],
  ['check [FILE…]', 'Check the types and every definition of the country pack; with records of the catalogue, what once-only and readiness come to'],
  ['flow check FILE', 'Say what in a BPMN 2.0 model breaks the rules of the standard'],
  ['flow run FILE --input FILE.json', 'Run one instance of it to rest, on a virtual clock'],
  ['decision check FILE [IMPORTED…]', 'Say what in a DMN model breaks the rules of the standard or cannot be read'],
  ['decision run FILE NAME --input FILE.json', 'Make one decision of a DMN file on made-up input; --why says which rules held'],
  ['token ROLE', 'Print a bearer token of the sample: citizen, officer, specialist, approver, leader, admin'],
  ['sample --cases N', 'Fill the sample with so many cases, for load'],
  ['ceremony found', 'Make the keys of the certification service; ceremony renew, root-list, show'],
  ['backup FOLDER', 'Carry the whole jurisdiction away: tables and files'],
  ['restore FOLDER', 'Set it up again in an empty schema'],
  ['rebuild', 'Fill the read tables again from the events'],
  ['catalogue score', 'Hold the reader of official records against what people read in them'],
  ['catalogue propose CODE', 'Propose a service from one official record; --records FILE, --into FOLDER'],
  ['docs [--check]', 'Write docs/generated, or say what is not in step'],
  ['bench', 'Measure, against a ceiling taken in the same run'],
  ['help settings', 'List the settings'],
  ['help ACTION', 'Say what an action takes, field by field'],
]

/** Every command, and every action and query that `sen NAME --field value --as ROLE` does. */
export async function help([topic]: string[]): Promise<void> {
  if (topic === 'settings') {
    for (const s of describeSettings()) console.log(`${s.name}\n    ${s.means}\n    ${s.shape}; when not set: ${s.home}\n`)
    return
  }
  const asked = rooms.flatMap((room) => [...(room.actions ?? []), ...(room.queries ?? [])]).find((it) => it.name === topic)
  if (asked) {
    console.log(`${asked.name}: ${asked.summary} (${inWords(asked.may)})\n`)
    const { properties = {}, required = [] } = asked.input as { properties?: Record<string, any>; required?: string[] }
    for (const [field, shape] of Object.entries(properties))
      console.log(`  --${field.padEnd(20)}${[shape.enum?.join(' | ') ?? shape.type ?? 'JSON', required.includes(field) ? 'needed' : '', shape.description ?? ''].filter(Boolean).join('; ')}`)
    console.log(`\n  npm run sen -- ${asked.name}${required.map((field) => ` --${field} …`).join('')} --as officer`)
    return
  }
  if (topic !== undefined) console.log(`There is no action "${topic}".\n`)
  const width = 2 + Math.max(...commands.map(([name]) => name.length), ...rooms.flatMap((room) => [...(room.actions ?? []), ...(room.queries ?? [])].map(({ name }) => name.length)))
  console.log('npm run sen -- COMMAND\n')
  for (const [name, says] of commands) console.log(`  ${name.padEnd(width)}${says}`)
  console.log('\nActions, by name: npm run sen -- cases.accept --caseId … --as officer\n')
  for (const room of rooms) {
    for (const action of room.actions ?? []) console.log(`  ${action.name.padEnd(width)}${action.summary} (${inWords(action.may)})`)
    for (const query of room.queries ?? []) console.log(`  ${query.name.padEnd(width)}${query.summary} (${inWords(query.may)}; a question)`)
  }
}
