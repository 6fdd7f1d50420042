import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Ctx } from '#platform/ctx'
import { town, vuNinh } from '../../testing/town.ts'
import type { CaseFile, Paper } from './domain/case-file.ts'
import { resultOf } from './reactions/issue-result.ts'
import { cited, resultLetter, signatureOf, valuesFromCase } from './result.ts'

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

test('a result says what it is about: the certification names the paper, no result tells how to reach its applicant, and a child’s certificate is known by the child', async (t) => {
  const vu = await town(t)
  const ctx = { take: vu.house.take, now: vu.time.now } as Pick<Ctx, 'take' | 'now'>
  const of = (code: string, answers: object, papers: Paper[] = []): CaseFile => {
    const file = { id: 'c1', code: 'H05.159.01-260909-0001', procedure: { code, version: 1 }, applicant: { id: 'p-lan', name: 'Nguyễn Thu Lan' }, competentUnit: vuNinh, filedAt: vu.time.now, papers, answers: { applicantName: 'Nguyễn Thu Lan', applicantPhone: '0900000318', decidingUnit: vuNinh, ...answers } } as unknown as CaseFile
    return { ...file, draft: { values: valuesFromCase(ctx, file) }, decision: { outcome: 'grant', number: '12', at: vu.time.now, signer: { name: 'Vũ Đức Thịnh', position: 'Phó Chủ tịch' } } } as CaseFile
  }
  const letterOf = (file: CaseFile) => resultLetter(ctx, file, { outcome: 'grant', values: file.draft!.values })

  const diploma = { paperName: 'Bằng tốt nghiệp đại học', paperNumber: '318042', paperDate: '2016-07-04', pages: 2, copies: 3, electronic: true }
  const copy = letterOf(of('2.000815', diploma, [{ component: 'original', file: 'f1', label: 'bang.pdf', kind: 'upload', digitised: false }]))
  assert.equal(copy.template, 'certified-copy')
  assert.deepEqual([copy.data['original'], copy.data['pages'], copy.data['attached']], [{ name: 'Bằng tốt nghiệp đại học', number: '318042', date: '2016-07-04' }, '2', 'bang.pdf'])
  assert.doesNotMatch(JSON.stringify(copy), /0900000318|09169/)

  const generic = JSON.stringify(letterOf(of('2.000884', {})))
  assert.match(generic, /"value":"Ủy ban nhân dân phường Vũ Ninh"/)
  assert.doesNotMatch(generic, /0900|"09169"/)

  assert.equal(resultOf(ctx, of('1.001193', { childName: 'Phạm Nguyễn Minh An' })).subject, 'Phạm Nguyễn Minh An')
  assert.equal(resultOf(ctx, of('2.000815', diploma)).subject, undefined)
})
