import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { type Address, addresses, fileName, noPages } from './addresses.ts'
import { type Lang, openProvince, type Province, skip } from './province.ts'
import { show } from './show.ts'
import { tellStory } from './story.ts'
import { vietnameseOnly } from './untranslated.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const langs: readonly Lang[] = ['vi', 'en']
const faces: readonly [string, (at: string) => boolean][] = [
  ['the portal', (at) => !/^\/(officer|operations)/.test(at)],
  ['the officers’ console', (at) => at.startsWith('/officer')],
  ['the wall', (at) => at.startsWith('/operations')],
]

let province: Province
let all: Address[] = []
before(async () => {
  if (skip) return
  province = await openProvince()
  all = addresses(await tellStory(province))
})
after(() => province?.close())

/** What is wrong with the page as it stands, in words. */
type Found = { title: string; lang: string; h1: number; inline: string[]; lost: string[]; words: string }
const look = (page: Page): Promise<Found> => page.evaluate(() => ({
  title: document.title,
  lang: document.documentElement.lang,
  h1: document.querySelectorAll('h1').length,
  inline: [...document.querySelectorAll('[style], style, script:not([src], [type="application/ld+json"]), [onclick], [onchange], [onsubmit]')]
    // What a modeller draws it draws by script, which the policy allows.
    .filter((one) => !one.closest('[data-draw]')).map((one) => one.outerHTML.slice(0, 120)),
  // A link within the page that leads nowhere: an error of no field, a heading that is not there.
  lost: [...document.querySelectorAll('a[href^="#"]')].map((one) => one.getAttribute('href')!).filter((href) => href.length > 1 && !document.getElementById(decodeURIComponent(href.slice(1)))),
  words: (() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const said: string[] = []
    while (walker.nextNode()) if (!walker.currentNode.parentElement!.closest('[lang=vi], script')) said.push(walker.currentNode.nodeValue!)
    return said.join('\n')
  })(),
}))
const tooWide = (page: Page): Promise<string[]> => page.evaluate(() => {
  const width = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= width) return []
  return [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > width + 1 && !one.closest('.scroll, .views')).slice(0, 4).map((one) => `${Math.round(one.getBoundingClientRect().right)} px: ${one.outerHTML.slice(0, 140)}`)
})
const unfold = (page: Page): Promise<void> => page.evaluate(() => document.querySelectorAll('main details, aside details').forEach((one) => one.setAttribute('open', '')))
async function axeFinds(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: { run(context: object, options: object): Promise<{ violations: { id: string; help: string; nodes: { html: string; failureSummary: string }[] }[] }> } }).axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'], preload: false }))
  return violations.map((one) => `${one.id}, ${one.help}: ${one.nodes.slice(0, 3).map((node) => `${node.html.slice(0, 200)} (${node.failureSummary.replace(/\s+/g, ' ').slice(0, 200)})`).join('; ')}`)
}

test('every page of every room has an example here', { skip }, () => {
  const pages = province.house.modules.flatMap((room) => (room.pages ?? []).map((page) => page.path))
  const shown = new Set(all.map((one) => one.page))
  assert.deepEqual(pages.filter((path) => !shown.has(path)), [], 'add an example to test/end-to-end/addresses.ts')
  assert.deepEqual([...shown].filter((path) => !pages.includes(path) && !noPages.includes(path)), [], 'no room has this page any more')
})

for (const [face, isHere] of faces)
  for (const lang of langs) test(`each page of ${face} holds in ${lang === 'vi' ? 'Vietnamese' : 'English'}: axe, one heading, its language, its width`, { skip }, async () => {
    const wrong: string[] = []
    const page = await province.window({ width: 1440, height: 900, scripts: true, beside: true })
    // Sorted by who looks, so that each signs in once.
    for (const address of all.filter((one) => isHere(one.at)).toSorted((a, b) => (a.as ?? '').localeCompare(b.as ?? ''))) {
      const blame = (what: string): void => void wrong.push(`${fileName(address)} (${lang}, ${address.at}): ${what}`)
      try {
        const status = await show(province, page, address, lang)
        const expected = address.status ?? (address.refused ? 400 : 200)
        if (status !== expected) blame(`answers ${status}, not ${expected}`)
        await unfold(page)
        const found = await look(page)
        // The gallery shows components, headings among them; its own test runs axe over it.
        if (found.h1 !== 1 && address.page !== '/gallery') blame(`${found.h1} headings of the first level`)
        if (found.lang !== lang) blame(`says its language is ${found.lang}`)
        if (!/ \S/.test(found.title) || /undefined|\[object/.test(found.title + found.words)) blame(`title or words: ${found.title}`)
        if (address.refused && !found.title.startsWith(lang === 'en' ? 'Error:' : 'Lỗi:')) blame(`does not say in its title that something is wrong: ${found.title}`)
        for (const one of found.lost) if (address.page !== '/gallery') blame(`a link leads nowhere: ${one}`)
        for (const one of found.inline) blame(`inline style or script: ${one}`)
        if (lang === 'en') for (const words of vietnameseOnly(found.words)) blame(`not translated: ${words}`)
        const fully = lang === 'vi' || address.main || !address.state
        if (fully && address.page !== '/gallery') for (const one of await axeFinds(page)) blame(`axe: ${one}`)
        for (const width of [360, 320]) {
          await page.setViewportSize({ width, height: 780 })
          for (const one of await tooWide(page)) blame(`wider than ${width} px: ${one}`)
          if (width === 360 && address.main && lang === 'vi') for (const one of await axeFinds(page)) blame(`axe at 360 px: ${one}`)
        }
      } catch (error) {
        blame(`could not be looked at: ${(error as Error).message.split('\n')[0]}`)
      }
      await page.setViewportSize({ width: 1440, height: 900 })
    }
    await page.context().close()
    assert.deepEqual(wrong, [])
  })

describe('with the keyboard alone', { skip }, () => {
  for (const [what, find] of [['the first page', (a: Address) => a.page === '/' && !a.as], ['a step of a form', (a: Address) => a.state === 'child'], ['the worklist', (a: Address) => a.page === '/officer' && !a.state]] as const)
    test(`everything on ${what} is reached, and seen when it is`, async () => {
      const address = all.find(find)!
      const page = await province.window({ width: 1440, height: 900, scripts: true, beside: true })
      await show(province, page, address, 'vi')
      const wanted = await page.evaluate(() => {
        const all = [...document.querySelectorAll<HTMLElement>('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')].filter((one) => one.checkVisibility() && !one.matches(':disabled'))
        // Of a group of radio buttons the keyboard reaches one; the arrows do the rest.
        const groups = new Set<string>()
        return all.filter((one) => {
          if (!(one instanceof HTMLInputElement) || one.type !== 'radio') return true
          const first = !groups.has(one.name)
          groups.add(one.name)
          return first
        }).length
      })
      const reached = new Set<string>()
      const unseen: string[] = []
      for (let press = 0; press < wanted + 5; press++) {
        await page.keyboard.press('Tab')
        const at = await page.evaluate(() => {
          const one = document.activeElement as HTMLElement
          if (!one || one === document.body) return undefined
          const all = [...document.querySelectorAll('*')]
          const drawn = one.closest('label') ?? one
          const style = getComputedStyle(one)
          const around = getComputedStyle(drawn)
          const box = one.getBoundingClientRect()
          const shown = [style, around].some((s) => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none')
          return { id: `${all.indexOf(one)}`, is: one.outerHTML.slice(0, 100), first: one.getAttribute('href'), seen: shown && box.bottom > 0 && box.top < innerHeight }
        })
        if (!at) break
        if (press === 0) assert.equal(at.first, '#main', 'the first stop leads past the masthead')
        reached.add(at.id)
        if (!at.seen) unseen.push(at.is)
      }
      assert.deepEqual(unseen, [])
      assert.equal(reached.size, wanted)
      await page.context().close()
    })
})

test('who is not signed in is sent to sign in, and comes back to where he wanted to be', { skip }, async () => {
  const page = await province.window()
  for (const address of all.filter((one) => one.as && !one.refused && !one.state && one.page !== '/' && one.page !== '403')) {
    await page.goto(address.at)
    const at = new URL(page.url())
    assert.equal(at.pathname, '/sign-in', `${address.at} is open to anyone`)
    assert.equal(at.searchParams.get('to'), address.at)
  }
  await page.context().close()
})
