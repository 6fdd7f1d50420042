import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import sharp from 'sharp'
import { lan, town } from '../../testing/town.ts'
import { scan } from './scan.ts'

const skip = spawnSync('clamd', ['--version'], { stdio: 'ignore' }).error ? 'clamd is not here' : false

/** What our scanner of the test knows as evil: a file that is nothing else, by its hash. */
const evil = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#7c1d1d' } }).jpeg().toBuffer()
const harmless = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#2e5f4a' } }).jpeg().toBuffer()

/** A clamd of its own on a socket, with a book of one signature. */
async function daemon(t: TestContext): Promise<{ where: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'sen-clamd-'))
  chmodSync(folder, 0o755)
  const socket = join(folder, 'ctl')
  writeFileSync(join(folder, 'sen.hdb'), `${createHash('md5').update(evil).digest('hex')}:${evil.length}:Sen.Test.Evil\n`)
  const config = join(folder, 'clamd.conf')
  writeFileSync(config, `DatabaseDirectory ${folder}\nLocalSocket ${socket}\nForeground yes\nMaxThreads 2\n${process.getuid?.() === 0 ? 'User root\n' : ''}`)
  const child: ChildProcess = spawn('clamd', ['--config-file', config], { stdio: 'ignore' })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const stop = async (): Promise<void> => { child.kill('SIGKILL'); await gone }
  t.after(async () => { await stop(); rmSync(folder, { recursive: true, force: true }) })
  while (!existsSync(socket) && child.exitCode === null) await sleep(20)
  return { where: `unix:${socket}`, stop }
}

test('what ClamAV knows is found by its name; the rest passes, whatever its size', { skip }, async (t) => {
  const { where } = await daemon(t)
  assert.equal(await scan(where, evil), 'Sen.Test.Evil.UNOFFICIAL')
  assert.equal(await scan(where, harmless), undefined)
  assert.equal(await scan(where, Buffer.alloc(1_000_000, 'a')), undefined)
})

test('Lan’s photo is taken, an infected one is not, and nothing is while nobody looks', { skip }, async (t) => {
  const { where, stop } = await daemon(t)
  const { house, as } = await town(t)
  Object.assign(house.settings, { clamd: where })
  const send = (bytes: Buffer) => as(lan).api('documents.upload', { name: 'giay.jpg', content: bytes.toString('base64') })
  assert.equal((await send(harmless)).status, 200)
  const refused = await send(evil)
  assert.equal(refused.status, 400)
  assert.match(refused.body.fields.content, /phát hiện mã độc/)
  await stop()
  const later = await send(harmless)
  assert.equal(later.status, 409)
  assert.match(later.body.fields.content, /gửi lại sau ít phút/)
})
