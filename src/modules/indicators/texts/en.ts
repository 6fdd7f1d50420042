import { date, number as written } from '#ui/format'
import type { Texts } from './vi.ts'

type N = number
const number = (n: N, decimals = 0): string => written(n, decimals, 'en')
const points = (n: N): string => `${number(n, 1)} points`
const cases = (n: N): string => `${number(n)} case${n === 1 ? '' : 's'}`

export const en = {
  number,
  refusals: {
    'not-your-figures': 'These figures belong to another unit. You may see those of your own; if you need more, ask the administrator of your unit.',
    'no-such-indicator': 'There is no indicator {indicator}. Choose one from the list of targets.',
    'no-such-day': 'We cannot read the day. Write day, month, year, for example 20/11/2026.',
    'no-such-period': 'Choose 30 days, month, quarter or year.',
    'no-such-part': 'This indicator has no such list. Open the indicator and choose a figure.',
  },
  overview: 'Overview',
  indicators: 'Targets',
  meters: 'The targets',
  sentence: {
    nothing: 'There is no case to measure in this period yet.',
    good: (n) => `All ${number(n)} measured targets are reached or on track.`,
    some: (good, of) => `${number(good)} of ${number(of)} targets are reached or on track.`,
    needed: (n) => (n === 1 ? '1 needs a leader:' : `${number(n)} need a leader:`),
    overdue: (n) => cases(n),
    overdueAfter: 'overdue.',
    mostly: 'Most of the overdue are in',
  },
  state: {
    reached: 'Reached', 'on-track': 'On track', informative: 'To watch', unmeasured: 'Not measured',
    behind: (gap) => `Behind by ${points(gap)}`,
    'to-go': (gap) => `${points(gap)} to go`,
  },
  change: {
    up: (n) => `up ${n} in 30 days`, down: (n) => `down ${n} in 30 days`, same: 'unchanged in 30 days',
    points: (n) => points(n), days: (n) => `${number(n, 1)} days`,
  },
  unit: { share: '%', score: '', days: ' days' },
  basisAt: (when) => `at ${when}`,
  basisUntil: (day) => `to the end of ${day}`,
  whyUnmeasured: 'No case of this period falls under it yet.',
  filter: { other: 'Choose another day or period', asOf: 'As it was on', asOfHint: 'For example 20/11/2026; empty is today', period: 'Counted over', see: 'Show', map: 'The map shows', today: 'Back to today' },
  period: {
    'rolling-30': '30 days', month: 'the month to date', quarter: 'the quarter to date', year: 'the year to date',
  },
  onDay: (day) => `on ${date(day)}`,
  span: (first, last) => `from ${date(first)} to ${date(last)}`,
  notYet: (day, today) => `${date(day)} has not come yet, so there are no figures for it. These are today’s, ${date(today)}.`,
  unreadDay: (typed, today) => `“${typed}” could not be read as a day. These are today’s figures, ${date(today)}.`,
  pastDay: (day) => `This is the wall of ${date(day)}, as it stood when that day ended.`,
  map: {
    title: (name) => `${name}, by commune`,
    says: (name) => `${name} of each commune and ward, laid out by position`,
    whole: (place) => `for ${place}, from`, cases: 'cases', all: 'See all communes',
  },
  classes: { title: 'Four classes', from: (v) => `${v} and more`, between: (a, b) => `${a} to under ${b}`, below: (v) => `under ${v}`, above: (v) => `above ${v}`, upTo: (v) => `up to ${v}`, places: 'places', none: 'no cases yet' },
  overdue: { title: 'Overdue the longest', all: (n) => `All ${cases(n)}`, none: 'No case stands overdue.' },
  card: { of: (measured) => `of ${number(measured)} points measured`, notMeasured: 'not measured' },
  ranks: { title: 'Lowest and highest', lowest: 'Lowest', highest: 'Highest', none: 'No place has cases in this period yet.', from: (n) => `from ${cases(n)}` },
  fresh: {
    title: 'How fresh the figures are', cases: 'Cases of procedures', catalogue: 'Catalogue of procedures', latest: 'Latest case', provenance: 'Every figure is computed from the cases themselves; nobody types it in. Open a figure to see the cases behind it.', csv: 'Download CSV', live: 'The page renews itself when figures change.',
  },
  now: {
    title: (today) => (today ? 'Now' : 'On that day'), target: (value, by) => `target ${value} by ${by}`, fullMarks: (value) => `${value} earns all points`, plan: (value) => `plan for today ${value}`, how: 'How it is measured',
    method: (code, version, from) => `Rule ${code}, version ${version}, in force from ${from}.`, law: 'Basis:', measured: (when, basis) => `Measured at ${when}${basis}.`, upto: (n) => `, up to event ${number(n)} of the log`,
    score: (max, share) => `${number(max)} points times the share of ${share}`, notCounted: 'This score is made of', plannedBy: (source) => `Plan: ${source}.`, meanOf: 'divided by',
  },
  trend: { title: 'Twelve months', says: (first, firstAt, last, lastAt) => `From ${first} (${firstAt}) to ${last} (${lastAt}).`, nothing: 'There was nothing to measure in the past twelve months.', toDate: 'to the day shown' },
  ranking: {
    title: 'By deciding unit', caption: 'Places by their share; a column head sorts by it', departments: 'Departments', name: 'Unit', value: 'Result', part: 'Missing', whole: 'Cases', change: '30 days', all: (n) => `All ${number(n)} places`, fewer: 'Only the first 20',
    by: (place, code, name) => `The catalogue is one for ${place}, so places are compared by ${code}, ${name.charAt(0).toLowerCase()}${name.slice(1)}.`, shown: (n, of) => `${number(n)} of ${number(of)} places`,
  },
  cases: {
    caption: 'The cases behind the figure', case: 'Case', procedure: 'Procedure', unit: 'Deciding unit', filed: 'Filed', due: 'Appointed', clock: 'Progress', status: 'Now', rating: 'Rating', days: 'Days', stars: (n) => `${n} star${n === 1 ? '' : 's'}`, none: 'There is none.',
    all: 'See all', noun: 'cases', pastHour: 'Past its hour', procedures: 'procedures', parts: 'Parts of the figure', why: 'Why not full-process', full: 'Full-process', level: { commune: 'commune', province: 'province' }, levelHead: 'Level', counted: (when) => `Counted at ${when}, from the cases themselves.`,
  },
  table: { code: 'Code', name: 'Indicator', value: 'Result', target: 'Target', state: 'State', basis: 'Measured from', source: 'Basis in law', by: (day) => `by ${day}` },
  allIndicators: 'Targets and indicators',
  allIntro: 'Every indicator that is measured, what the law asks, and where it stands. Each opens into its rule, numerator, denominator and the cases themselves.',
} satisfies Texts
