import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { projectRoot } from '#platform/settings'
import { readIndicators } from './read-indicators.ts'

const country = join(projectRoot, 'countries/vn')

test('the indicators of the country pack stand: A1, A3, C4, C5 and the progress of Index 766, each with its source', () => {
  const book = readIndicators(country)
  for (const code of ['A1', 'A3', 'C4', 'C5', '766-2', '766-2.1', '766-2.2']) assert.ok(book.find(code, '2026-11-20')?.source.law.vi, code)
  assert.deepEqual(book.find('A3', '2026-11-20')!.targets!.map((t) => [t.by, t.value]), [['2027-12-31', 95], ['2030-12-31', 99]])
  // Before its first version an indicator is measured by its first version.
  assert.equal(book.find('A3', '2025-03-01')!.version, 1)
})

test('every commune of Bắc Ninh has one tile, and no two share one', () => {
  const map = readIndicators(country).tilesOf('24')!
  assert.equal(map.tiles.length, 99)
  assert.equal(new Set(map.tiles.map(({ x, y }) => `${x} ${y}`)).size, 99)
})

/** The sentence that a country pack with one thing changed is refused with. */
function refused(file: string, was: string | RegExp, becomes: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'sen-indicators-'))
  try {
    for (const part of ['indicators', 'maps']) cpSync(join(country, part), join(folder, part), { recursive: true })
    const path = join(folder, file)
    const text = readFileSync(path, 'utf8')
    assert.notEqual(text.replace(was, becomes), text, 'the test must change something')
    writeFileSync(path, text.replace(was, becomes))
    try { readIndicators(folder) } catch (error) { return (error as Error).message }
    return 'it was taken'
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

test('a wrong definition is refused with its file, its line and what to do', () => {
  const c4 = 'indicators/c4-digitised.yaml'
  assert.match(refused(c4, 'column: papers_digital', 'column: paper_digital'), /c4-digitised\.yaml:\d+: measure\.numerator\.where\.0: there is no column paper_digital: use one of filed_on/)
  assert.match(refused(c4, 'column: settled_on, in: period', "column: settled_on, in: 'period or 1=1'"), /c4-digitised\.yaml:\d+: measure.*write one of \{ column, in: period \}|write measure/)
  assert.match(refused(c4, 'unit: share', 'unit: percent'), /c4-digitised\.yaml:13: unit: write share, score or days/)
  assert.match(refused(c4, 'better: higher\n', ''), /c4-digitised\.yaml:1: better is missing/)
  assert.match(refused(c4, 'classes: [70, 85, 95]', 'classes: [70, 95, 85]'), /classes: write the three bounds from low to high/)
  assert.match(refused(c4, 'code: C4', 'code: C5'), /are both C5 version 1: count on/)
  assert.match(refused('indicators/766-2-progress.yaml', 'from: 766-2.1', 'from: 766-9'), /766-2-progress\.yaml:\d+: measure\.from: a score is made of a share, and 766-9 is none/)
  assert.match(refused('indicators/_scorecards.yaml', 'max: 20, fullAt', 'max: 21, fullAt'), /_scorecards\.yaml:\d+: scorecards\.0\.groups\.1\.max: the parts add up to 21/)
  assert.match(refused('maps/bac-ninh-tiles.yaml', '07246 07282', '07246 07246'), /bac-ninh-tiles\.yaml:\d+: rows\.0: 07246 has two tiles/)
})
