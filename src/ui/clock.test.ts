import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clockWords } from './clock.tsx'

test('Lan reads how long is left, the promised day, and the day off she would not guess', () => {
  assert.deepEqual(clockWords('vi', { state: 'running', workingDays: 3, dueOn: '2026-11-26', skipped: [{ day: '2026-11-24', name: 'Ngày Văn hóa Việt Nam' }] }), {
    state: 'running', words: 'Còn 3 ngày làm việc', small: 'hẹn thứ Năm 26/11; không tính 24/11, Ngày Văn hóa Việt Nam',
  })
  assert.equal(clockWords('en', { state: 'running', workingDays: 1, dueOn: '2026-11-26' }).words, '1 working day left')
})
test('in a table the same is said in fewer words', () => {
  assert.deepEqual(clockWords('vi', { state: 'running', workingDays: 2, dueOn: '2026-11-25' }, true), { state: 'running', words: 'Còn 2 ngày', small: '25/11' })
})
test('on the last day the hour counts', () => {
  assert.equal(clockWords('vi', { state: 'today', dueOn: new Date('2026-11-20T17:00:00+07:00') }).words, 'Hôm nay, 17:00')
  assert.equal(clockWords('vi', { state: 'today', dueOn: '2026-11-20' }).words, 'Hôm nay')
})
test('late says by how much, and what was promised', () => {
  assert.deepEqual(clockWords('vi', { state: 'late', workingDays: 2, dueOn: '2026-11-18' }), { state: 'late', words: 'Quá 2 ngày', small: 'hẹn thứ Tư 18/11' })
  assert.equal(clockWords('vi', { state: 'late', hours: 3 }).words, 'Quá 3 giờ làm việc')
})
test('a stopped clock says whom it waits for', () => {
  assert.deepEqual(clockWords('vi', { state: 'paused', workingDays: 5, waitsFor: 'you' }), { state: 'paused', words: 'Tạm dừng, chờ bạn bổ sung', small: 'còn 5 ngày làm việc' })
  assert.equal(clockWords('vi', { state: 'paused', waitsFor: 'fee' }).words, 'Tạm dừng, chờ nộp phí')
})
test('done on time, early and late are three things', () => {
  assert.equal(clockWords('vi', { state: 'done' }).words, 'Xong đúng hẹn')
  assert.equal(clockWords('vi', { state: 'done', workingDays: 1 }).words, 'Xong sớm 1 ngày')
  assert.equal(clockWords('vi', { state: 'done-late', workingDays: 2 }).words, 'Xong muộn 2 ngày')
})
