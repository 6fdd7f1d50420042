import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { projectRoot } from '#platform/settings'

export type Browser = { executable: string; env?: NodeJS.ProcessEnv }

/** A Chromium that starts: the one named by CHROMIUM, one of the machine, or one that is fetched when that is allowed. */
export async function findChromium({ mayInstall }: { mayInstall: boolean }): Promise<Browser | undefined> {
  const named = process.env['CHROMIUM']
  if (named) {
    if (starts(named)) return { executable: named }
    console.error(`CHROMIUM is ${named}, but that does not start.`)
  }
  const present = () => ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].flatMap((name) => (process.env['PATH'] ?? '').split(':').concat('/usr/bin').map((folder) => path.join(folder, name))).find((file) => fs.existsSync(file) && starts(file))
  const found = present()
  if (found) return { executable: found }
  const kept = await unpacked()
  if (kept || !mayInstall) return kept

  if (process.getuid?.() === 0 && fs.existsSync('/usr/bin/apt-get')) {
    console.log('There is no Chromium here; installing it with apt-get …')
    const apt = (...args: string[]) => spawnSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, timeout: 300_000 }).status === 0
    apt('update')
    if (apt('install', '-y', '--no-install-recommends', 'chromium')) {
      const installed = present()
      if (installed) return { executable: installed }
    }
  }
  console.log('There is no Chromium here; fetching one with npm …')
  const npm = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--no-save', '--loglevel=error', '--prefix', cache, '@sparticuz/chromium'], { stdio: ['ignore', 'ignore', 'inherit'], timeout: 300_000 })
  return npm.status === 0 ? await unpacked() : undefined
}

/** Beside the packages but not one of them: it is needed only where there is no other, and then only by the tests. */
const cache = path.join(projectRoot, 'node_modules', '.cache', 'chromium')

async function unpacked(): Promise<Browser | undefined> {
  if (!fs.existsSync(path.join(cache, 'node_modules'))) return undefined
  try {
    const loaded = createRequire(path.join(cache, 'package.json'))('@sparticuz/chromium')
    const chromium = loaded.default ?? loaded
    // It unpacks itself into the temporary folder; ours is kept, and nobody else can put something there.
    const before = process.env['TMPDIR']
    process.env['TMPDIR'] = cache
    const executable: string = await chromium.executablePath()
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
    const env = process.env['LD_LIBRARY_PATH'] ? { LD_LIBRARY_PATH: process.env['LD_LIBRARY_PATH'] } : {}
    return starts(executable) ? { executable, env } : undefined
  } catch (error) {
    console.error(`The Chromium from npm cannot be used: ${(error as Error).message}`)
    return undefined
  }
}

function starts(file: string): boolean {
  return spawnSync(file, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0
}
