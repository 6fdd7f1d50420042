import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '#platform/settings'

/** The real records that lie beside the project, when they do. None of them is part of it. */
export const samplePath = join(projectRoot, '../shared/data/procedures/national-sample.jsonl')
export const noSample: string | false = existsSync(samplePath) ? false : `${samplePath} is not here`
export const sampleRecords = (): Record<string, string>[] => readFileSync(samplePath, 'utf8').trim().split('\n').map((line) => JSON.parse(line))
