import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Static, TSchema } from 'typebox'
import Value from 'typebox/value'
import { type Document, LineCounter, isNode, parseDocument } from 'yaml'
import { type Condition, Indicator, type Roadmap, RoadmapsFile, type Scorecard, ScorecardsFile, type TileMap, TilesFile } from '../domain/indicator.ts'
import { wrongCondition } from '../domain/compile-measure.ts'
import { type IndicatorBook, indicatorBook } from '../domain/indicator-book.ts'

/** Definitions that cannot stand: every fault with its file, its line and what to do, so that whoever wrote them mends all at once. */
export class WrongIndicators extends Error {
  constructor(faults: readonly string[]) {
    super(`The indicators cannot be used as they are written:\n${faults.join('\n')}`)
  }
}

/** Reads countries/…/indicators and countries/…/maps. Throws WrongIndicators. */
export function readIndicators(countryDir: string): IndicatorBook {
  const faults: string[] = []
  const read = <S extends TSchema>(file: string, schema: S): Source<Static<S>> | undefined => readSource(countryDir, file, schema, faults)
  const files = readdirSync(join(countryDir, 'indicators')).filter((file) => file.endsWith('.yaml') && !file.startsWith('_')).sort()
  const indicators = files.flatMap((file) => read(`indicators/${file}`, Indicator) ?? [])
  const scorecards = read('indicators/_scorecards.yaml', ScorecardsFile)
  const roadmaps = read('indicators/_roadmaps.yaml', RoadmapsFile)
  const maps = existsSync(join(countryDir, 'maps')) ? readdirSync(join(countryDir, 'maps')).filter((file) => file.endsWith('-tiles.yaml')).flatMap((file) => read(`maps/${file}`, TilesFile) ?? []) : []

  // A file that cannot be read is missed by the others; that would only be noise.
  if (!faults.length) {
    mustAgree(indicators, faults)
    if (scorecards) scorecardsMustAgree(scorecards, indicators, faults)
    if (roadmaps) roadmapsMustAgree(roadmaps, indicators, faults)
  }
  const tiles = maps.map((map) => tilesOf(map, faults))
  if (faults.length) throw new WrongIndicators(faults)
  return indicatorBook({ indicators: indicators.map((one) => one.content), scorecards: scorecards?.content.scorecards ?? [], roadmaps: roadmaps?.content.roadmaps ?? [], tiles })
}

type Path = (string | number)[]
type Source<T> = { file: string; content: T; fault(path: Path, sentence: string): string }

function readSource<S extends TSchema>(countryDir: string, file: string, schema: S, faults: string[]): Source<Static<S>> | undefined {
  const path = join(countryDir, file)
  if (!existsSync(path)) return void faults.push(`${file}:1: the file is missing: put it back`)
  const lines = new LineCounter()
  const document = parseDocument(readFileSync(path, 'utf8'), { lineCounter: lines, prettyErrors: false, schema: 'core' })
  const fault = (at: Path, sentence: string) => `${file}:${lineOf(document, lines, at)}: ${at.length ? `${at.join('.')}: ` : ''}${sentence}`
  if (document.errors.length) return void faults.push(...document.errors.map((e) => `${file}:${lines.linePos(e.pos[0]).line}: this is not YAML as it should be: ${e.message.split('\n')[0]}`))
  const content: unknown = document.toJS()
  if (Value.Check(schema, content)) return { file, content: content as Static<S>, fault }
  const said = new Set<string>()
  for (const error of [...Value.Errors(schema, content)]) {
    const at = error.instancePath.split('/').slice(1).map((part) => (/^\d+$/.test(part) ? Number(part) : part))
    const params = error.params as { requiredProperties?: string[]; additionalProperties?: string[] }
    if (said.has(error.instancePath)) continue
    said.add(error.instancePath)
    if (params.requiredProperties) faults.push(fault(at, `${params.requiredProperties.join(', ')} is missing`))
    else if (params.additionalProperties) faults.push(fault([...at, params.additionalProperties[0]!], 'this is not known here: take it away or mend the spelling'))
    else faults.push(fault(at, sentenceFor(schema, error.schemaPath) ?? error.message ?? 'this does not fit'))
  }
  return undefined
}

/** The `description` nearest to where the schema was not met. */
function sentenceFor(schema: TSchema, path: string): string | undefined {
  let at: any = schema
  let sentence: string | undefined
  for (const part of path.replace(/^#?\//, '').split('/')) {
    at = at?.[part]
    if (typeof at?.description === 'string') sentence = at.description
  }
  return sentence
}

function lineOf(document: Document, lines: LineCounter, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 1
}

function mustAgree(sources: readonly Source<Indicator>[], faults: string[]): void {
  const codes = new Set(sources.map((one) => one.content.code))
  for (const { content, fault } of sources) {
    const same = sources.filter((other) => other.content.code === content.code && other.content.version === content.version)
    if (same.length > 1 && same[0]!.content === content) faults.push(fault(['version'], `${same.map((one) => one.file).join(' and ')} are both ${content.code} version ${content.version}: count on`))
    if (content.ranksBy !== undefined && !codes.has(content.ranksBy)) faults.push(fault(['ranksBy'], `there is no indicator ${content.ranksBy}`))
    if (content.classes.some((bound, i) => i > 0 && bound <= content.classes[i - 1]!)) faults.push(fault(['classes'], 'write the three bounds from low to high'))
    const { measure } = content
    if (measure.of === 'score') {
      const from = sources.find((one) => one.content.code === measure.from)?.content
      if (!from || from.unit !== 'share') faults.push(fault(['measure', 'from'], `a score is made of a share, and ${measure.from} is none`))
      continue
    }
    if ((content.unit === 'days') !== ('total' in measure.numerator)) faults.push(fault(['unit'], 'an indicator in days adds up days (numerator.total), and only such a one does'))
    if (measure.of === 'cases' && !measure.numerator.where && !measure.numerator.total) faults.push(fault(['measure', 'numerator'], 'say which cases count (where) or what is added up (total)'))
    for (const group of ['denominator', 'numerator'] as const) {
      const { where = [], any = [] } = measure[group] as { where?: Condition[]; any?: Condition[][] }
      const told = (path: Path, condition: Condition) => { const wrong = wrongCondition(measure.of, condition); if (wrong) faults.push(fault(['measure', group, ...path], wrong)) }
      where.forEach((condition, i) => told(['where', i], condition))
      if (group === 'numerator' && measure.of === 'cases') measure.also?.forEach((also, i) => also.where.forEach((condition, j) => { const wrong = wrongCondition('cases', condition); if (wrong) faults.push(fault(['measure', 'also', i, 'where', j], wrong)) }))
      any.forEach((all, i) => all.forEach((condition, j) => told(['any', i, j], condition)))
    }
  }
}

function scorecardsMustAgree({ content, fault }: Source<Static<typeof ScorecardsFile>>, indicators: readonly Source<Indicator>[], faults: string[]): void {
  content.scorecards.forEach((card: Scorecard, i) => card.groups.forEach((group, j) => {
    if (!group.parts === !group.notYet) faults.push(fault(['scorecards', i, 'groups', j], 'a group is measured by parts, or says in notYet why it is not'))
    const sum = (group.parts ?? []).reduce((points, part) => points + part.max, 0)
    if (sum > group.max) faults.push(fault(['scorecards', i, 'groups', j, 'max'], `the parts add up to ${sum}, more than the group is worth`))
    if (group.parts && sum < group.max && !group.rest) faults.push(fault(['scorecards', i, 'groups', j], `${group.max - sum} points are not measured: say in rest why`))
    group.parts?.forEach((part, k) => { if (!indicators.some((one) => one.content.code === part.indicator && one.content.unit === 'share')) faults.push(fault(['scorecards', i, 'groups', j, 'parts', k, 'indicator'], `there is no share ${part.indicator}`)) })
  }))
}

function roadmapsMustAgree({ content, fault }: Source<Static<typeof RoadmapsFile>>, indicators: readonly Source<Indicator>[], faults: string[]): void {
  content.roadmaps.forEach((roadmap: Roadmap, i) => Object.entries(roadmap.points).forEach(([code, points]) => {
    if (!indicators.some((one) => one.content.code === code)) faults.push(fault(['roadmaps', i, 'points', code], `there is no indicator ${code}`))
    if (points.some((point, k) => k > 0 && point.on <= points[k - 1]!.on)) faults.push(fault(['roadmaps', i, 'points', code], 'write the points in the order of their days'))
  }))
}

const noTile = '-----'
function tilesOf({ content, fault }: Source<Static<typeof TilesFile>>, faults: string[]): TileMap {
  const tiles = content.rows.flatMap((row, y) => row.split(' ').flatMap((unit, x) => (unit === noTile ? [] : [{ unit, x, y }])))
  const seen = new Set<string>()
  for (const { unit, y } of tiles) {
    if (!/^\d{5}$/.test(unit)) faults.push(fault(['rows', y], `${unit} is no code of a commune: write five digits, or ${noTile} for no tile`))
    if (seen.has(unit)) faults.push(fault(['rows', y], `${unit} has two tiles`))
    seen.add(unit)
  }
  return { province: content.province, validFrom: content.validFrom, tiles }
}
