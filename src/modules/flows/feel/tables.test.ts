import assert from 'node:assert/strict'
import { test } from 'node:test'
import { builtIns, compileFeel, compileNode, kindOf, parseExpression, Run, Scope, type Kind, type Value } from './feel.ts'

/** The tables of the standard, gone through in full: every operator on every pair of kinds, every function with what it does not take. */
const samples: Record<Kind, string> = {
  Null: 'null', boolean: 'true', number: '2', string: '"a"', date: '@"2026-11-21"', time: '@"10:00:00"', 'date and time': '@"2026-11-21T10:00:00"',
  'years and months duration': '@"P1Y"', 'days and time duration': '@"P1D"', list: '[1, 2]', context: '{a: 1}', range: '[1..2]', function: '(function(x) x)',
}
const kinds = Object.keys(samples) as Kind[]
const evaluate = (text: string): Value => compileNode(parseExpression(text))(new Scope(new Map(), new Run()))

function collect(title: string, check: (wrong: (text: string) => void) => void): void {
  test(title, () => {
    const wrong: string[] = []
    check((text) => wrong.push(text))
    assert.deepEqual(wrong, [])
  })
}

/** What is not listed is null. The moment is a local one, from which no day can be taken: a day begins in UTC. */
const arithmetic: Record<string, [Kind, Kind, Kind][]> = {
  '+': [['number', 'number', 'number'], ['string', 'string', 'string'], ['date', 'years and months duration', 'date'], ['years and months duration', 'date', 'date'], ['date', 'days and time duration', 'date'], ['days and time duration', 'date', 'date'],
    ['date and time', 'years and months duration', 'date and time'], ['years and months duration', 'date and time', 'date and time'], ['date and time', 'days and time duration', 'date and time'], ['days and time duration', 'date and time', 'date and time'],
    ['time', 'days and time duration', 'time'], ['days and time duration', 'time', 'time'], ['years and months duration', 'years and months duration', 'years and months duration'], ['days and time duration', 'days and time duration', 'days and time duration']],
  '-': [['number', 'number', 'number'], ['date', 'years and months duration', 'date'], ['date', 'days and time duration', 'date'], ['date', 'date', 'days and time duration'], ['date and time', 'date and time', 'days and time duration'],
    ['date and time', 'years and months duration', 'date and time'], ['date and time', 'days and time duration', 'date and time'], ['time', 'days and time duration', 'time'], ['time', 'time', 'days and time duration'], ['years and months duration', 'years and months duration', 'years and months duration'], ['days and time duration', 'days and time duration', 'days and time duration']],
  '*': [['number', 'number', 'number'], ['years and months duration', 'number', 'years and months duration'], ['number', 'years and months duration', 'years and months duration'], ['days and time duration', 'number', 'days and time duration'], ['number', 'days and time duration', 'days and time duration']],
  '/': [['number', 'number', 'number'], ['years and months duration', 'number', 'years and months duration'], ['days and time duration', 'number', 'days and time duration'], ['years and months duration', 'years and months duration', 'number'], ['days and time duration', 'days and time duration', 'number']],
  '**': [['number', 'number', 'number']],
}

collect('each operator of arithmetic on each pair of kinds', (wrong) => {
  for (const [op, rows] of Object.entries(arithmetic))
    for (const a of kinds)
      for (const b of kinds) {
        const expected = rows.find(([x, y]) => x === a && y === b)?.[2] ?? 'Null'
        const text = `${samples[a]} ${op} ${samples[b]}`
        const found = kindOf(evaluate(text))
        if (found !== expected) wrong(`${text} is a ${found}, not a ${expected}`)
      }
})

const ordered: Kind[] = ['number', 'string', 'date', 'time', 'date and time', 'years and months duration', 'days and time duration']

collect('each comparison of each pair of kinds', (wrong) => {
  for (const a of kinds)
    for (const b of kinds) {
      const is = (op: string, expected: unknown): void => {
        const text = `${samples[a]} ${op} ${samples[b]}`
        const found = compileFeel(text)()
        if (found !== expected) wrong(`${text} is ${String(found)}, not ${String(expected)}`)
      }
      const known = a === b ? true : a === 'Null' || b === 'Null' ? false : null
      // A function is equal to itself alone, and here are two.
      const same = a === 'function' && b === 'function' ? null : known
      is('=', same)
      is('!=', same === null ? null : !same)
      const comparable = a === b && ordered.includes(a)
      is('<', comparable ? false : null)
      is('>', comparable ? false : null)
      is('<=', comparable ? true : null)
      is('>=', comparable ? true : null)
    }
})

collect('each comparison of each kind with what is more', (wrong) => {
  const more: Partial<Record<Kind, string>> = { number: '2.5', string: '"b"', date: '@"2026-11-22"', time: '@"10:00:00.5"', 'date and time': '@"2026-11-21T10:00:01"', 'years and months duration': '@"P13M"', 'days and time duration': '@"PT25H"' }
  for (const [kind, greater] of Object.entries(more)) {
    const less = samples[kind as Kind]
    for (const [text, expected] of [[`${less} < ${greater}`, true], [`${greater} < ${less}`, false], [`${greater} > ${less}`, true], [`${less} <= ${greater}`, true], [`${less} >= ${greater}`, false], [`${less} = ${greater}`, false], [`${less} != ${greater}`, true],
      [`${less} between ${less} and ${greater}`, true], [`${greater} between ${less} and ${less}`, false], [`${less} in [${less}..${greater}]`, true], [`${less} in (${less}..${greater}]`, false], [`${greater} in [${less}..${greater})`, false], [`${greater} in (> ${less})`, true], [`${less} in (< ${less}, ${greater})`, false],
      [`min([${greater}, ${less}]) = ${less}`, true], [`max(${greater}, ${less}) = ${greater}`, true], [`sort([${greater}, ${less}], function(a, b) a < b)[1] = ${less}`, true], [`list contains([${less}], ${greater})`, false], [`before(${less}, ${greater})`, true], [`during(${less}, [${less}..${greater}])`, true], [`[${less}..${greater}].end = ${greater}`, true]] as [string, boolean][])
      if (compileFeel(text)() !== expected) wrong(`${text} is not ${expected}`)
  }
})

collect('and, or, not of everything', (wrong) => {
  const truth = (v: string): boolean | null => (v === 'true' ? true : v === 'false' ? false : null)
  for (const a of ['true', 'false', ...Object.values(samples)])
    for (const b of ['true', 'false', ...Object.values(samples)]) {
      const [x, y] = [truth(a), truth(b)]
      const and = x === false || y === false ? false : x === true && y === true ? true : null
      const or = x === true || y === true ? true : x === false && y === false ? false : null
      if (compileFeel(`${a} and ${b}`)() !== and) wrong(`${a} and ${b} is not ${and}`)
      if (compileFeel(`${a} or ${b}`)() !== or) wrong(`${a} or ${b} is not ${or}`)
      if (compileFeel(`not(${a})`)() !== (x === null ? null : !x)) wrong(`not(${a})`)
    }
})

collect('each kind is an instance of its type, of Any, and of no other', (wrong) => {
  const types: Record<string, Kind[]> = {
    ...Object.fromEntries(kinds.filter((kind) => !['list', 'context', 'range', 'function'].includes(kind)).map((kind) => [kind, [kind]])),
    'list<number>': ['list'], 'list<Any>': ['list'], 'list<string>': [], 'context<a: number>': ['context'], 'context<a: string>': [], 'context<b: number>': [], 'range<number>': ['range'], 'range<string>': [], 'function<Any>->Any': ['function'], 'function<Any, Any>->Any': [],
    Any: kinds.filter((kind) => kind !== 'Null'),
  }
  for (const [type, members] of Object.entries(types))
    for (const kind of kinds) {
      const text = `${samples[kind]} instance of ${type}`
      if (compileFeel(text)() !== members.includes(kind)) wrong(`${text} is not ${members.includes(kind)}`)
    }
})

/** Calls that are well formed; every one is then spoilt in each way there is. */
const calls: [name: string, named: [string, string][]][] = [
  ['abs', [['n', '-1']]], ['sqrt', [['number', '4']]], ['exp', [['number', '1']]], ['log', [['number', '1']]], ['odd', [['number', '1']]], ['even', [['number', '2']]], ['floor', [['n', '1.5'], ['scale', '0']]], ['ceiling', [['n', '1.5'], ['scale', '0']]], ['decimal', [['n', '1.5'], ['scale', '0']]],
  ['round up', [['n', '1.5'], ['scale', '0']]], ['round down', [['n', '1.5'], ['scale', '0']]], ['round half up', [['n', '1.5'], ['scale', '0']]], ['round half down', [['n', '1.5'], ['scale', '0']]], ['modulo', [['dividend', '5'], ['divisor', '3']]],
  ['substring', [['string', '"abc"'], ['start position', '2']]], ['string length', [['string', '"a"']]], ['upper case', [['string', '"a"']]], ['lower case', [['string', '"A"']]], ['substring before', [['string', '"ab"'], ['match', '"b"']]], ['substring after', [['string', '"ab"'], ['match', '"a"']]],
  ['contains', [['string', '"ab"'], ['match', '"b"']]], ['starts with', [['string', '"ab"'], ['match', '"a"']]], ['ends with', [['string', '"ab"'], ['match', '"b"']]], ['matches', [['input', '"ab"'], ['pattern', '"a."']]], ['replace', [['input', '"ab"'], ['pattern', '"a"'], ['replacement', '"x"']]], ['split', [['string', '"a b"'], ['delimiter', '" "']]],
  ['list contains', [['list', '[1]'], ['element', '1']]], ['sublist', [['list', '[1, 2]'], ['start position', '1']]], ['insert before', [['list', '[1, 2]'], ['position', '1'], ['newItem', '0']]], ['remove', [['list', '[1, 2]'], ['position', '1']]], ['reverse', [['list', '[1, 2]']]], ['index of', [['list', '[1, 2]'], ['match', '1']]], ['distinct values', [['list', '[1, 1]']]], ['flatten', [['list', '[[1]]']]],
  ['list replace', [['list', '[1, 2]'], ['position', '1'], ['newItem', '0']]], ['sort', [['list', '[2, 1]'], ['precedes', 'function(a, b) a < b']]], ['get value', [['m', '{a: 1}'], ['key', '"a"']]], ['get entries', [['m', '{a: 1}']]], ['context', [['entries', '[{key: "a", value: 1}]']]], ['context put', [['context', '{a: 1}'], ['key', '"b"'], ['value', '2']]], ['context merge', [['contexts', '[{a: 1}, {b: 2}]']]],
  ['date', [['year', '2026'], ['month', '11'], ['day', '21']]], ['date', [['from', '"2026-11-21"']]], ['time', [['from', '"10:00:00"']]], ['time', [['hour', '10'], ['minute', '0'], ['second', '0']]], ['date and time', [['from', '"2026-11-21T10:00:00"']]], ['date and time', [['date', '@"2026-11-21"'], ['time', '@"10:00:00"']]], ['duration', [['from', '"P1D"']]], ['years and months duration', [['from', '@"2025-11-21"'], ['to', '@"2026-11-21"']]],
  ['day of year', [['date', '@"2026-11-21"']]], ['day of week', [['date', '@"2026-11-21"']]], ['month of year', [['date', '@"2026-11-21"']]], ['week of year', [['date', '@"2026-11-21"']]], ['number', [['from', '"1,0"'], ['grouping separator', '"."'], ['decimal separator', '","']]], ['range', [['from', '"[1..2]"']]],
  ['before', [['range1', '[1..2]'], ['range2', '[3..4]']]], ['before', [['point', '1'], ['range', '[3..4]']]], ['before', [['range', '[1..2]'], ['point', '3']]], ['before', [['point1', '1'], ['point2', '2']]], ['after', [['range1', '[3..4]'], ['range2', '[1..2]']]], ['meets', [['range1', '[1..2]'], ['range2', '[2..4]']]], ['met by', [['range1', '[2..4]'], ['range2', '[1..2]']]], ['overlaps', [['range1', '[1..3]'], ['range2', '[2..4]']]],
  ['overlaps before', [['range1', '[1..3]'], ['range2', '[2..4]']]], ['overlaps after', [['range1', '[2..4]'], ['range2', '[1..3]']]], ['finishes', [['point', '4'], ['range', '[3..4]']]], ['finished by', [['range', '[3..4]'], ['point', '4']]], ['includes', [['range', '[3..5]'], ['point', '4']]], ['during', [['point', '4'], ['range', '[3..5]']]], ['starts', [['point', '3'], ['range', '[3..4]']]], ['started by', [['range', '[3..4]'], ['point', '3']]], ['coincides', [['range1', '[1..3]'], ['range2', '[1..3]']]],
]
/** Parameters that take null as a value like another, or as if they were left out. */
const takesNull = new Set(['list contains element', 'insert before newItem', 'index of match', 'list replace newItem', 'context put value', 'number grouping separator', 'number decimal separator'])

collect('each function by position and by name, and with what it does not take', (wrong) => {
  for (const [name, named] of calls) {
    const values = named.map(([, value]) => value)
    const positional = `${name}(${values.join(', ')})`
    const byName = `${name}(${named.map(([param, value]) => `${param}: ${value}`).join(', ')})`
    const result = compileFeel(positional)()
    if (result === null) wrong(`${positional} is null`)
    if (JSON.stringify(compileFeel(byName)()) !== JSON.stringify(result)) wrong(`${byName} is not ${positional}`)
    const shuffled = `${name}(${[...named].reverse().map(([param, value]) => `${param}: ${value}`).join(', ')})`
    if (name !== 'before' && JSON.stringify(compileFeel(shuffled)()) !== JSON.stringify(result)) wrong(`${shuffled} is not ${positional}`)
    const isNull = (text: string): void => { const found = compileFeel(text)(); if (found !== null) wrong(`${text} is ${JSON.stringify(found)}, not null`) }
    isNull(`${name}()`)
    isNull(`${name}(${[...values, ...Array.from({ length: 8 }, () => '1')].join(', ')})`)
    isNull(`${name}(${named.map(([param, value], i) => `${i ? param : 'no such'}: ${value}`).join(', ')})`)
    named.forEach(([param], i) => {
      if (!takesNull.has(`${name} ${param}`)) isNull(`${name}(${values.with(i, 'null').join(', ')})`)
    })
    // A list of one is taken for the one, where one is asked for.
    if (!values[0]!.startsWith('[') && !values[0]!.startsWith('{')) {
      const single = `${name}(${values.with(0, `[${values[0]!}]`).join(', ')})`
      if (JSON.stringify(compileFeel(single)()) !== JSON.stringify(result)) wrong(`${single} is not ${positional}`)
    }
  }
})

collect('a function that asks for a text, a number or a list takes no other kind', (wrong) => {
  const texts = ['string length', 'upper case', 'lower case', 'duration', 'range']
  const numbers = ['sqrt', 'exp', 'log', 'odd', 'even', 'floor', 'ceiling']
  const dates = ['day of year', 'day of week', 'month of year', 'week of year']
  for (const kind of kinds) {
    for (const name of texts) if (kind !== 'string' && !(name === 'duration' && kind.endsWith('duration')) && compileFeel(`${name}(${samples[kind]})`)() !== null) wrong(`${name}(${samples[kind]})`)
    for (const name of numbers) if (kind !== 'number' && compileFeel(`${name}(${samples[kind]})`)() !== null) wrong(`${name}(${samples[kind]})`)
    for (const name of dates) if (kind !== 'date' && kind !== 'date and time' && compileFeel(`${name}(${samples[kind]})`)() !== null) wrong(`${name}(${samples[kind]})`)
    for (const name of ['sum', 'mean', 'median', 'stddev', 'product']) if (kind !== 'number' && kind !== 'list' && compileFeel(`${name}([1, ${samples[kind]}])`)() !== null) wrong(`${name}([1, ${samples[kind]}])`)
    for (const name of ['all', 'any']) if (kind !== 'boolean' && compileFeel(`${name}([${name === 'all'}, ${samples[kind]}])`)() !== null) wrong(`${name} with ${samples[kind]}`)
  }
})

collect('properties: each kind has its own, and the others are null', (wrong) => {
  const properties: [Kind, Record<string, unknown>][] = [
    ['date', { year: 2026, month: 11, day: 21, weekday: 6 }], ['time', { hour: 10, minute: 0, second: 0, 'time offset': null, timezone: null }],
    ['date and time', { year: 2026, month: 11, day: 21, weekday: 6, hour: 10, minute: 0, second: 0, 'time offset': null, timezone: null }], ['years and months duration', { years: 1, months: 0 }], ['days and time duration', { days: 1, hours: 0, minutes: 0, seconds: 0 }],
    ['range', { start: 1, end: 2, 'start included': true, 'end included': true }],
  ]
  const all = [...new Set(properties.flatMap(([, has]) => Object.keys(has)))]
  for (const [kind, has] of properties)
    for (const name of all) {
      const found = compileFeel(`${samples[kind]}.${name}`)()
      if (found !== (has[name] ?? null)) wrong(`${samples[kind]}.${name} is ${String(found)}`)
    }
  for (const kind of ['number', 'string', 'boolean', 'Null', 'function'] as const) for (const name of all) if (compileFeel(`${samples[kind]}.${name}`.replace(/^2\./, '(2).'))() !== null) wrong(`${samples[kind]}.${name}`)
})

test('every function of the standard is there', () => {
  const standard = 'date, date and time, time, number, string, duration, years and months duration, not, substring, string length, upper case, lower case, substring before, substring after, replace, contains, starts with, ends with, matches, split, string join, list contains, list replace, count, min, max, sum, mean, all, any, sublist, append, concatenate, insert before, remove, reverse, index of, union, distinct values, flatten, product, median, stddev, mode, decimal, floor, ceiling, round up, round down, round half up, round half down, abs, modulo, sqrt, log, exp, odd, even, is, before, after, meets, met by, overlaps, overlaps before, overlaps after, finishes, finished by, includes, during, starts, started by, coincides, day of year, day of week, month of year, week of year, sort, get value, get entries, context, context put, context merge, now, today, range'
  assert.deepEqual(standard.split(', ').filter((name) => !builtIns.has(name)), [])
})
