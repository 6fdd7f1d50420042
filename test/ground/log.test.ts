import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { test } from 'node:test'
import { openLog } from '#platform/log'

function notebook() {
  const lines: any[] = []
  const log = openLog({ logLevel: 'info', production: true }, new Writable({ write: (line, _encoding, done) => (lines.push(JSON.parse(String(line))), done()) }))
  return { log, lines }
}

test('what belongs to Lan does not get into the log, however deep and however it is written', () => {
  const { log, lines } = notebook()
  log.info({ number: 'a1b2c3d4', case: 'H05.12-260901-0001', applicant: { national_id: '000195000318', contact: [{ phone: '0912345678' }] }, answers: { childName: 'Nguyễn Minh An' } }, 'handed in by 000195000318, lan@example.vn')
  assert.deepEqual(lines[0].applicant, { national_id: '[personal]', contact: [{ phone: '[personal]' }] })
  assert.equal(lines[0].answers, '[personal]')
  assert.equal(lines[0].msg, 'handed in by [number], [mail]')
  assert.equal(lines[0].number, 'a1b2c3d4')
  assert.equal(lines[0].case, 'H05.12-260901-0001')
})

test('the row that a database error quotes stays out; the reason stays in', () => {
  const { log, lines } = notebook()
  const error = Object.assign(new Error('duplicate key value violates unique constraint "people_national_id"'), { code: '23505', detail: 'Key (national_id)=(000195000318) already exists.' })
  log.error({ error }, 'our fault')
  assert.equal(lines[0].error.code, '23505')
  assert.match(lines[0].error.message, /people_national_id/)
  assert.match(lines[0].error.stack, /log\.test\.ts/)
  assert.doesNotMatch(JSON.stringify(lines[0]), /000195000318/)
})

test('ids, amounts and moments are not taken for people', () => {
  const { log, lines } = notebook()
  log.info({ id: '01934f3c-7a52-7c3e-9f10-123456789012', at: '2026-09-01T02:00:00.000Z', ms: 1_788_200_000_000 }, 'unit 09169, 150000 đồng')
  assert.equal(lines[0].id, '01934f3c-7a52-7c3e-9f10-123456789012')
  assert.equal(lines[0].ms, 1_788_200_000_000)
  assert.equal(lines[0].msg, 'unit 09169, 150000 đồng')
})
