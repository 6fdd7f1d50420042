import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { openCtx } from '#platform/ctx'
import { system } from '#platform/actor'
import { town } from '../../testing/town.ts'
import { certificatesOf, certificateStream, openCertificate } from './certificate-store.ts'
import { issueCertificate, openAuthority } from './authority.ts'
import { pem } from './domain/certificate.ts'

export function folder(t: TestContext): string {
  const made = mkdtempSync(join(tmpdir(), 'sen-pki-'))
  t.after(() => rmSync(made, { recursive: true, force: true }))
  return made
}
const openssl = (cwd: string, ...args: string[]): string => execFileSync('openssl', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
const hasOpenssl = spawnSync('openssl', ['version']).status === 0

test('openssl believes what the service gives out: chain, list, OCSP answer and time stamp', { skip: hasOpenssl ? false : 'openssl is not installed here' }, async (t) => {
  const { house, app } = await town(t, { now: new Date().toISOString() })
  const at = folder(t)
  const ctx = openCtx(house, system)
  const thinh = await issueCertificate(ctx, { profile: 'official', id: 'o-thinh', name: 'Vũ Đức Thịnh', unit: '09169', subject: { country: 'VN', organisation: 'Ủy ban nhân dân phường Vũ Ninh', title: 'Phó Chủ tịch', commonName: 'Vũ Đức Thịnh', serialNumber: 'o-thinh' } })
  await house.writer.write(ctx.pending)
  const authority = await openAuthority(house)
  const put = (name: string, bytes: Buffer | string): void => writeFileSync(join(at, name), bytes)
  put('root.pem', pem(authority.root.certificate.der))
  put('issuing.pem', pem(authority.issuing.certificate.der))
  put('thinh.pem', pem(thinh.certificate.der))
  for (const part of ['root', 'issuing']) put(`${part}.crl`, (await app.inject(`/pki/${part}.crl`)).rawPayload)
  openssl(at, 'crl', '-inform', 'DER', '-in', 'root.crl', '-out', 'root.crl.pem')
  openssl(at, 'crl', '-inform', 'DER', '-in', 'issuing.crl', '-out', 'issuing.crl.pem')
  put('lists.pem', execFileSync('cat', ['root.crl.pem', 'issuing.crl.pem'], { cwd: at }))
  assert.match(openssl(at, 'verify', '-x509_strict', '-crl_check_all', '-CRLfile', 'lists.pem', '-CAfile', 'root.pem', '-untrusted', 'issuing.pem', 'thinh.pem'), /OK/)
  const words = openssl(at, 'x509', '-in', 'thinh.pem', '-noout', '-subject', '-nameopt', 'utf8')
  assert.match(words, /Vũ Đức Thịnh/)

  const ask = async (name: string): Promise<string> => {
    openssl(at, 'ocsp', '-issuer', 'issuing.pem', '-cert', 'thinh.pem', '-reqout', 'q.der')
    put(name, (await app.inject({ method: 'POST', url: '/pki/ocsp', headers: { 'content-type': 'application/ocsp-request' }, payload: execFileSync('cat', ['q.der'], { cwd: at }) })).rawPayload)
    const said = spawnSync('openssl', ['ocsp', '-issuer', 'issuing.pem', '-cert', 'thinh.pem', '-no_nonce', '-respin', name, '-CAfile', 'root.pem', '-verify_other', 'issuing.pem'], { cwd: at, encoding: 'utf8' })
    return said.stdout + said.stderr
  }
  assert.match(await ask('good.der'), /Response verify OK[\s\S]*thinh\.pem: good|thinh\.pem: good[\s\S]*Response verify OK/)

  put('letter.txt', 'Giấy khai sinh')
  openssl(at, 'ts', '-query', '-data', 'letter.txt', '-sha256', '-cert', '-out', 'q.tsq')
  put('r.tsr', (await app.inject({ method: 'POST', url: '/pki/tsa', headers: { 'content-type': 'application/timestamp-query' }, payload: execFileSync('cat', ['q.tsq'], { cwd: at }) })).rawPayload)
  assert.match(openssl(at, 'ts', '-verify', '-queryfile', 'q.tsq', '-in', 'r.tsr', '-CAfile', 'root.pem', '-untrusted', 'issuing.pem'), /OK/)
  put('bad.tsr', (await app.inject({ method: 'POST', url: '/pki/tsa', headers: { 'content-type': 'application/timestamp-query' }, payload: Buffer.from('no question') })).rawPayload)
  assert.match(openssl(at, 'ts', '-reply', '-in', 'bad.tsr', '-text'), /Rejected|rejection/i)

  const [row] = await certificatesOf(house, 'official', 'o-thinh')
  const end = openCtx(house, system)
  end.record(certificateStream, await openCertificate(end, row!.id), [{ type: 'certification.revoked', data: { reason: 'key-compromise' } }])
  await house.writer.write(end.pending)
  assert.match(await ask('revoked.der'), /revoked/)
  put('issuing.crl', (await app.inject('/pki/issuing.crl')).rawPayload)
  assert.match(openssl(at, 'crl', '-inform', 'DER', '-in', 'issuing.crl', '-text', '-noout'), /Key Compromise/)
})
