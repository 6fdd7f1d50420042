import type { Page } from 'playwright-core'
import type { Address } from './addresses.ts'
import type { Lang, Province } from './province.ts'

const signedIn = new WeakMap<object, string | undefined>()

/** Opens an address in a window, as whom it says, in the state it says; gives the status it was answered with. */
export async function show(province: Province, page: Page, address: Address, lang: Lang): Promise<number> {
  const context = page.context()
  if (!signedIn.has(context) || signedIn.get(context) !== address.as) {
    await province.become(context, address.as)
    signedIn.set(context, address.as)
  }
  const at = lang === 'en' ? (address.at === '/' ? '/en' : `/en${address.at}`) : address.at
  const answer = await page.goto(at)
  if (!address.refused) return answer!.status()
  const { submit, typed = {} } = address.refused
  for (const [name, value] of Object.entries(typed)) {
    const field = page.locator(`[name="${name}"]:not([type=hidden])`)
    if (await field.count()) await field.first().fill(value)
  }
  const button = page.locator(`button[name=_submit][value="${submit}"], form:has(input[name=_submit][value="${submit}"]) button.button`).first()
  const [refused] = await Promise.all([page.waitForResponse((r) => r.request().method() === 'POST'), press(button)])
  await page.waitForLoadState()
  return refused.status()
}

/** The button may lie in a part that is folded. */
async function press(button: ReturnType<Page['locator']>): Promise<void> {
  const folded = button.locator('xpath=ancestor::details[not(@open)]')
  if (await folded.count()) await folded.first().locator('summary').click()
  await button.click()
}
