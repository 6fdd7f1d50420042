import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import test from 'node:test'
import { elements, typeNamed, types, type Particle, type ValueType } from './schema.ts'
import { parseXml, type XmlElement } from '../../xml-document.ts'

// The schemas of the standard lie in the package that the drawing tool stands on.
const folder = createRequire(import.meta.url).resolve('bpmn-moddle').replace(/(.*\/bpmn-moddle\/).*/, '$1resources/bpmn/xsd/')
const schemas = ['BPMN20', 'Semantic', 'BPMNDI', 'DI', 'DC'].map((name) => ({ name, root: parseXml(readFileSync(`${folder}${name}.xsd`, 'utf8')).root }))

const kids = (xml: XmlElement): XmlElement[] => xml.children.filter((it) => it.kind === 'element')
const of = (xml: XmlElement, name: string): string | undefined => xml.attributes.find((it) => it.name === name)?.value
const bare = (name: string): string => name.replace(/^.*:/, '')
const ours = (type: string): string => (/^t[A-Z]/.test(bare(type)) ? bare(type).slice(1) : bare(type))
const prefixes: Record<string, string> = { BPMN20: '', Semantic: '', BPMNDI: 'bpmndi:', DI: 'di:', DC: 'dc:' }

const valueOf = (type: ValueType): string =>
  type.kind === 'ref' || type.kind === 'typeref' ? 'QName' : type.kind === 'idref' ? 'IDREF' : type.kind === 'enum' ? type.values.join('|') : type.kind

const simple = new Map(
  schemas.flatMap(({ root }) => kids(root)).filter((it) => it.local === 'simpleType').map((it) => {
    const restriction = kids(it)[0]!
    return [of(it, 'name')!, restriction.local === 'restriction' ? kids(restriction).map((value) => of(value, 'value')).join('|') : ours(of(it, 'name')!)[0]!.toLowerCase() + ours(of(it, 'name')!).slice(1)]
  }),
)
const valueWritten = (type: string): string => simple.get(bare(type)) ?? bare(type)
const times = (min: number, max: number): string => `{${min},${max}}`

function particlesWritten(xml: XmlElement, prefix: string): string[] {
  return kids(xml).flatMap((it) => {
    if (it.local === 'any') return []
    if (it.local === 'sequence') return particlesWritten(it, prefix)
    if (it.local === 'choice') return [kids(it).map((side) => (side.local === 'sequence' ? particlesWritten(side, prefix) : particlesWritten({ ...it, children: [side] }, prefix)).join(' ')).join(' | ')]
    const many = times(Number(of(it, 'minOccurs') ?? 1), of(it, 'maxOccurs') === 'unbounded' ? Infinity : Number(of(it, 'maxOccurs') ?? 1))
    const ref = of(it, 'ref')
    if (ref) return [`${ref}${many}`]
    const type = of(it, 'type')
    return [`${prefix}${of(it, 'name')}:${type === undefined ? 'DiagramExtension' : /^xsd:/.test(type) ? bare(type) : ours(type)}${many}`]
  })
}
const particleOurs = (it: Particle): string => `${it.name}${it.type ? `:${'element' in it.type ? it.type.element : valueOf(it.type.value)}` : ''}${times(it.min, it.max)}`

test('our table of shapes says of every type what the schemas of the standard say', () => {
  let compared = 0
  for (const { name: schema, root } of schemas)
    for (const type of kids(root).filter((it) => it.local === 'complexType')) {
      const name = ours(of(type, 'name')!)
      const mine = typeNamed(name)
      assert.ok(mine, name)
      const extension = kids(type).find((it) => it.local === 'complexContent')
      const body = extension ? kids(extension)[0]! : type
      const base = extension ? ours(of(body, 'base')!) : undefined
      const written = types[name as keyof typeof types] as { base?: string; content?: string }
      assert.equal(written.base, base, name)
      assert.equal(mine.abstract, of(type, 'abstract') === 'true', name)
      assert.equal(mine.mixed, of(type, 'mixed') === 'true' || (base !== undefined && typeNamed(base)!.mixed), name)
      const inherited = base ? typeNamed(base)! : undefined
      assert.deepEqual(
        [...mine.attributes.values()].filter((it) => !inherited?.attributes.has(it.name)).map((it) => [it.name, valueOf(it.type), it.required, it.home]),
        kids(body).filter((it) => it.local === 'attribute').map((it) => [of(it, 'name'), valueWritten(of(it, 'type')!), of(it, 'use') === 'required', of(it, 'default')]),
        name,
      )
      assert.equal(mine.open, kids(body).some((it) => it.local === 'anyAttribute') || (inherited?.open ?? false), name)
      const any = body.children.flatMap((it) => (it.kind === 'element' && it.local === 'sequence' ? kids(it).filter((part) => part.local === 'any') : []))
      assert.equal(mine.any, any.length ? bare(of(any[0]!, 'namespace')!).replace('##', '') : undefined, name)
      assert.deepEqual(
        mine.content.slice(inherited?.content.length ?? 0).map((it) => ('choice' in it ? it.choice.map((side) => side.map(particleOurs).join(' ')).join(' | ') : particleOurs(it))),
        particlesWritten({ ...body, children: body.children.filter((it) => it.kind === 'element' && ['sequence', 'choice'].includes(it.local)) }, prefixes[schema]!),
        name,
      )
      compared++
    }
  assert.equal(compared, Object.keys(types).length - 1, 'all but the type without name in DI.xsd')
})

test('our table knows every element of the standard, with its type and what it may stand for', async () => {
  const { fits } = await import('./schema.ts')
  const heads = new Map<string, string>()
  for (const { name: schema, root } of schemas)
    for (const element of kids(root).filter((it) => it.local === 'element')) {
      const name = prefixes[schema]! + of(element, 'name')
      assert.equal(elements.get(name)?.name, ours(of(element, 'type')!), name)
      const head = of(element, 'substitutionGroup')
      if (head) heads.set(name, head)
    }
  for (const name of elements.keys())
    for (const head of elements.keys()) {
      let up: string | undefined = name
      while (up && up !== head) up = heads.get(up)
      assert.equal(fits({ name: head, min: 0, max: 1, type: undefined }, name), up === head, `${name} for ${head}`)
    }
})
