// Pictures of every page, at the width of a telephone and of a desk, in both languages. By hand, to be looked at:
//   node --import tsx test/end-to-end/screenshots.ts FOLDER [part of an address or file name …]
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { addresses, fileName } from './addresses.ts'
import { openProvince } from './province.ts'
import { tellStory } from './story.ts'
import { show } from './show.ts'

const [folder = 'screenshots', ...only] = process.argv.slice(2)
mkdirSync(folder, { recursive: true })
const province = await openProvince()
try {
  const wanted = addresses(await tellStory(province)).filter((one) => only.length === 0 || only.some((part) => fileName(one).includes(part)))
  for (const width of [360, 1440]) {
    const page = await province.window({ width, height: 900 })
    for (const address of wanted.toSorted((a, b) => (a.as ?? '').localeCompare(b.as ?? ''))) {
      for (const lang of ['vi', 'en'] as const) {
        const status = await show(province, page, address, lang)
        await page.screenshot({ path: join(folder, `${fileName(address)}.${lang}.${width}.png`), fullPage: true })
        if (status !== (address.status ?? (address.refused ? 400 : 200))) console.log(`${address.at} (${lang}): ${status}`)
      }
    }
    await page.context().close()
  }
  console.log(`${wanted.length} pages, four pictures each, in ${folder}`)
} finally {
  await province.close()
}
process.exit()
