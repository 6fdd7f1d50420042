import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Refusal } from '#platform/refusal'
import { compileFeel, compileTests, FeelSyntaxError, fromJson, parseExpression, parseUnaryTests, Run, Scope, toJson, type Value } from './feel.ts'
import { add, compareNumbers, dec, divide, fromDouble, isNum, multiply, negate, num, Dec, parseNumber, numberText, subtract, type Num } from './numbers.ts'
import { addMonths, dateOfDays, daysOf, FeelDate, FeelDateTime, instantOf, makeDate, parseDate, parseDateTime, parseDuration, weekday } from './temporal.ts'
import { equal, order } from './values.ts'

/** What must hold whatever is given. */
const pieces = ['1', '2.5', '"a"', 'x', 'x y', '(', ')', '[', ']', '{', '}', ':', ',', '+', '-', '*', '/', '**', '=', '!=', '<', '>=', '..', '.', '@"2026-11-21"', 'and', 'or', 'not(', 'if', 'then', 'else', 'for', 'in', 'return', 'some', 'every', 'satisfies', 'function(', 'between', 'instance of', 'number', 'list<', '>', 'null', 'true', 'date(', 'date and time(', 'sum(', '?', '//', '/*', '*/', '"', '\\', 'external', ' ', '\n', '1e9', 'item', 'partial']

test('whatever is written is read or refused, evaluated or stopped, and soon', () => {
  const begun = performance.now()
  fc.assert(fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 25 }), (parts) => {
    const text = parts.join(' ')
    try {
      const evaluate = compileFeel(text)
      JSON.stringify(evaluate({ x: 1, 'x y': [1, 'a', { x: null }] }, { limits: { steps: 20_000 } }))
    } catch (error) { assert.ok(error instanceof Refusal, `${text}: ${String(error)}`) }
    try { parseUnaryTests(text) } catch (error) { assert.ok(error instanceof FeelSyntaxError, text) }
  }), { numRuns: 4000 })
  fc.assert(fc.property(fc.string({ maxLength: 60, unit: 'binary' }), (text) => {
    try { parseExpression(text) } catch (error) { assert.ok(error instanceof FeelSyntaxError, text) }
  }), { numRuns: 3000 })
  for (const deep of ['(', '[', '{a:', 'if ', 'x in (', '-', 'not(', 'for x in ', 'function(a) ', 'a[', 'a.b(', '1+(', '{a:['])
    assert.throws(() => compileFeel(deep.repeat(3000)), (error) => error instanceof Refusal, deep)
  assert.ok(performance.now() - begun < 30_000)
})

const number = fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.tuple(fc.bigInt({ min: -(10n ** 33n), max: 10n ** 33n }), fc.integer({ min: -40, max: 40 })).map(([digits, scale]) => num(new Dec(`${digits}e${scale}`))!))

test('numbers: small and large are one kind', () => {
  const canonical = (n: Num | null): void => { assert.ok(n !== null && isNum(n)); if (typeof n !== 'number') assert.ok(!n.isInteger() || n.abs().gt(Number.MAX_SAFE_INTEGER), n.toString()); else assert.ok(Number.isSafeInteger(n) && !Object.is(n, -0)) }
  fc.assert(fc.property(number, number, (a, b) => {
    for (const n of [add(a, b), subtract(a, b), multiply(a, b), negate(a)]) canonical(n)
    assert.ok(dec(add(a, b)!).eq(new Dec(dec(a)).plus(dec(b))))
    assert.ok(dec(multiply(a, b)!).eq(new Dec(dec(a)).times(dec(b))))
    assert.equal(equal(add(a, b), add(b, a)), true)
    assert.equal(equal(multiply(a, b), multiply(b, a)), true)
    assert.equal(compareNumbers(a, b) + compareNumbers(b, a), 0)
    assert.equal(equal(negate(negate(a)), a), true)
    if (b !== 0) canonical(divide(a, b))
    assert.equal(equal(parseNumber(numberText(a)), a), true)
  }))
  fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (n) => { assert.equal(toJson(fromDouble(n)), n === 0 ? 0 : n) }))
})

const date = fc.tuple(fc.integer({ min: -9999, max: 9999 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 })).map(([y, m, d]) => makeDate(y, m, d)).filter((d) => d !== null)

test('the calendar: days count up, and what is added can be taken away', () => {
  fc.assert(fc.property(date, fc.integer({ min: -100_000, max: 100_000 }), (d, n) => {
    const moved = dateOfDays(daysOf(d) + n)!
    assert.equal(daysOf(moved) - daysOf(d), n)
    assert.deepEqual(dateOfDays(daysOf(d)), d)
    assert.equal((((weekday(moved) - weekday(d) - n) % 7) + 7) % 7, 0)
    assert.deepEqual(parseDate(String(d)), d)
    if (d.year >= 100) { const js = new Date(`${String(d)}T00:00:00Z`); assert.equal(js.getTime() / 86_400_000, daysOf(d)); assert.equal(js.getUTCDay() || 7, weekday(d)) }
  }))
  fc.assert(fc.property(date, fc.integer({ min: -500, max: 500 }), (d, months) => {
    const moved = addMonths(d, months)!
    assert.equal(moved.year * 12 + moved.month - d.year * 12 - d.month, months)
    assert.ok(moved.day <= d.day && moved.day >= Math.min(d.day, 28))
  }))
})

test('moments: they differ by the duration that was added', () => {
  const where = fc.constantFrom('', 'Z', '+07:00', '-03:30', '@Asia/Ho_Chi_Minh', '@Europe/Paris', '@America/St_Johns')
  fc.assert(fc.property(date.filter(({ year }) => year > 1900), fc.integer({ min: 0, max: 86_399 }), where, fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n }), (d, second, place, nanos) => {
    const clock = new Date(second * 1000).toISOString().slice(11, 19)
    const moment = parseDateTime(`${String(d)}T${clock}${place}`)
    assert.ok(moment instanceof FeelDateTime)
    const duration = parseDuration(`${nanos < 0n ? '-' : ''}PT${(nanos < 0n ? -nanos : nanos) / 1_000_000_000n}S`) as Value
    const run = (text: string): Value => fromJson(compileFeel(text)({ a: moment, d: duration }))
    const text = compileFeel('string(a + d)')({ a: moment, d: duration }) as string
    const moved = parseDateTime(text)!
    // A local hour that comes twice, or never, loses what no text can say.
    if (!place.startsWith('@')) assert.equal(instantOf(moved) - instantOf(moment), (duration as { nanos: bigint }).nanos)
    assert.equal(run('a + d - a = d'), true)
    assert.equal(run('d + a = a + d'), true)
  }), { numRuns: 200 })
})

const plain: fc.Arbitrary<unknown> = fc.letrec((tie) => ({ value: fc.oneof({ depthSize: 'small' }, fc.constant(null), fc.boolean(), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (n === 0 ? 0 : n)), fc.string(), fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(fc.string({ unit: 'grapheme-ascii' }), tie('value'), { maxKeys: 4, noNullPrototype: true })) })).value

test('plain values go in and come out as they were', () => {
  fc.assert(fc.property(plain, (value) => { assert.deepEqual(toJson(fromJson(value)), value) }))
  assert.deepEqual(Object.keys(toJson(fromJson(JSON.parse('{"__proto__": 1, "b": 2}'))) as object), ['__proto__', 'b'])
})

test('order and equality do not contradict each other', () => {
  const values = fc.oneof(number, fc.string({ maxLength: 3 }), date, fc.constantFrom<Value>(null, true, false, [], [1], new Map()))
  fc.assert(fc.property(values, values, (a, b) => {
    assert.equal(equal(a as Value, b as Value), equal(b as Value, a as Value))
    const o = order(a as Value, b as Value)
    if (o !== null) { assert.equal(o === 0, equal(a as Value, b as Value)); assert.equal(order(b as Value, a as Value), -o + 0) }
  }))
})

test('a text as FEEL writes it is read as the same text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    assert.equal(compileFeel(`[t][1]`)({ t: text }), text)
    const written = compileFeel('string([t])')({ t: text }) as string
    assert.deepEqual(compileFeel(written)(), [text])
  }))
})

test('a name with any symbols is found where it is known', () => {
  const names = fc.array(fc.constantFrom('a', 'b', 'tuổi', '-', '+', '/', "'", ' ', 'in', 'and', '2', 'of'), { minLength: 1, maxLength: 6 }).map((parts) => `n${parts.join('')}`.trim().replace(/ +/g, ' '))
  fc.assert(fc.property(names, (name) => {
    assert.equal(compileFeel(`${name} * 2`, { names: [name] })({ [name]: 21 }), 42, name)
    assert.equal(compileFeel(`v.${name} * 2`, { properties: [name] })({ v: { [name]: 21 } }), 42, name)
  }))
})

test('a unary test says of a number what the comparison says', () => {
  fc.assert(fc.property(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -5, max: 5 }), fc.constantFrom('<', '<=', '>', '>=', '=', '!='), (a, b, op) => {
    const test = compileTests(parseUnaryTests(`${op} ${b}`))
    assert.equal(test(a, new Scope(new Map(), new Run())), compileFeel(`${a} ${op} ${b}`)())
    assert.equal(compileTests(parseUnaryTests(`not(${op} ${b})`))(a, new Scope(new Map(), new Run())), !compileFeel(`${a} ${op} ${b}`)())
  }))
})

test('dates that are none are none', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 33 }), (y, m, d) => {
    const text = `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`
    const js = new Date(`${text}T00:00:00Z`)
    const real = !Number.isNaN(js.getTime()) && js.toISOString().startsWith(text)
    assert.equal(parseDate(text) instanceof FeelDate, real, text)
  }))
})
