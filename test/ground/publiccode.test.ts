import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { projectRoot } from '#platform/settings'

const read = (file: string) => fs.readFileSync(path.join(projectRoot, file), 'utf8')

test('publiccode.yml says what the standard asks for, and the version that package.json says', () => {
  const code = parse(read('publiccode.yml'))
  const { version, license } = JSON.parse(read('package.json'))
  assert.equal(code.publiccodeYmlVersion, '0.4')
  assert.equal(code.softwareVersion, version)
  assert.equal(code.legal.license, license)
  for (const key of ['name', 'platforms', 'categories', 'developmentStatus', 'softwareType', 'maintenance']) assert.ok(code[key]?.length !== 0, key)
  assert.ok(URL.canParse(code.url))
  assert.ok(code.maintenance.contacts.every((contact: { name?: string }) => contact.name))
  for (const [language, about] of Object.entries<any>(code.description)) {
    assert.ok(code.localisation.availableLanguages.includes(language))
    assert.ok(about.shortDescription.length <= 150, `${language}: ${about.shortDescription.length}`)
    assert.ok(about.longDescription.length >= 150 && about.longDescription.length <= 10_000, language)
    assert.ok(about.features.length > 0 && about.features.every((feature: string) => feature.length <= 100), language)
  }
})

test('the licence is the whole Apache License 2.0', () => {
  assert.match(read('LICENSE'), /Apache License\s+Version 2\.0, January 2004/)
  assert.match(read('LICENSE'), /END OF TERMS AND CONDITIONS/)
})
