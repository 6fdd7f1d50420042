import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Refusal } from '#platform/refusal'
import { childOf, readXml } from './xml.ts'

const refused = (source: string, code: string, bounds = {}) =>
  assert.throws(() => readXml(source, bounds), (error) => error instanceof Refusal && error.code === code, `${source.slice(0, 80)} should be ${code}`)

test('a document is read with namespaces, entities, CDATA and lines', () => {
  const root = readXml('\ufeff<?xml version="1.0"?>\r\n<!-- mẫu --><a:x xmlns:a="urn:a" xmlns="urn:d" tên="&lt;&#x1F600;&amp;">\n<y a:k="1" k="2"/>mở <![CDATA[<&]]>&gt;</a:x>\n<?end?>')
  assert.equal(root.name, 'x')
  assert.equal(root.namespace, 'urn:a')
  assert.equal(root.attributes.get('tên'), '<😀&')
  assert.equal(root.text, '\nmở <&>')
  const y = childOf(root, 'y')!
  assert.deepEqual([y.namespace, y.line, y.attributes.get('{urn:a}k'), y.attributes.get('k')], ['urn:d', 3, '1', '2'])
})

test('what is not well formed is refused with a line', () => {
  for (const source of ['', 'x', '<a>', '<a></b>', '<a b=1/>', '<a b="1" b="2"/>', '<a b="<"/>', '<a>&nope;</a>', '<a>&</a>', '<a>&#0;</a>', '<a>&#xD800;</a>', '<a/><b/>', '<a/>x', '<p:a/>', '<a>]]></a>', '<a><!-- -- --></a>', '<a><?xml version="1.0"?></a>', '<a b="1"c="2"/>', '<1/>', '<a>\u0001</a>', '</a>', '<a', '<a><![CDATA[x</a>'])
    refused(source, 'xml-malformed')
})

test('entities of the sender’s making, files of ours and floods are refused', () => {
  refused('<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>', 'xml-forbidden')
  refused('<!DOCTYPE l SYSTEM "file:///etc/passwd"><l/>', 'xml-forbidden')
  refused('<l><!ENTITY a "x"></l>', 'xml-forbidden')
  refused(`<l>${'x'.repeat(200)}</l>`, 'xml-too-large', { bytes: 100 })
  refused(`<l>${'ệ'.repeat(50)}</l>`, 'xml-too-large', { bytes: 100 })
  refused('<l>'.repeat(1000) + '</l>'.repeat(1000), 'xml-too-deep')
  refused(`<l>${'<x/>'.repeat(100)}</l>`, 'xml-too-large', { elements: 50 })
})

test('whatever is given, it answers with a tree or a refusal, and soon', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom('<a>', '</a>', '<b c="', '"', '/>', '<!--', '-->', '<![CDATA[', ']]>', '&amp;', '&', 'x', '<?p', '?>', ' ', '=', '<'), { maxLength: 30 }), (parts) => {
    try { readXml(parts.join('')) } catch (error) { assert.ok(error instanceof Refusal) }
  }), { numRuns: 2000 })
})
