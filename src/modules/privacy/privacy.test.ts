import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { follow, openNote, readNotes, signingKey, signNow, treeOf, verifyLog } from '#evidence'
import { openCtx } from '#platform/ctx'
import { unopened } from '#platform/events'
import { addPeople } from '#registers'
import { hung, lan, official, type Town, town, vuNinh } from '../../testing/town.ts'
import { fileCase, happen } from '../payments/testing/case-in-town.ts'
import { hasConsent } from './index.ts'

const quan = official('o-quan', 'Đỗ Minh Quân', 'Công chức một cửa', vuNinh, 'receive')
const ngoc = official('o-ngoc', 'Hoàng Bích Ngọc', 'Cán bộ bảo vệ dữ liệu cá nhân', '24', 'protect')
const elsewhere = official('o-xa', 'Người nơi khác', 'Cán bộ bảo vệ dữ liệu cá nhân', '01', 'protect')

const lanInTheRegister = {
  nationalId: lan.nationalId!, name: lan.name, birthDate: '1995-02-03', sex: 'female' as const, ethnicity: 'Kinh', nationality: 'VN', residence: { unit: vuNinh, line: 'Số 18' },
  maritalStatus: 'married' as const, children: [], confirmedOn: '2026-09-01',
}

test('Lan sees what every room keeps of her, and who looked, in which post and why; Hùng sees none of it', async (t) => {
  const vu = await town(t)
  await addPeople(vu.house, [lanInTheRegister])
  await fileCase(vu, 'case-7')
  await vu.settle()
  await vu.as(quan).get('/officer/cases/case-7')

  const { body } = await vu.as(lan).get('/my-data')
  for (const said of ['Cơ sở dữ liệu quốc gia về dân cư', '000 195 000 318', 'H05.138-260909-0007', 'Phí và lệ phí', 'Số 18']) assert.match(body, new RegExp(said.replaceAll('.', '\\.')))
  const readers = (await vu.as(lan).get('/my-data/readers')).body
  assert.match(readers, /Đỗ Minh Quân[\s\S]*Công chức một cửa[\s\S]*Giải quyết hồ sơ[\s\S]*H05\.138-260909-0007/)
  assert.doesNotMatch(readers, />Bạn</, 'her own looks are not among them unless she asks')
  assert.match((await vu.as(lan).get('/my-data/readers?own=1')).body, /Bạn tự xem/)
  assert.match((await vu.as(lan).get('/en/my-data/readers')).body, /Handling the case/)

  const hungs = await vu.as(hung).ask('privacy.my-data')
  assert.equal(hungs.status, 200)
  assert.doesNotMatch(JSON.stringify(hungs.body), /Nguyễn Thu Lan|000195000318|case-7/)
  assert.deepEqual((await vu.as(hung).ask('privacy.readers')).body.readers, [])

  const download = await vu.app.inject({ url: '/my-data.json', headers: { authorization: `Bearer ${lan.id}` } })
  assert.match(String(download.headers['content-disposition']), /my-data-2026-09-09\.json/)
  const whole = download.json()
  assert.deepEqual([whole.of.account, whole.readers.some((r: any) => r.reader_name === 'Đỗ Minh Quân'), whole.holdings.some((h: any) => h.data.file?.code === 'H05.138-260909-0007')], ['p-lan', true, true])
  assert.match(String((await vu.app.inject({ url: '/my-data.json' })).headers.location), /^\/sign-in/)
  assert.equal((await vu.as(quan).get('/my-data')).status, 403, 'an official has his own data as a person')
})

test('Lan asks for a correction; Ngọc takes it up and answers in time; Lan reads who, when and what', async (t) => {
  const vu = await town(t)
  // Wednesday, 9 September 2026, 9 in the morning.
  const sent = await vu.as(lan).press('/my-data/requests', 'ask', { right: 'correct', about: 'nơi thường trú', words: 'Tôi đã chuyển về số 20 từ tháng 8.' })
  assert.match(sent.location!, /^\/my-data\/requests\/.+\?sent=1$/)
  const at = sent.location!.split('?')[0]!
  const id = at.split('/').at(-1)!
  // Ten days end on a Saturday, and with that on Monday (Civil Code art. 148).
  assert.match((await vu.as(lan).get(`${at}?sent=1`)).body, /21\/09\/2026/)
  const { rows: [row] } = await vu.house.pool.query('select acknowledge_by, due_on from privacy_requests')
  assert.deepEqual([row.acknowledge_by.toISOString().slice(0, 10), row.due_on], ['2026-09-11', '2026-09-21'])
  assert.equal((await vu.as(hung).get(at)).status, 404)

  assert.match((await vu.as(ngoc).get('/officer/privacy')).body, /Sửa dữ liệu sai[\s\S]*Nguyễn Thu Lan/)
  for (const stranger of [quan, lan]) assert.equal((await vu.as(stranger).get('/officer/privacy')).status, 403)
  assert.equal((await vu.as(elsewhere).get(`/officer/privacy/requests/${id}`)).status, 404)
  assert.doesNotMatch((await vu.as(elsewhere).get('/officer/privacy')).body, /Nguyễn Thu Lan/)

  vu.time.now = new Date('2026-09-10T03:00:00Z')
  assert.equal((await vu.as(ngoc).press(`/officer/privacy/requests/${id}`, 'take')).status, 303)
  assert.equal((await vu.as(ngoc).press(`/officer/privacy/requests/${id}`, 'take')).status, 409)
  assert.match((await vu.as(lan).get(at)).body, /Đang giải quyết[\s\S]*Hoàng Bích Ngọc/)
  assert.equal((await vu.as(ngoc).press(`/officer/privacy/requests/${id}`, 'answer', { outcome: 'granted', words: 'Ngắn' })).status, 400)
  assert.equal((await vu.as(ngoc).press(`/officer/privacy/requests/${id}`, 'answer', { outcome: 'granted', words: 'Đã chuyển cơ quan công an sửa nơi thường trú thành số 20.' })).status, 303)
  assert.match((await vu.as(lan).get(at)).body, /Chấp nhận[\s\S]*thành số 20/)
  assert.equal((await vu.as(lan).press(at, 'withdraw')).status, 409)
  // That Ngọc read what Lan wrote is among Lan's readers.
  assert.match((await vu.as(lan).get('/my-data/readers')).body, /Hoàng Bích Ngọc[\s\S]*Trả lời yêu cầu của bạn/)
})

test('who does not answer in time is late on the desk; a request taken back is over', async (t) => {
  const vu = await town(t)
  const first = (await vu.as(lan).api('privacy.ask', { right: 'access', words: 'Cho tôi bản sao hồ sơ đã nộp.' })).body.id
  await vu.as(hung).api('privacy.ask', { right: 'delete', words: 'Xóa số điện thoại của tôi đi.' })
  vu.time.now = new Date('2026-09-25T03:00:00Z')
  const { body } = await vu.as(ngoc).get('/officer/privacy')
  assert.match(body, /Quá 4 ngày[\s\S]*Nguyễn Thu Lan/)
  assert.equal((await vu.as(lan).api('privacy.withdraw-request', { request: first })).status, 200)
  assert.equal((await vu.as(hung).api('privacy.withdraw-request', { request: first })).status, 404)
  assert.deepEqual((await vu.as(ngoc).ask('privacy.requests')).body.requests.map((r: any) => r.person_name), ['Trần Văn Hùng'])
  assert.equal((await vu.as(lan).api('privacy.ask', { right: 'no-such-right', words: 'Mười chữ cái trở lên' })).status, 400)
})

test('a consent is one purpose in one version of its words, counts until it is taken back, and is proved', async (t) => {
  const vu = await town(t)
  const ctx = () => openCtx(vu.house, lan)
  assert.equal(await hasConsent(ctx(), lan.id, 'survey'), false, 'silence is not consent')
  assert.match((await vu.as(lan).get('/my-data/consents')).body, /Bạn chưa đồng ý/)
  assert.equal((await vu.as(lan).press('/my-data/consents', 'give', { purpose: 'survey', version: '1' })).status, 303)
  assert.equal(await hasConsent(ctx(), lan.id, 'survey'), true)
  assert.equal(await hasConsent(ctx(), lan.id, 'share-papers'), false, 'one purpose is not another')
  assert.equal(await hasConsent(ctx(), hung.id, 'survey'), false)
  assert.equal((await vu.as(lan).api('privacy.give-consent', { purpose: 'survey', version: 2, agreed: 'yes' })).status, 409, 'the words on her screen are not those that hold')
  assert.equal((await vu.as(lan).api('privacy.give-consent', { purpose: 'survey', version: 1 })).status, 400, 'she has to say yes')
  const { rows: [event] } = await vu.house.pool.query(`select data from events where type = 'privacy.consent-given'`)
  assert.match(event.data.text, /khảo sát/, 'what is proved is what she read')

  assert.equal((await vu.as(lan).press('/my-data/consents', 'withdraw', { purpose: 'survey' })).status, 303)
  assert.equal(await hasConsent(ctx(), lan.id, 'survey'), false)
  assert.equal((await vu.as(lan).api('privacy.withdraw-consent', { purpose: 'survey' })).status, 409)
  await vu.as(lan).press('/my-data/consents', 'give', { purpose: 'survey', version: '1' })
  assert.equal(await hasConsent(ctx(), lan.id, 'survey'), true)
  assert.equal(((await vu.house.pool.query(`select count(*) as n from events where stream = 'consent-p-lan.survey'`)).rows[0]).n, 3)
})

test('a breach noticed on Saturday evening is to be told within 72 hours; it is not closed before', async (t) => {
  const vu = await town(t, { now: '2026-09-13T05:00:00Z' })
  const typed = { title: 'Gửi nhầm danh sách', day: '12/09/2026', hour: '20:00', what: 'Danh sách hồ sơ gửi nhầm cho một đơn vị khác qua thư điện tử.', categories: 'Họ tên, số định danh', people: '35', cause: 'Chọn nhầm người nhận', harm: 'Lộ số định danh' }
  assert.equal((await vu.as(ngoc).press('/officer/privacy/breaches', 'note', { ...typed, hour: '25:00' })).status, 400)
  assert.equal((await vu.as(ngoc).press('/officer/privacy/breaches', 'note', { ...typed, day: '14/09/2026' })).status, 400, 'not noticed tomorrow')
  const noted = await vu.as(ngoc).press('/officer/privacy/breaches', 'note', typed)
  assert.equal(noted.status, 303)
  const { body } = await vu.as(ngoc).get(noted.location!)
  assert.match(body, /Còn 56 giờ/)
  assert.match(body, /Kính gửi[\s\S]*Gửi nhầm danh sách[\s\S]*35/)
  const id = noted.location!.split('/').at(-1)!
  assert.equal((await vu.as(ngoc).api('privacy.close-breach', { breach: id, measures: 'Đã thu hồi thư và nhắc nhở.' })).status, 409)
  vu.time.now = new Date('2026-09-15T14:00:00Z')
  assert.match((await vu.as(ngoc).get('/officer/privacy/breaches')).body, /Quá 1 giờ/)
  assert.equal((await vu.as(ngoc).press(noted.location!, 'tell', { number: '12/BC-UBND' })).status, 303)
  assert.equal((await vu.as(ngoc).press(noted.location!, 'tell-people', { how: 'Gửi thư cho 35 người' })).status, 303)
  assert.equal((await vu.as(ngoc).press(noted.location!, 'close', { measures: 'Đã thu hồi thư, bổ sung bước xác nhận người nhận.' })).status, 303)
  assert.match((await vu.as(ngoc).get(noted.location!)).body, /Đã đóng/)
  assert.equal((await vu.as(elsewhere).get(noted.location!)).status, 404)
})

test('the register of processing shows the tables as they are, and an impact file that was never made is late', async (t) => {
  const vu = await town(t, { now: '2026-11-21T02:00:00Z' })
  const { body } = await vu.as(ngoc).ask('privacy.processing')
  const cases = body.activities.find((one: any) => one.key === 'cases')
  assert.deepEqual([cases.late, cases.dueOn], [true, '2026-08-30'])
  assert.ok(cases.columns.find((table: any) => table.table === 'case_rows').columns.includes('applicant_name'))
  const lies = new Set((await vu.house.pool.query(`select tablename as name from pg_tables where schemaname = current_schema()`)).rows.map((row) => row.name))
  assert.deepEqual(body.activities.flatMap((one: any) => one.tables).filter((table: string) => !lies.has(table)), [], 'described tables that are not there')
  assert.equal((await vu.as(ngoc).press('/officer/privacy/processing', 'file', { activity: 'cases', words: 'Rủi ro: xem quá thẩm quyền. Biện pháp: phân quyền, nhật ký.' })).status, 303)
  const after = (await vu.as(ngoc).ask('privacy.processing')).body.activities.find((one: any) => one.key === 'cases')
  assert.deepEqual([after.late, after.dueOn, after.impact.byName], [false, '2027-05-22', 'Hoàng Bích Ngọc'])
  await vu.as(ngoc).api('privacy.file-impact', { activity: 'cases', words: 'Xem lại sau khi đổi biểu mẫu.' })
  assert.equal((await vu.as(ngoc).api('privacy.file-impact', { activity: 'nothing', words: 'Xem lại sau khi đổi.' })).status, 404)
})

/** Everything is in the tree and under a head: tests beside this one may hold transactions open for a moment. */
async function sealed(vu: Town): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    await follow(vu.house)
    const { size } = await treeOf(vu.house.db)
    if (size === Number((await vu.house.pool.query('select count(*) as n from events')).rows[0].n)) break
    await sleep(25)
  }
  await signNow(vu.house)
}

test('a withdrawn case is erased by rule after two years: nothing of Lan is left, and the log still proves itself', async (t) => {
  const vu = await town(t)
  await fileCase(vu, 'case-7')
  await fileCase(vu, 'case-8')
  await vu.settle()
  await happen(vu, 'case-7', { type: 'cases.withdrawn', data: { reason: 'Tìm thấy bản cũ' } })
  await vu.settle()
  await sealed(vu)
  const rules = async (): Promise<any> => (await vu.as(ngoc).ask('privacy.retention')).body.rules.find((rule: any) => rule.key === 'withdrawn-cases')
  assert.equal((await rules()).due.count, 0)
  assert.equal((await vu.as(ngoc).api('privacy.order-erasure', { rule: 'withdrawn-cases', expected: 1, reason: 'Hết hạn lưu giữ' })).status, 409)

  vu.time.now = new Date('2028-09-20T02:00:00Z')
  assert.deepEqual((await rules()).due.streams, ['case-case-7'])
  assert.match((await vu.as(ngoc).get('/officer/privacy/retention')).body, /Xóa 1 mục/)
  const client = new pg.Client({ connectionString: vu.house.pool.options.connectionString!, options: `-c search_path=${vu.house.settings.schema} -c timezone=UTC` })
  client.on('error', () => {})
  await client.connect()
  await client.query(`create table kept as select * from events where stream = 'case-case-7'`)
  assert.equal((await vu.as(quan).api('privacy.order-erasure', { rule: 'withdrawn-cases', expected: 1, reason: 'Hết hạn lưu giữ' })).status, 403)
  await assert.rejects(vu.house.pool.query(`select erase_payloads('case-case-7')`), /no order to erase/, 'the application cannot erase what no order names')
  assert.equal((await vu.as(ngoc).press('/officer/privacy/retention', 'order', { rule: 'withdrawn-cases', expected: '1', reason: 'Hết hạn lưu giữ, QĐ 12/2028' })).status, 303)
  await vu.settle()

  const { rows } = await vu.house.pool.query(`select data, actor_name, salt, length(commitment) as kept from events where stream = 'case-case-7'`)
  assert.ok(rows.length >= 2 && rows.every((row) => JSON.stringify(row.data) === '{}' && row.actor_name === '' && row.salt === null && row.kept === 32))
  assert.equal((await vu.house.pool.query(`select 1 from case_rows where id = 'case-7'`)).rowCount, 0)
  assert.equal((await vu.house.pool.query(`select 1 from messages where about = 'case-7'`)).rowCount, 0)
  assert.equal((await vu.as(lan).get('/cases/case-7')).status, 404)
  assert.equal((await vu.as(lan).get('/cases/case-8')).status, 200)
  assert.ok((await vu.house.pool.query('select done_at from erasures')).rows[0].done_at)

  await sealed(vu)
  const key = signingKey(vu.house.settings)!.verifier
  const notes = readNotes((await vu.app.inject('/log/heads')).body)
  const heads = notes.map((note) => openNote(note, key)).filter((head) => typeof head !== 'string')
  assert.ok(heads.length >= 2)
  try {
    const verdict = await verifyLog(client, { heads })
    assert.deepEqual([verdict.findings, verdict.erased], [[], rows.length])
    // A backup of before brings it back: the order is carried out again.
    await client.query(`update events e set data = k.data, actor_name = k.actor_name, salt = k.salt, commitment = null from kept k where e.stream = k.stream and e.version = k.version`)
    await client.query('drop table kept')
  } finally {
    await client.end()
  }
  await vu.settle()
  assert.equal((await vu.house.pool.query(`select 1 from events where stream = 'case-case-7' and salt is not null`)).rowCount, 0)
})

test('an upload that no case used goes after a year, with its bytes, unless somebody else handed in the same', async (t) => {
  const vu = await town(t)
  const stream = vu.house.streams.find((one) => one.prefix === 'file')!
  const keep = async (id: string, bytes: string, owner: string): Promise<string> => {
    const { hash, size, type } = await vu.house.files.put(Buffer.from(bytes), { type: 'image/png' })
    const ctx = openCtx(vu.house, lan)
    ctx.record(stream, unopened(id), [{ type: 'documents.uploaded', data: { id, hash, size, type, label: `${id}.png`, owner } }])
    await vu.house.writer.write(ctx.pending)
    return hash
  }
  const [mine, shared] = [await keep('f-1', 'ảnh của Lan', lan.id), await keep('f-2', 'ảnh chung', lan.id)]
  vu.time.now = new Date('2027-09-20T02:00:00Z')
  await keep('f-3', 'ảnh chung', hung.id)
  assert.equal((await vu.as(ngoc).api('privacy.order-erasure', { rule: 'unused-uploads', expected: 2, reason: 'Hết hạn lưu giữ, QĐ 12/2027' })).status, 200)
  await vu.settle()
  assert.deepEqual([await vu.house.files.has(mine), await vu.house.files.has(shared)], [false, true])
  assert.deepEqual((await vu.house.pool.query('select id from stored_files order by id')).rows, [{ id: 'f-3' }])
})
