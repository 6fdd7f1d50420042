import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { openCtx } from '#platform/ctx'
import { hung, lan, official, type Town, town, vuNinh } from '../../testing/town.ts'
import { messagesAbout, waitingFor } from './queries/messages.ts'
import { due, fileCase, happen } from './testing/case-in-town.ts'
import { mailServer, readMail, smsGateway } from './testing/small-servers.ts'

const minh = official('o-minh', 'Đỗ Minh Quân', 'Cán bộ một cửa', vuNinh, 'receive')
const trang = official('o-trang', 'Lê Thu Trang', 'Công chức tư pháp – hộ tịch', vuNinh, 'process')
const lead = official('o-lead', 'Phạm Văn Sơn', 'Trưởng phòng', vuNinh, 'lead')
const chair = official('o-thinh', 'Vũ Đức Thịnh', 'Phó Chủ tịch', vuNinh, 'decide')
const neighbour = official('o-thu', 'Lê Thị Thu', 'Cán bộ một cửa', '09187', 'receive', 'process', 'lead', 'decide')

const inbox = async (here: Town, who = lan) => (await here.as(who).ask('notifications.inbox')).body as { rows: { id: string; subject: string; body: string; kind: string }[]; unread: number }
const kinds = async (here: Town, who = lan) => (await inbox(here, who)).rows.map((row) => row.kind)
const outside = (here: Town) => here.house.db.selectFrom('messages').selectAll().where('channel', '!=', 'inbox').orderBy('channel').execute()
const set = (here: Town, settings: object) => Object.assign(here.house.settings, settings)
const later = (here: Town, minutes: number) => { here.time.now = new Date(here.time.now.getTime() + minutes * 60_000) }

async function acceptedCase(t: TestContext): Promise<Town> {
  const here = await town(t)
  await fileCase(here, 'c1')
  await happen(here, 'c1', [{ type: 'cases.accepted', data: due('2026-09-10') }])
  return here
}

test('Lan is told when her case came and when it was accepted, with the day in words; opening is reading', async (t) => {
  const here = await acceptedCase(t)
  await here.settle()
  const { rows, unread } = await inbox(here)
  assert.deepEqual(rows.map((row) => row.kind).sort(), ['case-accepted', 'case-submitted'])
  assert.equal(unread, 2)
  const accepted = rows.find((row) => row.kind === 'case-accepted')!
  assert.match(accepted.subject, /hẹn thứ Năm 10\/09\/2026/)
  assert.match(accepted.body, /Nơi giải quyết: Ủy ban nhân dân phường Vũ Ninh/)

  const page = await here.as(lan).get('/inbox')
  assert.match(page.body, /Còn 2 tin chưa xem/)
  const opened = await here.as(lan).get(`/inbox/${accepted.id}`)
  assert.equal(opened.status, 200)
  assert.match(opened.body, /Mở hồ sơ/)
  assert.equal((await inbox(here)).unread, 1)
  assert.match((await here.as(lan).get(`/en/inbox/${accepted.id}`)).body, /result by Thursday 10\/09\/2026/)
  assert.equal((await here.as(hung).get(`/inbox/${accepted.id}`)).status, 404)
  assert.equal((await here.as(minh).get(`/officer/inbox/${accepted.id}`)).status, 404)
  assert.match((await here.as(hung).get('/inbox')).body, /Chưa có tin nhắn nào/)

  assert.equal((await here.as(lan).press('/inbox', 'markAll')).status, 303)
  assert.equal((await inbox(here)).unread, 0)
  assert.equal(await waitingFor(openCtx(here.house, lan)), 0)
})

test('the fee that Lan pays right after she filed is heard by everybody who ought to hear', async (t) => {
  const here = await town(t)
  await fileCase(here, 'c1', {}, { fees: [{ code: 'filing', amount: 8000, at: 'filing', names: { vi: 'Lệ phí', en: 'Fee' } }] })
  await happen(here, 'c1', [{ type: 'cases.fee-paid', data: { amount: 8000, online: true } }])
  await here.settle()
  assert.deepEqual(await here.house.db.selectFrom('jobs').select(['name', 'last_error']).where('done_at', 'is', null).execute(), [])
})

test('heard twice is told once, and what was read stays read', async (t) => {
  const here = await acceptedCase(t)
  await here.settle()
  const [first] = (await inbox(here)).rows
  await here.as(lan).get(`/inbox/${first!.id}`)
  await here.house.pool.query(`insert into jobs (name, due_at, data) select name, due_at, data from jobs where name like 'notifications.%'`)
  await here.settle()
  const again = await inbox(here)
  assert.deepEqual([again.rows.length, again.unread], [2, 1])
})

test('every turn of a case is told to the applicant', async (t) => {
  const here = await acceptedCase(t)
  const story: [object, string, RegExp][] = [
    [{ type: 'cases.papers-asked', data: { items: ['Giấy chứng sinh', 'Bản sao căn cước'], reason: 'Ảnh mờ', number: 12 } }, 'papers-asked', /- Giấy chứng sinh\n- Bản sao căn cước[\s\S]*lần bổ sung duy nhất/],
    [{ type: 'cases.extended', data: { reason: 'Phải xác minh ở nơi cư trú cũ', fromDueOn: '2026-09-10', number: 4, ...due('2026-09-15') } }, 'case-extended', /vào thứ Năm 10\/09\/2026 và không kịp. Chúng tôi xin lỗi bạn[\s\S]*chậm nhất thứ Ba 15\/09\/2026/],
    [{ type: 'cases.approved', data: { outcome: 'decline', number: '7/2026', signer: { name: 'Vũ Đức Thịnh', position: 'Phó Chủ tịch' }, reason: 'Không đủ điều kiện' } }, 'case-stopped', /Không đủ điều kiện[\s\S]*số 7\/2026/],
  ]
  for (const [event, kind, says] of story) {
    await happen(here, 'c1', [event as any])
    await here.settle()
    const told = (await inbox(here)).rows.find((row) => row.kind === kind)
    assert.match(told!.body, says)
  }
  await fileCase(here, 'c2', {}, { type: 'cases.registered', delivery: 'desk' })
  const signer = { name: 'Vũ Đức Thịnh', position: 'Phó Chủ tịch' }
  await happen(here, 'c2', [{ type: 'cases.approved', data: { outcome: 'grant', number: '8/2026', signer } }, { type: 'cases.result-issued', data: { document: 'd', file: 'f', checkCode: 'C' } }, { type: 'cases.returned', data: { how: 'desk', to: 'chồng, anh Hùng' } }])
  await fileCase(here, 'c3')
  await happen(here, 'c3', [{ type: 'cases.refused', data: { reason: 'Nộp nhầm nơi', number: 3 } }])
  await fileCase(here, 'c4')
  await happen(here, 'c4', [{ type: 'cases.withdrawn', data: { reason: '' } }])
  await here.settle()
  const about = async (id: string) => (await messagesAbout(openCtx(here.house, lan), id)).map((message) => message.kind).sort()
  assert.deepEqual(await about('c2'), ['case-accepted', 'result-issued', 'result-returned'])
  assert.deepEqual(await about('c3'), ['case-refused', 'case-submitted'])
  assert.deepEqual(await about('c4'), ['case-submitted', 'case-withdrawn'])
})

test('a charge and its payment are told, with what to write on the transfer', async (t) => {
  const here = await town(t)
  await fileCase(here, 'c1', { phone: '0900 000 118' }, { fees: [{ code: 'ban-sao', names: { vi: '3 bản sao', en: '3 copies' }, amount: 24_000, at: 'filing' }] })
  await here.settle()
  const asked = (await inbox(here)).rows.find((row) => row.kind === 'fee-asked')!
  assert.match(asked.subject, /nộp 24\.000 đồng/)
  assert.match(asked.body, /- 3 bản sao: 24\.000 đồng[\s\S]*đúng nội dung SEN[0-9A-Z]{8}/)
  await here.as(minh).api('payments.collect-cash', { charge: 'c1-1' })
  await here.settle()
  assert.match((await inbox(here)).rows.find((row) => row.kind === 'fee-paid')!.body, /Biên nhận số H05\.138-260909-0001\/1/)
  await happen(here, 'c1', [{ type: 'cases.withdrawn', data: { reason: '' } }])
  await here.settle()
  assert((await kinds(here)).includes('refund-due'))
  assert.deepEqual(await kinds(here, minh), ['official-refund-due'])
})

test('officials are told what waits: whoever handles it, or the desk while nobody does', async (t) => {
  const here = await town(t)
  await fileCase(here, 'c1')
  await happen(here, 'c1', [{ type: 'cases.papers-asked', data: { items: ['Giấy chứng sinh'], reason: 'Thiếu', number: 1 } }, { type: 'cases.papers-supplied', data: { papers: [] } }], { id: 'p-lan', name: 'Nguyễn Thu Lan' })
  await here.settle()
  assert.deepEqual(await kinds(here, minh), ['official-papers-supplied'])
  await happen(here, 'c1', [{ type: 'cases.accepted', data: due('2026-09-11') }, { type: 'cases.forwarded', data: { to: vuNinh } }, { type: 'cases.assigned', data: { to: { id: trang.id, name: trang.name } } }], { id: lead.id, name: lead.name })
  await happen(here, 'c1', [{ type: 'cases.drafted', data: { outcome: 'grant', values: {} } }, { type: 'cases.sent-back', data: { remark: 'Sửa lại nơi sinh' } }], { id: chair.id, name: chair.name })
  await here.settle()
  const trangs = await inbox(here, trang)
  assert.deepEqual(trangs.rows.map((row) => row.kind).sort(), ['official-assigned', 'official-sent-back'])
  assert.match(trangs.rows.find((row) => row.kind === 'official-assigned')!.body, /Phạm Văn Sơn giao bạn hồ sơ Đăng ký khai sinh của Nguyễn Thu Lan\. Hẹn trả thứ Sáu 11\/09\/2026/)

  await happen(here, 'c1', [{ type: 'cases.apology-prepared', data: { dueOn: '2026-09-11' } }, { type: 'cases.overdue', data: { dueOn: '2026-09-11', level: 1 } }])
  await here.settle()
  for (const who of [trang, lead]) assert.deepEqual((await kinds(here, who)).filter((kind) => /overdue|apology/.test(kind)).sort(), ['official-apology-prepared', 'official-overdue'], who.name)
  assert.deepEqual(await kinds(here, chair), [])
  await happen(here, 'c1', [{ type: 'cases.overdue', data: { dueOn: '2026-09-11', level: 2 } }])
  await here.settle()
  assert.deepEqual(await kinds(here, chair), ['official-overdue-again'])
  assert.equal((await kinds(here, lead)).filter((kind) => kind === 'official-overdue').length, 1)
  assert.deepEqual(await kinds(here, neighbour), [])

  // A desk's message is everybody's there: one reader is enough.
  const another = official('o-hoa', 'Bùi Thị Hoa', 'Cán bộ một cửa', vuNinh, 'receive')
  const [shared] = (await inbox(here, another)).rows
  assert.match((await here.as(another).get(`/officer/inbox/${shared!.id}`)).body, /một người xem là đủ/)
  assert.equal((await inbox(here, minh)).unread, 0)
  assert.match((await here.as(minh).get('/officer/inbox')).body, /Bùi Thị Hoa đã xem/)
  // What somebody does himself he need not be told.
  await happen(here, 'c1', [{ type: 'cases.assigned', data: { to: { id: trang.id, name: trang.name } } }], { id: trang.id, name: trang.name })
  await here.settle()
  assert.equal((await kinds(here, trang)).filter((kind) => kind === 'official-assigned').length, 1)
})

test('mail goes out by the mail server, once, with tones and a way back', async (t) => {
  const here = await town(t)
  const { url, mails } = await mailServer(t)
  set(here, { smtpUrl: url, mailFrom: 'Cổng dịch vụ công <dichvucong@bacninh.example>' })
  await fileCase(here, 'c1', { email: 'lan@thu.example' })
  await happen(here, 'c1', [{ type: 'cases.accepted', data: due('2026-09-10') }])
  await here.settle()
  assert.equal(mails.length, 2)
  const read = mails.map(readMail).find((mail) => mail.subject.includes('tiếp nhận'))!
  assert.match(read.subject, /Hồ sơ H05\.138-260909-0001 đã được tiếp nhận, hẹn thứ Năm 10\/09\/2026/)
  assert.match(read.text, /chậm nhất thứ Năm 10\/09\/2026[\s\S]*http:\/\/town\.test\/cases\/c1/)
  assert.match(read.id, /^<[\w-]{22}@town\.test>$/)
  assert((await outside(here)).every((row) => row.sent_at && !row.failed))
  await here.settle()
  assert.equal(mails.length, 2)
})

test('a mail server that is away is tried again, later each time; one that says no for good is not', async (t) => {
  const here = await town(t)
  let answer = '450 busy'
  const { url, mails } = await mailServer(t, () => answer)
  set(here, { smtpUrl: url, mailFrom: 'a@b.example' })
  await fileCase(here, 'c1', { email: 'lan@thu.example' })
  await here.settle()
  const [busy] = await outside(here)
  assert.deepEqual([busy!.sent_at, busy!.tries], [null, 1])
  assert.match(busy!.failed, /450/)
  const page = await messagesAbout(openCtx(here.house, lan), 'c1')
  assert.equal(page.find((message) => message.channel === 'email')!.nextTryAt!.toISOString(), '2026-09-09T02:01:00.000Z')
  later(here, 1)
  await here.settle()
  assert.equal((await outside(here))[0]!.tries, 2)
  answer = '250 ok'
  later(here, 2)
  await here.settle()
  assert.deepEqual([mails.length, (await outside(here))[0]!.failed], [1, null])

  answer = '550 no such person'
  await fileCase(here, 'c2', { email: 'khong-co@thu.example' })
  await here.settle()
  const no = (await outside(here)).find((row) => row.about === 'c2')!
  assert.match(no.failed, /550/)
  assert.equal(no.next_try_at, null)
})

test('text messages go out without tones; without servers everything is kept and says so', async (t) => {
  const here = await town(t)
  const { url, taken } = await smsGateway(t)
  set(here, { smsUrl: url, smsToken: 'token', smsFrom: 'BACNINH' })
  await fileCase(here, 'c1', { phone: '0900 000 118', email: 'lan@thu.example' })
  await here.settle()
  assert.deepEqual(taken.map(({ token, body }) => ({ token, body })), [{ token: 'Bearer token', body: { to: '0900000118', from: 'BACNINH', text: 'Da nhan ho so H05.138-260909-0001. Chung toi se bao ngay hen khi ho so du. Can hoi: 1022' } }])
  const mail = (await outside(here)).find((row) => row.channel === 'email')!
  assert.deepEqual([mail.failed, mail.sent_at, mail.tries], ['no-mail-server', null, 0])

  const phone = await here.as(hung).get('/sample-phone/p-lan')
  assert.match(phone.body, /Điện thoại mẫu của Nguyễn Thu Lan/)
  assert.match(phone.body, /Da nhan ho so/)
  // Here it has arrived; that it went nowhere else is said where the desk looks at what was sent.
  assert.doesNotMatch(phone.body, /chưa gửi|không gửi ra/)
  assert.match((await here.as(lan).get('/cases/c1/messages')).body, /không gửi ra ngoài: nơi này chưa có máy chủ thư/)
  set(here, { sample: false })
  assert.equal((await here.as(hung).get('/sample-phone/p-lan')).status, 404)
})

test('what was said about a case is seen by who may see the case', async (t) => {
  const here = await acceptedCase(t)
  await happen(here, 'c1', [{ type: 'cases.assigned', data: { to: { id: trang.id, name: trang.name } } }])
  await here.settle()
  const count = async (who: typeof lan) => { const { body } = await here.as(who).ask('notifications.about', { caseId: 'c1' }); return body.messages?.length ?? body.code }
  const over = official('o-chair', 'Trần Văn Bình', 'Chủ tịch tỉnh', '24', 'oversee')
  const admin = official('o-admin', 'Ngô Văn Quản', 'Quản trị', vuNinh, 'admin')
  const other = { ...trang, id: 'o-other', powers: [{ act: 'process' as const, unit: vuNinh, procedures: ['9.999999'], source: 's' }] }
  assert.match((await here.as(lan).get('/cases/c1/messages')).body, /đã được tiếp nhận/)
  for (const address of ['/cases/c1/messages', '/cases/c99/messages']) assert.equal((await here.as(hung).get(address)).status, 404, address)
  for (const address of ['/officer/cases/c1/messages', '/officer/cases/c99/messages']) assert.equal((await here.as(neighbour).get(address)).status, 404, address)
  assert.match((await here.as(trang).get('/en/officer/cases/c1/messages')).body, /Nguyễn Thu Lan/)
  for (const [who, expected] of [[lan, 2], [hung, 'no-such-case'], [minh, 3], [trang, 3], [over, 3], [neighbour, 'no-such-case'], [admin, 'no-such-case'], [other, 'no-such-case']] as const) assert.equal(await count(who as typeof lan), expected, who.name)
})

test('the inbox has pages', async (t) => {
  const here = await town(t)
  await fileCase(here, 'c1')
  await here.settle()
  later(here, 1)
  for (let i = 2; i <= 21; i++) await fileCase(here, `c${i}`)
  await here.settle()
  const first = await here.as(lan).get('/inbox')
  assert.match(first.body, /\/inbox\?page=2/)
  const second = await here.as(lan).get('/inbox?page=2')
  assert.match(second.body, /H05\.138-260909-0001/)
  assert.doesNotMatch(second.body, /page=3/)
  assert.equal((await here.as(lan).get('/inbox?page=abc')).status, 200)
})
