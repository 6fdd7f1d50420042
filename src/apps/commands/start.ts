import { needsSetUp, setUpWord } from '#identity'
import { placeOf } from '#organisations'
import type { Settings } from '#platform/settings'
import { samplePeople } from '#sample'
import { serve } from '../serve.ts'

export async function start(settings: Settings): Promise<void> {
  const begun = performance.now()
  const running = await serve(settings, console.log)
  const at = settings.publicUrl.replace(/:0$/, `:${new URL(running.url).port}`)
  const place = placeOf(running.house, running.house.clock())
  const lines = [
    '',
    `  Sen, ${place.name} (${settings.jurisdiction}) · ready after ${((performance.now() - begun) / 1000).toFixed(1)} s`,
    '',
    `  Portal       ${at}/`,
    `  Officers     ${at}/officer`,
    `  Operations   ${at}/operations`,
    `  API          ${at}/api`,
    '',
  ]
  if (settings.sample) {
    lines.push(`  Sign in at ${at}/sign-in as one of these invented people (no password):`)
    for (const person of samplePeople(running.house).filter((p) => p.role)) lines.push(`    ${person.role!.padEnd(11)} ${person.name}${person.about ? `, ${person.about}` : ''}`)
    lines.push('')
  } else if (await needsSetUp(running.house)) lines.push(`  The province is empty. Make its first administrator at ${at}/set-up with this word:`, `    ${setUpWord(running.house)}`, '')
  lines.push('  Stop with Ctrl+C. Your data stays in SEN_DATA.', '')
  console.log(lines.join('\n'))

  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, async () => {
      if (stopping) process.exit(1)
      stopping = true
      await running.stop()
      process.exit(0)
    })
}
