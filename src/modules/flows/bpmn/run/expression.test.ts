import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expressionOf } from './expression.ts'
import { compileExpression } from './feel.ts'

const says = (text: string, variables: Record<string, unknown>): unknown => expressionOf(text, compileExpression).of(variables, 0)

test('FEEL is FEEL', () => {
  for (const [text, expected] of [
    ['contains(test, "a")', true], ['n + 1 > 2 and n < 5', true], ['some it in list satisfies it > 2', true], ['if n = 2 then "x" else "y"', 'x'], ['not(flag)', false], ['list[1]', 1], ['"a==b" = "a==b"', true], ['missing = null', true], ['missing > 1', null],
    ['string(date and time("2026-01-01T00:00:00Z") - now()) != ""', true], ['now() < date and time("1970-01-02T00:00:00Z")', true],
  ] as const) assert.equal(says(text, { test: 'ab', n: 2, list: [1, 2, 3], flag: true }), expected, text)
})

test('what other languages share with FEEL is read as FEEL', () => {
  const variables = { test: 'ab', n: 2, list: ['x', 'y'], flag: true, off: false, it: { name: 'Lan' }, 'Service Level': 'Premium', none: [] }
  for (const text of [
    "${test == 'ab'}", '#{n >= 2}', '${flag}', '${!off}', '${flag && !off}', '${off || flag}', "${it.name == 'Lan'}", "${test != 'x'}", "${test eq 'ab' and n gt 1}", '${empty none}', '${not empty list}',
    'test == "ab"', "test = 'ab'", 'test.contains("a")', "test.contains('b') && n == 2", '!test.contains("z")', 'test.equals("ab")', "'ab'.equals(test)", 'test.startsWith("a")', 'test.endsWith("b")', 'test.length() == 2', 'test.length == 2', 'list.size() > 1', 'list.contains("x")', 'list.get(0) == "x"', "list[1] == 'y'",
    'list.length == 2', 'list.length() == 2', '${empty missing}', "test.indexOf('b') == 1", "test.indexOf('z') == -1", "n == 2 ? flag : off", "missing == undefined", "return test == 'ab';", "execution.getVariable('n') == 2", "(n > 1 ? 'yes' : 'no') == 'yes'",
    "string-length($test) = 2 and starts-with($test, 'a')", 'true()', 'not(false())', "$it/name = 'Lan'", "bpmn:getDataObject('it')/name/text() = 'Lan'", "getDataInput('list')[1] = 'x'", "concat($test, '!') = 'ab!'", '$n div 2 = 1', "getActivityProperty('a', 'n') = 2",
    '= n = 2', '=some it in list satisfies it = "y"', '= n == 2', "Service Level == 'Premium'", "bpmn:getDataObject('flag')", "not(bpmn:getDataObject('off'))", "getDataObject('test') = 'ab'", '$test = "ab"', 'contains($test, "a")', '${(n + 1) * 2 - 1 == 5}', '${n % 2 == 0}', "${it['name'] == 'Lan'}", 'n === 2', 'n !== 3',
  ]) assert.equal(says(text, variables), true, text)
})

test('a text with expressions in it, and what an expression says it is written in', () => {
  const of = (text: string, language?: string): unknown => expressionOf(text, compileExpression, language).of({ n: 2, list: ['x', 'y', 'z'], 'a-b': 7, a: 5, c: 1 }, 0)
  assert.deepEqual(
    [of('PT${n}S'), of('${n}/${list[0]}'), of('list[1]'), of('list[1]', 'http://www.w3.org/1999/XPath'), of('list[1]', 'javascript'), of('list[1]', 'https://www.omg.org/spec/DMN/20230324/FEEL/'), of('a-b = 7', 'XPath'), of('a - c', 'groovy')],
    ['PT2S', '2/x', 'x', 'x', 'y', 'x', true, 4],
  )
})

test('nothing else is read, and nothing of it is run', () => {
  for (const text of ['', 'function () { return true }', '() => true', 'while (true) {}', '${runtime.exec("x")}', '${bean.doIt()}', "eval('1') == 1 ; 2", 'a ? b : c ? d', 'a ? b', '`x`', "new Date().getTime() == 'x'", '${', '@@']) assert.throws(() => expressionOf(text, compileExpression), Error, text)
  // A call of what nobody defined is nothing, in FEEL.
  assert.equal(says("eval('1 + 1') == 2", {}), false)
})
