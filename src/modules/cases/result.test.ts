import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cited, signatureOf } from './result.ts'

test('a paper cites a law by name and number, every other act by kind and number first', () => {
  assert.equal(cited('Luật Hộ tịch', '60/2014/QH13'), 'Luật Hộ tịch số 60/2014/QH13')
  assert.equal(cited('Nghị định về đăng ký doanh nghiệp', '168/2025/NĐ-CP'), 'Nghị định số 168/2025/NĐ-CP về đăng ký doanh nghiệp')
  assert.equal(cited('Thông tư quy định chi tiết thi hành Luật Hộ tịch và Nghị định 123/2015/NĐ-CP', '04/2020/TT-BTP'), 'Thông tư số 04/2020/TT-BTP quy định chi tiết thi hành Luật Hộ tịch và Nghị định 123/2015/NĐ-CP')
  assert.equal(cited('Luật Cư trú'), 'Luật Cư trú')
})

test('below the name of whoever signs a lent power stands whose power it is, in words: two bare names would be two signers', () => {
  const of = 'Ủy ban nhân dân phường Vũ Ninh'
  const signed = signatureOf({ name: 'Đỗ Hải Nam', position: `Công chức Tư pháp – Hộ tịch ${of}`, inNameOf: { name: 'Vũ Đức Thịnh', position: `Phó Chủ tịch ${of}` } }, of)
  assert.deepEqual(signed, { position: 'Công chức Tư pháp – Hộ tịch', name: 'Đỗ Hải Nam', actingFor: { form: 'TUQ.', position: 'Phó Chủ tịch' }, inNameOf: 'thừa ủy quyền của Vũ Đức Thịnh' })
})
