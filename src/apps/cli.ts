import { CannotStart, readSettings } from '#platform/settings'
import { Refusal } from '#platform/refusal'

/** `npm run sen -- …`: the rooms' actions by name, and the few commands that are about the house itself. */
const [command = 'help', ...args] = process.argv.slice(2)

const commands: Record<string, () => Promise<number | void>> = {
  start: async () => (await import('./commands/start.ts')).start(readSettings()),
  help: async () => (await import('./commands/help.ts')).help(args),
  token: async () => (await import('./commands/token.ts')).token(readSettings(), args),
  ceremony: async () => (await import('./commands/ceremony.ts')).ceremony(readSettings(), args),
  backup: async () => (await import('./commands/backup.ts')).backup(readSettings(), args),
  restore: async () => (await import('./commands/backup.ts')).restore(readSettings(), args),
  sample: async () => (await import('./commands/sample.ts')).sample(readSettings(), args),
  rebuild: async () => (await import('./commands/rebuild.ts')).rebuildTables(readSettings()),
  check: async () => (await import('./commands/check.ts')).check(readSettings({ ...process.env, SEN_SAMPLE: 'on' }), args),
  evidence: async () => (await import('./commands/evidence.ts')).evidenceCommand(readSettings(), args),
  catalogue: async () => (await import('./commands/catalogue.ts')).catalogueCommand(args),
  docs: async () => (await import('./commands/docs.ts')).docs(args),
  decision: async () => (await import('./commands/decision.ts')).decision(args),
  flow: async () => (await import('./commands/flow.ts')).flow(args),
  bench: async () => (await import('../../bench/bench.ts')).bench(args),
}

try {
  const known = commands[command]
  process.exitCode = (known ? await known() : await (await import('./commands/act.ts')).act(readSettings(), command, args)) ?? 0
} catch (error) {
  if (error instanceof CannotStart) {
    for (const sentence of error.sentences) console.error(sentence)
    process.exitCode = 2
  } else if (error instanceof Refusal) {
    console.error(error.message)
    process.exitCode = 1
  } else throw error
}
