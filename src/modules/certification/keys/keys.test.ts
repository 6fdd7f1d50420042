import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Scheme, signatureHolds } from '../domain/scheme.ts'
import type { KeySpec, KeyStore } from './key-store.ts'
import { pkcs11Keys } from './pkcs11.ts'
import { softwareKeys } from './software.ts'

const kinds: [KeySpec, Scheme][] = [['P-256', { kind: 'ecdsa', hash: 'sha256' }], ['P-384', { kind: 'ecdsa', hash: 'sha384' }], ['RSA-2048', { kind: 'rsa-pkcs1', hash: 'sha256' }], ['RSA-2048', { kind: 'rsa-pss', hash: 'sha256' }], ['RSA-3072', { kind: 'rsa-pss', hash: 'sha512' }]]

async function holds(store: KeyStore): Promise<void> {
  const bytes = Buffer.from('Giấy khai sinh số 261/2026')
  for (const [spec, scheme] of kinds) {
    const name = `${spec.toLowerCase()}-${scheme.kind}`
    const spki = await store.make(name, spec)
    assert.deepEqual(await store.make(name, spec), spki, 'a key is made once')
    assert.deepEqual(await store.find(name), spki)
    assert.ok(signatureHolds(bytes, await store.sign(name, scheme, bytes), spki, scheme), name)
    assert.ok(!signatureHolds(Buffer.from('khác'), await store.sign(name, scheme, bytes), spki, scheme))
    if (scheme.kind !== 'ecdsa' || store.kind === 'pkcs11') assert.ok(signatureHolds(bytes, await store.signHash(name, scheme, createHash(scheme.hash).update(bytes).digest()), spki, scheme), `${name} over a hash`)
  }
  assert.equal(await store.find('nobody'), undefined)
  await assert.rejects(async () => store.sign('nobody', kinds[0]![1], bytes), /no key nobody/)
  await assert.rejects(async () => store.find('../secret'), TypeError)
}

test('keys in files are made once, sign, and are read by nobody else', async (t) => {
  const folder = join(mkdtempSync(join(tmpdir(), 'sen-keys-')), 'keys')
  t.after(() => rmSync(join(folder, '..'), { recursive: true, force: true }))
  await holds(softwareKeys(folder))
  assert.equal(statSync(folder).mode & 0o077, 0)
  for (const name of readdirSync(folder)) assert.equal(statSync(join(folder, name)).mode & 0o077, 0, name)
  const [one, other] = await Promise.all([softwareKeys(folder).make('same', 'P-256'), softwareKeys(folder).make('same', 'P-256')])
  assert.deepEqual(one, other, 'of two who make it at once, both have the same')
})

const module = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so', '/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so'].find((one) => existsSync(one))
const koffi = (() => { try { createRequire(import.meta.url)('koffi'); return true } catch { return false } })()

test('keys in a token: made there, used there, not to be taken out', { skip: !module || spawnSync('softhsm2-util', ['--version']).error ? 'SoftHSM 2 is not installed here; as root, `npm test` installs it' : koffi ? false : 'koffi is not installed for this machine' }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'sen-hsm-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'tokens'))
  writeFileSync(join(folder, 'softhsm2.conf'), `directories.tokendir = ${join(folder, 'tokens')}\nobjectstore.backend = file\nlog.level = ERROR\n`)
  process.env['SOFTHSM2_CONF'] = join(folder, 'softhsm2.conf')
  execFileSync('softhsm2-util', ['--init-token', '--free', '--label', 'sen', '--pin', '4321', '--so-pin', '8765'], { stdio: 'ignore' })
  const store = pkcs11Keys(`pkcs11:${module}?token=sen`, '4321')
  await holds(store)
  await store.close()
  // After a new beginning the keys are there still.
  assert.ok(await pkcs11Keys(`pkcs11:${module}?token=sen`, '4321').find('p-256-ecdsa'))
  await assert.rejects(async () => pkcs11Keys(`pkcs11:${module}?token=other`, '4321').find('p-256-ecdsa'), /no token "other"/)
})
