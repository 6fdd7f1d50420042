import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Refusal } from '#platform/refusal'
import { checkModel, compileModel, decide, decisionFaults, decisionRefusals, explain } from './index.ts'
import { allowed, decision, definitions, entry, formal, input, item, knowledge, literal, of, service, table } from './testing.ts'

const is = (xml: string | string[], name: string, inputs: Record<string, unknown>, expected: unknown): void =>
  assert.deepStrictEqual(decide(xml, name, inputs), expected, `${name} of ${JSON.stringify(inputs)}`)
/** One decision with this logic, standing on inputs of these names and types. */
const one = (logic: string, inputs: Record<string, string> = {}, type?: string, more = ''): string =>
  definitions(more + Object.entries(inputs).map(([name, kind]) => input(name, kind)).join('') + decision('kết quả', logic, Object.keys(inputs).map((name) => `in:${name}`), type))
const gives = (logic: string, cases: [Record<string, unknown>, unknown][], inputs: Record<string, string> = {}, type?: string, more = ''): void => {
  const xml = one(logic, inputs, type, more)
  for (const [given, expected] of cases) is(xml, 'kết quả', given, expected)
}

test('hit policies: unique, any, first', () => {
  const rows = [['>= 10', '"a"'], ['>= 20', '"b"'], ['[30..40)', '"b"']]
  const n = { n: 'number' }
  gives(table('UNIQUE', ['n'], ['x'], rows), [[{ n: 15 }, 'a'], [{ n: 25 }, null], [{ n: 5 }, null], [{ n: null }, null]], n)
  gives(table('ANY', ['n'], ['x'], [['>= 10', '"b"'], ['>= 20', '"b"'], ['>= 30', '"c"']]), [[{ n: 25 }, 'b'], [{ n: 35 }, null]], n)
  gives(table('FIRST', ['n'], ['x'], rows), [[{ n: 35 }, 'a'], [{ n: 5 }, null]], n)
})

test('hit policies: priority, output order, rule order', () => {
  const outputs = [{ name: 'x', values: '"high", "middle", "low"' }]
  const rows = [['-', '"low"'], ['> 10', '"middle"'], ['> 20', '"high"']]
  const n = { n: 'number' }
  gives(table('PRIORITY', ['n'], outputs, rows), [[{ n: 25 }, 'high'], [{ n: 15 }, 'middle'], [{ n: 1 }, 'low']], n)
  gives(table('OUTPUT ORDER', ['n'], outputs, rows), [[{ n: 25 }, ['high', 'middle', 'low']]], n)
  gives(table('RULE ORDER', ['n'], outputs, rows), [[{ n: 25 }, ['low', 'middle', 'high']]], n)
  gives(table('RULE ORDER', ['n'], ['x'], [['> 10', '1']]), [[{ n: 1 }, null]], n)
  const two = [{ name: 'a', values: '"x", "y"' }, { name: 'b', values: '2, 1' }]
  gives(table('PRIORITY', ['n'], two, [['-', '"x"', '1'], ['-', '"x"', '2'], ['-', '"y"', '2']]), [[{ n: 1 }, { a: 'x', b: 2 }]], n)
})

test('hit policy collect: a list, sum, count, least, most', () => {
  const rows = [['> 1', '10'], ['> 2', '20'], ['> 3', '20']]
  const n = { n: 'number' }
  gives(table('COLLECT', ['n'], ['x'], rows), [[{ n: 3 }, [10, 20]], [{ n: 0 }, []]], n)
  gives(table('COLLECT+SUM', ['n'], ['x'], rows), [[{ n: 4 }, 50], [{ n: 0 }, null]], n)
  gives(table('COLLECT+COUNT', ['n'], ['x'], rows), [[{ n: 4 }, 3], [{ n: 0 }, 0]], n)
  gives(table('COLLECT+MIN', ['n'], ['x'], rows), [[{ n: 4 }, 10]], n)
  gives(table('COLLECT+MAX', ['n'], ['x'], rows), [[{ n: 4 }, 20]], n)
  gives(table('COLLECT', ['n'], ['a', 'b'], [['-', '1', '2'], ['-', '3', '4']]), [[{ n: 1 }, [{ a: 1, b: 2 }, { a: 3, b: 4 }]]], n)
})

test('defaults, allowed inputs and outputs', () => {
  gives(table('UNIQUE', ['n'], [{ name: 'x', fallback: '"không"' }], [['> 1', '"có"']]), [[{ n: 2 }, 'có'], [{ n: 0 }, 'không']], { n: 'number' })
  gives(table('UNIQUE', [{ text: 's', values: '"a", "b"' }], ['x'], [['"a"', '1'], ['-', '2']]), [[{ s: 'b' }, 2], [{ s: 'c' }, null]], { s: 'string' })
  gives(table('UNIQUE', ['n'], [{ name: 'x', values: '"a"' }], [['1', '"a"'], ['2', '"b"']]), [[{ n: 1 }, 'a'], [{ n: 2 }, null]], { n: 'number' })
  gives(table('UNIQUE', ['n'], [{ name: 'a', fallback: '1' }, { name: 'b' }], [['1', '5', '6']]), [[{ n: 1 }, { a: 5, b: 6 }], [{ n: 2 }, { a: 1, b: null }]], { n: 'number' })
})

test('cells: every kind of test', () => {
  const cell = (test: string, type: string, yes: unknown[], no: unknown[]): void =>
    gives(table('UNIQUE', ['v'], ['x'], [[test, 'true']]), [...yes.map((v) => [{ v, w: 5 }, true] as [Record<string, unknown>, unknown]), ...no.map((v) => [{ v, w: 5 }, null] as [Record<string, unknown>, unknown])], { v: type, w: 'number' })
  cell('', 'string', ['a', null], [])
  cell('-', 'number', [1, null], [])
  cell('5', 'number', [5, 5.0], [6, null])
  cell('-5', 'number', [-5], [5])
  cell('0.1', 'number', [0.1], [0.2, 1])
  cell('0.1, 7', 'number', [0.1, 7], [0.7])
  cell('< 5', 'number', [4.9], [5, null])
  cell('<= 5, > 10', 'number', [5, 11], [6, 10])
  cell('(1..3]', 'number', [1.0001, 3], [1, 3.1])
  cell(']1..3[', 'number', [2], [1, 3])
  cell('not(1..3)', 'number', [], [2])
  cell('not([1..3])', 'number', [4], [2, null])
  cell('not("a", "b")', 'string', ['c'], ['a', 'b'])
  cell('not(null)', 'string', ['c'], [null])
  cell('null', 'string', [null], ['c'])
  cell('"a", null', 'string', [null, 'a'], ['c'])
  cell('w', 'number', [5], [4])
  cell('< w', 'number', [4], [5])
  cell('[w..w + 1]', 'number', [5, 6], [4])
  cell('? > w and ? < 10', 'number', [6], [5, 10])
  cell('even(?)', 'number', [2], [3])
  cell('[1, 2]', 'number', [1, 2], [3])
  cell('w > 3', 'string', ['x'], [])
  cell('w > 9', 'string', [], ['x'])
  cell('true', 'boolean', [true], [false, null])
  cell('false', 'boolean', [false], [true, null])
  cell('not(true)', 'boolean', [false], [true])
  cell('starts with(?, "Ng")', 'string', ['Nguyễn'], ['Trần'])
  cell('>= date("2026-07-01")', 'date', ['2026-07-01'], ['2026-06-30'])
  cell('[@"2026-01-01"..@"2026-12-31"]', 'date', ['2026-11-21'], ['2027-01-01'])
  cell('< @"P1Y"', 'years and months duration', ['P11M'], ['P1Y'])
  cell('> @"PT1H"', 'days and time duration', ['P1D'], ['PT30M'])
  cell('list contains(?, "x")', 'Any', [['x', 'y']], [['y']])
  cell('!= 3', 'number', [4], [3])
  cell('= 3', 'number', [3], [4])
  cell('"\u0111"', 'string', ['đ'], ['d'])
  cell('1 +', 'number', [], [1])
})

test('many rules are found by what they say, as if each were asked', () => {
  const rows = Array.from({ length: 120 }, (_, i) => [i % 7 === 0 ? '-' : i % 3 === 0 ? `${i}` : i % 3 === 1 ? `[${i}..${i + 10})` : `> ${i}, ${i / 2}`, i % 5 === 0 ? '-' : `"k${i % 4}", "m"`, `${i}`])
  const model = compileModel(one(table('RULE ORDER', ['n', 's'], ['x'], rows), { n: 'number', s: 'string' }))
  for (let n = -1; n < 130; n += 0.5)
    for (const s of ['k0', 'k3', 'm', 'z', null]) {
      const expected = rows.flatMap((row, i) => {
        const one = i % 7 === 0 || (i % 3 === 0 ? n === i : i % 3 === 1 ? n >= i && n < i + 10 : n > i || n === i / 2)
        const two = i % 5 === 0 || s === `k${i % 4}` || s === 'm'
        return one && two ? [i] : []
      })
      assert.deepEqual(model.decide('kết quả', { n, s }), expected.length ? expected : null)
    }
})

test('boxed expressions', () => {
  gives(`<context>${entry('a', literal('1'))}${entry('b c', literal('a + 1'))}${entry(null, literal('b c * 10'))}</context>`, [[{}, 20]])
  gives(`<context>${entry('a', literal('1'))}${entry('b', literal('"x"'), 'number')}</context>`, [[{}, { a: 1, b: null }]])
  gives(`<list>${literal('1')}${literal('n + 1')}</list>`, [[{ n: 1 }, [1, 2]]], { n: 'number' })
  gives(`<relation><column name="tên"/><column name="tuổi"/><row>${literal('"Lan"')}${literal('30')}</row><row>${literal('"Nam"')}${literal('40')}</row></relation>`, [[{}, [{ tên: 'Lan', tuổi: 30 }, { tên: 'Nam', tuổi: 40 }]]])
  gives(`<conditional><if>${literal('n > 1')}</if><then>${literal('"nhiều"')}</then><else>${literal('"ít"')}</else></conditional>`, [[{ n: 2 }, 'nhiều'], [{ n: null }, 'ít']], { n: 'number' })
  gives(`<filter><in>${literal('[1, 2, 3]')}</in><match>${literal('item > 1')}</match></filter>`, [[{}, [2, 3]]])
  gives(`<filter><in>${literal('[{a: 1}, {a: 2}]')}</in><match>${literal('a = 2')}</match></filter>`, [[{}, [{ a: 2 }]]])
  gives(`<for iteratorVariable="i"><in>${literal('[1, 2, 3]')}</in><return>${literal('if i = 1 then 1 else i * partial[-1]')}</return></for>`, [[{}, [1, 2, 6]]])
  gives(`<some iteratorVariable="i"><in>${literal('l')}</in><satisfies>${literal('i > 1')}</satisfies></some>`, [[{ l: [1, 2] }, true], [{ l: [] }, false]], { l: 'Any' })
  gives(`<every iteratorVariable="i"><in>${literal('l')}</in><satisfies>${literal('i > 1')}</satisfies></every>`, [[{ l: [1, 2] }, false], [{ l: [] }, true]], { l: 'Any' })
  gives(`<context>${entry('f', `<functionDefinition>${formal({ x: 'number', y: '' })}${literal('x + y')}</functionDefinition>`)}${entry(null, `<invocation>${literal('f')}<binding><parameter name="y"/>${literal('1')}</binding><binding><parameter name="x"/>${literal('n')}</binding></invocation>`)}</context>`, [[{ n: 4 }, 5]], { n: 'number' })
  gives(`<context>${entry('f', `<functionDefinition>${formal({ n: 'number' })}${literal('if n < 2 then 1 else n * f(n - 1)')}</functionDefinition>`)}${entry(null, literal('f(5)'))}</context>`, [[{}, 120]])
  gives(`<invocation>${literal('upper case')}<binding><parameter name="string"/>${literal('"ư"')}</binding></invocation>`, [[{}, 'Ư']])
  gives(`<context>${entry('cos', `<functionDefinition kind="Java">${formal({ x: 'number' })}<context>${entry('class', literal('"java.lang.Math"'))}${entry('method signature', literal('"cos(double)"'))}</context></functionDefinition>`)}${entry(null, literal('cos(0)'))}</context>`, [[{}, 1]])
  gives('', [[{}, null]])
  gives(literal('   '), [[{}, null]])
  gives(literal('1 +'), [[{}, null]])
})

test('business knowledge models: parameters, types, recursion, and only what they require', () => {
  const xml = definitions(
    input('lương', 'number') +
    knowledge('thuế', { 'thu nhập': 'number' }, literal('thu nhập * mức'), ['bkm:mức']) + knowledge('mức', {}, literal('0.1')) +
    knowledge('giai thừa', { n: 'number' }, literal('if n < 2 then 1 else n * giai thừa(n - 1)'), ['bkm:giai thừa']) +
    knowledge('bảng', { a: 'string' }, table('UNIQUE', ['a'], ['x'], [['"một"', '1'], ['"hai"', '2']])) +
    decision('A', literal('thuế(lương)'), ['in:lương', 'bkm:thuế']) + decision('B', literal('giai thừa(10)'), ['bkm:giai thừa']) + decision('C', literal('bảng("hai")'), ['bkm:bảng']) +
    decision('D', literal('bảng(1)'), ['bkm:bảng']) + decision('E', literal('thuế(1, 2)'), ['bkm:thuế']) + decision('F', literal('giai thừa(3)')) +
    decision('G', `<invocation>${literal('bảng')}<binding><parameter name="a"/>${literal('"một"')}</binding></invocation>`, ['bkm:bảng']))
  is(xml, 'A', { lương: 100 }, null)
  is(xml, 'B', {}, 3628800)
  is(xml, 'C', {}, 2)
  is(xml, 'D', {}, null)
  is(xml, 'E', {}, null)
  is(xml, 'F', {}, null)
  is(xml, 'G', {}, 1)
  is(xml, 'giai thừa', { n: 4 }, 24)
  is(xml, 'bảng', { a: 'hai' }, 2)
  is(definitions(input('lương', 'number') + knowledge('mức', { x: 'number' }, literal('x / 10')) + knowledge('thuế', { 'thu nhập': 'number' }, literal('mức(thu nhập)'), ['bkm:mức']) + decision('A', literal('thuế(lương)'), ['in:lương', 'bkm:thuế'])), 'A', { lương: '100' }, 10)
})

test('requirements: only what is required is seen; what depends on itself is refused', () => {
  const xml = definitions(input('a', 'number') + input('b', 'number') + decision('P', literal('a + 1'), ['in:a']) + decision('Q', literal('P * 2 + (if b = null then 0 else 1)'), ['d:P']) + decision('R', literal('S'), ['d:S']) + decision('S', literal('R'), ['d:R']))
  is(xml, 'Q', { a: 1, b: 5 }, 4)
  is(xml, 'd_Q', { a: 1 }, 4)
  assert.throws(() => decide(xml, 'R', {}), (error) => error instanceof Refusal && error.code === 'dmn-cycle')
  assert.throws(() => decide(xml, 'không có', {}), (error) => error instanceof Refusal && error.code === 'dmn-no-such-decision')
})

test('decision services: by name, as functions, with input decisions and several outputs', () => {
  const xml = definitions(
    input('a', 'number') + input('b', 'number') + decision('D1', literal('a + 100'), ['in:a'], 'number') + decision('D2', literal('D1 * 2'), ['d:D1'], 'number') + decision('D3', literal('D2 + b'), ['d:D2', 'in:b'], 'number') +
    service('S1', { outputs: ['d:D3'], encapsulated: ['d:D2'], decisions: ['d:D1'], data: ['in:b'] }) + service('S2', { outputs: ['d:D2', 'd:D3'], encapsulated: ['d:D1'], data: ['in:a', 'in:b'] }) + service('S3', { outputs: ['d:D2'], decisions: ['d:D1'] }, 'string') +
    decision('X', literal('S1(1, 10)'), ['ds:S1']) + decision('Y', literal('S1(D1: 10, b: 1)'), ['ds:S1']) + decision('Z', literal('S2(1, 2).D3'), ['ds:S2']) + decision('W', literal('S1(1)'), ['ds:S1']) +
    decision('V', `<invocation>${literal('S3')}<binding><parameter name="D1"/>${literal('4')}</binding></invocation>`, ['ds:S3']))
  is(xml, 'S1', { D1: 5, b: 1 }, 11)
  is(xml, 'S2', { a: 1, b: 2 }, { D2: 202, D3: 204 })
  is(xml, 'X', {}, 21)
  is(xml, 'Y', {}, 21)
  is(xml, 'Z', {}, 204)
  is(xml, 'W', {}, null)
  is(xml, 'V', {}, null)
  is(xml, 'S3', { D1: 'x' }, null)
})

test('item definitions: components, collections, allowed values, constraints, functions', () => {
  const types =
    item('tTuổi', of('number') + allowed('[0..150]')) + item('tTên', of('string')) + item('tDanh sách', of('string') + allowed('"a", "b"'), ' isCollection="true"') +
    item('tNgười', `<itemComponent name="tên">${of('tTên')}</itemComponent><itemComponent name="ngày sinh">${of('date')}</itemComponent><itemComponent name="con" isCollection="true"><itemComponent name="tuổi">${of('tTuổi')}</itemComponent></itemComponent>`) +
    item('tHàm', '<functionItem outputTypeRef="number"><parameters name="x" typeRef="number"/></functionItem>') + item('tNgắn', `${of('string')}<typeConstraint><text>string length(?) &lt; 3</text></typeConstraint>`) + item('tÍt', `${of('number')}<typeConstraint><text>count(?) &lt; 3</text></typeConstraint>`, ' isCollection="true"')
  const typed = (type: string, cases: [unknown, unknown][]): void => gives(literal('v'), cases.map(([v, expected]) => [{ v }, expected]), { v: type }, undefined, types)
  typed('tTuổi', [[5, 5], ['5', 5], [151, null], ['x', null], [[5], 5], [null, null]])
  typed('tDanh sách', [[['a', 'b'], ['a', 'b']], [['a', 'c'], null], ['a', ['a']]])
  typed('tNgười', [[{ tên: 'Lan', 'ngày sinh': '1996-02-03', con: [{ tuổi: '3' }] }, { tên: 'Lan', 'ngày sinh': '1996-02-03', con: [{ tuổi: 3 }] }], [{ tên: 1 }, null], [{ tên: 'Lan', con: [{ tuổi: 200 }] }, null]])
  typed('tNgắn', [['ab', 'ab'], ['abc', null]])
  typed('tÍt', [[[1, 2], [1, 2]], [[1, 2, 3], null]])
  typed('date', [['2026-11-21', '2026-11-21'], ['21/11/2026', null], [new Date('2026-11-20T18:00:00Z'), '2026-11-21']])
  typed('date and time', [['2026-11-21T10:00:00', '2026-11-21T10:00:00'], ['2026-11-21', '2026-11-21T00:00:00']])
  typed('dateTime', [['2026-11-21T10:00:00+07:00', '2026-11-21T10:00:00+07:00']])
  typed('time', [['10:00:00', '10:00:00']])
  typed('days and time duration', [['PT36H', 'P1DT12H'], ['P1Y', null]])
  typed('yearMonthDuration', [['P14M', 'P1Y2M']])
  typed('boolean', [['true', true], [1, null]])
  typed('feel:string', [['x', 'x'], [1, null]])
  gives(literal('v.ngày sinh.year + v.con[1].tuổi'), [[{ v: { tên: 'Lan', 'ngày sinh': '1996-02-03', con: [{ tuổi: 3 }] } }, 1999]], { v: 'tNgười' }, undefined, types)
  gives(literal('v instance of tTuổi'), [[{ v: 5 }, true], [{ v: 500 }, false]], { v: 'number' }, undefined, types)
})

test('results are held against their types', () => {
  gives(literal('"x"'), [[{}, null]], {}, 'number')
  gives(literal('[1]'), [[{}, 1]], {}, 'number')
  gives(literal('1'), [[{}, [1]]], {}, 'tSố', item('tSố', of('number'), ' isCollection="true"'))
  gives(literal('[1, "a"]'), [[{}, null]], {}, 'tSố', item('tSố', of('number'), ' isCollection="true"'))
  gives(literal('@"2026-11-21"'), [[{}, '2026-11-21T00:00:00Z']], {}, 'date and time')
  gives(literal('{a: 1}'), [[{}, null]], {}, 'tHai', item('tHai', `<itemComponent name="a">${of('number')}</itemComponent><itemComponent name="b">${of('number')}</itemComponent>`))
})

test('imports: by name, nested, without a name, with their own inputs', () => {
  const base = definitions(item('tX', of('number') + allowed('< 10')) + input('n', 'tX') + decision('gấp đôi', literal('n * 2'), ['in:n']) + knowledge('cộng một', { x: 'number' }, literal('x + 1')), { namespace: 'urn:base', name: 'base' })
  const imports = (name: string, namespace = 'urn:base'): string => `<import name="${name}" namespace="${namespace}" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>`
  const main = definitions(imports('cơ sở') + decision('A', literal('cơ sở.gấp đôi + cơ sở.cộng một(1)'), ['urn:base#d_gấp_đôi', 'urn:base#bkm_cộng_một']) + decision('B', literal('5'), [], 'cơ sở.tX') + decision('C', literal('50'), [], 'cơ sở.tX'))
  is([main, base], 'A', { 'cơ sở': { n: 4 } }, 10)
  is([main, base], 'A', { 'cơ sở.n': 4 }, 10)
  is([main, base], 'A', { n: 4 }, 10)
  is([main, base], 'B', {}, 5)
  is([main, base], 'C', {}, null)
  const middle = (namespace: string): string => definitions(imports('b') + decision('M', literal('b.gấp đôi'), ['urn:base#d_gấp_đôi']), { namespace })
  const top = definitions(imports('một', 'urn:m1') + imports('hai', 'urn:m2') + decision('T', literal('[một.M, hai.M]'), ['urn:m1#d_M', 'urn:m2#d_M']))
  is([top, middle('urn:m1'), middle('urn:m2'), base], 'T', { một: { b: { n: 1 } }, hai: { b: { n: 2 } } }, [2, 4])
  const unnamed = definitions(imports('') + decision('A', literal('gấp đôi + cộng một(n)'), ['urn:base#d_gấp_đôi', 'urn:base#bkm_cộng_một', 'urn:base#in_n'], 'Any') + decision('B', literal('11'), [], 'tX'))
  is([unnamed, base], 'A', { n: 4 }, 13)
  is([unnamed, base], 'B', {}, null)
})

test('every version is read', () => {
  for (const version of ['http://www.omg.org/spec/DMN/20151101/dmn.xsd', 'http://www.omg.org/spec/DMN/20180521/MODEL/', 'https://www.omg.org/spec/DMN/20191111/MODEL/', 'https://www.omg.org/spec/DMN/20211108/MODEL/', 'https://www.omg.org/spec/DMN/20230324/MODEL/', 'https://www.omg.org/spec/DMN/20240513/MODEL/'])
    is(definitions(input('a', 'feel:number') + decision('A', literal('a + 1'), ['in:a'], 'feel:number'), { version }), 'A', { a: 1 }, 2)
  assert.throws(() => decide('<definitions xmlns="urn:x"/>', 'A', {}), (error) => error instanceof Refusal && error.code === 'dmn-not-dmn')
  assert.throws(() => decide('<a', 'A', {}), (error) => error instanceof Refusal && error.code === 'xml-malformed')
})

test('a decision says why', () => {
  const xml = definitions(input('tuổi', 'number') + decision('phí', table('UNIQUE', ['tuổi'], ['x'], [['< 6', '0'], ['[6..60)', '50000'], ['>= 60', '10000']]), ['in:tuổi']) + decision('thu', literal('phí > 0'), ['d:phí']))
  const { value, explanation } = explain(xml, 'thu', { tuổi: 61 })
  assert.equal(value, true)
  assert.deepEqual(explanation, {
    decision: 'thu', id: 'd_thu', value: true, notes: [],
    steps: [
      { kind: 'decision', name: 'phí', id: 'd_phí', value: 10000, uses: { tuổi: 61 }, tables: [{ table: 'phí', hitPolicy: 'UNIQUE', inputs: [{ expression: 'tuổi', value: 61 }], matched: [{ rule: 3, id: 'r3', tests: ['>= 60'], outputs: { phí: 10000 } }] }] },
      { kind: 'decision', name: 'thu', id: 'd_thu', value: true, uses: { phí: 10000 } },
    ],
  })
  const nothing = explain(xml, 'phí', { tuổi: 'x' })
  assert.equal(nothing.value, null)
  assert.ok(nothing.explanation.notes.some((note) => note.includes('tuổi')))
  assert.deepEqual(JSON.parse(JSON.stringify(explanation)), explanation)
})

test('the clock is the one handed in, and its day is Vietnam’s', () => {
  assert.equal(decide(one(literal('today()')), 'kết quả', {}, { clock: new Date('2026-11-20T18:00:00Z') }), '2026-11-21')
  assert.equal(decide(one(literal('string(now())')), 'kết quả', {}, { clock: new Date('2026-11-20T18:00:00Z') }), '2026-11-21T01:00:00+07:00')
})

test('a model that breaks the rules is told so, element by element', () => {
  const codes = (xml: string | string[]): string[] => [...new Set(checkModel(xml).map(({ code }) => code))].sort()
  const sound = definitions(input('a', 'number') + decision('D', table('UNIQUE', ['a'], ['x'], [['> 1', '1']]), ['in:a']))
  assert.deepEqual(checkModel(sound), [])
  assert.deepEqual(codes(definitions(decision('D', literal('1 +')))), ['feel-syntax'])
  assert.deepEqual(codes(definitions(input('a') + input('a'))), ['dmn-same-id'])
  assert.deepEqual(codes(definitions(input('a') + decision('a', literal('1')))), ['dmn-same-name'])
  assert.deepEqual(codes(definitions(decision('D', literal('1'), ['in:none']))), ['dmn-no-such-element'])
  assert.deepEqual(codes(definitions(decision('D', literal('1'), ['d:E']) + decision('E', literal('1'), ['d:D']))), ['dmn-cycle'])
  assert.deepEqual(codes(definitions(decision('D', literal('1'), [], 'tNone'))), ['dmn-no-such-type'])
  assert.deepEqual(codes(definitions(item('tA', of('tB')) + item('tB', of('tA')))), ['dmn-type-cycle'])
  assert.deepEqual(codes(definitions(decision('D', table('UNIQUE', ['1'], ['x'], [['1']])))), ['dmn-rule-cells'])
  assert.deepEqual(codes(definitions(decision('D', table('SOME', ['1'], ['x'], [['1', '1']])))), ['dmn-hit-policy'])
  assert.deepEqual(codes(definitions(decision('D', table('PRIORITY', ['1'], ['x'], [['1', '1']])))), ['dmn-no-priorities'])
  assert.deepEqual(codes(definitions(decision('D', table('UNIQUE', ['1'], ['x', 'x'], [['1', '1', '1']])))), ['dmn-output-names'])
  assert.deepEqual(codes(definitions('<import name="x" namespace="urn:x" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>')), ['dmn-import-missing'])
  assert.deepEqual(codes(definitions(decision('', literal('1')))), ['dmn-no-name'])
  assert.deepEqual(codes(definitions(decision('D', '<literalExpression expressionLanguage="javascript"><text>1</text></literalExpression>'))), ['dmn-not-feel'])
  assert.deepEqual(Object.keys(decisionFaults.vi), Object.keys(decisionFaults.en))
  assert.deepEqual(Object.keys(decisionRefusals.vi), Object.keys(decisionRefusals.en))
})

test('a model with pieces missing, doubled or mixed up is decided, checked or refused, and never breaks', () => {
  const whole = definitions(
    item('tX', of('number') + allowed('< 10')) + item('tY', `<itemComponent name="a">${of('tX')}</itemComponent>`) + input('n', 'tX') + input('y', 'tY') +
    knowledge('f', { x: 'number' }, literal('x + 1')) + service('S', { outputs: ['d:A'], decisions: ['d:B'], data: ['in:n'] }) +
    decision('A', table('PRIORITY', ['n', { text: 'B', values: '1, 2' }], [{ name: 'u', values: '"a", "b"', fallback: '"a"' }, 'v'], [['< 5', '-', '"a"', 'f(n)'], ['-', '2', '"b"', 'n']]), ['in:n', 'd:B', 'bkm:f']) +
    decision('B', `<context>${entry('p', `<invocation>${literal('f')}<binding><parameter name="x"/>${literal('n')}</binding></invocation>`)}${entry('q', `<relation><column name="c"/><row>${literal('1')}</row></relation>`)}${entry('r', `<for iteratorVariable="i"><in>${literal('[1, 2]')}</in><return>${literal('i')}</return></for>`)}${entry(null, `<conditional><if>${literal('p > 1')}</if><then>${literal('2')}</then><else>${literal('1')}</else></conditional>`)}</context>`, ['in:n', 'bkm:f']) +
    decision('C', `<filter><in>${literal('[y]')}</in><match>${literal('a > 1')}</match></filter>`, ['in:y']))
  const tags = [...whole.matchAll(/<(\w+)([^<>]*)\/>|<(\w+)[^<>]*>(?:(?!<\3[ >]).)*?<\/\3>| (?!xmlns)\w+="[^"]*"/gs)].map((match) => ({ from: match.index, to: match.index + match[0].length, text: match[0] }))
  const broken = fc.array(fc.tuple(fc.nat(tags.length - 1), fc.constantFrom('gone', 'twice')), { minLength: 1, maxLength: 3 }).map((changes) => {
    let xml = whole
    for (const [i, how] of [...changes].sort((a, b) => b[0] - a[0])) {
      const { from, to, text } = tags[i]!
      xml = xml.slice(0, from) + (how === 'gone' || text.startsWith(' ') ? '' : text + text) + xml.slice(to)
    }
    return xml
  })
  fc.assert(fc.property(broken, (xml) => {
    for (const work of [() => checkModel(xml), ...['A', 'B', 'C', 'S', 'f'].map((name) => () => explain(xml, name, { n: 3, y: { a: 2 }, B: 2, x: 1 }))])
      try { JSON.stringify(work()) } catch (error) { assert.ok(error instanceof Refusal, `${String(error)} of ${xml}`) }
  }), { numRuns: 400 })
})
