import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { hung, lan, official, type Town, town, vuNinh } from '../../testing/town.ts'
import { readVietQr } from './providers/vietqr.ts'
import { noticeSecret } from './providers/provider.ts'
import { sign, signatureHeader } from './providers/signed-transfers.ts'
import { certificates, fileCase, happen } from './testing/case-in-town.ts'

const minh = official('o-minh', 'Đỗ Minh Quân', 'Cán bộ một cửa', vuNinh, 'receive')
const neighbour = official('o-thu', 'Lê Thị Thu', 'Cán bộ một cửa', '09187', 'receive')
const chair = official('o-chair', 'Trần Văn Bình', 'Chủ tịch tỉnh', '24', 'oversee')

/** A town whose bank can reach it: it listens. */
async function townWithBank(t: TestContext): Promise<Town> {
  const here = await town(t)
  await here.app.listen({ port: 0, host: '127.0.0.1' })
  return here
}

const charges = async (here: Town, caseId: string, who = lan) => (await here.as(who).ask('payments.charges-of', { caseId })).body.charges
const only = async (here: Town, caseId: string) => { const all = await charges(here, caseId); assert.equal(all.length, 1); return all[0] }
const events = (here: Town, type: string) => here.house.db.selectFrom('events').select(['data', 'stream']).where('type', '=', type).orderBy('position').execute()

let n = 0
function notice(here: Town, more: object, { secret = noticeSecret(here.house)!, provider = 'sample-bank', body }: { secret?: string; provider?: string; body?: string } = {}) {
  const payload = Buffer.from(body ?? JSON.stringify({ id: `N${++n}`, account: '0024000100', amount: 24_000, currency: 'VND', content: '', at: '2026-09-09T02:05:00Z', ...more }))
  return here.app.inject({ method: 'POST', url: `/payments/notices/${provider}`, headers: { 'content-type': 'application/json', [signatureHeader]: sign(secret, payload) }, payload })
}

test('Lan pays by the code on the page, the bank tells, and the page gives her a receipt', async (t) => {
  const here = await townWithBank(t)
  await fileCase(here, 'c1')
  await here.settle()
  const due = await only(here, 'c1')
  assert.deepEqual([due.status, due.amount, due.rest, due.unit], ['due', 24_000, 24_000, vuNinh])

  const page = await here.as(lan).get('/cases/c1/pay')
  assert.equal(page.status, 200)
  for (const said of [due.reference, '0024000100', '24.000 đồng', 'Ngân hàng Mẫu', '3 bản sao trích lục', 'không thuộc ngân hàng nào']) assert.match(page.body, new RegExp(said), said)
  assert.doesNotMatch(page.body, /data-look-again/)
  const waiting = (await here.as(lan).get('/cases/c1/pay?look=1')).body
  assert.match(waiting, /data-look-again="payment"/)
  assert.match(waiting, /href="\/cases\/c1\/pay\?look=2"[^>]*>[^<]*Xem lại/, 'without scripts, a button looks again')
  assert.doesNotMatch(waiting, /http-equiv="refresh"/)
  assert.match((await here.as(lan).get('/cases/c1/pay?look=4')).body, /Chưa thấy ngân hàng báo/)
  assert.match((await here.as(lan).get('/en/cases/c1/pay')).body, /Pay 24,000 đồng/)

  const bank = `/sample-bank/${due.reference}`
  assert.match((await here.as(lan).get(bank)).body, /Đây không phải ngân hàng thật/)
  assert.equal((await here.as(lan).press(bank, 'once', { amount: 'nhiều', content: due.reference })).status, 400)
  assert.equal((await here.as(lan).press(bank, 'once', { amount: '24.000', content: due.reference })).location, `${bank}?done=1`)
  await here.settle()

  const paid = await only(here, 'c1')
  assert.deepEqual([paid.status, paid.received, paid.rest, paid.online], ['paid', 24_000, 0, true])
  const after = await here.as(lan).get('/cases/c1/pay')
  assert.match(after.body, /Biên nhận số/)
  assert.match(after.body, new RegExp(`${paid.caseCode}/1`))
  const receipt = await here.as(lan).get('/cases/c1/receipts/1')
  assert.equal(receipt.status, 200)
  for (const said of ['BIÊN NHẬN NỘP PHÍ, LỆ PHÍ', 'Nguyễn Thu Lan', '24.000', paid.reference, 'PHƯỜNG VŨ NINH']) assert.match(receipt.body, new RegExp(said), said)
  assert.equal((await here.as(hung).get('/cases/c1/receipts/1')).status, 404)
  const [told] = await events(here, 'payments.paid')
  assert.deepEqual({ caseId: told!.data.caseId, charge: told!.data.charge, amount: told!.data.amount, online: told!.data.online }, { caseId: 'c1', charge: 'c1-1', amount: 24_000, online: true })
  assert.equal((await events(here, 'cases.fee-paid')).length, 1)
  // Her case and the message lead to it.
  assert.match((await here.as(lan).get('/cases/c1')).body, /Đã nộp 24\.000 đồng[\s\S]*href="\/cases\/c1\/receipts\/1"/)
  const message = (await here.as(lan).ask('notifications.inbox')).body.rows.find((row: { kind: string }) => row.kind === 'fee-paid')
  assert.match((await here.as(lan).get(`/inbox/${message.id}`)).body, /href="\/cases\/c1\/receipts\/1"[^>]*>[^<]*Xem biên nhận/)
})

test('the code asks for what is still missing, and reads as VietQR', async (t) => {
  const here = await town(t)
  await fileCase(here, 'c1', { fees: [certificates, { ...certificates, code: 'le-phi', amount: 26_000 }] })
  await here.settle()
  const { reference } = await only(here, 'c1')
  await notice(here, { amount: 30_000, content: `MBVCB.1.${reference.toLowerCase()}.CT tu 99` })
  const part = await only(here, 'c1')
  assert.deepEqual([part.status, part.received, part.rest], ['due', 30_000, 20_000])
  const page = await here.as(lan).get('/cases/c1/pay')
  assert.match(page.body, /Đã nhận 30\.000 đồng, còn 20\.000 đồng/)
  const { findWayToPay } = await import('./providers/provider.ts')
  const way = findWayToPay({ house: here.house, take: here.house.take, now: here.time.now }, vuNinh)!
  const payable = way.provider.open({ reference, amount: part.rest, account: way.account }, here.time.now)
  assert.deepEqual(readVietQr(payable.qrPayload), { bin: '999999', account: '0024000100', amount: 20_000, purpose: reference })
  assert.equal(payable.expiresAt.toISOString(), '2026-09-09T16:59:00.000Z')
  assert.deepEqual((await events(here, 'payments.part-paid')).map((e) => e.data.rest), [20_000])
})

test('a bank that tells twice, late and at once is heard once', async (t) => {
  const here = await townWithBank(t)
  await fileCase(here, 'c1')
  await here.settle()
  const { reference } = await only(here, 'c1')
  await here.as(lan).press(`/sample-bank/${reference}`, 'twice', { amount: '24000', content: reference })
  await here.settle()
  const [row] = await here.house.db.selectFrom('payment_notices').selectAll().execute()
  assert.deepEqual([row!.outcome, row!.times], ['paid', 2])
  assert.equal((await events(here, 'payments.paid')).length, 1)
  assert.equal((await only(here, 'c1')).refundDue, 0)

  await fileCase(here, 'c2')
  await here.settle()
  const second = await only(here, 'c2')
  await here.as(lan).press(`/sample-bank/${second.reference}`, 'late', { amount: '24000', content: second.reference })
  await here.settle()
  assert.equal((await only(here, 'c2')).status, 'due')
  here.time.now = new Date(here.time.now.getTime() + 2 * 60_000)
  await here.settle()
  assert.equal((await only(here, 'c2')).status, 'paid')

  await fileCase(here, 'c3')
  await here.settle()
  const third = await only(here, 'c3')
  const same = { id: 'SAME', content: third.reference }
  const answers = await Promise.all([1, 2, 3, 4].map(() => notice(here, same)))
  assert.deepEqual(answers.map((a) => a.statusCode), [200, 200, 200, 200])
  assert.deepEqual([(await only(here, 'c3')).received, (await events(here, 'payments.paid')).length], [24_000, 3])
  const heard = await here.house.db.selectFrom('payment_notices').select(['outcome', 'times']).where('id', '=', 'SAME').executeTakeFirstOrThrow()
  assert.equal(heard.outcome, 'paid')
})

test('money that fits nothing is kept for the desk; what was not signed is not heard', async (t) => {
  const here = await town(t)
  await fileCase(here, 'c1')
  await here.settle()
  const { reference } = await only(here, 'c1')
  assert.equal((await notice(here, { content: 'Lan nop le phi' })).json().outcome, 'unknown-reference')
  assert.equal((await notice(here, { content: reference, account: '555' })).json().outcome, 'wrong-account')
  assert.equal((await notice(here, { content: reference, currency: 'USD' })).json().outcome, 'not-vnd')
  assert.equal((await events(here, 'payments.notice-ignored')).length, 3)

  assert.equal((await notice(here, { content: reference }, { secret: 'somebody else' })).statusCode, 403)
  assert.equal((await notice(here, { content: reference, amount: -24_000 })).statusCode, 400)
  assert.equal((await notice(here, { content: reference, amount: 24_000.5 })).statusCode, 400)
  assert.equal((await notice(here, {}, { body: '{"id":' })).statusCode, 400)
  assert.equal((await notice(here, {}, { body: 'x'.repeat(20_000) })).statusCode, 413)
  assert.equal((await notice(here, { content: reference }, { provider: 'vietqr-of-nobody' })).statusCode, 404)
  const unsigned = await here.app.inject({ method: 'POST', url: '/payments/notices/sample-bank', payload: { id: 'x' } })
  assert.equal(unsigned.statusCode, 403)
  assert.equal((await only(here, 'c1')).received, 0)

  const desk = await here.as(minh).get('/officer/payments')
  assert.match(desk.body, /Lan nop le phi/)
  assert.match(desk.body, /Chờ nộp/)
  // No page, button or address lets a person say that money has come.
  assert.equal((await here.as(minh).api('payments.take-notice', {})).status, 404)
})

test('outside the sample the sample bank is not there', async (t) => {
  const here = await town(t)
  await fileCase(here, 'c1')
  await here.settle()
  const { reference } = await only(here, 'c1')
  const signed = noticeSecret(here.house)!
  Object.assign(here.house.settings, { sample: false })
  assert.equal((await here.as(lan).get(`/sample-bank/${reference}`)).status, 404)
  assert.equal((await here.as(lan).api('payments.sample-transfer', { content: reference, amount: 24_000, account: '0024000100' })).status, 404)
  assert.equal((await notice(here, { content: reference }, { secret: signed })).statusCode, 404)
  assert.match((await here.as(lan).get('/cases/c1/pay')).body, /chưa nhận chuyển khoản/)
  const secret = 'a secret shared with a real bank, 32 signs'
  Object.assign(here.house.settings, { paymentSecret: secret })
  assert.equal((await notice(here, { content: reference }, { provider: 'vietqr', secret })).statusCode, 200)
})

test('Lan withdraws: what was not paid falls away, what was paid goes back, and money on the way too', async (t) => {
  const here = await town(t)
  for (const id of ['c1', 'c2']) await fileCase(here, id)
  await here.settle()
  const [unpaid, paid] = [await only(here, 'c1'), await only(here, 'c2')]
  await notice(here, { content: paid.reference })
  await here.settle()
  for (const id of ['c1', 'c2']) await happen(here, id, { type: 'cases.withdrawn', data: { reason: '' } })
  await here.settle()
  assert.equal((await only(here, 'c1')).status, 'cancelled')
  assert.deepEqual([(await only(here, 'c2')).refundDue, (await only(here, 'c2')).rest], [24_000, 0])

  assert.equal((await notice(here, { content: unpaid.reference })).json().outcome, 'refund-due')
  assert.equal((await only(here, 'c1')).refundDue, 24_000)
  assert.match((await here.as(lan).get('/cases/c1/pay')).body, /phải hoàn lại bạn 24\.000 đồng/)

  const desk = await here.as(minh).get('/officer/payments')
  assert.match(desk.body, /Tiền phải hoàn/)
  const at = '/officer/cases/c1/payments'
  assert.equal((await here.as(minh).press(at, 'refund', { charge: 'c1-1', note: '' })).status, 400)
  assert.equal((await here.as(neighbour).press(at, 'refund', { charge: 'c1-1', note: 'UNC 12' })).status, 404)
  assert.equal((await here.as(minh).press(at, 'refund', { charge: 'c1-1', note: 'UNC 12' })).status, 303)
  assert.deepEqual([(await only(here, 'c1')).status, (await only(here, 'c1')).refunded], ['refunded', 24_000])
  assert.equal((await here.as(minh).press(at, 'refund', { charge: 'c1-1', note: 'UNC 12' })).status, 409)
})

test('at the desk that received the case Minh takes cash, and nobody else does', async (t) => {
  const here = await town(t)
  await fileCase(here, 'c1', { type: 'cases.registered' })
  await here.settle()
  assert.equal((await here.as(neighbour).api('payments.collect-cash', { charge: 'c1-1' })).status, 404)
  assert.equal((await here.as(chair).api('payments.collect-cash', { charge: 'c1-1' })).status, 403)
  assert.equal((await here.as(lan).api('payments.collect-cash', { charge: 'c1-1' })).status, 403)
  assert.match((await here.as(minh).get('/officer/cases/c1/payments')).body, /Đã thu 24\.000 đồng tiền mặt/)
  assert.doesNotMatch((await here.as(chair).get('/officer/cases/c1/payments')).body, /Đã thu 24/)
  assert.equal((await here.as(minh).press('/officer/cases/c1/payments', 'collect', { charge: 'c1-1' })).status, 303)
  const paid = await only(here, 'c1')
  assert.deepEqual([paid.status, paid.online], ['paid', false])
  assert.equal((await here.as(minh).api('payments.collect-cash', { charge: 'c1-1' })).status, 409)
  assert.match((await here.as(lan).get('/cases/c1/receipts/1')).body, /Người thu: Đỗ Minh Quân/)
})

test('only who may see a case sees what it costs', async (t) => {
  const here = await town(t)
  await fileCase(here, 'c1')
  await here.settle()
  for (const [who, count] of [[lan, 1], [hung, 0], [minh, 1], [neighbour, 0], [chair, 1]] as const) assert.equal((await charges(here, 'c1', who)).length, count, who.name)
  assert.equal((await here.as(hung).get('/cases/c1/pay')).status, 404)
  assert.equal((await here.as(neighbour).get('/officer/cases/c1/payments')).status, 404)
  assert.equal((await here.as(lan).get('/cases/no-case/pay')).status, 404)
  assert.equal((await here.as(lan).get('/officer/payments')).status, 403)
})

test('a case without fees is not charged, an exempt one neither, and a duty found later is a charge of its own', async (t) => {
  const here = await town(t)
  await fileCase(here, 'c1', { fees: [{ ...certificates, amount: 0 }] })
  await here.settle()
  assert.equal((await charges(here, 'c1')).length, 0)
  assert.match((await here.as(lan).get('/cases/c1/pay')).body, /không có khoản nào phải nộp/)
  await happen(here, 'c1', { type: 'cases.fee-asked', data: { fee: { code: 'asked-2', amount: 1_500_000, at: 'asked', names: { vi: 'Lệ phí trước bạ', en: 'Registration duty' } }, reason: 'Lệ phí trước bạ' } })
  await here.settle()
  const duty = await only(here, 'c1')
  assert.deepEqual([duty.n, duty.amount, duty.status], [2, 1_500_000, 'due'])
})

test('a page opened before the charge was made says that it is coming', async (t) => {
  const here = await town(t)
  await fileCase(here, 'c1')
  assert.match((await here.as(lan).get('/cases/c1/pay')).body, /Đang lập khoản thu/)
  assert.match((await here.as(minh).get('/officer/cases/c1/payments')).body, /Đang lập khoản thu/)
})
