import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as jose from 'jose'
import { pem } from '#certification'
import { signJws } from './jws.ts'
import { authority, now, thinh, trust, ward } from './testing/levels.ts'
import { bench, needs } from './testing/others.ts'
import { judgeJws } from './verify/jws.ts'
import { judgeXml } from './verify/xml.ts'
import { signXml } from './xml/sign.ts'
import { canonical, exclusive, inclusive } from './xml/canonical.ts'
import { NotXml, readXml } from './xml/tree.ts'

const message = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<?style plain?>
<!-- Trục liên thông văn bản -->
<edXML:edXML xmlns:edXML="http://www.mic.gov.vn/TBT/QCVN_102_2016" xmlns="urn:van-ban" xml:lang="vi">
  <VanBan so='12/QĐ-UBND'  trich="A &amp; B&#10;C"><![CDATA[Quyết định <1>]]></VanBan>
  <Rong/>
</edXML:edXML>
`)

test('xmlsec1 accepts what we sign, B-B and B-T, RSA and curves, and finds what was changed', needs('xmlsec1'), async (t) => {
  const others = bench(t, authority)
  const members = [thinh, ward, authority.member({ name: 'P-384', kind: 'P-384' }), authority.member({ name: 'RSA-3072', kind: 'RSA-3072', scheme: { kind: 'rsa-pkcs1', hash: 'sha512' } })]
  for (const document of [message, Buffer.from('<a/>'), Buffer.from('<a><b xmlns="urn:x" c="1"/></a>\n')])
    for (const member of members) for (const stamp of [undefined, authority.stamp]) {
      const { bytes } = await signXml(document, member.signer, { at: now, role: 'Phó Chủ tịch', ...(stamp ? { stamp } : {}) })
      const verified = (of: Buffer) => others.run('xmlsec1', '--verify', '--trusted-pem', 'root.pem', '--untrusted-pem', 'issuing.pem', '--id-attr:Id', 'http://uri.etsi.org/01903/v1.3.2#:SignedProperties', others.put('signed.xml', of))
      const said = verified(bytes)
      assert.ok(said.ok, said.said)
      const [report] = judgeXml(bytes, { trust, now })
      assert.deepEqual([report!.faults, report!.level, report!.reason], [[], stamp ? 'B-T' : 'B-B', 'Phó Chủ tịch'])
      if (document !== message) continue
      const changed = Buffer.from(bytes.toString('utf8').replace('12/QĐ', '13/QĐ'))
      assert.ok(!verified(changed).ok)
      assert.deepEqual(judgeXml(changed, { trust, now })[0]!.faults, ['content-changed'])
    }
})

test('two sign one after the other: the first no longer covers the whole, and is told so', async () => {
  const once = await signXml(message, thinh.signer, { at: now })
  const twice = await signXml(once.bytes, ward.signer, { at: now })
  const [first, second] = judgeXml(twice.bytes, { trust, now })
  assert.deepEqual([first!.faults, second!.faults], [['content-changed'], []])
})

test('tampering with signed XML is found and named', async () => {
  const signed = (await signXml(message, thinh.signer, { at: now, stamp: authority.stamp })).bytes.toString('utf8')
  const other = (await signXml(Buffer.from('<a/>'), thinh.signer, { at: now, stamp: authority.stamp })).bytes.toString('utf8')
  const stampOf = (of: string) => /<xades:EncapsulatedTimeStamp>[^<]*/.exec(of)![0]
  const cases: [string, string, string][] = [
    ['a role exchanged', signed.replace('<xades:SigningTime>2', '<xades:SigningTime>1'), 'content-changed'],
    ['the value flipped', signed.replace(/(<ds:SignatureValue[^>]*>)(.)/, (_, tag: string, first: string) => tag + (first === 'A' ? 'B' : 'A')), 'signature-broken'],
    ['an older hash', signed.replace('xmldsig-more#ecdsa-sha256', 'xmldsig-more#ecdsa-sha1'), 'weak-digest'],
    ['a stylesheet', signed.replace('xmldsig#enveloped-signature', 'REC-xslt-19991116'), 'signature-broken'],
    ['the certificate of another', signed.replace(/<ds:X509Certificate>[^<]*/, `<ds:X509Certificate>${ward.certificate.der.toString('base64')}`), 'signature-broken'],
    ['the time stamp of another', signed.replace(stampOf(signed), stampOf(other)), 'stamp-for-something-else'],
    ['something put in', signed.replace('<Rong/>', '<Rong/><Them/>'), 'content-changed'],
  ]
  for (const [what, changed, fault] of cases) assert.ok(judgeXml(Buffer.from(changed), { trust, now })[0]!.faults.includes(fault as never), `${what}: ${judgeXml(Buffer.from(changed), { trust, now })[0]!.faults}`)
  // Wrapped: the signed part is there, and beside it what a program would read.
  assert.ok(judgeXml(Buffer.from(`<edXML:edXML xmlns:edXML="http://www.mic.gov.vn/TBT/QCVN_102_2016"><VanBan so="9"/>${signed.slice(signed.indexOf('<edXML:edXML'))}</edXML:edXML>`), { trust, now })[0]!.faults.includes('content-changed'))
  assert.throws(() => readXml(Buffer.from('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')), NotXml)
  for (const bad of ['<a', '<a></b>', '<a b=1/>', '<a b="1" b="2"/>', '<a>&x;</a>', '<b:a/>', '<a/><b/>', 'x', '<a b="<"/>']) assert.throws(() => readXml(Buffer.from(bad)), NotXml, bad)
})

test('canonical forms are those of the recommendation', () => {
  // Canonical XML 1.0, 3.3 (start and end tags), without the defaults that only a document type gives.
  const tree = readXml(Buffer.from('<doc>\n   <e1   />\n   <e2   ></e2>\n   <e3   name = "elem3"   id="elem3"   />\n   <e5 a:attr="out" b:attr="sorted" attr2="all" attr="I\'m"\n      xmlns:b="http://www.ietf.org"\n      xmlns:a="http://www.w3.org"\n      xmlns="http://example.org"/>\n   <e6 xmlns="" xmlns:a="http://www.w3.org"><e7 xmlns="http://www.ietf.org"><e8 xmlns="" xmlns:a="http://www.w3.org"><e9 xmlns="" xmlns:a="http://www.ietf.org"/></e8></e7></e6>\n</doc>'))
  assert.equal(canonical(tree.root, inclusive).toString(), '<doc>\n   <e1></e1>\n   <e2></e2>\n   <e3 id="elem3" name="elem3"></e3>\n   <e5 xmlns="http://example.org" xmlns:a="http://www.w3.org" xmlns:b="http://www.ietf.org" attr="I\'m" attr2="all" b:attr="sorted" a:attr="out"></e5>\n   <e6 xmlns:a="http://www.w3.org"><e7 xmlns="http://www.ietf.org"><e8 xmlns=""><e9 xmlns:a="http://www.ietf.org"></e9></e8></e7></e6>\n</doc>')
  // Exclusive XML Canonicalization, 2.2: what is not used is not said.
  const inner = readXml(Buffer.from('<n0:pdu xmlns:n0="http://a.example" xmlns:n1="http://b.example"><n1:elem2 xml:lang="en"><n3:stuff xmlns:n3="ftp://example.org"/></n1:elem2></n0:pdu>')).root.children[0]!
  assert.ok(inner.kind === 'element')
  assert.equal(canonical(inner, exclusive).toString(), '<n1:elem2 xmlns:n1="http://b.example" xml:lang="en"><n3:stuff xmlns:n3="ftp://example.org"></n3:stuff></n1:elem2>')
})

test('jose accepts our JWS, and a changed one is named', async () => {
  for (const member of [thinh, ward, authority.member({ name: 'PSS', kind: 'RSA-2048', scheme: { kind: 'rsa-pss', hash: 'sha384' } })]) {
    const { jws } = await signJws({ so: '12/QĐ-UBND', ngay: '2026-11-22' }, member.signer, { at: now })
    const { payload, protectedHeader } = await jose.compactVerify(jws, await jose.importX509(pem(member.certificate.der), jose.decodeProtectedHeader(jws).alg!), { crit: { sigT: true } })
    assert.equal(JSON.parse(Buffer.from(payload).toString()).so, '12/QĐ-UBND')
    assert.equal(protectedHeader.alg, jose.decodeProtectedHeader(jws).alg)
    const [report] = judgeJws(Buffer.from(jws), { trust, now })
    assert.deepEqual([report!.faults, report!.signer?.name], [[], member.certificate.name.commonName])
    const [head, , signature] = jws.split('.')
    assert.deepEqual(judgeJws(Buffer.from(`${head}.${Buffer.from('{"so":"1"}').toString('base64url')}.${signature}`), { trust, now })[0]!.faults, ['content-changed'])
  }
})
