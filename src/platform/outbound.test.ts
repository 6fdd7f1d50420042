import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { fetchOutside, isInside, NotOutside } from './outbound.ts'
import { readSettings } from './settings.ts'

test('what lies inside is known in every spelling, and the rest of the world is not', () => {
  for (const address of ['127.0.0.1', '10.1.2.3', '169.254.169.254', '192.168.0.9', '172.31.255.255', '100.64.0.1', '0.0.0.0', '::1', '::', '[::1]', '::ffff:127.0.0.1', '::ffff:10.0.0.1', 'fd00::1', 'fe80::1', '64:ff9b::7f00:1', 'not an address']) assert.equal(isInside(address), true, address)
  for (const address of ['8.8.8.8', '172.32.0.1', '100.128.0.1', '113.160.0.1', '2606:4700::1111']) assert.equal(isInside(address), false, address)
  fc.assert(fc.property(fc.nat(255), fc.nat(255), fc.nat(255), (b, c, d) => isInside(`10.${b}.${c}.${d}`) && isInside(`127.${b}.${c}.${d}`) && isInside(`::ffff:192.168.${c}.${d}`)))
})

test('an address that leads inside is not asked, by number, by name or by redirect; one that the operator named is', async (t) => {
  let asked = 0
  const server = createServer((req, res) => { asked++; if (req.url === '/away') { res.writeHead(302, { location: '/' }); res.end() } else res.end('inside') }).listen(0, '127.0.0.1')
  t.after(() => server.close())
  await new Promise((done) => server.once('listening', done))
  const { port } = server.address() as AddressInfo
  const settings = readSettings({ SEN_DATA: join(tmpdir(), 'none'), SEN_SECRET: 'x'.repeat(40), NODE_ENV: 'test' })
  const out = fetchOutside({ settings })
  const inner = (error: unknown): boolean => error instanceof NotOutside || (error as { cause?: unknown }).cause instanceof NotOutside
  for (const url of [`http://127.0.0.1:${port}/`, `http://localhost:${port}/`, `http://0x7f.1:${port}/`, `http://[::ffff:127.0.0.1]:${port}/`, 'file:///etc/passwd', 'ftp://example.org/'])
    await assert.rejects(out(url), inner, url)
  assert.equal(asked, 0)
  const named = fetchOutside({ settings: { ...settings, outboundInside: [`127.0.0.1:${port}`] } })
  assert.equal(await (await named(`http://127.0.0.1:${port}/`)).text(), 'inside')
  await assert.rejects(named(`http://127.0.0.1:${port}/away`), TypeError)
  await assert.rejects(fetchOutside({ settings: { ...settings, production: true } })('http://example.org/'), inner)
})

test('nothing here asks the world by another way', () => {
  const others = globSync('src/**/*.{ts,tsx}').filter((file) => !/\.test\.tsx?$|\/testing\/|platform\/outbound\.ts$/.test(file)).filter((file) => /(?<![.\w])fetch\(|from 'node:https?'/.test(readFileSync(file, 'utf8').replace(/^\s*(\/\/|\*).*$/gm, '')))
  assert.deepEqual(others.filter((file) => !/import type/.test(readFileSync(file, 'utf8').match(/^.*from 'node:https?'.*$/m)?.[0] ?? '')), [])
})
