import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { projectRoot } from '#platform/settings'
import { freshDatabase } from '../../src/testing/town.ts'

test('the ceremony makes the keys of the service once, and prints minutes without a secret', async (t) => {
  const { url, drop } = await freshDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'sen-ceremony-'))
  t.after(async () => { rmSync(folder, { recursive: true, force: true }); await drop() })
  const run = (...args: string[]) => spawnSync(process.execPath, ['--import', 'tsx', 'src/apps/cli.ts', 'ceremony', ...args], { cwd: projectRoot, encoding: 'utf8', env: { ...process.env, DATABASE_URL: url, SEN_DATA: folder, SEN_SAMPLE: 'off', SEN_KEYS: join(folder, 'keys'), SEN_ROOT_KEYS: join(folder, 'root'), SEN_LOG_LEVEL: 'silent' } })
  const first = run('found')
  assert.equal(first.status, 0, first.stderr)
  assert.match(first.stdout, /root {4} .*root 1[\s\S]*SHA-256 ([0-9a-f]{2}:){31}[0-9a-f]{2}[\s\S]*tsa/)
  assert.doesNotMatch(first.stdout, /PRIVATE/)
  assert.deepEqual([readdirSync(join(folder, 'root')), readdirSync(join(folder, 'keys')).sort()], [['root-1.key'], ['issuing-1.key', 'ocsp-1.key', 'tsa-1.key']])
  const again = run('found')
  assert.equal(again.status, 1)
  assert.match(again.stderr, /certification-service-stands|founded already/)
  const renewed = run('renew', 'tsa')
  assert.equal(renewed.status, 0, renewed.stderr)
  assert.match(renewed.stdout, /key tsa-2/)
  assert.equal(run('root-list').status, 0)
  assert.equal(run('dance').status, 1)
})
