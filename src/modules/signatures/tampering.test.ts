import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { pem, readSignedMessage } from '#certification'
import { type Der, readDer, tlv } from '#platform/der'
import { covered, signatureValues } from './pdf/fields.ts'
import { mm, scrawled } from './pdf/appearance.ts'
import { Pdf } from './pdf/read.ts'
import { addProofs, signPdf } from './pdf/sign.ts'
import { Update } from './pdf/update.ts'
import { dict, Name, Ref, Stream, textOf, type Value } from './pdf/values.ts'
import { testAuthority } from './testing/authority.ts'
import { authority, certificate, levels, now, say, thinh, trust, ward } from './testing/levels.ts'
import { bench, has } from './testing/others.ts'
import { classicPdf } from './testing/strangers.ts'
import { judgePdf } from './verify/pdf.ts'
import type { Change } from './verify/changes.ts'
import type { Fault, SignatureReport } from './verify/report.ts'

const aDay = 86_400_000

/** Adds to a file as a forger does: behind the last signature, with cross references that readers follow. */
function forge(bytes: Buffer, what: (pdf: Pdf, update: Update) => void): Buffer {
  const pdf = new Pdf(bytes)
  const update = new Update(pdf)
  what(pdf, update)
  return Buffer.concat([bytes, update.bytes()])
}
const pageOf = (pdf: Pdf): [Ref, Map<string, Value>] => { const ref = pdf.pages()[0]!; return [ref, pdf.dictAt(ref)!] }
/** Puts another signature into the place of the first. */
function replaced(bytes: Buffer, signature: Buffer): Buffer {
  const { range } = signatureValues(new Pdf(bytes))[0]!
  const out = Buffer.from(bytes)
  out.fill('0', range[1]! + 1, range[2]! - 1)
  out.write(signature.toString('hex'), range[1]! + 1, 'latin1')
  return out
}
const flipped = (bytes: Buffer, at: number): Buffer => { const out = Buffer.from(bytes); out[at]! ^= 1; return out }

function openssl(t: TestContext): ReturnType<typeof bench> { return bench(t, authority) }
/** Does openssl believe the first signature of a file? Undefined where openssl is not installed or the file has lost its shape. */
function believedByOpenssl(others: ReturnType<typeof bench>, bytes: Buffer): boolean | undefined {
  try {
    const { contents, range } = signatureValues(new Pdf(bytes))[0]!
    others.put('covered.bin', covered(bytes, range))
    others.put('message.der', readSignedMessage(contents.bytes).der)
    return others.run('openssl', 'cms', '-verify', '-binary', '-inform', 'DER', '-in', 'message.der', '-content', 'covered.bin', '-CAfile', 'root.pem', '-certfile', 'issuing.pem', '-purpose', 'any', '-out', '/dev/null').ok
  } catch { return undefined }
}

type Case = { bytes: Buffer; fault: Fault; change?: Change; of?: number; openssl?: false; pdfsig?: RegExp }

test('every kind of tampering is found and named, by us and by those of other people\'s tools that can', async (t) => {
  const others = openssl(t)
  const pdf = await certificate()
  const made = await levels(pdf)
  const signed = made.first
  const other = await signPdf(classicPdf(), thinh.signer, say, authority.stamp)
  const foreign = testAuthority(now, 'Elsewhere')
  const one = (member: { signer: typeof thinh.signer }, stamp = authority.stamp) => signPdf(pdf, member.signer, say, stamp).then((it) => it.bytes)
  const late = authority.member({ name: 'Expired', notBefore: new Date(now.getTime() - 90 * aDay), notAfter: new Date(now.getTime() - aDay) })
  const early = authority.member({ name: 'Early', notBefore: new Date(now.getTime() + aDay) })
  const revoked = authority.member({ name: 'Revoked' })
  const revokedBytes = await one(revoked)
  const weak = authority.member({ name: 'Weak', kind: 'RSA-1024' })
  const wrong = authority.member({ name: 'Key exchange only', keyUsage: ['keyEncipherment'] })
  const server = authority.member({ name: 'Server', keyUsage: ['digitalSignature'], extendedUsage: ['ocsp'] })
  const notTsa = authority.member({ name: 'No TSA', keyUsage: ['digitalSignature'], extendedUsage: ['documents'] })
  const lateTsa = authority.member({ name: 'Late TSA', keyUsage: ['digitalSignature'], extendedUsage: ['time-stamps'], notBefore: new Date(now.getTime() - 90 * aDay), notAfter: new Date(now.getTime() - 30 * aDay) })
  const twin = authority.member({ name: 'Vũ Đức Thịnh', serial: thinh.certificate.serial, subject: { country: 'VN', title: 'Chủ tịch', commonName: 'Vũ Đức Thịnh' } })
  const { range } = signatureValues(new Pdf(signed))[0]!
  const message = readSignedMessage(signatureValues(new Pdf(signed))[0]!.contents.bytes)

  const cases: Record<string, Case> = {
    'a flipped byte in the text': { bytes: flipped(signed, 3000), fault: 'content-changed', openssl: false, pdfsig: /Digest Mismatch/ },
    'a flipped byte in the signature': { bytes: replaced(signed, flipped(message.der, message.der.indexOf(message.signers[0]!.signature) + 20)), fault: 'signature-broken', openssl: false, pdfsig: /Signature Validation: (?!Signature is Valid)/ },
    'the signature of another paper': { bytes: replaced(signed, other.signature), fault: 'content-changed', openssl: false, pdfsig: /Digest Mismatch/ },
    'a page added behind': {
      bytes: forge(signed, (p, u) => {
        const root = p.catalog.get('Pages') as Ref
        const page = u.add(dict({ Type: new Name('Page'), Parent: root, MediaBox: [0, 0, 595, 842], Resources: dict({}) }))
        u.put(root, new Map([...p.dictAt(root)!, ['Kids', [...p.listAt(p.dictAt(root)!.get('Kids')), page]], ['Count', p.pages().length + 1]]))
      }),
      fault: 'changed-after-signing', change: 'page-added', pdfsig: /Not total document signed/,
    },
    'a page taken away': { bytes: forge(made['B-LTA'], (p, u) => { const root = p.catalog.get('Pages') as Ref; u.put(root, new Map([...p.dictAt(root)!, ['Kids', []], ['Count', 0]])) }), fault: 'changed-after-signing', change: 'page-removed', pdfsig: /Not total document signed|Signature/ },
    'shadow content: the text exchanged under its old number': {
      bytes: forge(signed, (p, u) => { const contents = pageOf(p)[1].get('Contents'); const ref = (Array.isArray(contents) ? contents[0] : contents) as Ref; u.put(ref, new Stream(dict({ Filter: new Name('FlateDecode') }), deflateSync(Buffer.from('0 0 595 842 re f')))) }),
      fault: 'changed-after-signing', change: 'page-changed', pdfsig: /Not total document signed/,
    },
    'shadow content: a font exchanged, so that other letters are seen': {
      bytes: forge(signed, (p, u) => { const resources = p.dictAt(pageOf(p)[1].get('Resources'))!; const fonts = p.dictAt(resources.get('Font'))!; const ref = [...fonts.values()][0] as Ref; u.put(ref, dict({ Type: new Name('Font'), Subtype: new Name('Type1'), BaseFont: new Name('ZapfDingbats') })) }),
      fault: 'changed-after-signing', change: 'page-changed', pdfsig: /Not total document signed/,
    },
    'a note laid over the text': {
      bytes: forge(signed, (p, u) => { const [ref, page] = pageOf(p); const note = u.add(dict({ Type: new Name('Annot'), Subtype: new Name('FreeText'), Rect: [0, 0, 300, 300], Contents: textOf('khác'), F: 4 })); u.put(ref, new Map([...page, ['Annots', [...p.listAt(page.get('Annots')), note]]])) }),
      fault: 'changed-after-signing', change: 'annotation-added', pdfsig: /Not total document signed/,
    },
    'a text field laid over the text': {
      bytes: forge(signed, (p, u) => {
        const form = p.dictAt(p.catalog.get('AcroForm'))!
        const field = u.add(dict({ Type: new Name('Annot'), Subtype: new Name('Widget'), FT: new Name('Tx'), T: textOf('so tien'), V: textOf('9'), Rect: [0, 0, 99, 20] }))
        u.put(p.trailer.get('Root') as Ref, new Map<string, Value>([...p.catalog, ['AcroForm', new Map<string, Value>([...form, ['Fields', [...p.listAt(form.get('Fields')), field]]])]]))
      }),
      fault: 'changed-after-signing', change: 'field-changed', pdfsig: /Not total document signed/,
    },
    'a picture of the signature moved elsewhere': { bytes: forge(signed, (p, u) => { const ref = p.listAt(p.dictAt(p.catalog.get('AcroForm'))!.get('Fields'))[0] as Ref; u.put(ref, new Map([...p.dictAt(ref)!, ['Rect', [0, 0, 10, 10]]])) }), fault: 'changed-after-signing', change: 'field-changed', pdfsig: /Not total document signed/ },
    'another catalogue with an action on opening': { bytes: forge(signed, (p, u) => u.put(p.trailer.get('Root') as Ref, new Map<string, Value>([...p.catalog, ['OpenAction', dict({ S: new Name('URI'), URI: textOf('https://example.org') })]]))), fault: 'changed-after-signing', change: 'catalogue-changed', pdfsig: /Not total document signed/ },
    'a later signature that is seen over the whole page': { bytes: (await signPdf(signed, ward.signer, { ...say, seen: { place: { page: 1, x: 0, y: 0 }, appearance: scrawled('x', mm(200), mm(280)) } })).bytes, fault: 'changed-after-signing', change: 'covers-content' },
    'something behind the end': { bytes: Buffer.concat([signed, Buffer.from('7 0 obj\n<</Evil true>>\nendobj\n')]), fault: 'changed-after-signing', change: 'bytes-behind-end', pdfsig: /Not total document signed|Signature/ },
    'a changed range of bytes': { bytes: Buffer.from(signed.toString('latin1').replace(/\/ByteRange \[0 (\d+) /, (_, n: string) => `/ByteRange [0 ${String(Number(n) - 7).padEnd(n.length)} `), 'latin1'), fault: 'byte-range-wrong', pdfsig: /./ },
    'a range of bytes that leaves the end out': { bytes: Buffer.from(signed.toString('latin1').replace(/(\/ByteRange \[0 \d+ +\d+ +)(\d+)/, (_, head: string, n: string) => head + String(Number(n) - 200).padEnd(n.length)), 'latin1'), fault: 'byte-range-wrong', pdfsig: /./ },
    'no signature in its place': { bytes: Buffer.from(signed.toString('latin1').replace(/\/Contents <[0-9a-f]+>/, (all) => `/Contents <${'0'.repeat(all.length - 12)}>`), 'latin1'), fault: 'signature-unreadable' },
    'a certificate that had expired': { bytes: await one(late), fault: 'certificate-expired', openssl: false, pdfsig: /Certificate has Expired|Certificate Validation: (?!Certificate is Trusted)/ },
    'a certificate that did not count yet': { bytes: await one(early), fault: 'certificate-not-yet', openssl: false },
    'a certificate revoked before': { bytes: addProofs(revokedBytes, { certificates: [authority.issuing.certificate.der], ocsp: [authority.ocsp(revoked.certificate, new Date(now.getTime() - aDay))], crls: [authority.crl([{ certificate: revoked.certificate, at: new Date(now.getTime() - aDay) }]), authority.crl([], 'root')] }, []), fault: 'certificate-revoked' },
    'a certificate of somebody nobody trusts': { bytes: (await signPdf(pdf, foreign.member({ name: 'Vũ Đức Thịnh' }).signer, say)).bytes, fault: 'certificate-foreign', openssl: false, pdfsig: /Certificate issuer isn't Trusted|Certificate issuer is unknown|Certificate Validation: (?!Certificate is Trusted)/ },
    'a certificate for another use': { bytes: await one(wrong), fault: 'certificate-wrong-use' },
    'a certificate for OCSP answers': { bytes: await one(server), fault: 'certificate-wrong-use' },
    'a key that is too short': { bytes: await one(weak), fault: 'key-too-weak' },
    'a certificate exchanged for another of the same key': { bytes: replaced(signed, exchange(message.der, thinh.certificate.der, twin.certificate.der)), fault: 'certificate-exchanged' },
    'a time stamp over something else': { bytes: await one(thinh, { ...authority.stamp, token: (hash) => authority.stamp.token(hash, Buffer.alloc(32, 7)) }), fault: 'stamp-for-something-else' },
    'a broken time stamp': { bytes: await one(thinh, { ...authority.stamp, token: async (hash, imprint) => flipped(await authority.stamp.token(hash, imprint), -4 + (await authority.stamp.token(hash, imprint)).length) }), fault: 'stamp-broken' },
    'a time stamp of somebody nobody trusts': { bytes: await one(thinh, foreign.stamp), fault: 'stamp-foreign' },
    'a time stamp by a certificate that is not for it': { bytes: await one(thinh, authority.stamperOf(notTsa, now)), fault: 'stamp-broken' },
    'a time stamp by a certificate that had expired': { bytes: await one(thinh, authority.stamperOf(lateTsa, now)), fault: 'stamp-expired' },
    'proofs taken out from below the last time stamp': { bytes: flipped(made['B-LTA'], made['B-LTA'].indexOf('/DSS') + 1), fault: 'content-changed', of: 2 },
  }
  if (has('openssl')) {
    writeFileSync(join(others.folder, 'key.pem'), thinh.key.export({ type: 'pkcs8', format: 'pem' }))
    others.put('own.pem', pem(thinh.certificate.der))
    others.put('covered.bin', covered(signed, range))
    const sha1 = (md: string): Buffer => execFileSync('openssl', ['cms', '-sign', '-binary', '-in', 'covered.bin', '-signer', 'own.pem', '-inkey', 'key.pem', '-md', md, '-outform', 'DER', '-cades'], { cwd: others.folder })
    cases['a digest that is no longer safe'] = { bytes: replaced(signed, sha1('sha1')), fault: 'weak-digest' }
  }

  for (const [what, { bytes, fault, change, of = 0, ...tools }] of Object.entries(cases)) await t.test(what, () => {
    const reports: SignatureReport[] = judgePdf(bytes, { trust, now })
    const report = reports[of]!
    assert.ok(report, 'a signature is found')
    assert.ok(report.faults.includes(fault), `${fault} was expected, ${JSON.stringify(report.faults)} ${JSON.stringify(report.changes)} was said`)
    assert.equal(report.verdict, 'broken')
    if (change) assert.ok(report.changes.includes(change), `${change} was expected, ${JSON.stringify(report.changes)} was said`)
    if (tools.openssl === false && has('openssl')) assert.notEqual(believedByOpenssl(others, bytes), true, 'openssl finds it too')
    if (tools.pdfsig && has('pdfsig') && has('certutil')) assert.match(others.pdfsig(bytes), tools.pdfsig)
  })
  assert.ok(Object.keys(cases).length >= 12)
})

test('proofs cut off leave a paper that says less of itself, and is held against what was promised', async () => {
  const made = await levels(await certificate())
  const cut = made['B-LTA'].subarray(0, made['B-T'].length)
  assert.deepEqual(judgePdf(cut, { trust, now }).map((one) => [one.level, one.faults]), [['B-T', []], ['B-T', []]])
})

test('a certificate that ended after the time stamp leaves the signature as it was', async () => {
  const made = await levels(await certificate())
  const inTenYears = new Date(now.getTime() + 400 * aDay)
  // Without a stamp that still counts nothing is proven; with the proofs inside, the end of the certificate is told and no fault.
  const later = testAuthority(now, 'Long')
  const short = later.member({ name: 'Short', notAfter: new Date(now.getTime() + 10 * aDay) })
  const tsa = later.member({ name: 'Long TSA', keyUsage: ['digitalSignature'], extendedUsage: ['time-stamps'], notAfter: new Date(now.getTime() + 2000 * aDay) })
  const { bytes } = await signPdf(classicPdf(), short.signer, say, later.stamperOf(tsa, now))
  const proven = addProofs(bytes, { certificates: [later.issuing.certificate.der], ocsp: [later.ocsp(short.certificate), later.ocsp(tsa.certificate)], crls: [later.crl([], 'root')] }, [])
  const [report] = judgePdf(proven, { trust: { ...trust, anchors: [later.root.certificate], between: [later.issuing.certificate] }, now: inTenYears })
  assert.deepEqual([report!.faults, report!.verdict, report!.remarks], [[], 'good', ['expired-since']])
  assert.ok(judgePdf(made['B-B'], { trust, now: inTenYears })[0]!.faults.includes('certificate-expired'))
})

/** Puts another certificate into a message, with all lengths around it made anew. */
function exchange(der: Buffer, from: Buffer, to: Buffer): Buffer {
  const again = (value: Der): Buffer => (value.raw.equals(from) ? to : value.tag & 0x20 ? tlv(value.tag, ...value.children.map(again)) : value.raw)
  return again(readDer(der))
}
