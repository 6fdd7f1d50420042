import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Ctx } from '#platform/ctx'
import type { House } from '#platform/house'
import type { KnownProcedure } from '#platform/module'
import { projectRoot } from '#platform/settings'
import type { Shelf } from '#platform/shelf'
import { catalogue } from '../shelf.ts'
import { atomOf, changesOf } from './changes.ts'
import { catalogueGraph, durationOf } from './cpsv.ts'
import { toJsonLd, toTurtle } from './graph.ts'
import { feedOfChanges, oneOfCatalogue, offered, wholeCatalogue } from './published.ts'

// These packages bring no types along.
const library = async (name: string): Promise<any> => import(name)
const { Parser, Store } = await library('n3')
const { default: jsonld } = await library('jsonld')

const shelves = new Map<Shelf<any>, unknown>()
const odd: KnownProcedure = { code: '9.000777', name: 'Cấp "giấy"\n\\ <nuôi> ong\u0001', field: 'Chăn nuôi & thú y', level: 'province', agency: 'Sở Nông nghiệp và Môi trường', who: ['citizen'], href: '/catalogue/9.000777', changedAt: '2026-11-20T01:02:03.000Z' }
const fromRecord = (it: Record<string, string>): KnownProcedure => ({ code: it['ma_thu_tuc']!, name: it['ten_thu_tuc']!, field: it['linh_vuc'] ?? '', level: 'other', agency: it['co_quan_thuc_hien'] ?? '', who: [], href: `/catalogue/${it['ma_thu_tuc']}` })
const sample = join(projectRoot, '../shared/data/procedures/national-sample.jsonl')
const shapes = join(projectRoot, '../shared/data/conformance/cpsv-ap/shacl__cpsv-ap-SHACL.ttl')
const known: KnownProcedure[] = [odd, { ...odd, code: '9.000778', agency: '', field: '', name: 'Không rõ nơi giải quyết', href: '/catalogue/9.000778' }, ...(existsSync(sample) ? readFileSync(sample, 'utf8').trim().split('\n').map((line) => fromRecord(JSON.parse(line))) : [])]

/** The catalogue depends on definitions and records alone: no database. */
const house = {
  settings: { jurisdiction: 'vn-24', sample: true, publicUrl: 'https://dichvucong.example.vn' },
  modules: [{ name: 'records', knows: { stamp: async () => 'once', list: async () => known } }],
  countryDir: join(projectRoot, 'countries/vn'),
  take(shelf: Shelf<any>) {
    if (!shelves.has(shelf)) shelves.set(shelf, shelf.load(house))
    return shelves.get(shelf)
  },
} as unknown as House
const ctx = { house, take: house.take, now: new Date('2026-11-21T09:41:00+07:00'), lang: 'vi' } as unknown as Ctx

const services = house.take(catalogue).list({ day: '2026-11-21' })
const base = 'https://dichvucong.example.vn'
const type = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'
const fromTurtle = (text: string): any[] => new Parser().parse(text)
/** A triple as one line, to compare sets of them. */
const line = ({ subject, predicate, object }: any): string => [subject.value, predicate.value, object.termType, object.value, object.language ?? '', object.datatype?.value ?? ''].join(' | ')
const fromJsonLd = async (text: string): Promise<any[]> => fromTurtle(await jsonld.toRDF(JSON.parse(text), { format: 'application/n-quads' }))

test('Turtle and JSON-LD say the same triples, whatever stands in a name', async () => {
  const [turtle, json] = await Promise.all([wholeCatalogue(ctx, 'ttl'), wholeCatalogue(ctx, 'jsonld')])
  const one = new Set(fromTurtle(turtle.body).map(line))
  const other = new Set((await fromJsonLd(json.body)).map(line))
  assert.ok(one.size > 3000, `${one.size} triples`)
  assert.deepEqual([...one].filter((it) => !other.has(it)), [])
  assert.equal(other.size, one.size)
  assert.ok([...one].some((it) => it.includes(`| Literal | ${odd.name} | vi`)), 'every character of an odd name is kept')
})

test('every procedure is carried: the services done here and what is known by its record', async () => {
  const triples = fromTurtle((await wholeCatalogue(ctx, 'ttl')).body)
  const subjects = new Set(triples.filter((it) => it.predicate.value === type && it.object.value === 'http://purl.org/vocab/cpsv#PublicService').map((it) => it.subject.value))
  const live = new Set(services.map((it) => it.code))
  const expected = [...services.map((it) => `${base}/services/${it.code}#service`), ...known.filter((it) => !live.has(it.code)).map((it) => `${base}${it.href}#service`)]
  assert.deepEqual([...subjects].sort(), [...new Set(expected)].sort())
  assert.ok(live.size >= 31)
})

test('whatever is pointed at is described in the same file, and no nameless thing is used', async () => {
  const triples = fromTurtle((await wholeCatalogue(ctx, 'ttl')).body)
  const described = new Set(triples.filter((it) => it.predicate.value === type).map((it) => it.subject.value))
  assert.deepEqual([...new Set(triples.filter((it) => it.predicate.value !== type && it.object.termType === 'NamedNode' && !described.has(it.object.value)).map((it) => it.object.value))], [])
  assert.deepEqual(triples.filter((it) => it.subject.termType === 'BlankNode' || it.object.termType === 'BlankNode'), [])
})

test('the output conforms to CPSV-AP 3.2', { skip: existsSync(shapes) ? false : `${shapes} is not here` }, async () => {
  const { default: Shacl } = await library('rdf-validate-shacl')
  const report = async (turtle: string) => new Shacl(new Store(fromTurtle(readFileSync(shapes, 'utf8')))).validate(new Store(fromTurtle(turtle)))
  const { body } = await wholeCatalogue(ctx, 'ttl')
  const found = await report(body)
  assert.deepEqual(found.results.map((it: any) => `${it.focusNode?.value} ${it.path?.value} ${it.sourceConstraintComponent?.value}`).slice(0, 20), [])
  assert.equal(found.conforms, true)
  // The shapes do look: without its authorities typed, the same file is refused.
  assert.equal((await report(body.replaceAll('cv:PublicOrganisation, ', ''))).conforms, false)
})

test('Lan\'s birth registration: authority, time, fee, papers, result, law', async () => {
  const file = JSON.parse((await oneOfCatalogue(ctx, '1.001193', 'jsonld'))!)
  const things = new Map<string, any>(file['@graph'].map((it: any) => [it['@id'], it]))
  const service = things.get(`${base}/services/1.001193#service`)
  const of = (property: string): any[] => service[property].map((it: any) => things.get(it['@id']))
  assert.equal(service['dct:identifier'][0], '1.001193')
  assert.deepEqual(service['dct:title'].map((it: any) => it['@language']), ['vi', 'en'])
  assert.match(of('cv:hasCompetentAuthority')[0]['skos:prefLabel'][0]['@value'], /^Ủy ban nhân dân các xã, phường thuộc .*Bắc Ninh$/)
  assert.deepEqual(service['cv:processingTime'], [{ '@value': 'P1D', '@type': 'xsd:duration' }])
  assert.ok(of('cv:hasCost').every((it) => it['cv:currency'][0]['@id'].endsWith('/VND')))
  assert.deepEqual(of('cv:isGroupedBy').map((it) => it['@type']), [['cv:Event', 'cv:LifeEvent']])
  assert.ok(of('cv:hasLegalResource').some((it) => it['eli:id_local'][0] === '60/2014/QH13'))
  assert.ok(of('cpsv:hasInput').length > 0)
  assert.match(of('cpsv:produces')[0]['dct:identifier'][0], /^KQ/)
  assert.equal(await oneOfCatalogue(ctx, '1.999999', 'ttl'), undefined)
  const shop = file['@graph'].length < JSON.parse((await wholeCatalogue(ctx, 'jsonld')).body)['@graph'].length
  assert.ok(shop, 'one procedure brings only what it points at')
})

test('opening a shop is an event of business; working days keep their number', async () => {
  const graph = catalogueGraph(offered(ctx, []))
  assert.deepEqual(graph.things.get(`${base}/data/services#event-business`)?.types, ['cv:Event', 'cv:BusinessEvent'])
  assert.deepEqual([durationOf({ amount: 3, unit: 'working-day', source: '' }), durationOf({ amount: 8, unit: 'hour', source: '' }), durationOf({ amount: 0, unit: 'immediate', source: '' })], ['P3D', 'PT8H', 'P1D'])
  assert.equal(toTurtle(graph).includes('undefined') || toJsonLd(graph).includes('undefined'), false)
})

test('the files are made once a day and catalogue', async () => {
  const first = await wholeCatalogue(ctx, 'jsonld')
  assert.equal(await wholeCatalogue(ctx, 'jsonld'), first)
  assert.match(first.etag, /^"[\w-]{27}"$/)
})

test('a change is told when it has come: a version begins, ends without a successor, a record comes in', () => {
  const [one] = services
  const versions = [{ ...one!, code: '1.000001', version: 1, validFrom: '2026-01-01', validTo: '2026-06-30' }, { ...one!, code: '1.000001', version: 2, validFrom: '2026-07-01' }, { ...one!, code: '1.000001', version: 3, validFrom: '2027-01-01' }, { ...one!, code: '1.000002', version: 1, validFrom: '2025-01-01', validTo: '2026-03-01' }]
  const changes = changesOf(versions, [odd], base, '2026-11-21', 'vi')
  assert.deepEqual(changes.map((it) => [it.code, it.kind, it.version]), [['9.000777', 'record', undefined], ['1.000001', 'begins', 2], ['1.000002', 'ends', 1], ['1.000001', 'begins', 1], ['1.000002', 'begins', 1]])
  const feed = atomOf(changes, { base, path: '/data/services.atom', lang: 'vi', author: 'Ủy ban nhân dân tỉnh', today: '2026-11-21' })
  assert.match(feed, /<updated>2026-11-20T01:02:03\.000Z<\/updated>\s+<author>/)
  assert.match(feed, /Cấp &quot;giấy&quot;\n\\ &lt;nuôi&gt; ong: hồ sơ gốc/)
  assert.equal(/\u0001/.test(feed), false)
})

test('the feed names every procedure in the reader\'s language', async () => {
  const { body } = await feedOfChanges({ ...ctx, lang: 'en' }, 'en')
  assert.match(body, /<feed xmlns="http:\/\/www\.w3\.org\/2005\/Atom" xml:lang="en">/)
  for (const it of services) assert.ok(body.includes(`${base}/en/services/${it.code}"`), it.code)
})
