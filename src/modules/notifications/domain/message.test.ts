import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import fc from 'fast-check'
import { CannotStart, projectRoot } from '#platform/settings'
import { readWordings } from '../definitions/wordings.ts'
import { fill, kindNames, messageId, opensTray, plain, placeholdersIn, smsLengths, smsMost, traysOf, waitAfter } from './message.ts'

const country = path.join(projectRoot, 'countries/vn')

test('every message has its texts, and none can become too long for a telephone', () => {
  const wordings = readWordings(country)
  for (const kind of kindNames) {
    const { sms } = wordings[kind]
    if (!sms) continue
    const longest = fill(sms, Object.fromEntries(placeholdersIn(sms).map((word) => [word, 'x'.repeat(smsLengths[word]!)])))
    assert(longest.length <= smsMost, `${kind}: ${longest.length}`)
  }
})

test('the voice: no exclamation marks, no "kính mời", no "quý khách"', () => {
  for (const file of ['to-applicant', 'to-officials']) assert.doesNotMatch(readFileSync(path.join(country, `messages/${file}.yaml`), 'utf8'), /!|kính mời|quý khách|hệ thống/i)
})

function countryWith(t: TestContext, change: (text: string) => string): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'sen-messages-'))
  t.after(() => rmSync(dir, { recursive: true, force: true }))
  mkdirSync(path.join(dir, 'messages'))
  for (const file of ['to-applicant.yaml', 'to-officials.yaml']) writeFileSync(path.join(dir, 'messages', file), change(readFileSync(path.join(country, 'messages', file), 'utf8')))
  return dir
}

const wrong: [string, (text: string) => string, RegExp][] = [
  ['a word the message does not have', (text) => text.replace('của bạn đã đủ và được tiếp nhận', 'của bạn {so} đã đủ'), /to-applicant\.yaml:\d+: "case-accepted" uses \{so\}, which it does not have/],
  ['a word in one language only', (text) => text.replace('by {dueDay} at the latest. If', 'soon. If').replace('result by {dueDay}', 'soon'), /"case-accepted" says \{dueDay\} in one language only/],
  ['tones in a text message', (text) => text.replace('Da nhan ho so {code}', 'Đã nhận hồ sơ {code}'), /"case-submitted" has tones/],
  ['a text message that may grow', (text) => text.replace('Da nhan ho so {code}', 'Da nhan ho so {procedure}'), /"case-submitted" has \{procedure\} in its text message, which may be of any length/],
  ['a text message that is too long', (text) => text.replace('Da nhan ho so {code}.', `Da nhan ho so {code}. ${'x'.repeat(120)}`), /"case-submitted" has a text message that can become \d+ signs long; 160 is the most/],
  ['a message nobody sends', (text) => text.replace('  case-withdrawn:', '  case-lost:'), /there is no message "case-lost"[\s\S]*"case-withdrawn" has no text/],
]
for (const [what, change, says] of wrong) test(`refused before it is published: ${what}`, (t) => {
  assert.throws(() => readWordings(countryWith(t, change)), (error) => error instanceof CannotStart && says.test(error.message) || assert.fail((error as Error).message))
})

test('one event, kind, recipient and channel is one message', () => {
  const event = { stream: 'case-c1', version: 2 }
  const lan = { person: 'p-lan', name: 'Nguyễn Thu Lan' }
  const id = messageId(event, 'case-accepted', lan, 'inbox')
  assert.equal(messageId({ ...event }, 'case-accepted', { ...lan, name: 'Lan' }, 'inbox'), id)
  const others = [messageId({ ...event, version: 3 }, 'case-accepted', lan, 'inbox'), messageId(event, 'case-refused', lan, 'inbox'), messageId(event, 'case-accepted', { official: 'p-lan', name: '' }, 'inbox'), messageId(event, 'case-accepted', lan, 'email')]
  assert.equal(new Set([id, ...others]).size, 5)
})

test('a power for some procedures opens a desk for those only, and two powers open what either opens', () => {
  const actor = (powers: any[]) => ({ id: 'o', kind: 'official' as const, name: 'O', powers })
  const power = (procedures?: string[]) => ({ act: 'process' as const, unit: '09169', source: 's', ...(procedures && { procedures }) })
  const about = (procedure: string) => ({ recipient: 'desk:09169:process', procedure })
  const some = traysOf(actor([power(['a']), power(['b'])]))
  assert.deepEqual(['a', 'b', 'c'].map((p) => opensTray(some, about(p))), [true, true, false])
  for (const powers of [[power(['a']), power()], [power(), power(['a'])]]) assert(opensTray(traysOf(actor(powers)), about('c')))
  assert.deepEqual(traysOf({ id: 'nobody', kind: 'nobody', name: '', powers: [] }), [])
})

test('text messages carry no tones, whatever was typed', () => {
  assert.equal(plain('Đã nhận hồ sơ của Nguyễn Thị Yến, ủy quyền'), 'Da nhan ho so cua Nguyen Thi Yen, uy quyen')
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => /^[\x20-\x7e]*$/.test(plain(text))))
})

test('trying again waits longer each time, and ends', () => {
  const waits = Array.from({ length: 16 }, (_, i) => waitAfter(i + 1))
  assert.deepEqual(waits.slice(0, 4), [1, 2, 4, 8])
  assert.equal(waits.at(-1), undefined)
  const hours = waits.reduce<number>((sum, wait) => sum + (wait ?? 0), 0) / 60
  assert(hours > 36 && hours < 72, String(hours))
})
