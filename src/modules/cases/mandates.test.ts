import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { registerAccounts, sampleAccounts, samplePeople, tokenFor } from '#identity'
import { addPeople, samplePopulation } from '#registers'
import { official, town, vuNinh } from '../../testing/town.ts'
import { browser } from '../identity/testing/browser.ts'

const minh = official('o-minh', 'Đỗ Minh Quân', 'Công chức một cửa', vuNinh, 'receive')
const trang = official('o-trang', 'Lê Thu Trang', 'Công chức Tư pháp – Hộ tịch', vuNinh, 'process')
const thinh = official('o-thinh', 'Vũ Đức Thịnh', 'Phó Chủ tịch Ủy ban nhân dân phường Vũ Ninh', vuNinh, 'decide', 'lead')
const single = '1.004873'
const field = (body: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''

test('Phúc lets his daughter act for him: she files, the case says so, he sees it, and ends it at once', async (t) => {
  const vu = await town(t)
  const people = vu.house.take(samplePeople)
  await registerAccounts(vu.house, sampleAccounts(people))
  const { people: known, businesses } = samplePopulation(people, '2026-09-01')
  await addPeople(vu.house, known, businesses)
  const [phuc, lan, duc, hoa] = await Promise.all(['phuc', 'lan', 'duc', 'hoa'].map(async (who, n) => { const b = browser(vu.app, { ip: `203.0.113.${n + 1}` }); await b.choose(who); return b }))
  const confirm = async (who: typeof lan): Promise<void> => {
    await who!.get('/account/confirm')
    const _code = /<p class="h1 num">(\d{6})</.exec((await who!.get('/sample-telephone')).body)![1]!
    assert.equal((await who!.post('/account/confirm', { _submit: 'confirm', _proof: 'code', _code })).status, 303)
  }

  // He gives it to the person he means, or nobody learns anything; and only after he has shown that it is he.
  const gives = { _submit: 'give', name: 'Nguyễn Thu Lan', nationalId: '099 194 000318', procedures: '', validTo: '31/12/2026', reason: 'Nhờ con gái nộp giúp' }
  assert.equal((await phuc!.post('/mandates', gives)).status, 401)
  await confirm(phuc)
  assert.match((await phuc!.post('/mandates', { ...gives, name: 'Nguyễn Thu Hương' })).body, /Không tìm thấy tài khoản của người khác/)
  assert.match((await phuc!.post('/mandates', { ...gives, validTo: '31/12/2046' })).body, /Ủy quyền nhiều nhất 5 năm/)
  assert.equal((await phuc!.post('/mandates', gives)).status, 303)
  assert.doesNotMatch((await lan!.get(`/services/${single}/start`)).body, /Nguyễn Hữu Phúc/, 'not before she accepts')
  const offered = await lan!.get('/mandates')
  assert.match(offered.body, /Nguyễn Hữu Phúc muốn ủy quyền cho bạn/)
  const mandate = field(offered.body, 'mandate')
  assert.equal((await duc!.post('/mandates', { _submit: 'accept', mandate })).status, 404, 'it is hers to accept')
  assert.equal((await lan!.post('/mandates', { _submit: 'accept', mandate })).status, 303)

  // The form is his: the register answers for him, not for her.
  assert.match((await lan!.get(`/services/${single}/start`)).body, /Bạn nộp cho ai\?[\s\S]*Nguyễn Hữu Phúc/)
  const begun = await lan!.post(`/services/${single}/start`, { _submit: 'start', mandate })
  const draft = begun.location!.split('/')[2]!
  const about = { status: 'widowed', period: 'now', purpose: 'other', otherPurpose: 'Bổ sung hồ sơ vay vốn', decidingUnit: vuNinh, applicantPhone: '0900000129', spouseDeathPaper: 'Giấy chứng tử số 12/2020', spouseDiedOn: '05/11/2020' }
  for (let at = begun.location!, n = 0; !at.endsWith('/check') && n < 8; n++) {
    const sent = await lan!.post(at.replace(/\/papers$/, '/check'), { _submit: 'next', ...about })
    at = at.endsWith('/papers') ? `/drafts/${draft}/check` : (sent.location ?? assert.fail(`${at} ${sent.status} ${sent.body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ').slice(300, 1500)}`))
  }
  // The paper she brings is her upload, and his paper.
  const token = await tokenFor(vu.house, 'citizen')
  const say = async (name: string, payload: object) => (await vu.app.inject({ method: 'POST', url: `/api/${name}`, headers: { authorization: `Bearer ${token}` }, payload })).json()
  const { id: upload } = await say('documents.upload', { name: 'khai-tu.jpg', content: (await sharp({ create: { width: 400, height: 600, channels: 3, background: '#eee' } }).jpeg().toBuffer()).toString('base64') })
  await say('cases.attach-paper', { draftId: draft, component: 'spouse-death', upload })
  const check = await lan!.get(`/drafts/${draft}/check`)
  assert.match(check.body, /Bạn khai thay Nguyễn Hữu Phúc/)
  const sent = await lan!.post(`/drafts/${draft}/check`, { _submit: 'submit' })
  assert.equal(sent.status, 303, sent.body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ').slice(1500, 3000))
  const caseId = draft

  // Both see it, and it says who acted for whom; so do the official's page and the log.
  for (const who of [lan, phuc]) assert.match((await who!.get(`/cases/${caseId}`)).body, /Hồ sơ của[\s\S]*Nguyễn Hữu Phúc[\s\S]*Người nộp thay[\s\S]*Nguyễn Thu Lan/)
  assert.match((await lan!.get('/cases')).body, /cho Nguyễn Hữu Phúc/)
  assert.match((await vu.as(minh).get(`/officer/cases/${caseId}`)).body, /Người nộp thay[\s\S]*Nguyễn Thu Lan, theo ủy quyền/)
  const filed = await vu.house.db.selectFrom('events').select(['actor', 'in_name_of']).where('stream', '=', `case-${caseId}`).executeTakeFirstOrThrow()
  assert.deepEqual([filed['actor'], filed['in_name_of']], ['lan', 'phuc'])
  assert.match((await phuc!.get('/my-data')).body, /Nguyễn Thu Lan đại diện cho bạn/)
  assert.match((await phuc!.get('/my-data/readers')).body, /Nguyễn Thu Lan/, 'that she looked him up in the register')
  for (const who of [duc, hoa]) assert.equal((await who!.get(`/cases/${caseId}`)).status, 404)

  await vu.as(minh).api('cases.accept', { caseId })
  await vu.as(trang).api('cases.draft-result', { caseId, outcome: 'grant' })
  await vu.as(thinh).api('cases.approve', { caseId })
  await vu.settle()
  const result = await lan!.get(`/cases/${caseId}/result`)
  assert.deepEqual([result.status, result.headers['content-type']], [200, 'application/pdf'])
  assert.doesNotMatch((await lan!.get('/documents')).body, /Nguyễn Hữu Phúc/, 'his store stays his')
  assert.deepEqual((await vu.house.db.selectFrom('messages').select('kind').where('recipient', '=', 'person:lan').where('channel', '=', 'inbox').orderBy('kind').execute()).map(({ kind }) => kind), ['case-accepted', 'case-submitted', 'result-issued'])

  // A second form lies half done when he ends it: at that moment it is over, and nothing of his can be opened.
  const second = (await lan!.post(`/services/${single}/start`, { _submit: 'start', mandate })).location!.split('/')[2]!
  assert.equal((await phuc!.post('/mandates', { _submit: 'end', mandate })).status, 303)
  assert.equal((await lan!.get(`/cases/${caseId}`)).status, 404)
  assert.equal((await lan!.get(`/cases/${caseId}/result`)).status, 404)
  const late = await lan!.post(`/drafts/${second}/check`, { _submit: 'submit' })
  assert.equal(late.status, 409)
  assert.match((await phuc!.get('/mandates')).body, /Người được đại diện chấm dứt/)
  assert.equal((await phuc!.get(`/cases/${caseId}`)).status, 200)
})

test('Hoa acts for her child and for her business as the registers know them, and for no other', async (t) => {
  const vu = await town(t)
  const people = vu.house.take(samplePeople)
  await registerAccounts(vu.house, sampleAccounts(people))
  const { people: known, businesses } = samplePopulation(people, '2026-09-01')
  await addPeople(vu.house, known, businesses)
  const [hoa, lan] = [browser(vu.app), browser(vu.app, { ip: '198.51.100.4' })]
  await hoa.choose('hoa')
  await lan.choose('lan')
  assert.match((await hoa.get('/mandates')).body, /Nguyễn Gia Bảo là con chưa thành niên[\s\S]*Hộ kinh doanh Bánh phu thê[^.]*\. Bạn là chủ hộ/)
  assert.equal((await lan.post('/mandates', { _submit: 'represent', child: '099217003305' })).status, 403)
  assert.equal((await lan.post('/mandates', { _submit: 'represent', business: '099185002206' })).status, 403)
  assert.equal((await hoa.post('/mandates', { _submit: 'represent', child: '099217003305' })).status, 303)
  assert.equal((await hoa.post('/mandates', { _submit: 'represent', business: '099185002206' })).status, 303)
  const rows = await vu.house.db.selectFrom('mandates').select(['basis', 'valid_to']).orderBy('basis').execute()
  assert.deepEqual(rows.map((row) => [row['basis'], row['valid_to']]), [['owner', null], ['parent', '2035-05-19']])
  assert.match((await hoa.get('/mandates')).body, /Civil Code 91\/2015\/QH13 art. 136\.1/)
  // A child marries nobody, a business has no marital status: each is offered where it may apply.
  const closing = (await hoa.get('/services/1.001266/start')).body
  assert.match(closing, /Bánh phu thê/)
  assert.doesNotMatch((await hoa.get(`/services/${single}/start`)).body, /Bánh phu thê/)
  // The day the child comes of age the mandate is no more.
  vu.time.now = new Date('2035-05-20T03:00:00Z')
  const of = (await vu.house.pool.query(`select m.id from mandates m where m.state = 'in-force' and (m.valid_to is null or m.valid_to >= '2035-05-20')`)).rows
  assert.equal(of.length, 1)
})
