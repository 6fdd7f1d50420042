import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Charge, type Charged, type ChargeEvent, collectCash, endCharge, evolve, noteRefund, type Payment, refundDueOf, restOf, statusOf, sumOf, takePayment } from './charge.ts'
import { findReference, newReference } from './reference.ts'

const lines = [{ code: 'trich-luc', names: { vi: '3 bản sao trích lục', en: '3 certified extracts' }, amount: 24_000 }, { code: 'le-phi', names: { vi: 'Lệ phí', en: 'Fee' }, amount: 26_000 }]
const lansCharge: Charged = {
  id: 'c1-1', caseId: 'c1', caseCode: 'H05.138-261109-0031', n: 1, payer: { id: 'lan', name: 'Nguyễn Thu Lan' }, unit: '09169', competentUnit: '09169',
  procedure: { code: '1.001193', names: { vi: 'Đăng ký khai sinh', en: 'Birth registration' } }, lines, amount: sumOf(lines), reference: 'SEN8K3M7Q2X',
}
const at = new Date('2026-11-20T02:41:00Z')
const happen = (charge: Charge | undefined, events: ChargeEvent[]): Charge => events.reduce<Charge | undefined>((state, event) => evolve(state, { ...event, at, actor: 'x', actorName: 'X' }), charge)!
const charged = () => happen(undefined, [{ type: 'payments.charged', data: lansCharge }])
const transfer = (id: string, amount: number): Payment => ({ id, amount, online: true, at: at.toISOString() })

test('the whole amount pays, and says whether it came by transfer', () => {
  const events = takePayment(charged(), transfer('a', 50_000))
  assert.deepEqual(events.map((e) => e.type), ['payments.paid'])
  assert.equal(statusOf(happen(charged(), events)), 'paid')
  const first = events[0]!
  assert(first.type === 'payments.paid' && first.data.online && first.data.amount === 50_000 && first.data.receipt === 'H05.138-261109-0031/1')
})

test('too little stays due with the rest shown; the rest in cash pays, and not online', () => {
  const part = happen(charged(), takePayment(charged(), transfer('a', 30_000)))
  assert.deepEqual([statusOf(part), restOf(part)], ['due', 20_000])
  const [paid] = collectCash(part, { id: 'cash', at: at.toISOString(), by: 'Minh' })
  assert(paid?.type === 'payments.paid' && !paid.data.online)
})

test('too much pays and the surplus must go back', () => {
  const events = takePayment(charged(), transfer('a', 60_000))
  assert.deepEqual(events.map((e) => e.type), ['payments.paid', 'payments.refund-due'])
  const state = happen(charged(), events)
  assert.deepEqual([statusOf(state), refundDueOf(state)], ['paid', 10_000])
  assert.equal(refundDueOf(happen(state, noteRefund(state, 'UNC 12'))), 0)
})

test('money for a withdrawn case must go back', () => {
  const ended = happen(charged(), endCharge(charged(), 'case-withdrawn'))
  assert.equal(statusOf(ended), 'cancelled')
  const late = happen(ended, takePayment(ended, transfer('a', 50_000)))
  assert.deepEqual([statusOf(late), refundDueOf(late), restOf(late)], ['cancelled', 50_000, 0])
  const back = happen(late, noteRefund(late, 'UNC 13'))
  assert.equal(statusOf(back), 'refunded')
  assert.throws(() => collectCash(ended, { id: 'cash', at: at.toISOString() }), { code: 'charge-cancelled' })
})

test('a paid charge of a refused case owes the money back, less what was due back already', () => {
  const over = happen(charged(), takePayment(charged(), transfer('a', 60_000)))
  const events = endCharge(over, 'case-refused')
  assert.deepEqual(events.map((e) => [e.type, (e.data as { amount: number }).amount]), [['payments.refund-due', 50_000]])
  assert.equal(refundDueOf(happen(over, events)), 60_000)
})

// What is known of a charge once every notice was heard and the case perhaps ended, whatever came first.
const known = (c: Charge) => ({ status: statusOf(c), received: c.received, rest: restOf(c), refundDue: refundDueOf(c), ids: c.payments.map((p) => p.id).sort() })

const news = fc.record({
  notices: fc.uniqueArray(fc.record({ id: fc.string({ minLength: 1, maxLength: 3 }), amount: fc.integer({ min: 1, max: 120_000 }) }), { selector: (n) => n.id, maxLength: 6 }),
  ends: fc.boolean(),
})
type Item = { notice: { id: string; amount: number } } | { end: true }
const hear = (items: Item[]) => items.reduce((state, item) => happen(state, 'end' in item ? endCharge(state, 'case-withdrawn') : takePayment(state, transfer(item.notice.id, item.notice.amount))), charged())

test('any order and any repetition of notices ends in the same charge', () => {
  const shuffles = news.chain(({ notices, ends }) => {
    const once: Item[] = [...notices.map((notice) => ({ notice })), ...(ends ? [{ end: true as const }] : [])]
    const again = fc.shuffledSubarray(once).chain((more) => fc.shuffledSubarray([...once, ...more], { minLength: once.length + more.length }))
    return fc.tuple(fc.constant(once), again)
  })
  fc.assert(fc.property(shuffles, ([once, mixed]) => assert.deepEqual(known(hear(mixed)), known(hear(once)))), { numRuns: 300 })
})

test('money is never negative, never lost and never made', () => {
  fc.assert(fc.property(news, ({ notices, ends }) => {
    let state = charged()
    for (const item of [...notices.map((notice) => ({ notice })), ...(ends ? [{ end: true as const }] : [])] as Item[]) {
      const events = 'end' in item ? endCharge(state, 'case-withdrawn') : takePayment(state, transfer(item.notice.id, item.notice.amount))
      for (const event of events) if ('amount' in event.data) assert(event.data.amount > 0)
      state = happen(state, events)
      assert(restOf(state) >= 0 && refundDueOf(state) >= 0)
    }
    assert.equal(state.received, notices.reduce((sum, n) => sum + n.amount, 0))
    if (refundDueOf(state) > 0) state = happen(state, noteRefund(state, 'x'))
    // What we keep is the charge, or nothing when it ended, or the part that came.
    assert.equal(state.received - state.refunded, state.ended ? 0 : Math.min(state.received, state.amount))
  }), { numRuns: 300 })
})

test('the sum of the lines is the amount, and every refund ever announced adds up to what is due back', () => {
  fc.assert(fc.property(news, ({ notices, ends }) => {
    let state = charged()
    let announced = 0
    const items = [...notices.map((notice) => ({ notice })), ...(ends ? [{ end: true as const }] : [])] as Item[]
    for (const item of items) {
      const events = 'end' in item ? endCharge(state, 'case-withdrawn') : takePayment(state, transfer(item.notice.id, item.notice.amount))
      for (const event of events) if (event.type === 'payments.refund-due') announced += event.data.amount
      state = happen(state, events)
    }
    assert.equal(announced, refundDueOf(state))
    assert.equal(sumOf(state.lines), state.amount)
  }), { numRuns: 300 })
})

test('a part of a đồng, nothing, or less than nothing is no payment', () => {
  for (const amount of [0, -1, 0.5, Number.NaN, Infinity]) assert.throws(() => takePayment(charged(), transfer('a', amount)), { code: 'amount-not-whole' })
})

test('the reference is found in what banks make of it', () => {
  for (const content of ['SEN8K3M7Q2X', 'MBVCB.5512.sen8k3m7q2x.CT tu 00123 toi 0024', 'IBFT SEN 8K3M 7Q2X', 'Nguyen Thu Lan chuyen tien SEN8K3M7Q2X-201126', 'SEN.8K3M.7Q2X'])
    assert.equal(findReference(content), 'SEN8K3M7Q2X', content)
  assert.equal(findReference('Lan nop le phi'), undefined)
  for (let i = 0; i < 200; i++) { const made = newReference(); assert.equal(findReference(`ZP123 ${made.toLowerCase()} CT`), made); assert.match(made, /^[A-Z0-9]{11}$/) }
})
