import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openProvince, skip } from './province.ts'

test('Thảo draws a flow and a table in the browser: what is wrong is pointed at, and mended it waits for a second pair of eyes', { skip }, async (t) => {
  const province = await openProvince()
  t.after(() => province.close())
  const page = await province.window({ width: 1440, height: 1000, scripts: true, as: 'thao' })
  const errors: string[] = []
  page.on('pageerror', (error) => void errors.push(error.message))
  await page.goto('/officer/flows/consult-with-lead/draw')
  const chooses = async (task: string): Promise<void> => page.locator(`[data-element-id="${task}"] .djs-hit`).first().click({ force: true })
  const act = page.locator('[data-draw-panel] label', { hasText: 'Ai làm' }).locator('input')
  const proposes = async (): Promise<void> => { await Promise.all([page.waitForResponse((answer) => answer.request().method() === 'POST'), page.locator('button.button', { hasText: /^(Đề xuất|Đưa vào bản thảo)$/ }).click()]); await page.waitForLoadState() }
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

  await page.goto('/officer/decisions/1.000656-dang-ky-khai-tu/draw')
  const writes = async (text: string): Promise<void> => {
    await page.locator('[data-element-id="papers-2-paper"]').click()
    await page.keyboard.press('Control+A')
    await page.keyboard.type(text)
    await page.locator('h1').click()
  }
  await page.locator('[data-draw-views] button', { hasText: 'Giấy tờ phải nộp' }).click()
  await writes('"police-letter"')
  await proposes()
  assert.match(await page.locator('#faults').innerText(), /Giấy tờ phải nộp, quy tắc 2[\s\S]*police-letter/)
  assert.equal((await page.locator('[data-element-id="papers-2-paper"]').innerText()).trim(), '"police-letter"', 'the table with the fault is open, and what was typed is kept')
  await writes('"police-report"')
  await page.locator('[data-element-id="papers-2-violent"]').click()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('not(false)')
  await page.locator('h1').click()
  await proposes()
  // It is in the draft of the procedure.
  await page.waitForURL('**/officer/procedures/1.000656', { timeout: 10_000 })
  assert.deepEqual(errors, [])
})
