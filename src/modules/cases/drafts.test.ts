import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addPeople } from '#registers'
import { lan, town, vuNinh } from '../../testing/town.ts'

test('a form that comes back shows the question that the last answer opened', async (t) => {
  const vu = await town(t)
  const begun = await vu.as(lan).press('/services/1.001193/start', 'start')
  const draftId = begun.location!.split('/')[2]
  const born = { childName: 'Phạm Nguyễn Minh An', childBorn: '05/01/2026', childSex: 'female', childEthnicity: 'Kinh', childNationality: 'VN', childHomeTown: 'phường Vũ Ninh', bornAtFacility: 'true', birthPlace: 'Bệnh viện Sản Nhi Bắc Ninh' }
  const refused = await vu.as(lan).press(`/drafts/${draftId}/child`, 'next', born)
  assert.equal(refused.status, 400)
  assert.match(refused.body, /name="surrogacy"/)
  assert.equal((await vu.as(lan).press(`/drafts/${draftId}/child`, 'next', { ...born, surrogacy: 'false' })).status, 303)

  const asked = await vu.as(lan).ask('cases.draft', { draftId: draftId! })
  assert.equal(asked.body.answers.childName, 'Phạm Nguyễn Minh An')
  assert.ok(asked.body.steps.includes('papers'))
})

test('a file that is too big comes back as the page of the papers, with the reason at its field', async (t) => {
  const vu = await town(t)
  const begun = await vu.as(lan).press('/services/1.013225/start', 'start')
  const page = `/drafts/${begun.location!.split('/')[2]}/papers`
  const [, field] = /name="(file-[^"]+)"/.exec((await vu.as(lan).get(page)).body)!
  const csrf = /name="_csrf" value="([^"]+)"/.exec((await vu.as(lan).get(page)).body)![1]!
  const part = (name: string, value: string, more = ''): string => `--x\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`
  const send = (megabytes: number, said: Record<string, string> = {}) => vu.app.inject({
    method: 'POST', url: page, headers: { cookie: `sen=${lan.id}`, accept: 'text/html', 'content-type': 'multipart/form-data; boundary=x', ...said },
    payload: `${part(field!, 'x'.repeat(megabytes * 1_000_000), '; filename="a.pdf"')}${part('_csrf', csrf)}${part('_submit', 'attach')}${part('component', field!.slice(5))}--x--\r\n`,
  })
  for (const megabytes of [10.5, 13]) {
    const refused = await send(megabytes)
    assert.equal(refused.statusCode, 400, refused.body.slice(0, 300))
    assert.match(refused.body, new RegExp(`href="#${field}"[\\s\\S]*(nhỏ hơn|tối đa) 10 MB`))
  }
  const beyond = await send(1, { 'content-length': '140000000' })
  assert.equal(beyond.statusCode, 413)
  assert.match(beyond.body, new RegExp(`<h1>Tệp gửi lên quá lớn</h1>[\\s\\S]*href="${page}"`))
})

test('two windows at one step: the second is told, keeps what was typed, sees what the first saved, and may save on purpose', async (t) => {
  const vu = await town(t)
  const begun = await vu.as(lan).press('/services/1.004873/start', 'start')
  const draftId = begun.location!.split('/')[2]!
  const step = `/drafts/${draftId}/${begun.location!.split('/')[3]}`
  const seenIn = (body: string): string => /name="_seen" value="([^"]+)"/.exec(body)![1]!
  const window = seenIn((await vu.as(lan).get(step)).body)
  const typed = { applicantPersonalId: lan.nationalId!, applicantBorn: '14/06/1995', applicantAddress: 'Số 18, phường Vũ Ninh', applicantPhone: '0900000318', sex: 'female', ethnicity: 'Kinh', nationality: 'VN' }
  assert.equal((await vu.as(lan).press(step, 'next', { ...typed, applicantName: 'Nguyễn Thu Lan', _seen: window })).status, 303)

  const other = await vu.as(lan).press(step, 'next', { ...typed, applicantName: 'Nguyễn Thị Thu Lan', _seen: window })
  assert.equal(other.status, 409)
  assert.match(other.body, /Mục này vừa được lưu từ cửa sổ hoặc máy khác/)
  assert.match(other.body, /value="Nguyễn Thị Thu Lan"/, 'what was typed is kept')
  assert.match(other.body, /<dd[^>]*>Nguyễn Thu Lan/, 'what the other window saved is shown')
  assert.equal((await vu.as(lan).ask('cases.draft', { draftId })).body.answers.applicantName, 'Nguyễn Thu Lan')
  assert.equal((await vu.as(lan).press(step, 'next', { ...typed, applicantName: 'Nguyễn Thị Thu Lan', _seen: seenIn(other.body) })).status, 303)
  assert.equal((await vu.as(lan).ask('cases.draft', { draftId })).body.answers.applicantName, 'Nguyễn Thị Thu Lan')
})

test('what another system files for Lan is held against the register as a form is', async (t) => {
  const vu = await town(t)
  await addPeople(vu.house, [{ nationalId: lan.nationalId!, name: 'Nguyễn Thu Lan', birthDate: '1995-06-14', sex: 'female', ethnicity: 'Kinh', nationality: 'VN', residence: { unit: vuNinh, line: 'Số 18, ngõ 42' }, maritalStatus: 'never-married', children: [], confirmedOn: '2026-08-01' }])
  const own = { applicantPhone: '0900000318', period: 'now', purpose: 'other', otherPurpose: 'Bổ sung hồ sơ vay vốn', decidingUnit: vuNinh }
  const submit = (answers: object) => vu.as(lan).api('cases.submit', { procedure: '1.004873', competentUnit: vuNinh, papers: [], answers })

  const refused = await submit({ ...own, applicantName: 'NGUYỄN  THU LAN', status: 'divorced', divorceDecision: '45/2024', divorceDate: '2024-03-01', applicantBorn: '1994-06-14' })
  assert.deepEqual([refused.status, Object.keys(refused.body.fields).sort()], [400, ['applicantBorn', 'status']])
  assert.match(refused.body.fields.status, /Mục “Tình trạng hôn nhân hiện nay” khác với CSDL quốc gia về dân cư, cập nhật 01\/08\/2026/)

  const filed = await submit({ ...own, applicantName: 'NGUYỄN  THU LAN' })
  assert.equal(filed.status, 200, JSON.stringify(filed.body))
  const { file } = (await vu.as(lan).ask('cases.open', { caseId: filed.body.id })).body
  assert.deepEqual([file.answers.applicantName, file.answers.status, file.from.status], ['Nguyễn Thu Lan', 'never-married', { source: 'population.self', on: '2026-08-01' }])
  const row = await vu.house.db.selectFrom('case_rows').select('values_reused').where('id', '=', filed.body.id).executeTakeFirstOrThrow()
  assert.ok(row['values_reused'] > 5)
})

test('a fee that is paid with the result is not said to be paid on sending', async (t) => {
  const vu = await town(t)
  const begun = await vu.as(lan).press('/services/1.001193/start', 'start')
  const draftId = begun.location!.split('/')[2]!
  await vu.as(lan).press(`/drafts/${draftId}/place`, 'later', { decidingUnit: vuNinh, copies: '2' })
  const check = (await vu.as(lan).get(`/drafts/${draftId}/check`)).body
  assert.match(check, /16\.000 đồng nộp khi có kết quả/)
  assert.doesNotMatch(check, /nộp ngay sau khi gửi/)
})
