import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { perform } from '#platform/action'
import { importRecords } from '#catalogue'
import { jsonLines, madeUp } from '../catalogue/testing/records.ts'
import { lan, official, town, vuNinh, type Visitor } from '../../testing/town.ts'
import { catalogue, lookForPublished } from './shelf.ts'

const hoa = official('o-hoa', 'Trần Thị Hoa', 'Chuyên viên kiểm soát thủ tục', '24', 'admin')
const minh = official('o-minh', 'Ngô Quang Minh', 'Chủ tịch Ủy ban nhân dân tỉnh', '24', 'decide', 'oversee')
const desk = official('o-desk', 'Đỗ Hải Nam', 'Công chức một cửa', vuNinh, 'receive', 'process', 'decide', 'lead')
const code = '9.000101'
const at = `/officer/procedures/${code}`
/** A page is long: what is missing in it is said by its own words. */
const says = (body: string, what: RegExp): void => assert.ok(what.test(body), `${what} is not said: ${body.replace(/<(style|script|svg)[^]*?<\/\1>/g, '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ').slice(0, 1500)}`)
const seenOn = async (who: Visitor, path: string): Promise<string> => /name="_seen" value="(\d+)"/.exec((await who.get(path)).body)![1]!
/** What stands in the boxes of the form on a page, as a browser would send it again. */
function typedOn(body: string, submit = 'save'): Record<string, string | string[]> {
  const form = body.split('<form ').find((it) => it.includes(`name="_submit" value="${submit}"`))!.split('</form>')[0]!
  const clean = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').replaceAll('&#39;', "'")
  const found: [string, string][] = []
  for (const [tag] of form.matchAll(/<input [^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1]
    if (!name || ['_csrf', '_key', '_submit'].includes(name) || (/type="(radio|checkbox)"/.test(tag) && !/ checked/.test(tag))) continue
    found.push([name, clean(/value="([^"]*)"/.exec(tag)?.[1] ?? '')])
  }
  for (const [, name, text] of form.matchAll(/<textarea [^>]*name="([^"]*)"[^>]*>([^<]*)<\/textarea>/g)) found.push([name!, clean(text!)])
  for (const [, name, options] of form.matchAll(/<select [^>]*name="([^"]*)"[^>]*>(.*?)<\/select>/gs)) { const all = [...options!.matchAll(/<option([^>]*)>/g)].map(([, tag]) => tag!); const chosen = all.find((tag) => / selected/.test(tag)) ?? all[0] ?? ''; found.push([name!, clean(/value="([^"]*)"/.exec(chosen)?.[1] ?? '')]) }
  const all = Map.groupBy(found, ([name]) => name)
  return Object.fromEntries([...all].map(([name, values]) => [name, values.length > 1 ? values.map(([, value]) => value) : values[0]![1]]))
}

test('Hoa drafts a service from its record, Minh publishes it, Lan files; next month it changes, then it ends and another takes its place', async (t) => {
  const vu = await town(t)
  const [asHoa, asMinh, asLan] = [vu.as(hoa), vu.as(minh), vu.as(lan)]
  await perform(vu.house, hoa, importRecords, { file: 'records.jsonl', content: jsonLines(madeUp({ ket_qua_xu_ly: 'Giấy phép nuôi ongTừ khóaKhông có thông tinMô tảKhông có thông tin' })) })
  const begun = await asHoa.press(`/officer/catalogue/records/${code}/proposal`, 'design')
  assert.deepEqual([begun.status, begun.location], [303, at], begun.body.slice(0, 500))
  assert.equal((await asHoa.api('procedures.begin-design', { code, name: 'Nuôi ong' })).body.error?.code ?? 'designed-already', 'designed-already', 'one draft at a time')

  // The administrator of a ward does not write what holds for the province, and citizens do not look in.
  const ward = vu.as(official('o-han', 'Lê Hân', 'Quản trị phường', vuNinh, 'admin', 'decide'))
  for (const [name, input] of [['procedures.begin-design', { code: '1.001193' }], ['procedures.edit-design', { code, part: 'names', typed: {} }], ['procedures.import-design', { yaml: `code: '${code}'` }], ['procedures.discard-design', { code }]] as const) assert.equal((await ward.api(name, input)).status, 403, name)
  assert.equal((await asLan.get(at)).status, 403)
  assert.equal((await asLan.get(`${at}/files/draft.yaml`)).status, 403)

  // The draft stands beside the words of the record; what nobody has decided must be decided first.
  const overview = (await asHoa.get(at)).body
  says(overview, /Đang soạn/)
  says(overview, /id="f-thanh_phan_ho_so"/)
  const early = await asHoa.press(at, 'submit', { _seen: await seenOn(asHoa, at) })
  assert.equal(early.status, 400)
  const part = `${at}/edit/names`
  const typed = typedOn((await asHoa.get(part)).body)
  assert.equal(typed['names.vi'], 'Cấp giấy phép nuôi ong trong vườn')
  const named = await asHoa.press(part, 'save', { ...typed, 'names.en': 'Permit to keep bees', 'everyday.vi': 'Được nuôi ong trong vườn nhà.', 'everyday.en': 'Lets you keep bees in your garden.', synonyms: 'xin nuôi ong\ngiấy phép ong' })
  assert.equal(named.status, 303, named.body.slice(0, 300))
  assert.equal((await asHoa.press(part, 'save', typed)).status, 409, 'what another window saved is not overwritten unseen')

  // A question of a new kind, asked on a condition written in FEEL; a wrong condition is refused at its box.
  const added = await asHoa.press(`${at}/form`, 'arrange', { _seen: await seenOn(asHoa, `${at}/form`), do: 'add-field', step: 'request', widget: 'number', label: 'Số tổ ong' })
  assert.equal(added.location, `${at}/form/fields/soToOng`, added.body.slice(0, 300))
  const field = added.location!
  const boxes = typedOn((await asHoa.get(field)).body)
  const wrong = await asHoa.press(field, 'save', { ...boxes, 'x-when': 'applicationCase = ' })
  assert.equal(wrong.status, 400)
  says(wrong.body, /chưa đúng FEEL/)
  says((await asHoa.press(field, 'save', { ...boxes, 'x-when': 'noSuch = 1' })).body, /không có trong biểu mẫu/)
  assert.equal((await asHoa.press(field, 'save', { ...boxes, 'x-label.en': 'Number of hives', minimum: '1', maximum: '200', _required: 'true', 'x-when': 'applicationCase = "case-1"' })).status, 303)

  // What the State holds may not be asked for: the refusal names the source.
  const papers = typedOn((await asHoa.get(`${at}/edit/papers`)).body)
  const held = Object.keys(papers).find((name) => name.endsWith('.heldAs') && papers[name] === 'population')!
  assert.equal((await asHoa.press(`${at}/edit/papers`, 'save', { ...papers, [held]: '' })).status, 303)
  const asksAgain = await asHoa.press(at, 'submit', { _seen: await seenOn(asHoa, at) })
  assert.equal(asksAgain.status, 400)
  says(asksAgain.body, /hỏi điều Nhà nước đã có .*chọn nguồn population/)
  const again = typedOn((await asHoa.get(`${at}/edit/papers`)).body)
  assert.equal((await asHoa.press(`${at}/edit/papers`, 'save', { ...again, [held]: 'population' })).status, 303)

  for (const [n] of [...Array(20).entries()]) await asHoa.api('procedures.settle-remark', { code, remark: n })
  assert.equal((await asHoa.get(`${at}/preview?step=request`)).status, 200)
  const tried = await asHoa.get(`${at}/try`)
  says(tried.body, /Hồ sơ nộp được/)
  says(tried.body, /50\.000/)
  const handed = await asHoa.press(at, 'submit', { _seen: await seenOn(asHoa, at) })
  assert.equal(handed.status, 303, /class="summary.*?<\/div>/s.exec(handed.body)?.[0] ?? handed.body.slice(0, 2000))

  // Four eyes: who wrote does not publish; Minh sends it back once, then publishes.
  assert.equal((await asHoa.press(at, 'publish')).status, 403)
  assert.equal((await asMinh.press(at, 'send-back', { reason: 'Ghi rõ hơn lời giới thiệu' })).status, 303)
  says((await asHoa.get(at)).body, /Ghi rõ hơn lời giới thiệu/)
  assert.equal((await asHoa.press(at, 'submit')).status, 303)
  assert.equal((await asLan.get(`/services/${code}`)).status, 404, 'nothing goes live by itself')
  assert.equal((await asMinh.press(at, 'publish', { decision: '215/QĐ-UBND' })).status, 303)
  await asMinh.get(at)

  // Lan finds it, and files on the public door.
  says((await asLan.get('/services?q=xin nuoi ong')).body, /Cấp giấy phép nuôi ong/)
  const procedure = vu.house.take(catalogue).get(code)
  assert.deepEqual([procedure.version, procedure.validFrom, procedure.source.decision], [1, '2026-09-09', '215/QĐ-UBND'])
  const answers = { applyingAs: 'self', applicationCase: 'case-1', applicantName: 'Nguyễn Thu Lan', applicantPersonalId: lan.nationalId, applicantBorn: '1995-06-14', applicantAddress: 'Số 18, phường Vũ Ninh', applicantPhone: '0900000318', soToOng: 12, decidingUnit: vuNinh }
  const photo = await asLan.api('documents.upload', { name: 'don.png', content: (await sharp({ create: { width: 400, height: 600, channels: 3, background: '#eee' } }).png().toBuffer()).toString('base64') })
  assert.equal(photo.status, 200, JSON.stringify(photo.body))
  const fieldsAsked = procedure.form.schema.properties
  const filed = await asLan.api('cases.submit', { procedure: code, competentUnit: vuNinh, papers: [{ component: 'don-de-nghi-theo-mau-so-13', upload: photo.body.id }], answers: Object.fromEntries(Object.entries({ ...answers, ...Object.fromEntries(procedure.form.schema.required.filter((it) => !(it in answers)).map((it) => [it, fieldsAsked[it]!['x-options']?.[0]?.value ?? 'Số 18 đường Thiên Đức'])) }).filter(([name]) => name in fieldsAsked)) })
  assert.equal(filed.status, 200, JSON.stringify(filed.body))
  says((await vu.as(desk).get(`/officer/cases/${filed.body.id}`)).body, /Số tổ ong.*12/s)

  // A new version from next month: a question falls away. The case under way stays as it was.
  assert.equal((await asHoa.press(at, 'begin')).status, 303)
  assert.equal((await asHoa.press(`${at}/form`, 'arrange', { do: 'remove', field: 'soToOng' })).status, 303)
  const validity = typedOn((await asHoa.get(`${at}/edit/validity`)).body)
  assert.equal((await asHoa.press(`${at}/edit/validity`, 'save', { ...validity, validFrom: '01/10/2026' })).status, 303)
  says((await asHoa.get(`${at}/differences?from=1&to=draft`)).body, /soToOng/)
  assert.equal((await asHoa.press(at, 'submit')).status, 303)
  assert.equal((await asMinh.press(at, 'publish')).status, 303)
  says((await asMinh.get('/officer/procedures?state=scheduled')).body, /Cấp giấy phép nuôi ong/)
  const served = () => vu.house.take(catalogue)
  assert.deepEqual([served().onDay(code, '2026-09-30')?.version, served().onDay(code, '2026-10-01')?.version], [1, 2])
  vu.time.now = new Date('2026-10-05T02:00:00Z')
  assert.match((await vu.as(desk).get(`/officer/cases/${filed.body.id}`)).body, /Số tổ ong.*12/s, 'a running case stays on its version')
  assert.equal((await asLan.api('cases.submit', { procedure: code, competentUnit: vuNinh, papers: [], answers: { soToOng: 12 } })).status, 400, 'the new version does not ask it')
  says((await asHoa.get(`${at}/files/1.yaml`)).body, /soToOng/)

  // It ends, and its page leads to what takes its place.
  assert.equal((await asHoa.press(at, 'retire', { lastDay: '31/10/2026', successor: '1.001193', 'retire-reason': 'Bãi bỏ theo Nghị quyết của Hội đồng nhân dân' })).status, 303)
  assert.equal((await asHoa.press(at, 'confirm-retire')).status, 403)
  assert.equal((await asMinh.press(at, 'confirm-retire')).status, 303)
  await asMinh.get(at)
  says((await asLan.get(`/services/${code}`)).body, /sắp hết hiệu lực.*31\/10\/2026.*services\/1\.001193/s)
  vu.time.now = new Date('2026-11-02T02:00:00Z')
  const ended = await asLan.get(`/services/${code}`)
  says(ended.body, /không còn nhận hồ sơ.*services\/1\.001193/s)
  assert.doesNotMatch(ended.body, /services\/9\.000101\/start/)

  // Another process sees all of it when it looks.
  const elsewhere = { ...vu.house }
  elsewhere.take = (shelf) => (shelf.living ? shelf.load(elsewhere) : vu.house.take(shelf))
  await lookForPublished(elsewhere)
  assert.deepEqual(elsewhere.take(catalogue).versions(code).map(({ version, validTo }) => [version, validTo]), [[1, '2026-09-30'], [2, '2026-10-31']])
})
