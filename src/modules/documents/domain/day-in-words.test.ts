import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayInWords, momentInWords, numberInWords } from './day-in-words.ts'

test('a date is repeated in words as civil-status papers write it', () => {
  assert.equal(dayInWords(2026, 11, 3), 'Ngày ba tháng mười một năm hai nghìn không trăm hai mươi sáu')
  assert.equal(dayInWords(1994, 4, 24), 'Ngày hai mươi tư tháng tư năm một nghìn chín trăm chín mươi tư')
  assert.equal(dayInWords(2005, 1, 31), 'Ngày ba mươi mốt tháng một năm hai nghìn không trăm linh năm')
  assert.equal(momentInWords(2026, 11, 19, 4, 5), 'Bốn giờ năm phút, ngày mười chín tháng mười một năm hai nghìn không trăm hai mươi sáu')
  assert.equal(momentInWords(2026, 11, 19, 0, 0), 'Không giờ đúng, ngày mười chín tháng mười một năm hai nghìn không trăm hai mươi sáu')
})

test('numbers in words: linh, mốt, tư, lăm', () => {
  for (const [n, words] of [[0, 'không'], [10, 'mười'], [14, 'mười bốn'], [15, 'mười lăm'], [21, 'hai mươi mốt'], [25, 'hai mươi lăm'], [105, 'một trăm linh năm'], [1000, 'một nghìn'], [2010, 'hai nghìn không trăm mười'], [1900, 'một nghìn chín trăm']] as const)
    assert.equal(numberInWords(n), words)
  assert.throws(() => numberInWords(10_000), RangeError)
})
