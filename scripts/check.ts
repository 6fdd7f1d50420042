// What `npm run check` runs: the types, and the definitions of the country pack.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { projectRoot } from '#platform/settings'

process.chdir(projectRoot)
const run = (program: string, ...args: string[]) => spawnSync(program, args, { stdio: 'inherit' }).status === 0
const types = run(path.join('node_modules', '.bin', 'tsc'), '--noEmit', '-p', '.')
const definitions = run(process.execPath, '--import', 'tsx', path.join('src', 'apps', 'cli.ts'), 'check', ...process.argv.slice(2))
process.exitCode = types && definitions ? 0 : 1
