import { spawnSync } from 'node:child_process'
import fs from 'node:fs'

/** Other people's programs that our signatures and uploads are held against, and the Debian packages they come in. */
const programs: Record<string, string> = { pdfsig: 'poppler-utils', certutil: 'libnss3-tools', openssl: 'openssl', qpdf: 'qpdf', xmlsec1: 'xmlsec1', 'softhsm2-util': 'softhsm2', clamd: 'clamav-daemon' }

const isThere = (program: string): boolean => !spawnSync(program, ['--version'], { stdio: 'ignore' }).error

/** Installs what is missing, where that is allowed and possible; otherwise the tests that need it say that they are skipped. */
export function installOthers(): void {
  const missing = Object.entries(programs).filter(([program]) => !isThere(program))
  if (!missing.length) return
  const names = missing.map(([program]) => program).join(', ')
  if (process.getuid?.() !== 0 || !fs.existsSync('/usr/bin/apt-get')) {
    console.log(`${names} not here: the tests that need them are skipped.`)
    return
  }
  console.log(`Installing ${names} with apt-get: signatures and uploads are held against them …`)
  const apt = (...args: string[]): boolean => spawnSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, timeout: 300_000 }).status === 0
  const packages = [...new Set(missing.map(([, name]) => name))]
  if (!apt('install', '-y', '--no-install-recommends', ...packages)) {
    apt('update')
    apt('install', '-y', '--no-install-recommends', ...packages)
  }
}
