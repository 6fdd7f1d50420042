import { readRecord, recordText } from '../domain/read-record.ts'
import type { Reading } from '../domain/reading.ts'
import { truth } from './truth.ts'

export interface FieldScore { field: string; stated: number; right: number; invented: string[]; missed: string[] }
export interface Score { records: number; fields: FieldScore[]; right: number; stated: number; invented: number }

const levels: Record<string, string> = { b: 'ministry', t: 'province', x: 'commune', h: 'district', k: 'other' }
const applicants: Record<string, string> = {
  CD: 'citizen', VK: 'overseas-vietnamese', NN: 'foreigner', CB: 'official', DV: 'party-member', DN: 'enterprise', DNVN: 'vietnamese-enterprise', DNNN: 'foreign-invested-enterprise',
  HTX: 'cooperative', TC: 'organisation', TCNN: 'foreign-organisation', TCD: 'party-organisation',
}
const channels: Record<string, string> = { o: 'online', d: 'direct', p: 'post' }
const units: Record<string, string> = { w: 'working-days', d: 'days', h: 'hours', '?': 'unstated' }
const fees: Record<string, string> = { F: 'free', U: 'unstated', L: 'by-law', C: 'council' }

/** What people read, as lists of facts by field. A field that was not read is absent and not scored. */
function statedIn(line: string): { code: string; facts: Record<string, string[]> } {
  const [code, level, who, competent, performing, ways, papers, results, bases] = line.split('|') as [string, ...string[]]
  const words = (text = '') => text.split(' ').filter(Boolean)
  const facts: Record<string, string[]> = {
    levels: words(level).map((one) => levels[one]!), applicants: words(who).map((one) => applicants[one]!),
    'competent agencies': (competent ?? '').split('+').filter(Boolean), 'performing agencies': (performing ?? '').split('+').filter(Boolean),
    times: words(ways).map((way) => { const [, channel, number, unit] = /^(.)(\d+)(.)/.exec(way)!; return `${channels[channel!]} ${number} ${units[unit!]}` }),
    fees: words(ways).flatMap((way) => {
      const [, channel, , , fee] = /^(.)(\d+)(.)(.*)$/.exec(way)!
      return fees[fee!] ? [`${channels[channel!]} ${fees[fee!]}`] : fee!.split(',').map((amount) => `${channels[channel!]} ${amount.replace('$', '')} ${amount.startsWith('$') ? 'USD' : 'VND'}`)
    }),
    'paper groups': [String((papers ?? '').split(';').length)],
    'paper counts': (papers ?? '').split(';').flatMap((group, g) => words(group).map((one, i) => `${g + 1}.${i + 1} ${one}`)),
    results: words(results),
  }
  if (bases !== '-') {
    facts['legal bases'] = words(bases).map((one) => one.split('@')[0]!)
    facts['days of laws'] = words(bases).filter((one) => one.includes('@'))
  }
  return { code, facts }
}

function factsIn(reading: Reading): Record<string, string[]> {
  return {
    levels: reading.levels.map(({ value }) => value), applicants: reading.applicants.map(({ value }) => value),
    'competent agencies': reading.competent.map(({ value }) => value), 'performing agencies': reading.performing.map(({ value }) => value),
    times: reading.channels.flatMap(({ channel, time }) => (time ? [`${channel.value} ${time.value.max} ${time.value.unit}`] : [])),
    fees: reading.channels.flatMap(({ channel, fees }) => fees.flatMap(({ kind, amounts }) => (amounts.length ? amounts.map(({ value, currency }) => `${channel.value} ${value} ${currency}`) : [`${channel.value} ${kind}`]))),
    'paper groups': [String(reading.groups.length)],
    'paper counts': reading.groups.flatMap(({ papers }, g) => papers.map(({ originals, copies }, i) => `${g + 1}.${i + 1} ${originals.value}/${copies.value}`)),
    results: reading.results.flatMap(({ code }) => (code ? [code.value] : [])),
    'legal bases': reading.bases.map(({ number }) => number.value),
    'days of laws': reading.bases.flatMap(({ number, date }) => (date ? [`${number.value}@${date.value}`] : [])),
  }
}

/**
 * Holds the reader against what people read. Right: stated and read. Missed: stated, not read. Invented: read, and the people
 * say something else or nothing. Every value must also stand in the words at its span.
 */
export function scoreReader(raws: readonly Record<string, string>[]): Score {
  const byCode = new Map(raws.map((raw) => [raw['ma_thu_tuc'], raw]))
  const fields = new Map<string, FieldScore>()
  let records = 0
  for (const line of truth.trim().split('\n')) {
    const { code, facts } = statedIn(line)
    const raw = byCode.get(code)
    if (!raw) continue
    records++
    const read = factsIn(readRecord(recordText(raw)))
    for (const [field, stated] of Object.entries(facts)) {
      const score = fields.get(field) ?? { field, stated: 0, right: 0, invented: [], missed: [] }
      fields.set(field, score)
      const left = [...(read[field] ?? [])]
      for (const fact of stated) {
        score.stated++
        const at = left.indexOf(fact)
        if (at >= 0) { score.right++; left.splice(at, 1) } else score.missed.push(`${code}: ${fact}`)
      }
      score.invented.push(...left.map((fact) => `${code}: ${fact}`))
    }
  }
  const list = [...fields.values()]
  const sum = (of: (score: FieldScore) => number) => list.reduce((total, score) => total + of(score), 0)
  return { records, fields: list, right: sum(({ right }) => right), stated: sum(({ stated }) => stated), invented: sum(({ invented }) => invented.length) }
}

export function printScore({ records, fields, right, stated, invented }: Score): string {
  const share = (part: number, whole: number) => (whole ? `${((100 * part) / whole).toFixed(1)} %` : '–')
  const rows = fields.map((one) => `${one.field.padEnd(22)}${String(one.stated).padStart(7)}${String(one.right).padStart(8)}${share(one.right, one.right + one.invented.length).padStart(11)}${share(one.right, one.stated).padStart(9)}${String(one.invented.length).padStart(10)}`)
  const faults = fields.flatMap((one) => [...one.missed.map((fact) => `  missed    ${one.field}  ${fact}`), ...one.invented.map((fact) => `  invented  ${one.field}  ${fact}`)])
  return [`${records} records read by eye`, '', `${''.padEnd(22)}${'stated'.padStart(7)}${'right'.padStart(8)}${'precision'.padStart(11)}${'recall'.padStart(9)}${'invented'.padStart(10)}`, ...rows, '', `All values: ${right} of ${stated} right, ${share(right, stated)}; ${invented} invented.`, ...faults].join('\n')
}
