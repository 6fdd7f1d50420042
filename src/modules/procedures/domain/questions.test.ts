import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { readEverydayWords, readProcedures } from '../reading/read-procedures.ts'
import { questions } from '../testing/questions.ts'
import { type Findable, finderOf } from './finding.ts'

const country = resolve(import.meta.dirname, '../../../../countries/vn')
const sample = resolve(import.meta.dirname, '../../../../../shared/data/procedures/national-sample.jsonl')

test('of what people ask, nine in ten find the right procedure among the first five of the services and the national sample', { skip: existsSync(sample) ? false : 'needs shared/data/procedures/national-sample.jsonl beside the project' }, (t) => {
  const services: Findable[] = readProcedures(country, '24').list()
  const codes = new Set(services.map((it) => it.code))
  const records = readFileSync(sample, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { ma_thu_tuc: string; ten_thu_tuc: string; linh_vuc: string })
  const known: Findable[] = records.filter((it) => !codes.has(it.ma_thu_tuc)).map((it) => ({ code: it.ma_thu_tuc, names: { vi: it.ten_thu_tuc, en: it.ten_thu_tuc }, synonyms: [] }))
  const fields = new Map(records.map((it) => [it.ma_thu_tuc, it.linh_vuc]))
  const find = finderOf([...services, ...known].map((procedure) => ({ procedure, lifeEvents: [], field: [fields.get(procedure.code) ?? ''].filter(Boolean) })), readEverydayWords(country))
  const missed = questions.filter(([question, ...right]) => !find(question, { limit: 5 }).hits.some((hit) => right.includes(hit.procedure.code)))
  const first = questions.filter(([question, ...right]) => right.includes(find(question, { limit: 1 }).hits[0]?.procedure.code ?? ''))
  t.diagnostic(`${questions.length - missed.length} of ${questions.length} among the first five, ${first.length} first`)
  for (const [question] of missed) t.diagnostic(`not found: ${question}: ${find(question, { limit: 5 }).hits.map((hit) => `${hit.procedure.code} ${hit.procedure.names.vi.slice(0, 40)}`).join(' | ')}`)
  assert.ok(missed.length <= questions.length / 10, missed.map(([question]) => question).join('\n'))
})
