import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lan, town } from '../../testing/town.ts'

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
