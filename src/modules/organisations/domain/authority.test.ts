import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Act, type Power, acts } from '#platform/actor'
import { Authority, type Delegation, type Position, type Standing, beyond, inForce, lendable } from './authority.ts'
import { addDays } from './day.ts'

const book = { transfers: [], delegation: { acts: ['receive', 'process', 'decide', 'lead'] as Act[], mayBeGivenBy: ['lead', 'decide'] as Act[], mayBeLentOn: [] as Act[], source: 'test' } }
/** A post in a unit that stays as it is, with the acts it gives. */
const position = (official: string, acts: Act[], { unit = '09169', ...more }: Partial<Position> & { unit?: string } = {}): Position => ({
  id: `${official}-post`, official, officialName: official, post: 'post', validFrom: '2026-01-01',
  stands: [{ from: '2026-01-01', to: '9999-12-31', unit, over: unit, level: 'commune', title: { vi: `title of ${official}`, en: '' }, grants: [{ key: 'g', posts: ['post'], acts, validFrom: '2025-01-01', source: 'test' }] } satisfies Standing], ...more,
})
const delegation = (from: string, to: string, acts: Act[], more: Partial<Delegation> = {}): Delegation => ({ id: `${from}-to-${to}`, kind: 'delegation', from, fromName: from, to, toName: to, unit: '09169', acts, validFrom: '2026-11-23', validTo: '2026-11-29', reason: 'away', ...more })
const powersOf = (official: string, positions: readonly Position[], delegations: readonly Delegation[], day: string): Power[] => new Authority({ positions, delegations, book }).powersOn(official, day)

// Hà is the vice chair of Vũ Ninh, Minh her colleague; Hà is away for a week.
const posts = [position('ha', ['decide', 'lead']), position('minh', ['process'])]
const lent = delegation('ha', 'minh', ['decide'], { procedures: ['1.001193', '1.000894'] })

test('while Hà is away Minh decides in her name, two procedures only', () => {
  assert.deepEqual(powersOf('minh', posts, [lent], '2026-11-25'), [
    { act: 'process', unit: '09169', source: 'minh-post' },
    { act: 'decide', unit: '09169', procedures: ['1.001193', '1.000894'], inNameOf: { id: 'ha', name: 'ha', position: 'title of ha' }, source: 'ha-to-minh' },
  ] satisfies Power[])
})

test('the week begins and ends with its days', () => {
  const decides = (day: string) => powersOf('minh', posts, [lent], day).some((power) => power.act === 'decide')
  assert.deepEqual(['2026-11-22', '2026-11-23', '2026-11-29', '2026-11-30'].map(decides), [false, true, true, false])
})

test('ended at once, it is gone on that very day, and the days before stay as they were', () => {
  const ended = { ...lent, ended: '2026-11-25' }
  assert.equal(powersOf('minh', posts, [ended], '2026-11-24').length, 2)
  assert.equal(powersOf('minh', posts, [ended], '2026-11-25').length, 1)
})

test('when Hà leaves her post, what she lent is gone', () => {
  assert.equal(powersOf('minh', [{ ...posts[0]!, ended: '2026-11-26' }, posts[1]!], [lent], '2026-11-26').length, 1)
})

test('what was lent is not lent on', () => {
  assert.equal(powersOf('lan', posts, [lent, delegation('minh', 'lan', ['decide'])], '2026-11-25').length, 0)
})

test('of procedures, only those that both lists name are lent', () => {
  const narrow = [position('ha', ['decide'], { procedures: ['1.000894'] }), posts[1]!]
  assert.deepEqual(powersOf('minh', narrow, [lent], '2026-11-25')[1]?.procedures, ['1.000894'])
  assert.equal(powersOf('minh', [position('ha', ['decide'], { procedures: ['9.999999'] }), posts[1]!], [lent], '2026-11-25').length, 1)
})

test('a leader may lend what is hers; who only examines may lend nothing; appointing is never lent', () => {
  assert.deepEqual(lendable('ha', '09169', new Authority({ positions: posts, book }), book, '2026-11-25').map((power) => power.act), ['decide', 'lead'])
  assert.deepEqual(lendable('minh', '09169', new Authority({ positions: posts, book }), book, '2026-11-25'), [])
  assert.deepEqual(lendable('ha', '07210', new Authority({ positions: posts, book }), book, '2026-11-25'), [])
  assert.deepEqual(lendable('chair', '09169', new Authority({ positions: [position('chair', ['lead', 'admin'])], book }), book, '2026-11-25').map((power) => power.act), ['lead'])
})

test('what goes beyond the giver is named', () => {
  const powers: Power[] = [{ act: 'decide', unit: '09169', procedures: ['1.000894'], source: 'x' }]
  assert.deepEqual(beyond({ acts: ['decide', 'receive'] }, powers), { acts: ['receive'], procedures: [] })
  assert.deepEqual(beyond({ acts: ['decide'], procedures: ['1.000894', '1.001193'] }, powers), { acts: [], procedures: ['1.001193'] })
})

const people = fc.constantFrom('ha', 'minh', 'lan', 'nam')
const day = fc.integer({ min: 0, max: 60 }).map((n) => addDays('2026-10-01', n))
const someProcedures = fc.option(fc.subarray(['a', 'b', 'c']), { nil: undefined })
const lasting = fc.record({ validFrom: day, validTo: day, ended: fc.option(day, { nil: undefined }) })
const unit = fc.constantFrom('09169', '07210')
const positions = fc.array(fc.record({ official: people, held: fc.subarray([...acts]), unit, procedures: someProcedures, when: lasting }), { maxLength: 8 })
  .map((all) => all.map(({ official, held, unit, procedures, when }, i) => position(official, held, { id: `p${i}`, unit, ...(procedures && { procedures }), ...strip(when) })))
const delegations = fc.array(fc.record({ from: people, to: people, held: fc.subarray([...acts]), unit, procedures: someProcedures, when: lasting }), { maxLength: 8 })
  .map((all) => all.map(({ from, to, held, unit, procedures, when }) => delegation(from, to, held, { unit, ...(procedures && { procedures }), ...strip(when) })))
function strip({ validFrom, validTo, ended }: { validFrom: string; validTo: string; ended: string | undefined }) {
  return { validFrom, validTo, ...(ended && { ended }) }
}

test('nobody ever holds in another\'s name more than that other holds by his own posts on that day', () => {
  fc.assert(fc.property(positions, delegations, people, day, (positions, delegations, official, on) => {
    for (const power of powersOf(official, positions, delegations, on)) {
      if (!power.inNameOf) continue
      const own = powersOf(power.inNameOf.id, positions, [], on).filter((one) => one.act === power.act && one.unit === power.unit)
      assert.ok(own.some((one) => !one.procedures || (power.procedures && power.procedures.every((procedure) => one.procedures!.includes(procedure)))))
      assert.ok(delegations.some((one) => one.to === official && one.from === power.inNameOf!.id && inForce(one, on)))
    }
  }))
})

test('without posts there are no powers, whoever delegates', () => {
  fc.assert(fc.property(delegations, people, day, (delegations, official, on) => assert.deepEqual(powersOf(official, [], delegations, on), [])))
})

test('what was lent is lent on where its giver and the law let it be; when the first loan ends, so does the second', () => {
  const lawful = { ...book, delegation: { ...book.delegation, mayBeLentOn: ['decide'] as Act[] } }
  const on = (first: Partial<Delegation>, law = lawful, day = '2026-11-25') => new Authority({ positions: posts, delegations: [{ ...lent, ...first }, delegation('minh', 'lan', ['decide'], { lentOn: lent.id })], book: law })
    .may({ official: 'lan', act: 'decide', unit: '09169', procedure: '1.001193', day })
  const yes = on({ mayLendOn: true })
  assert.deepEqual([yes.may, yes.entry?.power.inNameOf?.id, yes.entry?.via.map(({ id }) => id)], [true, 'ha', ['ha-to-minh', 'minh-to-lan']])
  assert.equal(on({}).may, false, 'its giver did not allow it')
  assert.equal(on({ mayLendOn: true }, book as typeof lawful).may, false, 'the law does not allow it')
  assert.equal(on({ mayLendOn: true, ended: '2026-11-25' }).may, false, 'the first loan has ended')
})

test('an amount beyond the limit is refused, and the answer says which limit', () => {
  const limited = position('ha', ['decide'])
  const [stands] = limited.stands
  const authority = new Authority({ positions: [{ ...limited, stands: [{ ...stands!, grants: [{ ...stands!.grants[0]!, limits: { amount: 5_000_000 } }] }] }], book })
  const ask = (amount: number) => authority.why({ official: 'ha', act: 'decide', unit: '09169', day: '2026-11-25', amount })
  assert.equal(ask(5_000_000).may, true)
  assert.deepEqual(ask(5_000_001).reasons, [{ say: 'too-much', limits: { amount: 5_000_000 } }])
})

test('the one answer and the powers that a request carries never differ', () => {
  const unitOf = fc.constantFrom('09169', '07210', '99999')
  fc.assert(fc.property(positions, delegations, people, day, fc.constantFrom(...acts), unitOf, fc.option(fc.constantFrom('a', 'b', 'z'), { nil: undefined }), (positions, delegations, official, on, act, unit, procedure) => {
    const authority = new Authority({ positions, delegations, book })
    const asked = { official, act, unit, procedure, day: on }
    const { may, reasons } = authority.why(asked)
    assert.equal(may, authority.powersOn(official, on).some((power) => power.act === act && power.unit === unit && (!power.procedures || (procedure !== undefined && power.procedures.includes(procedure)))))
    assert.ok(reasons.length > 0)
  }))
})
