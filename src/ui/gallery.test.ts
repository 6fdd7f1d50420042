import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'
import { h } from 'preact'
import { chromium, type Browser } from 'playwright-core'
import { findAsset } from './assets.tsx'
import { examplePage } from './examples.tsx'
import { gallery } from './gallery.tsx'
import { Layout, toHtml } from './layout.tsx'
import * as letter from './letter.examples.tsx'

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const skip = existsSync(executablePath) ? false : `no Chromium at ${executablePath}; set CHROMIUM`
const shots = process.env['SEN_SHOTS']
const langs = ['vi', 'en'] as const
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

// The same policy as the platform's: what needs more than this would not be seen by people either.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; require-trusted-types-for 'script'; trusted-types sen-live sen-look-again"
const server = createServer((request, response) => {
  const url = new URL(request.url!, 'http://localhost')
  const found = findAsset(url.pathname)
  if (found) return void response.writeHead(200, { 'content-type': found.type }).end(found.body)
  const lang = url.pathname.startsWith('/en') ? 'en' : 'vi'
  const p = examplePage(lang)
  const view = url.pathname === '/letter' ? Layout({ p, title: 'Giấy', narrow: true, crumbs: [{ href: '/cases', label: 'Hồ sơ' }], children: [h('h1', { class: 'no-print' }, 'Giấy'), letter.examples(p)[0]!.view] }) : gallery(p)
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }).end(toHtml(view))
})
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
let browser: Browser
let home = ''

before(async () => {
  if (skip) return
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  home = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  browser = await chromium.launch({ executablePath, args: flags })
})
after(async () => {
  await browser?.close()
  server.closeAllConnections()
  server.close()
})

for (const lang of langs)
  for (const width of [360, 1440])
    test(`axe finds nothing in the ${lang} gallery at ${width} px, with everything opened`, { skip }, async () => {
      const page = await browser.newPage({ viewport: { width, height: 900 }, bypassCSP: true })
      const broken: string[] = []
      page.on('console', (m) => m.type() === 'error' && broken.push(m.text()))
      page.on('requestfailed', (r) => broken.push(r.url()))
      await page.goto(`${home}/${lang === 'en' ? 'en/' : ''}gallery`)
      await page.evaluate(() => document.querySelectorAll('main details').forEach((d) => d.setAttribute('open', '')))
      await page.evaluate(axe)
      const result = await page.evaluate(() => (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; help: string; nodes: { html: string; failureSummary: string }[] }[] }> } }).axe.run())
      if (shots) {
        mkdirSync(shots, { recursive: true })
        await page.screenshot({ path: `${shots}/gallery-${lang}-${width}.png`, fullPage: true })
      }
      assert.deepEqual(result.violations.map((v) => `${v.id}: ${v.help}\n${v.nodes.slice(0, 5).map((n) => `${n.html}\n${n.failureSummary}`).join('\n')}`), [])
      assert.deepEqual(broken, [])
      await page.close()
    })

// The reader's own default size, not a style of ours: media queries in rem must follow it.
for (const [name, width, size] of [['at 320 px', 320, 16], ['at 360 px when the reader’s text is twice as large', 360, 32]] as const)
  test(`nothing is wider than the screen ${name}`, { skip }, async () => {
    const own = await chromium.launch({ executablePath, args: [...flags, `--blink-settings=defaultFontSize=${size}`] })
    try {
      for (const lang of langs) {
        const page = await own.newPage({ viewport: { width, height: 800 } })
        await page.goto(`${home}/${lang === 'en' ? 'en/' : ''}gallery`)
        if (shots) await page.screenshot({ path: `${shots}/text-${size}-${lang}.png`, fullPage: true })
        const wide = await page.evaluate(() => {
          const width = document.documentElement.clientWidth
          return document.documentElement.scrollWidth <= width ? [] : [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > width + 1 && !e.closest('.scroll, .views')).slice(0, 8).map((e) => `${Math.round(e.getBoundingClientRect().right)} ${e.outerHTML.slice(0, 160)}`)
        })
        assert.deepEqual(wide, [])
      }
    } finally {
      await own.close()
    }
  })

test('a receipt prints on one sheet of A5, without the page around it', { skip }, async () => {
  const page = await browser.newPage()
  await page.goto(`${home}/letter`)
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  // 420 × 595 points: half of A4, what the desk's printer holds.
  assert.deepEqual([...pdf.matchAll(/\/MediaBox \[0 0 (\d+)[\d.]* (\d+)[\d.]*\]/g)].map((m) => `${m[1]}×${m[2]}`), ['420×594'])
  await page.close()
})

test('no component writes a style or a script into the page', () => {
  for (const lang of langs) {
    const html = toHtml(gallery(examplePage(lang)))
    assert.doesNotMatch(html, /\sstyle=/)
    assert.doesNotMatch(html, /<style|<script(?! src="\/assets\/)/)
    assert.doesNotMatch(html, /\son[a-z]+="/)
    assert.doesNotMatch(html, /undefined|\[object/)
  }
})

test('every id stands once, and every label, description and link within the page finds its end', () => {
  for (const lang of langs) {
    const html = toHtml(gallery(examplePage(lang)))
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((m) => m[1]!)
    assert.deepEqual(ids.filter((id, i) => ids.indexOf(id) !== i), [])
    const asked = [...html.matchAll(/\s(?:for|aria-describedby|aria-labelledby)="([^"]+)"/g)].flatMap((m) => m[1]!.split(' '))
    assert.deepEqual(asked.filter((id) => !ids.includes(id)), [])
    const errors = [...html.matchAll(/class="summary.*?<\/ul>/gs)].flatMap((m) => [...m[0].matchAll(/href="#([^"]+)"/g)].map((l) => l[1]!))
    assert.ok(errors.length > 0)
    assert.deepEqual(errors.filter((id) => !ids.includes(id)), [])
  }
})
