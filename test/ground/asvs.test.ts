import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { projectRoot } from '#platform/settings'

/** Chapter and how many sections it has. */
const chapters = [5, 4, 7, 4, 4, 8, 6, 4, 2, 7, 7, 3, 4, 3, 4, 5]

test('the security register speaks of every section, says met, partly, not or n/a, and names what is there', () => {
  const rows = readFileSync(join(projectRoot, 'docs/security/asvs.md'), 'utf8').split('\n').filter((line) => /^\| \d/.test(line)).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()))
  assert.deepEqual(rows.map(([section]) => section!.split(' ')[0]), [...chapters.flatMap((sections, n) => Array.from({ length: sections }, (_, i) => `${n + 1}.${i + 1}`)), '17'])
  for (const [section, verdict, where] of rows) {
    assert.ok(['met', 'partly', 'not', 'n/a'].includes(verdict!), section!)
    if (verdict !== 'n/a') assert.ok(where!.length > 10, `${section} says where`)
    for (const [, path] of where!.matchAll(/`((?:src|docs|test|countries)\/[^` ]+|SECURITY\.md)`/g)) assert.ok(existsSync(join(projectRoot, path!)), `${section} names ${path}, which is not there`)
  }
})
