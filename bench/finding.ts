import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Findable, finderOf, readEverydayWords, readProcedures } from '#procedures'
import { projectRoot } from '#platform/settings'
import { questions } from '../src/modules/procedures/testing/questions.ts'

/** Asking 2,600 procedures, the services and the national sample repeated, in the words of everyday life. */
export function finding(): void {
  const file = join(projectRoot, '../shared/data/procedures/national-sample.jsonl')
  if (!existsSync(file)) { console.log('\nFinding: skipped, it needs shared/data/procedures/national-sample.jsonl beside the project.'); return }
  const country = join(projectRoot, 'countries/vn')
  const services: Findable[] = readProcedures(country, '24').list()
  const live = new Set(services.map((it) => it.code))
  const records = readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { ma_thu_tuc: string; ten_thu_tuc: string }).filter((it) => !live.has(it.ma_thu_tuc))
  const all: Findable[] = [...services]
  // The first time round under their own names, then again and again beside a place, as 99 communes and 34 provinces would add.
  for (let round = 0; all.length < 2600; round++) for (const it of records) if (all.length < 2600) all.push({ code: round ? `${it.ma_thu_tuc}-${round}` : it.ma_thu_tuc, names: { vi: round ? `${it.ten_thu_tuc} (trường hợp ${round})` : it.ten_thu_tuc, en: it.ten_thu_tuc }, synonyms: [] })
  const find = finderOf(all.map((procedure) => ({ procedure, lifeEvents: [], field: [] })), readEverydayWords(country))
  for (const [question] of questions) find(question, { limit: 5 })
  const times: number[] = []
  let right = 0
  for (let round = 0; round < 5; round++) for (const [question, ...codes] of questions) {
    const begun = performance.now()
    const { hits } = find(question, { limit: 5 })
    times.push(performance.now() - begun)
    if (!round && hits.some((hit) => codes.includes(hit.procedure.code.split('-')[0]!))) right++
  }
  // The ceiling: the same texts walked through once, looking for the question as it stands.
  const texts = all.map((it) => it.names.vi.toLowerCase())
  const walks = questions.map(([question]) => { const begun = performance.now(); texts.filter((text) => text.includes(question)); return performance.now() - begun })
  const at = (list: number[], share: number): number => [...list].sort((a, b) => a - b)[Math.floor(list.length * share)]!
  console.log(`\nFinding among ${all.length} procedures, ${questions.length} everyday questions: p50 ${at(times, 0.5).toFixed(1)} ms, p95 ${at(times, 0.95).toFixed(1)} ms (aim 5), right among the first five ${((right / questions.length) * 100).toFixed(0)} % (aim 90).`)
  console.log(`  Ceiling, walking through the names as they stand: p95 ${at(walks, 0.95).toFixed(2)} ms. Limited by: words that many procedures share.`)
}
