import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cited } from './result.ts'

test('a paper cites a law by name and number, every other act by kind and number first', () => {
  assert.equal(cited('Luật Hộ tịch', '60/2014/QH13'), 'Luật Hộ tịch số 60/2014/QH13')
  assert.equal(cited('Nghị định về đăng ký doanh nghiệp', '168/2025/NĐ-CP'), 'Nghị định số 168/2025/NĐ-CP về đăng ký doanh nghiệp')
  assert.equal(cited('Thông tư quy định chi tiết thi hành Luật Hộ tịch và Nghị định 123/2015/NĐ-CP', '04/2020/TT-BTP'), 'Thông tư số 04/2020/TT-BTP quy định chi tiết thi hành Luật Hộ tịch và Nghị định 123/2015/NĐ-CP')
  assert.equal(cited('Luật Cư trú'), 'Luật Cư trú')
})
