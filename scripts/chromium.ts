import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
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
  const folder = path.join(cache, 'node_modules', '@sparticuz', 'chromium')
  if (!fs.existsSync(folder)) return undefined
  try {
    const { main, exports } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'))
    const entry = exports?.['.']?.import ?? exports?.['.']?.default ?? exports?.['.'] ?? main
    const { default: chromium } = await import(pathToFileURL(path.join(folder, entry)).href)
    const executable: string = await chromium.executablePath()
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
