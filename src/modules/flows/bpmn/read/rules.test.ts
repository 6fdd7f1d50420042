import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { faultsEn } from '../../texts/faults.en.ts'
import { faultsVi } from '../../texts/faults.vi.ts'
import { runFaultsVi } from '../../texts/run.vi.ts'

test('every rule has a sentence in both languages, and a model that breaks it', () => {
  assert.deepEqual(Object.keys(faultsEn), Object.keys(faultsVi))
  const tests = readdirSync(import.meta.dirname).filter((it) => it.endsWith('.test.ts')).map((it) => readFileSync(join(import.meta.dirname, it), 'utf8')).join('\n')
  // What cannot be run is tested where it is run.
  assert.deepEqual(Object.keys(faultsVi).filter((rule) => !(rule in runFaultsVi) && !tests.includes(`'${rule}'`)), [])
})

test('the table of musts names every rule once', () => {
  const table = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8').split('\n').filter((it) => it.startsWith('| ')).slice(1)
  assert.deepEqual(table.flatMap((row) => [...row.split('|').at(-2)!.matchAll(/`([\w-]+)`/g)].map((it) => it[1])).sort(), Object.keys(faultsVi).sort())
})
