import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { openProvince } from './province.ts'

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'

test('Thảo draws a flow in the browser: what is wrong is pointed at, and mended it waits for a second pair of eyes', { skip: existsSync(executablePath) ? false : `no Chromium at ${executablePath}` }, async (t) => {
  const province = await openProvince()
  t.after(() => province.close())
  const page = await province.window({ width: 1440, height: 1000, scripts: true, as: 'thao' })
  const errors: string[] = []
  page.on('pageerror', (error) => void errors.push(error.message))
  await page.goto('/officer/flows/consult-with-lead/draw')
  const chooses = async (task: string): Promise<void> => page.locator(`[data-element-id="${task}"] .djs-hit`).first().click({ force: true })
  const act = page.locator('[data-draw-panel] label', { hasText: 'Ai làm' }).locator('input')
  const proposes = async (): Promise<void> => { await Promise.all([page.waitForResponse((answer) => answer.request().method() === 'POST'), page.locator('button.button', { hasText: 'Đề xuất' }).click()]); await page.waitForLoadState() }
  await chooses('draft')
  assert.equal(await act.inputValue(), 'process')
  await act.fill('boss')
  await act.blur()
  await proposes()
  assert.match(await page.locator('#faults').innerText(), /Không có quyền boss/)
  assert.equal(await page.locator('[data-element-id="draft"].sen-wrong').count(), 1, 'the drawing marks it')
  await chooses('draft')
  assert.equal(await act.inputValue(), 'boss', 'what was drawn is kept')
  await act.fill('process lead')
  await act.blur()
  await proposes()
  assert.match(await page.locator('main').innerText(), /Phiên bản 2 chờ ban hành[\s\S]*Chờ một người quản trị khác/)
  assert.deepEqual(errors, [])
})
