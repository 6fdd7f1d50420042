import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '#platform/refusal'
import { compileFeel, FeelSyntaxError, parseExpression, type FeelOptions } from './feel.ts'

/** Each row: an expression, and what it is. Variables in a third place. */
type Row = [string, unknown, Record<string, unknown>?]

const value = (text: string, vars: Record<string, unknown> = {}, options: FeelOptions = {}): unknown => compileFeel(text, { names: Object.keys(vars) })(vars, options)

function rows(title: string, table: Row[]): void {
  test(title, () => {
    const wrong: string[] = []
    for (const [text, expected, vars] of table) {
      let found: unknown
      try {
        found = value(text, vars)
      } catch (error) {
        found = error instanceof Refusal && error.code === 'feel-syntax' ? 'no FEEL' : error
      }
      try { assert.deepStrictEqual(found, expected) } catch { wrong.push(`${text}  is ${JSON.stringify(found) ?? String(found)}, not ${JSON.stringify(expected)}`) }
    }
    assert.deepEqual(wrong, [])
  })
}

rows('arithmetic', [
  ['1 + 2 * 3', 7], ['(1 + 2) * 3', 9], ['2 ** 3 ** 2', 64], ['-3 ** 2', 9], ['10 ** -2', 0.01], ['1 / 3 * 3', 1], ['0.1 + 0.2', 0.3], ['0.1 + 0.2 = 0.3', true],
  ['1 / 0', null], ['0 / 0', null], ['10 - - 5', 15], ['--5', 5], ['1 + null', null], ['"a" + "b"', 'ab'], ['"a" + 1', null], ['1 - "a"', null], ['.5 + .5', 1], ['1.2e3', 1200], ['12345678901234567890 + 1 = 12345678901234567891', true],
  ['3 ** 4 ** 5', 3486784401], ['1.000000000000000000000000000000001 * 3 = 3.000000000000000000000000000000003', true], ['2 ** 0.5 * 2 ** 0.5 > 1.99999', true],
])
rows('names', [
  ['tuổi của con + 1', 8, { 'tuổi của con': 7 }], ['a-b', 9, { 'a-b': 9, a: 1, b: 1 }], ['a - b', 9, { 'a-b': 9, a: 1, b: 1 }], ['a - b', 0, { a: 1, b: 1 }], ['x.first name', 'Lan', { x: { 'first name': 'Lan' } }],
  ['stock in hand > 3', true, { 'stock in hand': 4 }], ['if and then', 3, { 'if and then': 3 }], ['mã hồ sơ/đơn', 5, { 'mã hồ sơ/đơn': 5 }], ['x.a-b + 1', 3, { x: { 'a-b': 2 } }], ['list[a-b = 2].c', [1], { list: [{ 'a-b': 2, c: 1 }, { 'a-b': 3, c: 2 }] }],
  ["người nộp's tuổi", 3, { "người nộp's tuổi": 3 }], ['nope', null], ['🐎 + 1', 2, { '🐎': 1 }], ['{a+b: 1, c: a+b + 1}.c', 2], ['401k fund + 1', 3, { '401k fund': 2 }], ['{"5": 1, a: 5}.a', 5], ['{"1+2": 0, a: 1+2}.a', 3],
  ['{date: null, y: date = null}.y', true], ['{count: 3, y: count}.y', 3], ['for item in [1] return item', [1]], ['before(range: [1..2], point: 3)', true], ['before(point: 3, range: [1..2])', false],
])
rows('logic', [
  ['true and null', null], ['false and null', false], ['null or true', true], ['null or false', null], ['true and "x"', null], ['false and "x"', false], ['not(true)', false], ['not(null)', null], ['not("a")', null], ['1 < 2 and 2 < 3', true],
  ['if null then 1 else 2', 2], ['if 1 = 1 then "a" else "b"', 'a'], ['1 between 0 and 2', true], ['1 between 2 and null', null], ['5 between 1 and 3 or true', true],
])
rows('ranges and in', [
  ['1 in [1..3]', true], ['1 in (1..3]', false], ['1 in ]1..3]', false], ['3 in [1..3[', false], ['2 in (< 3, > 10)', true], ['5 in (1, 2, 5)', true], ['5 in [1, 2, 5]', true], ['5 in <= 5', true], ['5 in (> 6)', false], ['"b" in ["a".."c"]', true],
  ['[1,2] in [[1,2],[3]]', true], ['1 in []', false], ['@"2026-11-21" in [@"2026-01-01"..@"2026-12-31"]', true], ['null in [1..2]', null], ['[1..3].start', 1], ['(1..3].start included', false], ['[1..3] = [1..3]', true], ['[1..3] = [1..3)', false], ['[null..3]', null], ['(<5).end', 5], ['1 in !=1', false],
])
rows('lists and contexts', [
  ['[1,2,3][2]', 2], ['[1,2,3][-1]', 3], ['[1,2,3][4]', null], ['[1,2,3][0]', null], ['[1,2,3][item > 1]', [2, 3]], ['[{a:1},{a:2}][a = 2]', [{ a: 2 }]], ['[{a:1},{a:2}].a', [1, 2]], ['100[1]', 100], ['100[item > 99]', [100]], ['null[1]', null], ['[1,2,3][i]', 2, { i: 2 }],
  ['{a: 1, b: a + 1}.b', 2], ['{a: 1, a: 2}', null], ['{"a b": 1}.a b', 1], ['{}', {}], ['[1,2,3][even(item)]', [2]], ['[]', []], ['[1, [2]]', [1, [2]]], ['{a: {b: [1, 2]}}.a.b[2]', 2], ['{a: 1} = {a: 1}', true], ['[1] = 1', true], ['[1,2,3][< 3]', [1, 2]],
])
rows('loops', [
  ['for i in 1..3 return i * 2', [2, 4, 6]], ['for i in 3..1 return i', [3, 2, 1]], ['for i in [1,2], j in [10, 20] return i + j', [11, 21, 12, 22]], ['for i in 0..4 return if i = 0 then 1 else i * partial[-1]', [1, 1, 2, 6, 24]], ['for d in @"2026-11-29"..@"2026-12-02" return d.day', [29, 30, 1, 2]],
  ['some x in [1,2] satisfies x > 1', true], ['every x in [1,2] satisfies x > 1', false], ['some x in [] satisfies x', false], ['every x in [] satisfies x', true], ['some x in [null, true] satisfies x', true], ['some x in [null, false] satisfies x', null], ['for x in null return x', null], ['for i in [1..3) return i', [1, 2]], ['for x in [1,2], y in [x] return y', [1, 2]],
])
rows('functions of the model', [
  ['(function(a, b) a + b)(1, 2)', 3], ['{f: function(x) x * 2, y: f(3)}.y', 6], ['{fact: function(n) if n < 2 then 1 else n * fact(n - 1), y: fact(20)}.y', 2432902008176640000], ['{f: function(x: number) x, y: f("a")}.y', null], ['{f: function(x: date and time) x, y: f(@"2026-11-21")}.y', '2026-11-21T00:00:00Z'], ['(function(a, b) a - b)(b: 1, a: 5)', 4], ['(function(a) a)(1, 2)', null],
  ['{f: function(a) function(b) a + b, y: f(1)(2)}.y', 3], ['{m: function(a: double) external {java: {class: "java.lang.Math", method signature: "cos(double)"}}, y: m(0)}.y', 1], ['{m: function(a) external {java: {class: "java.lang.System", method signature: "exit(int)"}}, y: m(0)}.y', null],
])
rows('types', [
  ['1 instance of number', true], ['"a" instance of number', false], ['null instance of Any', false], ['null instance of Null', true], ['[1,2] instance of list<number>', true], ['[1,"a"] instance of list<number>', false], ['{a:1} instance of context<a: number>', true], ['@"P1D" instance of days and time duration', true], ['[1..2] instance of range<number>', true], ['(function(a: number) a) instance of function<number>->number', true], ['1 + 1 instance of number', null], ['@"2026-01-01T00:00:00" instance of date and time', true],
])
rows('numeric functions', [
  ['abs(-5)', 5], ['abs(@"-P1D")', 'P1D'], ['floor(1.5)', 1], ['floor(-1.56, 1)', -1.6], ['ceiling(-1.5)', -1], ['ceiling(1.51, 1)', 1.6], ['decimal(1/3, 2)', 0.33], ['decimal(2.5, 0)', 2], ['decimal(125, -1)', 120], ['round up(5.5, 0)', 6], ['round up(-5.5, 0)', -6], ['round down(-5.5, 0)', -5], ['round half up(-5.5, 0)', -6], ['round half down(5.5, 0)', 5], ['round half up(1.126, 2)', 1.13], ['round up(1.1)', null],
  ['modulo(12, 5)', 2], ['modulo(-12, 5)', 3], ['modulo(12, -5)', -3], ['modulo(10.1, 4.5)', 1.1], ['modulo(1, 0)', null], ['sqrt(16)', 4], ['sqrt(-1)', null], ['decimal(log(10), 8)', 2.30258509], ['decimal(exp(5), 6)', 148.413159], ['odd(5)', true], ['even(5)', false], ['even(1.5)', false],
  ['sum([1,2,3])', 6], ['sum(1,2,3)', 6], ['sum([])', null], ['sum(["a"])', null], ['mean(1,2,3,4)', 2.5], ['median(8, 2, 5, 3, 4)', 4], ['median([6,1,2,3])', 2.5], ['median([])', null], ['mode(6,3,9,6,6)', [6]], ['mode([6,1,9,6,1])', [1, 6]], ['mode([])', []], ['decimal(stddev(2,4,7,5), 6)', 2.081666], ['stddev([1])', null], ['product(2,3,4)', 24], ['min([1,null])', null], ['min("a","b")', 'a'], ['max(@"2026-01-01", @"2026-02-01")', '2026-02-01'], ['min([])', null], ['median(0, 0)', 0],
  ['number("1 000,0", " ", ",")', 1000], ['number("1,000.5", ",", ".")', 1000.5], ['number("1.000", ".", ".")', null], ['number("x", null, null)', null], ['number(from: "5.5", grouping separator: null, decimal separator: ".")', 5.5],
])
rows('text functions', [
  ['substring("foobar", 3)', 'obar'], ['substring("foobar", 3, 3)', 'oba'], ['substring("foobar", -2, 1)', 'a'], ['substring("\\U01F40Eab", 2)', 'ab'], ['substring("foo", 0)', null], ['string length("🐎a")', 2], ['upper case("đường")', 'ĐƯỜNG'], ['substring before("foobar","bar")', 'foo'], ['substring before("foobar","x")', ''], ['substring after("foobar","ob")', 'ar'], ['contains("foobar","ob")', true], ['starts with("foobar","fo")', true], ['ends with("foobar","r")', true],
  ['replace("abracadabra", "bra", "*")', 'a*cada*'], ['replace("abracadabra", "a(.)", "a$1$1")', 'abbraccaddabbra'], ['replace("darted", "^(.*?)d(.*)$", "$1c$2")', 'carted'], ['replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")', '[1=ab][2=]cd'], ['replace("abracadabra", ".*?", "$1")', null], ['replace("a", "a", "$x")', null], ['replace("a.b.c", ".", "x", "q")', 'axbxc'],
  ['matches("abracadabra", "^a.*a$")', true], ['matches("helloworld", "hello world", "x")', true], ['matches("O", "[A-Z-[OI]]", "i")', false], ['matches("x", "[A-Z-[OI]]", "i")', true], ['matches("\\u212A", "k", "i")', true], ['matches("a\nb", "a.b")', false], ['matches("a\nb", "a.b", "s")', true], ['matches("a", "b", "p")', null], ['matches("a", "[")', null], ['matches("abab", "(ab)\\1")', true],
  ['split("a;b;;c", ";")', ['a', 'b', '', 'c']], ['split("John Doe", "\\s")', ['John', 'Doe']], ['string join(["a","b",null,"c"], "-")', 'a-b-c'], ['string join(["a","b"])', 'ab'], ['string join(["a", 1], "-")', null], ['string([1, "a", {b: null}])', '[1, "a", {b: null}]'], ['string(1.10)', '1.1'], ['string(null)', null], ['string(@"PT90M")', 'PT1H30M'],
])
rows('list functions', [
  ['append([1], 2, 3)', [1, 2, 3]], ['concatenate([1],[2],[3])', [1, 2, 3]], ['insert before([1,3], 2, 2)', [1, 2, 3]], ['insert before([1,2,3], -1, 9)', [1, 2, 9, 3]], ['remove([1,2,3], 2)', [1, 3]], ['reverse([1,2])', [2, 1]], ['index of([1,2,3,2], 2)', [2, 4]], ['union([1,2],[2,3])', [1, 2, 3]], ['distinct values([1,2,1,null,null,"1"])', [1, 2, null, '1']], ['flatten([[1,[2]],3])', [1, 2, 3]], ['list contains([1,null], null)', true], ['count([1,2])', 2], ['sublist([1,2,3], 2)', [2, 3]], ['sublist([1,2,3], -2, 1)', [2]], ['sublist([1,2,3], 1, 4)', null],
  ['sort([3,1,2], function(x,y) x < y)', [1, 2, 3]], ['sort(list: ["b","a"], precedes: function(x,y) x < y)', ['a', 'b']], ['all([true, null, false])', false], ['all([true, null])', null], ['any([false, null, true])', true], ['any([])', false], ['all([])', true], ['all(true, 1)', null], ['list replace([2,4,7,8], 3, 6)', [2, 4, 6, 8]], ['list replace([2,4,7,8], function(item, newItem) item < newItem, 5)', [5, 5, 7, 8]], ['count(1)', 1], ['count(null)', null], ['upper case(["a"])', 'A'],
])
rows('context functions', [
  ['get value({a: 1}, "a")', 1], ['get value({a: {b: 2}}, ["a", "b"])', 2], ['get value({a: 1}, "x")', null], ['get entries({a: 1})', [{ key: 'a', value: 1 }]], ['context([{key: "a", value: 1}])', { a: 1 }], ['context([{key: "a", value: 1}, {key: "a", value: 2}])', null], ['context put({a: 1}, "b", 2)', { a: 1, b: 2 }], ['context put({x: {y: 1}}, ["x", "y"], 2)', { x: { y: 2 } }], ['context put({}, [], 2)', null], ['context merge([{a: 1}, {a: 2, b: 3}])', { a: 2, b: 3 }],
])
rows('dates and times', [
  ['date("2012-12-25")', '2012-12-25'], ['date("2012-12-25T11:00:00")', null], ['date("2012-02-30")', null], ['date(2012, 2, 29)', '2012-02-29'], ['date("12-1-1")', null], ['date("-0004-02-29")', '-0004-02-29'], ['date(date and time("2012-12-24T23:59:00Z"))', '2012-12-24'], ['time("23:59:00z")', '23:59:00Z'], ['time("11:00:00+25:00")', null], ['time("24:00:00")', null], ['time(1, 2, 3.5)', '01:02:03.5'], ['time(1,2,3,@"PT7H")', '01:02:03+07:00'], ['time(date("2012-12-24"))', '00:00:00Z'], ['time("10:20:30@Europe/Paris")', '10:20:30@Europe/Paris'], ['time("10:20:30@No/Where")', null], ['date and time("2012-12-24T23:59:00")', '2012-12-24T23:59:00'], ['date and time("2012-12-24")', '2012-12-24T00:00:00'], ['date and time(date("2012-12-24"), time("10:00:00"))', '2012-12-24T10:00:00'],
  ['duration("P1Y14M")', 'P2Y2M'], ['duration("P1Y1D")', null], ['duration("PT36H")', 'P1DT12H'], ['duration("P")', null], ['duration("PT")', null], ['duration("-PT0.5S")', '-PT0.5S'], ['duration("P0D")', 'PT0S'], ['years and months duration(date("2011-12-22"), date("2013-08-24"))', 'P1Y8M'], ['years and months duration(date("2013-08-24"), date("2011-12-22"))', '-P1Y8M'],
  ['@"2012-01-31" + @"P1M"', '2012-02-29'], ['@"2021-05-05" + @"PT36H"', '2021-05-06'], ['@"2021-05-05" - @"2021-05-01"', 'P4D'], ['@"2021-05-05T10:00:00" - @"2021-05-05T09:30:00"', 'PT30M'], ['@"10:00:00" + @"PT15H"', '01:00:00'], ['@"10:00:00" - @"09:00:00"', 'PT1H'], ['@"P1D" * 2.5', 'P2DT12H'], ['@"P1Y" / 2', 'P6M'], ['@"P1Y" / @"P6M"', 2], ['@"PT1H" / @"PT15M"', 4], ['-@"P1Y"', '-P1Y'], ['@"P1Y" + @"P1D"', null], ['@"2021-01-01" + 1', null], ['@"2012-12-24T23:59:00@Europe/Paris" + @"PT1H"', '2012-12-25T00:59:00@Europe/Paris'], ['@"2021-03-28T01:30:00@Europe/Paris" + @"PT1H"', '2021-03-28T03:30:00@Europe/Paris'],
  ['@"2021-05-05T10:00:00Z" = @"2021-05-05T12:00:00+02:00"', true], ['@"2021-05-05T10:00:00Z" < @"2021-05-05T12:00:00"', null], ['is(@"2012-12-25", @"2012-12-25T00:00:00")', false], ['is(@"23:00:50z", @"23:00:50+00:00")', true], ['is(@"23:00:50z", @"23:00:50")', false],
  ['@"2012-12-25".weekday', 2], ['@"2012-12-25T10:11:12.5+07:00".time offset', 'PT7H'], ['@"2012-12-25T10:11:12".second', 12], ['@"10:20:30@Etc/UTC".timezone', 'Etc/UTC'], ['@"P1Y2M".months', 2], ['@"P1DT2H3M4S".minutes', 3], ['@"P1Y".days', null], ['day of week(@"2019-09-17")', 'Tuesday'], ['day of year(@"2019-09-17")', 260], ['week of year(@"2003-12-29")', 1], ['month of year(@"2019-09-17")', 'September'], ['@"x"', null], ['@"P1Y" = @"P12M"', true],
  ['date and time("-0044-03-15T12:00:00@Europe/Rome") + duration("P1D")', '-0044-03-16T12:00:00@Europe/Rome'], ['date and time("99999-03-15T12:00:00@Europe/Rome") + duration("P1D")', '99999-03-16T12:00:00@Europe/Rome'], ['date and time("2021-11-07T01:30:00@America/New_York").time offset', '-PT4H'], ['date and time("2021-03-14T01:59:59@America/New_York") + duration("PT1S")', '2021-03-14T03:00:00@America/New_York'],
])
rows('functions on ranges', [
  ['before(1, 10)', true], ['before([1..10], [10..20])', false], ['before([1..10), [10..20])', true], ['after(12, [1..10])', true], ['after([11..20], 10)', true], ['meets([1..5],[5..10])', true], ['met by([5..10],[1..5])', true], ['overlaps([1..5],[3..8])', true], ['overlaps before([1..5],[3..8])', true], ['overlaps after([3..8],[1..5])', true], ['finishes(10, [1..10])', true], ['finished by([1..10], 10)', true], ['includes([1..10], [4..6])', true], ['during(5, [1..10])', true], ['starts(1, [1..10])', true], ['started by([1..10], [1..5])', true], ['coincides([1..5],[1..5])', true], ['coincides(3, 4)', false], ['before(1, "a")', null], ['range("[18..21)").end', 21], ['range("[..5]")', null], ['range("(..5]").end', 5], ['range("x")', null],
])
rows('what is no FEEL', [
  ['1 +', 'no FEEL'], ['(1', 'no FEEL'], ['"a', 'no FEEL'], ['[1,', 'no FEEL'], ['if 1 then 2', 'no FEEL'], ['{a 1}', 'no FEEL'], ['for x in [1]', 'no FEEL'], ['1 2', 'no FEEL'], ['', 'no FEEL'], ['a b: 1', 'no FEEL'], ['// only a comment', 'no FEEL'], ['1 // comment', 1], ['/* a */ 1 /* b */', 1],
])

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
  stopped(`matches("${'a'.repeat(40)}", "(a+)+b")`, 'feel-pattern-too-slow')
  stopped(`1${'+1'.repeat(60_000)}`, 'feel-syntax')
  stopped(`${'('.repeat(5000)}1${')'.repeat(5000)}`, 'feel-syntax')
  assert.throws(() => parseExpression('['.repeat(5000)), FeelSyntaxError)
})
