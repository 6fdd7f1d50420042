import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ids, readSignedMessage, type Scheme } from '#certification'
import { lined, mm } from './pdf/appearance.ts'
import { covered, signatureValues } from './pdf/fields.ts'
import { Pdf } from './pdf/read.ts'
import { signPdf } from './pdf/sign.ts'
import type { TestKey } from './testing/authority.ts'
import { authority, certificate, levels, now, say, trust, ward } from './testing/levels.ts'
import { bench, needs } from './testing/others.ts'
import { classicPdf, hybridPdf } from './testing/strangers.ts'
import { judgePdf } from './verify/pdf.ts'

test('every level is what we say it is, and pdfsig, openssl and qpdf believe it', needs('pdfsig', 'certutil', 'qpdf', 'openssl'), async (t) => {
  const others = bench(t, authority)
  for (const [where, pdf] of [['the press', await certificate()], ['a table', classicPdf()], ['a form apart', classicPdf('apart')], ['a form inside', classicPdf('inside')], ['a hybrid', hybridPdf()]] as const) {
    const made = await levels(pdf)
    for (const level of ['B-B', 'B-T', 'B-LT', 'B-LTA'] as const) {
      const bytes = made[level]
      const reports = judgePdf(bytes, { trust, now })
      assert.deepEqual(reports.map((one) => [one.kind, one.level, one.verdict, one.faults, one.changes]), [
        ['signature', level, level === 'B-B' || level === 'B-T' ? 'unknown' : 'good', [], []],
        ...(level === 'B-B' ? [] : [['signature', level, level === 'B-T' ? 'unknown' : 'good', [], []]]),
        ...(level === 'B-LTA' ? [['time-stamp', undefined, 'good', [], []]] : []),
      ], `${level} of ${where}`)
      assert.ok(others.qpdf(bytes), `qpdf --check of ${level} of ${where}`)
      const said = others.pdfsig(bytes)
      assert.equal(said.match(/Signature is Valid/g)?.length, level === 'B-B' ? 1 : 2, `${level} of ${where}: ${said}`)
      assert.equal(said.match(/Certificate is Trusted/g)?.length, level === 'B-B' ? 1 : 2, said)
      assert.doesNotMatch(said, /Invalid|Mismatch|Untrusted/)
      // Nothing that was there before was touched.
      assert.ok(bytes.subarray(0, pdf.length).equals(pdf))
    }
    assert.ok(made['B-LTA'].subarray(0, made['B-LT'].length).equals(made['B-LT']))
  }
})

test('openssl verifies the signed message over the bytes it covers, and each time stamp', needs('openssl'), async (t) => {
  const others = bench(t, authority)
  const { 'B-LTA': bytes } = await levels(await certificate())
  for (const { contents, range } of signatureValues(new Pdf(bytes))) {
    const message = readSignedMessage(contents.bytes)
    others.put('covered.bin', covered(bytes, range))
    others.put('message.der', message.der)
    if (message.contentType === ids.timeStampInfo) {
      const said = others.run('openssl', 'ts', '-verify', '-token_in', '-in', 'message.der', '-data', 'covered.bin', '-CAfile', 'root.pem', '-untrusted', 'issuing.pem')
      assert.ok(said.ok, said.said)
      continue
    }
    const said = others.run('openssl', 'cms', '-verify', '-binary', '-inform', 'DER', '-in', 'message.der', '-content', 'covered.bin', '-CAfile', 'root.pem', '-purpose', 'any', '-cades', '-out', '/dev/null')
    assert.ok(said.ok, said.said)
    assert.ok(!message.signers[0]!.attributes.has(ids.signingTime), 'the time is not signed')
    others.put('token.der', message.signers[0]!.unsigned.get(ids.signatureTimeStamp)![0]!.raw)
    others.put('value.bin', message.signers[0]!.signature)
    const stamp = others.run('openssl', 'ts', '-verify', '-token_in', '-in', 'token.der', '-data', 'value.bin', '-CAfile', 'root.pem', '-untrusted', 'issuing.pem')
    assert.ok(stamp.ok, stamp.said)
  }
})

test('each algorithm that the policy allows is believed by pdfsig and openssl', needs('pdfsig', 'certutil', 'openssl'), async (t) => {
  const others = bench(t, authority)
  const kinds: [TestKey, Scheme][] = [
    ['P-256', { kind: 'ecdsa', hash: 'sha256' }], ['P-384', { kind: 'ecdsa', hash: 'sha384' }],
    ['RSA-2048', { kind: 'rsa-pkcs1', hash: 'sha256' }], ['RSA-3072', { kind: 'rsa-pkcs1', hash: 'sha384' }], ['RSA-4096', { kind: 'rsa-pkcs1', hash: 'sha512' }], ['RSA-2048', { kind: 'rsa-pss', hash: 'sha256' }], ['RSA-3072', { kind: 'rsa-pss', hash: 'sha512' }],
  ]
  for (const [kind, scheme] of kinds) {
    const member = authority.member({ name: `${kind} ${scheme.kind}`, kind, scheme })
    const { bytes, signature } = await signPdf(classicPdf(), member.signer, say, authority.stamp)
    const [report] = judgePdf(bytes, { trust, now })
    assert.deepEqual([report!.faults, report!.level], [[], 'B-T'], `${kind} ${scheme.kind}`)
    const said = others.pdfsig(bytes)
    assert.match(said, /Signature is Valid/, `${kind} ${scheme.kind}: ${said}`)
    others.put('covered.bin', covered(bytes, signatureValues(new Pdf(bytes))[0]!.range))
    others.put('message.der', signature)
    const verified = others.run('openssl', 'cms', '-verify', '-binary', '-inform', 'DER', '-in', 'message.der', '-content', 'covered.bin', '-CAfile', 'root.pem', '-purpose', 'any', '-cades', '-out', '/dev/null')
    assert.ok(verified.ok, `${kind} ${scheme.kind}: ${verified.said}`)
  }
})

test('a copy shows words and no seal; the words are shapes that need no font', async () => {
  const words = lined(['SAO Y', 'Ủy ban nhân dân phường Vũ Ninh', '22-11-2026 09:30:00 +07:00'])
  const { bytes } = await signPdf(classicPdf(), ward.signer, { at: now, name: 'UBND', reason: 'SAO Y', seen: { place: { page: 1, x: 380, y: 790 }, appearance: words } })
  assert.equal(judgePdf(bytes, { trust, now })[0]!.reason, 'SAO Y')
  assert.ok(words.width < mm(120) && words.height < mm(20))
})
