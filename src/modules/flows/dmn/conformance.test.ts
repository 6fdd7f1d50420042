import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { projectRoot } from '#platform/settings'
import { childOf, childrenOf, readXml, type XmlElement } from '../xml.ts'
import { decide } from './index.ts'

/** The DMN technology compatibility kit, level 2: every result of every folder. */
const shared = join(projectRoot, '../shared/data/conformance/dmn-tck')
const skip = existsSync(shared) ? false : `${shared} is not here`

/** Values as the kit writes them, into plain ones. */
function plain(element: XmlElement | undefined): unknown {
  if (!element) return null
  const list = childOf(element, 'list')
  if (list) return childrenOf(list, 'item').map(plain)
  const components = childrenOf(element, 'component')
  if (components.length) return Object.fromEntries(components.map((one) => [one.attributes.get('name'), plain(one)]))
  const value = childOf(element, 'value')
  const attribute = (name: string): string | undefined => value?.attributes.get(`{http://www.w3.org/2001/XMLSchema-instance}${name}`)
  if (!value || attribute('nil') === 'true') return null
  const type = attribute('type')?.replace(/^.*:/, '')
  if (type === 'decimal' || type === 'double' || type === 'integer') return Number(value.text)
  return type === 'boolean' ? value.text.trim() === 'true' : value.text
}

/** The kit's numbers come from many engines: eight decimals are compared. */
function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Math.round(value * 1e8) / 1e8
  if (Array.isArray(value)) return value.map(rounded)
  return value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rounded(item)])) : value
}

test('every result of level 2 of the kit is right', { skip }, () => {
  const wrong: string[] = []
  let results = 0
  for (const level of skip ? [] : readdirSync(shared))
    for (const folder of readdirSync(join(shared, level))) {
      const files = readdirSync(join(shared, level, folder))
      const xml = files.filter((name) => name.endsWith('.dmn')).map((name) => readFileSync(join(shared, level, folder, name), 'utf8'))
      for (const file of files.filter((name) => name.endsWith('.xml')))
        for (const testCase of childrenOf(readXml(readFileSync(join(shared, level, folder, file), 'utf8')), 'testCase')) {
          const inputs = Object.fromEntries(childrenOf(testCase, 'inputNode').map((node) => [node.attributes.get('name'), plain(node)]))
          for (const node of childrenOf(testCase, 'resultNode')) {
            results++
            const name = node.attributes.get('name')!
            const expected = plain(childOf(node, 'expected'))
            let found: unknown
            try { found = decide(xml, name, inputs) } catch (error) { found = String(error) }
            try { assert.deepStrictEqual(rounded(found), rounded(expected)) } catch { wrong.push(`${folder} ${testCase.attributes.get('id')} ${name}: ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`) }
          }
        }
    }
  assert.deepEqual(wrong, [])
  assert.ok(results > 100, `only ${results} results were found`)
})
