import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { renderToString } from 'preact-render-to-string'
import { h } from 'preact'
import { projectRoot } from '#platform/settings'
import { Diagram } from '#ui/diagram'
import { examplePage } from '#ui/examples'
import { readModel } from '../bpmn/read/index.ts'
import { laidOut } from './layout.ts'
import { drawingsOf } from './of-bpmn.ts'

const miwg = join(dirname(projectRoot), 'shared/data/conformance/bpmn-miwg')
const own = join(projectRoot, 'countries/vn/flows')
const files = [...readdirSync(own).map((name) => join(own, name)), ...(existsSync(miwg) ? readdirSync(miwg).filter((name) => name.endsWith('.bpmn')).map((name) => join(miwg, name)) : [])]

test('what the layout of a file shows is drawn, every shape and every line', { skip: existsSync(miwg) ? false : 'the interchange models are not beside the project' }, () => {
  for (const file of files) {
    const xml = readFileSync(file, 'utf8')
    const { xml: root } = readModel(xml).definitions
    const drawings = drawingsOf(root)
    const [shapes, lines] = [drawings.flatMap((d) => d.shapes), drawings.flatMap((d) => d.lines)]
    assert.ok(shapes.length > 0, file)
    // What the file places and we do not draw: choreographies have no place in a flow that runs.
    const placed = (xml.match(/<[\w:]*BPMNShape[\s>]/g) ?? []).length
    const edges = (xml.match(/<[\w:]*BPMNEdge[\s>]/g) ?? []).length
    assert.ok(shapes.length >= placed * 0.95, `${file}: ${shapes.length} of ${placed} shapes`)
    assert.ok(lines.length >= edges * 0.9, `${file}: ${lines.length} of ${edges} lines`)
    const page = drawings.map((drawing, i) => renderToString(h(Diagram, { p: examplePage('vi'), id: `d${i}`, drawing, says: 'Sơ đồ' }))).join('')
    assert.doesNotMatch(page, /NaN|undefined|style=/, file)
  }
})

test('a file without a layout is laid out: no two things lie on each other, and every line ends at what it joins', () => {
  for (const file of files) {
    for (const { shapes, lines } of laidOut(readModel(readFileSync(file, 'utf8')).definitions.xml)) {
      const things = shapes.filter((s) => s.kind === 'task' || s.kind === 'gateway')
      for (const [i, a] of things.entries())
        for (const b of things.slice(i + 1)) assert.ok(a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y, `${file}: ${a.id} lies on ${b.id}`)
      for (const line of lines) {
        const end = shapes.find((s) => s.id === line.to)!
        const last = line.points.at(-1)!
        assert.ok(last.x >= end.x - 1 && last.x <= end.x + end.w + 1 && last.y >= end.y - 1 && last.y <= end.y + end.h + 1, `${file}: ${line.id} does not reach ${line.to}`)
      }
    }
  }
})

test('where a case stands is told without colour too', () => {
  const drawing = drawingsOf(readModel(readFileSync(join(own, 'receive-process-decide.bpmn'), 'utf8')).definitions.xml)[0]!
  const marks = { done: new Set(['accepted', 'to-forward', 'forward']), here: new Map([['draft', { says: 'quá hạn', late: true }]]) }
  const page = renderToString(h(Diagram, { p: examplePage('vi'), id: 'd', drawing, says: 'Sơ đồ', marks }))
  assert.match(page, /class="late"[\s\S]*>!</, 'what is late bears a mark')
  assert.match(page, /class="tick"/)
  assert.match(page, /role="img" aria-labelledby="d-says"/)
})
