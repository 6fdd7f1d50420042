import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import sharp from 'sharp'
import { perform } from '#platform/action'
import { day } from '#platform/clock'
import { importRecords } from '#catalogue'
import { jsonLines, madeUp } from '../catalogue/testing/records.ts'
import { noSample, sampleRecords } from '../catalogue/testing/shared-sample.ts'
import { lan, official, town } from '../../testing/town.ts'
import { beginProcedureDesign, importDesign } from './actions/begin-design.ts'
import { competentUnitOf, componentsFor } from './domain/needs.ts'
import { dropHidden, isFile } from './domain/form.ts'
import { catalogue, lookForPublished } from './shelf.ts'
import { answersOf } from './testing/answers-of.ts'
import { everyKindYaml } from './testing/every-kind.ts'

const hoa = official('o-hoa', 'Trần Thị Hoa', 'Chuyên viên kiểm soát thủ tục', '24', 'admin')
const minh = official('o-minh', 'Ngô Quang Minh', 'Chủ tịch Ủy ban nhân dân tỉnh', '24', 'decide')

test('whatever is published, by file or by designer, takes cases that its own form describes, on the public door', async (t) => {
  const vu = await town(t)
  const [asHoa, asMinh, asLan] = [vu.as(hoa), vu.as(minh), vu.as(lan)]
  const today = day(vu.time.now)
  const done = async (who: typeof asHoa, name: string, input: object) => { const { status, body } = await who.api(name, input); assert.equal(status, 200, `${name} ${JSON.stringify(input)}: ${JSON.stringify(body)}`); return body }

  // Some records of every kind there is, and one procedure that asks in every kind of question, through the designer.
  const real = noSample ? [] : sampleRecords().filter((_, at) => at % 23 === 0)
  const records = [madeUp(), madeUp({ ma_thu_tuc: '9.000102', cap_thuc_hien: 'Cấp tỉnh', cach_thuc_thuc_hien: '', thanh_phan_ho_so: '' }), ...real]
  await perform(vu.house, hoa, importRecords, { file: 'records.jsonl', content: jsonLines(...records) })
  const drafts = [...records.map((record) => record['ma_thu_tuc']!.trim()), '9.000109']
  for (const code of drafts) {
    if (code === '9.000109') await perform(vu.house, hoa, importDesign, { yaml: everyKindYaml(code, today) })
    else await done(asHoa, 'catalogue.design-service', { code })
    const opened = (await asHoa.get(`/officer/procedures/${code}`)).body
    for (const [, remark] of opened.matchAll(/name="remark" value="(\d+)"/g)) await done(asHoa, 'procedures.settle-remark', { code, remark: Number(remark) })
    await done(asHoa, 'procedures.submit-design', { code })
    await done(asMinh, 'procedures.publish-design', { code })
  }
  await lookForPublished(vu.house)

  const upload = (await done(asLan, 'documents.upload', { name: 'giay.png', content: (await sharp({ create: { width: 400, height: 600, channels: 3, background: '#eee' } }).png().toBuffer()).toString('base64') })).id as string
  const all = vu.house.take(catalogue).list({ day: today })
  assert.ok(drafts.every((code) => all.some((it) => it.code === code)))
  for (const procedure of all) {
    const { properties } = procedure.form.schema
    // What a register says of Lan stands before what a form says: such answers are left to it.
    const known = (field: string): boolean => properties[field.split('-')[0]!]?.['x-from'] !== undefined
    let filed = 0
    for (const made of fc.sample(answersOf(procedure, today), { numRuns: 8, seed: 7 })) {
      let answers: Record<string, unknown> = Object.fromEntries(Object.entries(dropHidden(procedure, made)).map(([field, answer]) => [field, isFile(properties[field]) ? `${upload} giay.png` : answer]))
      let said: { status: number; body: any } | undefined
      for (let round = 0; round < 4 && said?.status !== 200; round++) {
        const papers = componentsFor(procedure, answers, ['population']).needed.map((it) => ({ component: it.code, upload }))
        said = await asLan.api('cases.submit', { procedure: procedure.code, answers, papers, competentUnit: competentUnitOf(procedure, answers) ?? '' })
        const wrong = Object.keys(said.body.fields ?? {})
        if (said.status === 200) break
        assert.ok(wrong.length && wrong.every((field) => known(field) || field.startsWith('paper-')), `${procedure.code}: ${JSON.stringify(said.body)}`)
        answers = Object.fromEntries(Object.entries(answers).filter(([field]) => !wrong.includes(field)))
      }
      if (said?.status === 200) filed++
      if (filed === 2) break
    }
    assert.ok(filed > 0, `nobody can file ${procedure.code}`)
  }
  assert.ok(all.length >= 35)
  await perform(vu.house, hoa, beginProcedureDesign, { code: '1.001193' })
  assert.match((await asHoa.get('/officer/procedures/1.001193')).body, /Đang soạn/, 'a service of the country pack can be changed here too')
})
