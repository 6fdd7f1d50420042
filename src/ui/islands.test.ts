import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { after, before, test } from 'node:test'
import { chromium, type Browser, type Page } from 'playwright-core'
import { findAsset } from './assets.tsx'
import { examplePage } from './examples.tsx'
import { islandsPage } from './islands.examples.tsx'
import { toHtml } from './layout.tsx'

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const skip = existsSync(executablePath) ? false : `no Chromium at ${executablePath}; set CHROMIUM`
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; require-trusted-types-for 'script'; trusted-types sen-live sen-look-again"

let figure = 92
let posts = 0
const listeners = new Set<ServerResponse>()
const server = createServer((request, response) => {
  const url = new URL(request.url!, 'http://localhost')
  const found = findAsset(url.pathname)
  if (found) return void response.writeHead(200, { 'content-type': found.type }).end(found.body)
  if (url.pathname === '/events') {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n')
    listeners.add(response)
    return
  }
  if (url.pathname === '/suggest') return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify([{ text: 'Đăng ký khai sinh', href: '/?chosen' }, { text: 'Đăng ký lại khai sinh', href: '/?again' }]))
  if (request.method === 'POST') {
    posts++
    return void setTimeout(() => response.writeHead(204).end(), 300)
  }
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }).end(toHtml(islandsPage(examplePage('vi', { face: 'officer' }), figure, url.searchParams.has('look'))))
})
let browser: Browser
let home = ''
const opened = async (): Promise<Page> => {
  const page = await browser.newPage()
  page.setDefaultTimeout(10_000)
  await page.goto(home)
  return page
}

before(async () => {
  if (skip) return
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  home = `http://127.0.0.1:${(server.address() as { port: number }).port}/`
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] })
})
after(async () => {
  await browser?.close()
  server.closeAllConnections()
  server.close()
})

test('an officer walks the worklist with J and K, picks with X, and turns the keys off', { skip }, async () => {
  const page = await opened()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  assert.deepEqual(await page.$$eval('.pick:checked', (l) => l.map((e) => (e as HTMLInputElement).value)), ['138-261119-0052'])
  await page.keyboard.press('/')
  await page.keyboard.type('jx')
  assert.equal(await page.inputValue('#q'), 'jx', 'in a field the keys are letters')
  await page.waitForSelector('[role=option]')
  await page.keyboard.press('Escape')
  await page.click('[data-keys-off]')
  await page.reload()
  await page.keyboard.press('j')
  assert.equal(await page.$('.at'), null)
  assert.equal(await page.textContent('[data-keys-off]'), 'bật phím tắt')
  await page.close()
})

test('when a figure moves, the chair sees it without reloading, and a screen reader hears of it', { skip }, async () => {
  const page = await opened()
  assert.equal(await page.textContent('#figures'), '92')
  await page.waitForFunction(() => document.readyState === 'complete')
  for (let i = 0; !listeners.size && i < 50; i++) await new Promise((r) => setTimeout(r, 50))
  figure = 93
  for (const listener of listeners) listener.write('data: changed\n\n')
  await page.waitForFunction(() => document.querySelector('#figures')?.textContent === '93')
  await page.waitForFunction(() => document.querySelector('[role=status]')?.textContent !== '')
  await page.close()
})

test('an answer that comes late does not change the list under her fingers', { skip }, async () => {
  const page = await opened()
  await page.route('**/suggest?q=khai+s', async (route) => { await new Promise((done) => setTimeout(done, 300)); await route.continue() })
  await page.fill('#q', '')
  await page.type('#q', 'khai')
  await page.waitForSelector('main [role=option]')
  const late = page.waitForResponse((response) => response.url().endsWith('khai+s'))
  await page.type('#q', ' s')
  await page.waitForTimeout(200)
  await page.keyboard.press('ArrowDown')
  await late
  await page.waitForTimeout(100)
  assert.equal(await page.locator('[role=option][aria-selected=true]').count(), 1)
  await page.close()
})

test('suggestions come while Lan types, and the arrow and Enter take one', { skip }, async () => {
  const page = await opened()
  await page.fill('#q', '')
  await page.type('#q', 'khai')
  await page.waitForSelector('[role=option]')
  assert.equal(await page.getAttribute('#q', 'aria-expanded'), 'true')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(/chosen/)
  await page.close()
})

test('a double click sends once', { skip }, async () => {
  const page = await opened()
  posts = 0
  await page.dblclick('#send button')
  await page.waitForTimeout(500)
  assert.equal(posts, 1)
  await page.close()
})

test('who waits for the bank is told that the page looks again, sees it anew when something happened, and is told when it gives up', { skip }, async () => {
  figure = 92
  const page = await opened()
  await page.goto(`${home}?look=1`)
  assert.equal(await page.textContent('[data-look-again]'), 'Trang tự xem lại')
  figure = 93
  await page.waitForURL(home)
  figure = 92
  await page.goto(`${home}?look=1`)
  await page.waitForURL(`${home}?gave-up`)
  await page.close()
})
