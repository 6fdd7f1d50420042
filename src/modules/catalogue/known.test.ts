import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Actor, nobody } from '#platform/actor'
import { perform } from '#platform/action'
import { town } from '../../testing/town.ts'
import { importRecords } from './index.ts'
import { jsonLines, madeUp } from './testing/records.ts'

const thao: Actor = { id: 'thao', kind: 'official', name: 'Phan Phương Thảo', powers: [{ act: 'admin', unit: '24', source: 'position-thao' }] }

test('Cúc keeps bees: she finds what is only known by its record, and reads where to take her papers', async (t) => {
  const { house, as } = await town(t)
  const visitor = as(nobody)
  const before = await visitor.get('/services?q=nuoi+ong')
  assert.doesNotMatch(before.body, /9\.000101/)
  await perform(house, thao, importRecords, { file: 'ong.jsonl', content: jsonLines(madeUp(), madeUp({ ma_thu_tuc: '9.000102', ten_thu_tuc: '<script>alert(1)</script> nuôi tằm' })) })
  // What a searcher is shown may be ten seconds old; the list is asked anew when its time is over.
  t.mock.method(performance, 'now', () => 1e9)
  const found = await visitor.get('/services?q=nuoi+ong+trong+vuon')
  assert.match(found.body, /Cấp giấy phép nuôi ong trong vườn/)
  assert.match(found.body, /Chưa nộp được trên mạng ở đây/)
  const page = await visitor.get('/catalogue/9.000101')
  assert.equal(page.status, 200)
  for (const said of [/Đơn đề nghị/, /5 ngày làm việc/, /50\.000/, /Luật Chăn nuôi/, /Giấy phép nuôi ong/, /href="tel:1022"/]) assert.match(page.body, said)
  assert.match((await visitor.get('/en/catalogue/9.000101')).body, /cannot be handed in online here yet/)
  const shown = await visitor.get('/catalogue/9.000102')
  assert.match(shown.body, /&lt;script>alert\(1\)&lt;\/script> nuôi tằm/)
  assert.doesNotMatch(shown.body, /<script>alert/)
  const { body } = await visitor.ask('procedures.search', { q: 'nuôi ong' })
  assert.deepEqual(body.hits.slice(0, 1).map((hit: { code: string; online: boolean }) => [hit.code, hit.online]), [['9.000101', false]])
  assert.equal((await visitor.get('/catalogue/9.999999')).status, 404)
})

test('a service that is done here is found as a service, whatever its record says', async (t) => {
  const { house, as } = await town(t)
  const visitor = as(nobody)
  await perform(house, thao, importRecords, { file: 'birth.jsonl', content: jsonLines(madeUp({ ma_thu_tuc: '1.001193', ten_thu_tuc: 'Thủ tục đăng ký khai sinh' })) })
  const { body } = await visitor.ask('procedures.search', { q: 'khai sinh' })
  assert.equal(body.hits.filter((hit: { code: string }) => hit.code === '1.001193').length, 1)
  assert.equal(body.hits[0].online, true)
})
