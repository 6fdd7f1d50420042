import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'
import type { Ctx, Lang } from '#platform/ctx'
import type { House } from '#platform/house'
import type { Shelf } from '#platform/shelf'
import { nobody } from '#platform/actor'
import { examplePage } from '#ui/examples'
import { toHtml } from '#ui/layout'
import { catalogue } from '../../shelf.ts'
import { homePage } from './home.page.tsx'
import { servicePage } from './service.page.tsx'
import { servicesPage } from './services.page.tsx'

const shelves = new Map<Shelf<any>, unknown>()
const house = {
  settings: { jurisdiction: 'vn-24', sample: true, publicUrl: 'https://dichvucong.example.vn' },
  modules: [],
  countryDir: resolve(import.meta.dirname, '../../../../../countries/vn'),
  take(shelf: Shelf<any>) {
    if (!shelves.has(shelf)) shelves.set(shelf, shelf.load(house))
    return shelves.get(shelf)
  },
} as unknown as House
const pages = { '/': homePage, '/services': servicesPage, '/services/:code': servicePage } as const

/** These pages depend on definitions alone, so they need no database. */
async function html(path: keyof typeof pages, { lang = 'vi', code = '', query = {} }: { lang?: Lang; code?: string; query?: Record<string, string> } = {}): Promise<string> {
  const page = pages[path] as typeof homePage
  const ctx = { house, take: house.take, now: new Date('2026-11-21T09:41:00+07:00'), lang, actor: nobody } as unknown as Ctx
  const data = await page.load(ctx, { params: { code }, query })
  return toHtml(page.view({ data, p: examplePage(lang, { path: path.replace(':code', code), actor: nobody }) }))
}

test('Lan opens the portal and finds birth registration in one step', async () => {
  assert.match(await html('/'), /href="\/services\/1\.001193"/)
  const found = await html('/services', { query: { q: 'dang ky khai sinh' } })
  assert.ok(found.indexOf('/services/1.001193') < found.indexOf('/services/1.004884'))
})

test('an everyday word is understood, and the page says how', async () => {
  assert.match(await html('/services', { query: { q: 'xac nhan doc than' } }), /Chúng tôi hiểu là .*xác nhận độc thân.*Cấp Giấy xác nhận tình trạng hôn nhân/s)
})

test('nothing found: the nearest, and a way on', async () => {
  assert.match(await html('/services', { query: { q: 'sửa ống nước máy bơm' } }), /Chưa thấy thủ tục khớp/)
  assert.match(await html('/services', { query: { q: '<script>alert(1)</script>' } }), /&lt;script>alert\(1\)/)
})

test('filters narrow the list; a filter that does not exist is none', async () => {
  assert.doesNotMatch(await html('/services', { query: { event: 'birth' } }), /services\/1\.001612"/)
  assert.match(await html('/services', { query: { event: 'nonsense', page: '2' } }), /31 thủ tục/)
})

test('search engines read the service out of its page, and nothing in it ends the script', async () => {
  for (const lang of ['vi', 'en'] as const) {
    const [, inside] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(await html('/services/:code', { code: '1.001193', lang }))!
    const said = JSON.parse(inside!)
    assert.equal(said['@type'], 'GovernmentService')
    assert.equal(said.url, `https://dichvucong.example.vn${lang === 'en' ? '/en' : ''}/services/1.001193`)
    assert.doesNotMatch(inside!, /</)
  }
})

test('every service page says time, fee, papers, law and how to begin, in both languages', async () => {
  for (const procedure of house.take(catalogue).list())
    for (const lang of ['vi', 'en'] as const) {
      const page = await html('/services/:code', { code: procedure.code, lang })
      assert.ok(page.includes(`${lang === 'en' ? '/en' : ''}/services/${procedure.code}/start`), procedure.code)
      for (const basis of procedure.legalBases) assert.ok(page.includes(basis.number), `${procedure.code} ${basis.number}`)
      assert.doesNotMatch(page, /undefined|\[object|NaN|<script(?! type="application\/ld\+json")|style="/, procedure.code)
      assert.equal(page.match(/<h1/g)?.length, 1)
      if (procedure.fullProcess !== true) assert.ok(page.includes(procedure.fullProcess.partial.basis), 'the published reason (Decree 224/2026, article 14)')
    }
})

test('what the State knows is said to be known, not asked for', async () => {
  const page = await html('/services/:code', { code: '1.001193' })
  const [needed, known] = page.split('id="known"')
  assert.match(needed!, /Giấy chứng sinh/)
  assert.doesNotMatch(needed!, /Giấy chứng nhận kết hôn của cha mẹ/)
  assert.match(known!, /Giấy chứng nhận kết hôn của cha mẹ/)
})

test('an unknown code is refused, not broken', async () => {
  await assert.rejects(html('/services/:code', { code: '9.999999' }), { kind: 'not-found', code: 'no-such-procedure' })
})

test('a page weighs little', async () => {
  for (const [path, options] of [['/', {}], ['/services', {}], ['/services/:code', { code: '1.001193' }]] as const) assert.ok(Buffer.byteLength(await html(path, options)) < 40_000)
})
