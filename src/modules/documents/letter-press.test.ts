import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Refusal } from '#platform/refusal'
import { openLetterPress, readLetters, type LetterPress } from './letter-press.ts'
import { hardSamples, letterSamples } from './testing/letter-samples.ts'

const folder = new URL('../../../countries/vn/letters', import.meta.url).pathname
const has = (tool: string): boolean => { try { execFileSync(tool, ['-v'], { stdio: 'ignore' }); return true } catch { return false } }
const poppler = ['pdffonts', 'pdfinfo', 'pdftotext'].every(has)
const withPoppler = poppler ? {} : { skip: 'poppler-utils is not installed, so the finished PDF is not taken apart' }
const see = (tool: string, pdf: Buffer, ...options: string[]): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'sen-letter-')), 'letter.pdf')
  writeFileSync(path, pdf)
  return execFileSync(tool, [...options, path, ...(tool === 'pdftotext' ? ['-'] : [])], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
}
const textOf = (pdf: Buffer): string => see('pdftotext', pdf).replace(/\s+/g, ' ')
const everyText = (data: unknown): string[] => typeof data === 'string' ? [data] : typeof data === 'object' && data !== null ? Object.values(data).flatMap(everyText) : []

let press: LetterPress
before(() => { press = openLetterPress(folder) })
after(() => press.close())

test('every letter of the country has an example here', () => {
  assert.deepEqual(Object.keys(letterSamples).sort(), Object.keys(press.letters).sort())
})

for (const template of Object.keys(letterSamples)) {
  test(`${template}: PDF/A-2a, tagged, fonts embedded, on its sheet, everything in it findable in NFC`, withPoppler, async () => {
    const pdf = await press.render(template, letterSamples[template]!)
    const about = see('pdfinfo', pdf)
    assert.match(about, /Tagged: +yes/)
    const [width, height] = { a5: [419.5, 595.3], a4: [595.3, 841.9], 'a4-landscape': [841.9, 595.3] }[press.letters[template]!.page] as [number, number]
    const [, w, h] = /Page size: +([\d.]+) x ([\d.]+)/.exec(about)!
    assert.ok(Math.abs(Number(w) - width) < 1 && Math.abs(Number(h) - height) < 1, `sheet of ${w} x ${h}`)
    if (template !== 'register') assert.match(about, /Pages: +1\n/, 'the ordinary case fits on one sheet')
    const meta = see('pdfinfo', pdf, '-meta')
    assert.match(meta, /<pdfaid:part>2</)
    assert.match(meta, /<pdfaid:conformance>A</)
    const fonts = see('pdffonts', pdf).trim().split('\n').slice(2)
    assert.ok(fonts.length > 0)
    for (const font of fonts) assert.match(font, /Tinos.* yes yes yes /, 'embedded, a subset, with its meaning')
    const text = textOf(pdf)
    assert.equal(text, text.normalize('NFC'))
    for (const name of ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc', 'K7PX-3MQD-9TRW', 'sen.example/check']) assert.ok(text.includes(name), `${name} is in the text`)
  })

  test(`${template}: at its worst nothing is lost`, withPoppler, async () => {
    const data = hardSamples[template] ?? letterSamples[template]!
    const pdf = await press.render(template, data)
    const text = textOf(pdf).replaceAll(' ', '').toLowerCase()
    const printed = everyText(data).filter((t) => !/^\d{4}(-\d\d(-\d\d)?)?(T.*)?$/.test(t) && !t.startsWith('https:') && !t.includes('@'))
    for (const value of printed.filter((t) => t.length > 12 && t.length < 60)) assert.ok(text.includes(value.replaceAll(' ', '').toLowerCase()) || isWrapped(value, text), `"${value}" is in the letter`)
  })
}

/** In a table, lines of neighbouring cells alternate: then at least every word is there. */
const isWrapped = (value: string, text: string): boolean => value.toLowerCase().split(' ').every((word) => text.includes(word))

test('the same data gives the same bytes, on another press as well', async (t) => {
  const other = openLetterPress(folder)
  t.after(() => other.close())
  const first = await press.render('receipt', letterSamples['receipt']!)
  assert.deepEqual(await press.render('receipt', letterSamples['receipt']!), first)
  assert.deepEqual(await other.render('receipt', letterSamples['receipt']!), first)
})

test('a missing field is refused by its name, before anything is set', async () => {
  const { child, ...rest } = letterSamples['birth-certificate'] as { child: { name: string } }
  await assert.rejects(press.render('birth-certificate', { ...rest, child: { ...child, name: '' } }), (error: Refusal) => {
    assert.equal(error.code, 'letter-data-wrong')
    assert.deepEqual(error.fields, { 'child.name': 'letter-field-missing' })
    assert.equal(error.params['letter'], 'Giấy khai sinh')
    return true
  })
  await assert.rejects(press.render('no-such-letter', {}), (error: Refusal) => error.code === 'letter-unknown')
})

test('what a person typed is text on the letter, never an instruction to the press', withPoppler, async () => {
  const pdf = await press.render('receipt', { ...letterSamples['receipt'], returnAt: '#read("/etc/passwd") $x$ *đậm* <b> \\ ]' })
  assert.ok(textOf(pdf).includes('#read("/etc/passwd") $x$ *đậm* <b> \\ ]'))
})

test('in English the name of the letter stands under its Vietnamese one', withPoppler, async () => {
  const text = textOf(await press.render('receipt', letterSamples['receipt']!, { lang: 'en' }))
  assert.match(text, /HẸN TRẢ KẾT QUẢ Receipt and appointment slip/)
})

test('KT., TL., TUQ. stand before the position of the one whose place is taken', withPoppler, async () => {
  assert.match(textOf(await press.render('marital-status-confirmation', letterSamples['marital-status-confirmation']!)), /TM\. ỦY BAN NHÂN DÂN KT\. CHỦ TỊCH PHÓ CHỦ TỊCH Trần Thị Minh Nguyệt/)
  assert.match(textOf(await press.render('household-business-certificate', letterSamples['household-business-certificate']!)), /TUQ\. CHỦ TỊCH TRƯỞNG PHÒNG/)
})

test('a hundred letters asked for at once all come, and a broken template hurts only itself', async (t) => {
  const own = mkdtempSync(join(tmpdir(), 'sen-letters-'))
  cpSync(folder, own, { recursive: true })
  writeFileSync(join(own, 'refusal.typ'), '#import "letter.typ": *\n#show: letter\n#nothing-of-that-name')
  const workshop = openLetterPress(own)
  t.after(() => workshop.close())
  const broken = workshop.render('refusal', letterSamples['refusal']!)
  const all = Promise.all(Array.from({ length: 100 }, (_, i) => workshop.render('apology', { ...letterSamples['apology'], caseCode: `H05.138.00-261120-${i}` })))
  await assert.rejects(broken, /refusal\.typ.*nothing-of-that-name/)
  assert.ok((await all).every((pdf) => pdf.subarray(0, 5).toString() === '%PDF-'))
})

test('a definition that contradicts itself is refused with file, line and a sentence', () => {
  const own = mkdtempSync(join(tmpdir(), 'sen-letters-'))
  cpSync(folder, own, { recursive: true })
  const path = join(own, 'letters.yaml')
  const good = readFileSync(path, 'utf8')
  writeFileSync(path, good.replace('child: child', 'child: childd'))
  assert.throws(() => readLetters(own), /letters\.yaml:\d+: child is of the kind "childd", which is nowhere described/)
  writeFileSync(path, good.replace(/^ {2}apology:/m, '  apologies:'))
  assert.throws(() => readLetters(own), /letters\.yaml:\d+: there is no template apologies\.typ/)
})
