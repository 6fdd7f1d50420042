import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { type Act, type Actor, findPower, system } from '#platform/actor'
import { perform } from '#platform/action'
import { day } from '#platform/clock'
import { Refusal } from '#platform/refusal'
import { projectRoot } from '#platform/settings'
import { town, vuNinh } from '../../testing/town.ts'
import { appointOfficial, delegateAuthority, endDelegation, endPosition, officeOf, officialsOf, powersOfOfficial, substitute, type UnitRegister } from './index.ts'
import { readPosts } from './definitions/read-posts.ts'
import { readUnits } from './definitions/read-units.ts'
import { Authority, type Delegation } from './domain/authority.ts'
import { carried, standsOf } from './domain/standing.ts'

const kinhBac = '09187'

/** Hà is the vice chair of Vũ Ninh, Minh examines there, Tâm is at its counter, Quân administers the province; Nga is vice chair next door. */
async function office(t: TestContext) {
  const here = await town(t, { now: '2026-11-23T02:00:00Z' })
  const appoint = (official: string, name: string, unit: string, post: string, more = {}) => perform(here.house, system, appointOfficial, { official, name, unit, post, validFrom: '2026-01-01', ...more })
  await appoint('ha', 'Nguyễn Thị Hà', vuNinh, 'commune-vice-chair')
  await appoint('minh', 'Đỗ Quang Minh', vuNinh, 'civil-status-officer')
  await appoint('tam', 'Lê Tâm', `${vuNinh}-PVHCC`, 'one-stop-officer')
  await appoint('quan', 'Vũ Quân', '24', 'administrator')
  await appoint('nga', 'Trần Nga', kinhBac, 'commune-vice-chair')
  /** Who somebody is at this moment, as a request of hers would find out. */
  const as = async (id: string): Promise<Actor> => {
    const { name, powers } = (await officeOf(here.house, id, day(here.time.now)))!
    return { id, kind: 'official', name, powers, provedAt: new Date() }
  }
  return { house: here.house, visit: here.as, as, appoint }
}

const week = { to: 'minh', unit: vuNinh, acts: ['decide'], procedures: ['1.001193'], validFrom: '2026-11-23', validTo: '2026-11-29', reason: 'Đi công tác' }
const refused = (kind: string, code: string, field?: string) => (error: unknown) =>
  error instanceof Refusal && error.kind === kind && (field ? error.fields[field] === code : error.code === code)

test('Hà is away for a week; Minh signs in her name, one procedure only, until she takes it back', async (t) => {
  const { house, as } = await office(t)
  const { delegation } = await perform(house, await as('ha'), delegateAuthority, week)
  const minh = await as('minh')
  assert.deepEqual(findPower(minh, 'decide', vuNinh, '1.001193')?.inNameOf, { id: 'ha', name: 'Nguyễn Thị Hà', position: 'Phó Chủ tịch Ủy ban nhân dân phường Vũ Ninh' })
  assert.equal(findPower(minh, 'decide', vuNinh, '1.000894'), undefined)
  assert.equal(findPower(minh, 'decide', kinhBac, '1.001193'), undefined)
  assert.deepEqual((await powersOfOfficial(house, 'minh', '2026-11-30')).map((power) => power.act), ['process'])

  await perform(house, await as('ha'), endDelegation, { delegation })
  assert.equal(findPower(await as('minh'), 'decide', vuNinh, '1.001193'), undefined)
  await assert.rejects(perform(house, await as('ha'), endDelegation, { delegation }), refused('conflict', 'delegation-ended-already'))
})

test('Minh cannot lend on what was lent to him, nor Nga what is done next door', async (t) => {
  const { house, as } = await office(t)
  await perform(house, await as('ha'), delegateAuthority, { ...week, acts: ['decide', 'lead'], procedures: undefined })
  await assert.rejects(perform(house, await as('minh'), delegateAuthority, { ...week, to: 'tam' }), refused('forbidden', 'nothing-to-delegate'))
  await assert.rejects(perform(house, await as('nga'), delegateAuthority, week), refused('forbidden', 'nothing-to-delegate'))
})

test('what is wrong with a delegation is named field by field', async (t) => {
  const { house, as, appoint } = await office(t)
  const ha = await as('ha')
  await assert.rejects(perform(house, ha, delegateAuthority, { ...week, to: 'nga' }), refused('invalid', 'choose-colleague', 'to'))
  await assert.rejects(perform(house, ha, delegateAuthority, { ...week, to: 'ha' }), refused('invalid', 'choose-colleague', 'to'))
  await appoint('dung', 'Phạm Dũng', vuNinh, 'commune-chair')
  await assert.rejects(perform(house, ha, delegateAuthority, { ...week, to: 'dung' }), refused('invalid', 'not-upwards', 'to'))
  await assert.rejects(perform(house, ha, delegateAuthority, { ...week, acts: ['receive'] }), refused('invalid', 'acts-beyond-yours', 'acts'))
  await assert.rejects(perform(house, ha, delegateAuthority, { ...week, validFrom: '2026-11-20' }), refused('invalid', 'not-in-the-past', 'validFrom'))
  await assert.rejects(perform(house, ha, delegateAuthority, { ...week, validTo: '2026-11-22' }), refused('invalid', 'ends-before-it-begins', 'validTo'))
})

test('when Hà\'s post ends, what she lent is gone; only who administers the unit may end it', async (t) => {
  const { house, as } = await office(t)
  await perform(house, await as('ha'), delegateAuthority, week)
  const { rows: [row] } = await house.pool.query(`select id from positions where official = 'ha'`)
  await assert.rejects(perform(house, await as('nga'), endPosition, { official: 'ha', position: row.id }), refused('forbidden', 'not-your-role'))
  await perform(house, await as('quan'), endPosition, { official: 'ha', position: row.id })
  assert.deepEqual(await powersOfOfficial(house, 'ha', '2026-11-23'), [])
  assert.deepEqual((await powersOfOfficial(house, 'minh', '2026-11-23')).map((power) => power.act), ['process'])
  assert.deepEqual((await powersOfOfficial(house, 'minh', '2026-11-23')).length, 1)
})

test('who sits at the counter of a ward\'s centre receives for the ward', async (t) => {
  const { house, as } = await office(t)
  assert.ok(findPower(await as('tam'), 'receive', vuNinh))
  assert.deepEqual((await officialsOf({ db: house.db, take: house.take, now: house.clock() }, vuNinh)).map(({ name }) => name), ['Nguyễn Thị Hà', 'Đỗ Quang Minh', 'Lê Tâm'])
})

test('an administrator of a ward appoints nobody elsewhere, and no post where it does not exist', async (t) => {
  const { house, as, appoint } = await office(t)
  await appoint('khue', 'Bùi Khuê', vuNinh, 'administrator')
  const khue = await as('khue')
  await assert.rejects(perform(house, khue, appointOfficial, { official: 'x', name: 'Ai Đó', unit: kinhBac, post: 'commune-chair' }), refused('forbidden', 'not-your-unit'))
  await assert.rejects(perform(house, khue, appointOfficial, { official: 'x', name: 'Ai Đó', unit: vuNinh, post: 'department-director' }), refused('invalid', 'post-not-in-this-unit', 'post'))
  await perform(house, khue, appointOfficial, { official: 'x', name: 'Ai Đó', unit: vuNinh, post: 'commune-specialist' })
  assert.ok(findPower(await as('x'), 'process', vuNinh))
})

test('the province became a city: the same post carries the new name', async (t) => {
  const { house, appoint } = await office(t)
  await appoint('chu', 'Phạm Chủ', '24', 'province-chair')
  assert.equal((await officeOf(house, 'chu', '2026-09-19'))?.position?.vi, 'Chủ tịch Ủy ban nhân dân tỉnh Bắc Ninh')
  assert.equal((await officeOf(house, 'chu', '2026-09-20'))?.position?.vi, 'Chủ tịch Ủy ban nhân dân thành phố Bắc Ninh')
})

test('Hà delegates on the page, sees it there, Minh sees it on his, and she ends it by a button', async (t) => {
  const { as, visit } = await office(t)
  const page = '/officer/delegations'
  const her = visit(await as('ha'))
  const wrong = await her.press(page, 'give', { unit: vuNinh, to: 'minh', acts: 'decide', scope: 'named', procedures: '', validFrom: '23/11/2026', validTo: '29/11/2026', reason: 'Đi công tác' })
  assert.equal(wrong.status, 400)
  assert.match(wrong.body, /Chọn ít nhất một thủ tục/)
  assert.match(wrong.body, /Đi công tác/)
  const given = await her.press(page, 'give', { unit: vuNinh, to: 'minh', acts: 'decide', scope: 'named', procedures: '1.001193', validFrom: '23/11/2026', validTo: '29/11/2026', reason: 'Đi công tác' })
  assert.equal(given.status, 303)
  assert.match((await her.get(given.location!)).body, /Đỗ Quang Minh được ủy quyền từ 23\/11\/2026 đến hết 29\/11\/2026/)
  assert.match((await visit(await as('minh')).get(`/en${page}`)).body, /Nguyễn Thị Hà/)
  const taken = await her.press(page, 'end', { delegation: given.location!.split('=')[1]! })
  assert.equal(taken.status, 303)
  assert.match((await her.get(taken.location!)).body, /không còn ký thay bạn/)
  assert.equal(findPower(await as('minh'), 'decide', vuNinh, '1.001193'), undefined)
})

test('Minh is away for a week and Tùng stands in, named by Hà who leads the ward; then it is over by itself', async (t) => {
  const { house, as, appoint, visit } = await office(t)
  await appoint('tung', 'Cao Tùng', vuNinh, 'commune-specialist', { procedures: ['1.004194'] })
  const standIn = { absent: 'minh', to: 'tung', unit: vuNinh, validFrom: '2026-11-23', validTo: '2026-11-29', reason: 'Nghỉ phép năm' }
  await assert.rejects(perform(house, await as('nga'), substitute, standIn), refused('forbidden', 'not-your-unit'))
  await assert.rejects(perform(house, await as('ha'), substitute, { ...standIn, to: 'nga' }), refused('invalid', 'choose-colleague', 'to'))
  const her = visit(await as('ha'))
  const typed = { unit: vuNinh, absent: 'minh', 'stand-in': 'minh', 'absent-from': '23/11/2026', 'absent-to': '29/11/2026', 'absent-reason': 'Nghỉ phép năm' }
  assert.match((await her.press('/officer/delegations', 'substitute', typed)).body, /href="#stand-in">Chọn một người đang làm việc tại đơn vị/)
  const named = await her.press('/officer/delegations', 'substitute', { ...typed, 'stand-in': 'tung' })
  const delegation = named.location!.split('=')[1]!
  assert.match((await her.get(named.location!)).body, /Bạn đã cử làm thay[\s\S]*Cao Tùng[\s\S]*Đỗ Quang Minh/)
  assert.equal(findPower(await as('tung'), 'process', vuNinh, '1.001193')?.inNameOf?.name, 'Đỗ Quang Minh')
  assert.deepEqual((await powersOfOfficial(house, 'tung', '2026-11-30')).map(({ procedures }) => procedures), [['1.004194']])
  const asked = await visit(await as('quan')).ask('organisations.might', { official: 'tung', act: 'process', unit: vuNinh, procedure: '1.001193', day: '2026-11-25' })
  assert.deepEqual([asked.body.may, asked.body.reasons, asked.body.delegations], [true, ['post', 'law', 'lent'], [delegation]])
  assert.equal((await her.press('/officer/delegations', 'end', { delegation })).status, 303)
  assert.equal(findPower(await as('tung'), 'process', vuNinh, '1.001193'), undefined)
})

test('the law of this country lets nothing be lent on: Minh is told so, whatever Hà allowed', async (t) => {
  const { house, as } = await office(t)
  const { delegation } = await perform(house, await as('ha'), delegateAuthority, { ...week, mayLendOn: true, acts: ['decide', 'lead'], procedures: undefined })
  await assert.rejects(perform(house, await as('minh'), delegateAuthority, { ...week, to: 'tam', of: delegation }), refused('forbidden', 'not-lent-on'))
  await assert.rejects(perform(house, await as('minh'), delegateAuthority, { ...week, to: 'tam', of: 'another' }), refused('not-found', 'no-such-delegation'))
})

/** Vũ Ninh goes into Kinh Bắc on New Year's Day, in a copy of the country. */
function merged(t: TestContext): UnitRegister {
  const folder = mkdtempSync(join(tmpdir(), 'sen-merger-'))
  t.after(() => rmSync(folder, { recursive: true }))
  cpSync(join(projectRoot, 'countries/vn/units'), join(folder, 'units'), { recursive: true })
  const file = join(folder, 'units/amendments.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace('amendments:\n', `amendments:\n  - day: 2027-01-01\n    source: a resolution of this test\n    end: [{ code: '${vuNinh}', into: ['${kinhBac}'] }]\n`))
  return readUnits(folder)
}

test('Vũ Ninh goes into Kinh Bắc: posts, loans and the desk go on there, and the answer says by which resolution', async (t) => {
  const register = merged(t)
  const book = readPosts(join(projectRoot, 'countries/vn'))
  const held = (official: string, unit: string, post: string) => ({ id: `post-${official}`, official, officialName: official, post, validFrom: '2026-01-01', unit })
  const positions = [held('ha', vuNinh, 'commune-vice-chair'), held('minh', vuNinh, 'civil-status-officer'), held('tam', `${vuNinh}-PVHCC`, 'one-stop-officer')].map((one) => ({ ...one, stands: standsOf(register, book, one) }))
  const lent: Delegation = { id: 'd', kind: 'delegation', from: 'ha', fromName: 'ha', to: 'minh', toName: 'minh', unit: vuNinh, acts: ['decide'], validFrom: '2026-12-01', validTo: '2027-01-31', reason: 'away' }
  const authority = new Authority({ positions, delegations: [lent], book, carry: (unit, span) => carried(register, unit, span).map(({ from, to, version }) => ({ from, to, unit: version.code })) })
  const may = (official: string, act: Act, unit: string, day: string) => authority.may({ official, act, unit, day }).may
  for (const [official, act] of [['ha', 'decide'], ['minh', 'process'], ['minh', 'decide'], ['tam', 'receive']] as const) {
    assert.deepEqual([may(official, act, vuNinh, '2026-12-31'), may(official, act, kinhBac, '2026-12-31')], [true, false], `${official} the day before`)
    assert.deepEqual([may(official, act, vuNinh, '2027-01-01'), may(official, act, kinhBac, '2027-01-01')], [false, true], `${official} on the day`)
  }
  const { reasons } = authority.why({ official: 'minh', act: 'decide', unit: kinhBac, day: '2027-01-01' })
  assert.deepEqual(reasons.map(({ say }) => say), ['post', 'carried', 'law', 'lent'])
})

test('an auditor asks on the page, in both languages; nobody asks about a unit that is not below his', async (t) => {
  const { as, visit, appoint } = await office(t)
  await appoint('khue', 'Bùi Khuê', vuNinh, 'administrator')
  const address = `/officer/authority?unit=${vuNinh}&official=ha&act=decide&day=23/11/2026`
  const quan = visit(await as('quan'))
  assert.match((await quan.get(address)).body, /Nguyễn Thị Hà được làm việc này[\s\S]*Phó Chủ tịch Ủy ban nhân dân phường Vũ Ninh[\s\S]*72\/2025\/QH15/)
  assert.match((await quan.get(`/en${address.replace('decide', 'seal')}`)).body, /Nguyễn Thị Hà may not do this[\s\S]*not given the act/)
  const khue = visit(await as('khue'))
  assert.equal((await khue.ask('organisations.might', { official: 'nga', act: 'decide', unit: kinhBac })).status, 403)
  assert.doesNotMatch((await khue.get(`/officer/authority?unit=${kinhBac}`)).body, /Trần Nga/)
  assert.equal((await visit(await as('minh')).get(address)).status, 403)
  const would = await quan.get(`/officer/authority/what-if?procedure=1.001193&direction=up&unit=24-STP&day=01/02/2027&running=move`)
  assert.match(would.body, /Thôi quyền[\s\S]*Nguyễn Thị Hà/)
})
