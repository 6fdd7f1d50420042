import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Refusal } from '#platform/refusal'
import { compileFeel, FeelSyntaxError, parseExpression, type FeelOptions } from './feel.ts'

const value = (text: string, vars: Record<string, unknown> = {}, options: FeelOptions = {}): unknown => compileFeel(text, { names: Object.keys(vars) })(vars, options)

/** A line: an expression, an arrow, and what it is as JSON, or `no FEEL`. Read from the standard's tables 42 to 80 and its examples. */
test('every expression of expressions.txt is what the standard says', () => {
  const wrong: string[] = []
  let count = 0
  for (const line of readFileSync(new URL('expressions.txt', import.meta.url), 'utf8').split('\n')) {
    const at = line.lastIndexOf(' → ')
    if (at < 0) continue
    count++
    let found: string
    try {
      found = JSON.stringify(value(line.slice(0, at)))
    } catch (error) {
      found = error instanceof Refusal && error.code === 'feel-syntax' ? 'no FEEL' : String(error)
    }
    if (found !== line.slice(at + 3)) wrong.push(`${line}, not ${found}`)
  }
  assert.deepEqual(wrong, [])
  assert.ok(count > 1500, `only ${count} expressions were found`)
})

test('names are read as they are known, and what spans lines', () => {
  const is = (text: string, expected: unknown, vars: Record<string, unknown> = {}): void => assert.deepEqual(value(text, vars), expected, text)
  is('tuổi của con + 1', 8, { 'tuổi của con': 7 })
  is('a-b', 9, { 'a-b': 9, a: 1, b: 1 })
  is('a - b', 9, { 'a-b': 9, a: 1, b: 1 })
  is('a - b', 0, { a: 1, b: 1 })
  is('x.first name', 'Lan', { x: { 'first name': 'Lan' } })
  is('stock in hand > 3', true, { 'stock in hand': 4 })
  is('if and then', 3, { 'if and then': 3 })
  is('mã hồ sơ/đơn', 5, { 'mã hồ sơ/đơn': 5 })
  is('x.a-b + 1', 3, { x: { 'a-b': 2 } })
  is('list[a-b = 2].c', [1], { list: [{ 'a-b': 2, c: 1 }, { 'a-b': 3, c: 2 }] })
  is("người nộp's tuổi", 3, { "người nộp's tuổi": 3 })
  is('🐎 + 1', 2, { '🐎': 1 })
  is('401k fund + 1', 3, { '401k fund': 2 })
  is('[1,2,3][i]', 2, { i: 2 })
  is('"a\nb"', 'a\nb')
  is('1 // one\n + /* two\n lines */ 2', 3)
  is('matches("a\nb", "a.b")', false)
  is('matches("a\nb", "a.b", "s")', true)
  assert.throws(() => value(''), (error) => error instanceof Refusal && error.code === 'feel-syntax')
})

test('what recurses, loops or swells is stopped within a bound', () => {
  const stopped = (text: string, code: string) => assert.throws(() => value(text), (error) => error instanceof Refusal && error.code === code, text)
  stopped('{f: function(n) f(n + 1), y: f(1)}', 'feel-too-deep')
  stopped('for a in 1..10000, b in 1..10000 return 1', 'feel-list-too-long')
  stopped('every a in 1..100000, b in 1..100000 satisfies true', 'feel-too-many-steps')
  stopped('{d: function(s, n) if n = 0 then s else d(s + s, n - 1), y: d("xxxxxxxxxx", 40)}', 'feel-text-too-long')
  stopped('{d: function(s, n) if n = 0 then s else d(concatenate(s, s), n - 1), y: d([1,2,3], 60)}', 'feel-list-too-long')
  const doubled = (use: string): string => `{d: function(x, n) if n = 0 then x else d([x, x], n - 1), y: ${use}}.y`
  stopped(doubled('d([1], 60)'), 'feel-value-too-large')
  stopped(doubled('string(d([1], 60))'), 'feel-value-too-large')
  stopped(doubled('d([1], 60) = d([1], 60)'), 'feel-value-too-large')
  stopped(doubled('d([1], 60) instance of list<list<Any>>') + ' and ' + doubled('is(d([1], 60), d([1], 60))'), 'feel-value-too-large')
  stopped(doubled('flatten(d([1], 60))'), 'feel-too-many-steps')
  for (const pattern of ['(a+)+b', '^(a|a)*b', '(.*)*x']) stopped(`matches("${'a'.repeat(40)}", "${pattern}")`, 'feel-pattern-too-slow')
  stopped(`1${'+1'.repeat(60_000)}`, 'feel-syntax')
  stopped(`${'('.repeat(5000)}1${')'.repeat(5000)}`, 'feel-syntax')
  assert.throws(() => parseExpression('['.repeat(5000)), FeelSyntaxError)
})
