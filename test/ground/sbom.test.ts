import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { projectRoot } from '#platform/settings'
import { mayBeUsed, partsOf, sbom, written } from '../../scripts/sbom.ts'

const lock = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8'))

test('every package may be given away with what we make; one that may not, or says nothing, is named', () => {
  assert.deepEqual(partsOf(lock).filter(({ license }) => !mayBeUsed(license)).map(({ name, license }) => `${name}: ${license}`), [])
  assert.deepEqual(['GPL-3.0', 'AGPL-3.0-only', 'SSPL-1.0', 'unknown', 'MIT AND GPL-2.0'].filter(mayBeUsed), [])
  assert.ok(mayBeUsed('GPL-2.0 OR MIT') && mayBeUsed('(Apache-2.0 AND LGPL-3.0-or-later)'))
})

test('the list of parts is in step with the lockfile, and says the same every time', () => {
  for (const [file, text] of written(projectRoot)) assert.equal(readFileSync(join(projectRoot, file), 'utf8'), text, `${file} is behind: npm run sbom`)
  const parts = partsOf(lock)
  const { components } = sbom({ name: 'sen', version: '0', license: 'Apache-2.0' }, parts) as { components: { purl: string; hashes?: unknown[] }[] }
  assert.equal(new Set(components.map(({ purl }) => purl)).size, components.length)
  assert.ok(components.filter(({ hashes }) => hashes).length > components.length * 0.9, 'what was locked can be compared')
})
