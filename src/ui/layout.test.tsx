import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '#platform/refusal'
import { asset, findAsset } from './assets.tsx'
import { examplePage } from './examples.tsx'
import { Choice, Choices, DateField, TextField } from './field.tsx'
import { Form } from './form.tsx'
import { Heading, Layout, toHtml } from './layout.tsx'
import { StatusPage } from './status-page.tsx'

const refusal = new Refusal('invalid', 'check-the-form', { born: 'not-a-day' })

test('a refused form says so in the title, first in main, and at the field', () => {
  const p = examplePage('vi', { refusal, typed: { born: '31/11/2026' }, say: (code) => (code === 'not-a-day' ? 'Tháng 11 chỉ có 30 ngày' : code) })
  const html = toHtml(<Layout p={p} title="Người con"><Heading>Người con</Heading><DateField p={p} name="born" label="Ngày sinh" value="2026-11-03" /></Layout>)
  assert.match(html, /<title>Lỗi: Người con \| Sen – Dịch vụ công thành phố Bắc Ninh<\/title>/)
  assert.match(html, /<main id="main"><div class="wrap"><div class="flow"><div class="summary/)
  assert.match(html, /<a href="#born">Tháng 11 chỉ có 30 ngày<\/a>/)
  assert.match(html, /id="born"[^>]*value="31\/11\/2026" aria-invalid="true" aria-describedby="born-hint born-error"/)
})

test('what Lan typed is kept, also that she ticked nothing', () => {
  const p = examplePage('vi', { refusal, typed: { name: 'An', sex: 'female' } })
  const options = [{ value: 'female', label: 'Nữ' }, { value: 'male', label: 'Nam' }]
  const html = toHtml(<Form p={p}><TextField p={p} name="name" label="Tên" value="Bình" /><Choice p={p} name="sex" label="Giới tính" options={options} /><Choices p={p} name="copies" label="Bản sao" values={['female']} options={options} /></Form>)
  assert.match(html, /name="name"[^>]*value="An"/)
  assert.match(html, /name="sex" value="female" checked/)
  assert.doesNotMatch(html, /name="copies" value="female" checked/)
})

test('a form carries its proof, its key and its submit', () => {
  const p = examplePage()
  assert.match(toHtml(<Form p={p} submit="accept"> </Form>), /name="_csrf" value="csrf"\/><input type="hidden" name="_key" value="key"\/><input type="hidden" name="_submit" value="accept"\/>/)
})

test('the language switch keeps the address', () => {
  assert.match(toHtml(<Layout p={examplePage('vi', { path: '/cases/7?tab=papers' })} title="x">x</Layout>), /href="\/en\/cases\/7\?tab=papers" lang="en"/)
  assert.match(toHtml(<Layout p={examplePage('en', { path: '/cases/7' })} title="x">x</Layout>), /href="\/cases\/7" lang="vi" hreflang="vi" aria-label="VI, Tiếng Việt"/)
})

test('what was typed cannot become part of the page', () => {
  const p = examplePage('vi', { typed: { name: '"><script>alert(1)</script>' } })
  assert.doesNotMatch(toHtml(<Layout p={p} title="</title><script>"><TextField p={p} name="name" label="Tên" /></Layout>), /<script>/)
})

test('a page that says no has one h1, no summary above it, and the number to read out', () => {
  const html = toHtml(<StatusPage p={examplePage('vi', { refusal: new Refusal('not-found', 'no-such-case') })} status={500} number="E7-4412" />)
  assert.equal(html.match(/<h1/g)?.length, 1)
  assert.doesNotMatch(html, /class="summary|<title>Lỗi/)
  assert.match(html, /E7-4412/)
})

test('an asset is found at its address, packed twice, and its fonts with it', () => {
  const css = findAsset(asset('sen.css'))!
  assert.equal(css.type, 'text/css; charset=utf-8')
  assert.ok(css.brotli!.length < 8_000, `the stylesheet is ${css.brotli!.length} bytes packed`)
  const fonts = [...css.body.toString().matchAll(/url\("([^"]+)"\)/g)].map((m) => m[1]!)
  assert.ok(fonts.length >= 6)
  assert.deepEqual(fonts.filter((url) => !findAsset(url)), [])
  assert.equal(findAsset('/assets/0000000000/sen.css'), undefined)
})
