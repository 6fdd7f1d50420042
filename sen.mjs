#!/usr/bin/env node
// The front step. Everything that is typed (`npm start`, `npm test`, `npm run sen -- …`) comes through here.
// Plain JavaScript that any Node from 18 on runs, without a single package: it must work in a fresh clone.
// It sees to it that the packages are there and that Node 24 runs, and hands over.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = path.dirname(fileURLToPath(import.meta.url))
const [command = 'help', ...rest] = process.argv.slice(2)

// These are about the workshop, not about the running platform.
const workshop = { test: 'scripts/test.ts', check: 'scripts/check.ts', sbom: 'scripts/sbom.ts' }

const missing = whatIsNotInstalled(command)
if (missing) install(missing)
handOver()

/** Compares what the lockfile asks for with what npm wrote down when it installed; says why, or nothing. */
function whatIsNotInstalled(command) {
  const read = (file) => JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages
  if (!existsSync(path.join(root, 'node_modules/.package-lock.json'))) return 'Installing the packages (once, about half a minute) …'
  const wanted = read('package-lock.json')
  const present = read('node_modules/.package-lock.json')
  // Left out on purpose: optional parts of other machines, and the tools of the workshop in an installation for production.
  const mayBeAbsent = (entry) => entry.optional || entry.peer || (entry.dev && !(command in workshop) && command !== 'bench')
  for (const [name, entry] of Object.entries(wanted)) {
    if (name === '' || entry.link) continue
    const there = present[name]
    if (there ? there.version !== entry.version : !mayBeAbsent(entry)) return 'Bringing the packages up to date …'
  }
}

function install(why) {
  console.error(why)
  const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm']
  const run = (...extra) =>
    // What npm says goes to standard error: `sen token` and its like are read by other programs.
    spawnSync(npm[0], [...npm.slice(1), 'ci', '--no-audit', '--no-fund', '--loglevel=error', ...extra], {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: npm.length === 1 && process.platform === 'win32',
    }).status
  // The second try has a cache of its own: the usual reasons are a home folder that may not be written, and a broken cache.
  const cache = path.join(tmpdir(), `sen-npm-cache-${process.getuid?.() ?? ''}`)
  if (run() !== 0 && run(`--cache=${cache}`) !== 0) {
    console.error('The packages could not be installed. The reason is above; the command that failed is `npm ci`.')
    process.exit(1)
  }
}

function findNode24() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  const packages = [`node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`, `node-bin-${process.platform}-${process.arch}`]
  for (const name of packages)
    for (const file of ['bin/node', 'bin/node.exe']) {
      const candidate = path.join(root, 'node_modules', name, file)
      if (existsSync(candidate)) return candidate
    }
  console.error(
    `Sen needs Node 24, this is ${process.version}. It is usually installed with the packages (do not use --omit=optional); there is none for ${process.platform} ${process.arch}, so please install it.`,
  )
  process.exit(1)
}

function handOver() {
  const node = findNode24()
  // The way JSX is read stands in our tsconfig.json, and not in that of whatever folder this was called from.
  process.env.TSX_TSCONFIG_PATH = path.join(root, 'tsconfig.json')
  const require = createRequire(path.join(root, 'package.json'))
  const script = workshop[command] ? [workshop[command]] : ['src/apps/cli.ts', command]
  const args = ['--import', pathToFileURL(require.resolve('tsx')).href, path.join(root, script[0]), ...script.slice(1), ...rest]

  // Becoming the other program is best: nothing in between that could lose a signal. Node can since 22.15.
  if (process.execve && process.platform !== 'win32') process.execve(node, [node, ...args], process.env)

  // The older Node has to stay in between. If it is killed, the one that works is told to stop, where Linux can do that.
  const tether = process.platform === 'linux' && spawnSync('setpriv', ['--version']).status === 0 ? ['setpriv', '--pdeathsig', 'TERM'] : []
  const [program, ...all] = [...tether, node, ...args]
  const child = spawn(program, all, { stdio: 'inherit' })
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'])
    process.on(signal, () => {
      // Ctrl-C in a terminal reaches the child by itself; twice would mean "at once".
      if (!(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal)
    })
  child.on('error', (error) => {
    console.error(`Node 24 could not be started: ${error.message}`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code ?? 1)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}
