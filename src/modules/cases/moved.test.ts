import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { sql } from 'kysely'
import { perform } from '#platform/action'
import { type Act, type Actor, acts, findPower, type Power, system } from '#platform/actor'
import { day } from '#platform/clock'
import { openCtx } from '#platform/ctx'
import { unopened } from '#platform/events'
import { projectRoot } from '#platform/settings'
import { appointOfficial, delegateAuthority, type Grant, holdsFor, officeOf, posts, readAllAuthority, type Transfer, unitRegister } from '#organisations'
import { lan, official, town, type Town, vuNinh } from '../../testing/town.ts'
import { caseStream } from './case-store.ts'
import type { CaseEvent, Filed } from './domain/case-file.ts'

const kinhBac = '09187'
const lawyers = '1.008628'
const moveDay = '2026-10-01'
const transfer = (running: 'stay' | 'move', more: Partial<Transfer> = {}): Transfer => ({
  key: 'lawyers-to-communes', names: { vi: 'Cấp lại chứng chỉ luật sư về cấp xã', en: 'Lawyers to the communes' }, day: moveDay, procedures: [lawyers], acts: ['process', 'decide', 'sign'],
  from: { level: 'province', units: ['24-STP'] }, to: { level: 'commune' }, running, place: 'decidingUnit', source: 'a decree of this test', ...more,
})

/** The law of the country with a change in it, for one test. */
function changed(t: TestContext, vu: Town, one: Transfer): void {
  const all = vu.house.take(posts).transfers as Transfer[]
  all.push(one)
  t.after(() => { all.splice(all.indexOf(one), 1) })
}

let n = 0
async function lawyersCase(vu: Town, answers: Record<string, unknown>, more: Partial<Filed> = {}): Promise<string> {
  const id = `moved-${++n}`
  const filed: Filed = {
    id, code: `moved-code-${n}`, checkCode: `moved-check-${n}`, procedure: { code: lawyers, version: 1, field: 'lawyers', names: { vi: 'Cấp lại Chứng chỉ hành nghề luật sư', en: 'New lawyer’s certificate' } },
    channel: 2, applicant: { id: lan.id, name: lan.name, nationalId: lan.nationalId! }, receivingUnit: '24', competentUnit: '24-STP', answers, from: {}, papers: [], fees: [],
    time: { amount: 10, unit: 'working-day' }, delivery: 'desk', fullProcess: false, countsFrom: '2026-09-28T02:00:00.000Z', ...more,
  }
  const dates = { receivedAt: '2026-09-28T02:00:00.000Z', dueAt: '2026-10-12T10:00:00.000Z', dueOn: '2026-10-12', forwardAt: '2026-09-28T03:00:00.000Z' }
  const events: CaseEvent[] = [{ type: 'cases.submitted', data: filed }, { type: 'cases.accepted', data: dates }, { type: 'cases.forwarded', data: { to: filed.competentUnit } }, { type: 'cases.drafted', data: { outcome: 'grant', values: {} } }]
  const ctx = openCtx(vu.house, lan)
  ctx.record(caseStream, unopened(id), events)
  await vu.house.writer.write(ctx.pending)
  return id
}

/** Sơn heads the Department of Justice, Hà is vice chair of Vũ Ninh, Nga of Kinh Bắc. */
async function people(vu: Town) {
  for (const [official, name, unit, post] of [['son', 'Ngô Sơn', '24-STP', 'department-director'], ['ha', 'Nguyễn Thị Hà', vuNinh, 'commune-vice-chair'], ['nga', 'Trần Nga', kinhBac, 'commune-vice-chair']] as const)
    await perform(vu.house, system, appointOfficial, { official, name, unit, post, validFrom: '2026-01-01' })
  return async (id: string): Promise<Actor> => {
    const { name, powers, unit } = (await officeOf(vu.house, id, day(vu.time.now)))!
    return { id, kind: 'official', name, powers, provedAt: new Date(), ...(unit && { unit }) }
  }
}

test('the power over lawyers goes to the communes and takes running cases along: one change, one day', async (t) => {
  const vu = await town(t, { now: '2026-09-28T02:00:00Z' })
  changed(t, vu, transfer('move'))
  const as = await people(vu)
  const [named, lost] = [await lawyersCase(vu, { decidingUnit: kinhBac }), await lawyersCase(vu, {})]
  assert.ok(findPower(await as('son'), 'decide', '24-STP', lawyers), 'the day before, the department decides')
  assert.equal(findPower(await as('nga'), 'decide', kinhBac, lawyers), undefined, 'and no commune does')
  await vu.settle()
  assert.equal((await vu.as(await as('son')).ask('cases.open', { caseId: named })).status, 200)

  vu.time.now = new Date('2026-10-01T01:00:00Z')
  await vu.settle()
  const [son, nga, ha] = [await as('son'), await as('nga'), await as('ha')]
  assert.equal(findPower(son, 'decide', '24-STP', lawyers), undefined)
  assert.ok(findPower(nga, 'decide', kinhBac, lawyers))
  assert.equal((await vu.as(nga).ask('cases.open', { caseId: named })).body.file.competentUnit, kinhBac)
  assert.equal((await vu.as(son).ask('cases.open', { caseId: named })).status, 404, 'the department no longer has it')
  assert.equal((await vu.as(ha).ask('cases.open', { caseId: named })).status, 404, 'nor has the ward next door')
  const refused = await vu.as(son).api('cases.approve', { caseId: lost })
  assert.equal(refused.status, 403, 'a case that names no commune waits for somebody to be asked; the department decides it no more')
  assert.match((await vu.as(lan).get(`/cases/${named}`)).body, /thuộc thẩm quyền của/)
})

test('where the change says that running cases stay, the department ends what it has, and nothing new', async (t) => {
  const vu = await town(t, { now: '2026-09-28T02:00:00Z' })
  changed(t, vu, transfer('stay'))
  const as = await people(vu)
  const caseId = await lawyersCase(vu, { decidingUnit: kinhBac })
  vu.time.now = new Date('2026-10-01T02:00:00Z')
  await vu.settle()
  const son = await as('son')
  assert.equal((await vu.as(son).ask('cases.open', { caseId })).body.file.competentUnit, '24-STP')
  assert.equal(findPower(son, 'decide', '24-STP', lawyers, { filedOn: '2026-10-01' }), undefined)
  assert.ok(findPower(son, 'decide', '24-STP', lawyers, { filedOn: '2026-09-28' }))
  assert.equal((await vu.as(son).ask('cases.worklist', { view: 'to-decide' })).body.rows.length, 1)
  assert.equal((await vu.as(son).api('cases.send-back', { caseId, remark: 'Xem lại tên' })).status, 200)
})

test('on New Year’s Day Vũ Ninh goes into Kinh Bắc: what Lan handed in before is decided there, by those who came along, and nobody is asked anything twice', async (t) => {
  const country = mkdtempSync(join(tmpdir(), 'sen-merger-'))
  t.after(() => rmSync(country, { recursive: true }))
  cpSync(join(projectRoot, 'countries/vn'), country, { recursive: true })
  const file = join(country, 'units/amendments.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace('amendments:\n', `amendments:\n  - day: 2027-01-01\n    source: a resolution of this test\n    end: [{ code: '${vuNinh}', into: ['${kinhBac}'] }]\n`))
  const vu = await town(t, { now: '2026-12-30T02:00:00Z', country })
  for (const [id, name, unit, post] of [['tam', 'Lê Tâm', `${vuNinh}-PVHCC`, 'one-stop-officer'], ['minh', 'Đỗ Quang Minh', vuNinh, 'civil-status-officer'], ['ha', 'Nguyễn Thị Hà', vuNinh, 'commune-vice-chair'], ['nga', 'Trần Nga', kinhBac, 'commune-vice-chair']] as const)
    await perform(vu.house, system, appointOfficial, { official: id, name, unit, post, validFrom: '2026-01-01' })
  const as = async (id: string): Promise<Actor> => {
    const { name, powers, unit, position } = (await officeOf(vu.house, id, day(vu.time.now)))!
    return { id, kind: 'official', name, powers, provedAt: new Date(), ...(unit && { unit }), ...(position && { position: position.vi }) }
  }
  await perform(vu.house, await as('ha'), delegateAuthority, { to: 'minh', unit: vuNinh, acts: ['decide', 'sign'], validFrom: '2026-12-30', validTo: '2027-01-10', reason: 'Đi công tác' })
  const { body: { id: caseId } } = await vu.as(lan).api('cases.submit', {
    procedure: '1.004873', competentUnit: vuNinh, papers: [], delivery: 'online',
    answers: {
      applicantName: 'Nguyễn Thu Lan', applicantPersonalId: lan.nationalId, applicantBorn: '1995-06-14', sex: 'female', ethnicity: 'Kinh', nationality: 'VN', applicantAddress: 'Số 18, ngõ 42, đường Hoàng Quốc Việt, phường Vũ Ninh', applicantPhone: '0900000318',
      status: 'never-married', period: 'now', purpose: 'other', otherPurpose: 'Bổ sung hồ sơ vay vốn', decidingUnit: vuNinh,
    },
  })
  assert.equal((await vu.as(await as('tam')).api('cases.accept', { caseId })).status, 200)
  assert.equal((await vu.as(await as('minh')).press(`/officer/cases/${caseId}`, 'draft', { outcome: 'grant' })).status, 303)
  assert.equal((await vu.as(await as('nga')).get(`/officer/cases/${caseId}`)).status, 404, 'the year before it is none of Kinh Bắc’s')

  vu.time.now = new Date('2027-01-04T02:00:00Z')
  await vu.settle()
  assert.match((await vu.as(lan).get(`/cases/${caseId}`)).body, /Từ hôm nay hồ sơ thuộc thẩm quyền của Ủy ban nhân dân phường Kinh Bắc/)
  const minh = await as('minh')
  assert.equal(minh.unit, kinhBac)
  assert.deepEqual((await vu.as(await as('nga')).ask('cases.worklist', { view: 'to-decide' })).body.rows.map((row: { id: string }) => row.id), [caseId])
  // Minh signs by the power that Hà lent him while the ward was still there.
  const shown = await vu.as(minh).get(`/officer/cases/${caseId}`)
  assert.match(shown.body, /theo ủy quyền của Nguyễn Thị Hà, Phó Chủ tịch Ủy ban nhân dân phường Kinh Bắc/)
  assert.equal((await vu.as(minh).press(`/officer/cases/${caseId}`, 'approve')).status, 303)
  await vu.settle()
  const { documents: [result] } = (await vu.as(lan).ask('documents.mine')).body
  assert.equal(result.issuedBy.unit, kinhBac)
})

test('a power has its limits: Sơn signs up to a hundred million đồng, and sees what he may sign', async (t) => {
  const vu = await town(t, { now: '2026-09-28T02:00:00Z' })
  const as = await people(vu)
  const limited = (amount: number): Actor => ({ ...official('o-limited', 'Ngô Sơn', 'Giám đốc', '24-STP'), powers: (['decide', 'sign'] as const).map((act) => ({ act, unit: '24-STP', limits: { amount, kinds: ['person'] }, source: 'p' })) })
  const [small, large, other] = [await lawyersCase(vu, {}, { matter: { amount: 90_000_000, kind: 'person' } }), await lawyersCase(vu, {}, { matter: { amount: 200_000_000 } }), await lawyersCase(vu, {}, { matter: { amount: 1, kind: 'family' } })]
  const waits = async (who: Actor) => ((await vu.as(who).ask('cases.worklist', { view: 'to-decide' })).body.rows as { id: string }[]).map(({ id }) => id).sort()
  assert.deepEqual(await waits(limited(100_000_000)), [small])
  assert.deepEqual(await waits(await as('son')), [small, large, other].sort())
  assert.equal((await vu.as(limited(100_000_000)).api('cases.approve', { caseId: large })).status, 403)
  assert.equal((await vu.as(limited(100_000_000)).api('cases.approve', { caseId: other })).status, 403)
  assert.equal((await vu.as(limited(100_000_000)).api('cases.approve', { caseId: small })).status, 200)
  assert.equal((await vu.as(limited(200_000_000)).api('cases.approve', { caseId: large })).status, 200)
})

test('every role, act, state, unit and day: what the law gives, the answer, the row filter and the officials\' own powers say the same', async (t) => {
  const vu = await town(t, { now: '2026-09-28T02:00:00Z' })
  changed(t, vu, transfer('stay'))
  changed(t, vu, transfer('move', { key: 'permits', procedures: ['2.000205'], day: '2026-11-01' }))
  const book = vu.house.take(posts)
  const register = vu.house.take(unitRegister)
  const units = ['24', '24-STP', vuNinh, kinhBac]
  const centres = units.flatMap((code) => register.centreOf(code, moveDay)?.code ?? [])
  for (const unit of new Set([...units, ...centres])) for (const post of book.posts.values())
    if (post.in.includes(register.get(unit, '2026-09-28').kind)) await perform(vu.house, system, appointOfficial, { official: `${post.key} ${unit}`, name: `${post.key} of ${unit}`, unit, post: post.key, validFrom: '2026-09-01', validTo: '2026-12-31', ...(post.key === 'commune-specialist' && { procedures: ['1.001193'] }) })
  const { authority, positions } = await readAllAuthority(vu.house)

  // Rows as a table of cases has them: four procedures, filed around each change, in every unit.
  const procedures = ['1.001193', lawyers, '2.000205', '1.004873']
  const filings = ['2026-09-10', '2026-09-30', '2026-10-01', '2026-11-15']
  const days = ['2026-08-31', '2026-09-01', '2026-09-30', '2026-10-01', '2026-10-31', '2026-11-01', '2026-12-31', '2027-01-01']
  const cells = units.flatMap((unit) => procedures.flatMap((procedure) => filings.map((filedOn) => ({ unit, procedure, filedOn }))))
  const wrong: string[] = []
  let checked = 0
  for (const position of positions) for (const on of days) {
    const powers = authority.powersOn(position.official, on)
    for (const act of acts) for (const cell of cells) {
      checked++
      const expected = byTheLaw(book.grants, position, act, cell, on, register.find(position.stands[0]!.over, on)?.level)
      const said = authority.may({ official: position.official, act, ...cell, day: on }).may
      const carried = findPower({ powers }, act, cell.unit, cell.procedure, { filedOn: cell.filedOn }) !== undefined
      if (said !== expected || carried !== expected) wrong.push(`${position.official} ${act} ${JSON.stringify(cell)} on ${on}: ${said}/${carried}, the law says ${expected}`)
    }
  }
  assert.deepEqual(wrong.slice(0, 5), [])
  assert.ok(checked > 100_000, `${checked} cells`)

  // Ten thousand probes across units: ask the database which rows the filter lets through, and hold each against the answer.
  let leaks = 0
  let probes = 0
  for (const [nth, position] of positions.entries()) {
    const on = days[(nth * 5) % days.length]!
    const powers: Power[] = authority.powersOn(position.official, on)
    const { rows } = await sql<{ act: Act; n: number }>`
      with probe as (select * from unnest(${cells.map((_, i) => i)}::int[], ${cells.map((c) => c.unit)}::text[], ${cells.map((c) => c.procedure)}::text[], ${cells.map((c) => c.filedOn)}::date[]) as p (n, unit, procedure, filed_on))
      ${sql.join(acts.map((act) => sql`select ${act}::text as act, n from probe where ${holdsFor({ powers }, act, { unit: 'unit', procedure: 'procedure', filedOn: 'filed_on' })}`), sql` union all `)}`.execute(vu.house.db)
    const passed = new Set(rows.map((row) => `${row.act} ${row.n}`))
    for (const act of acts) for (const [i, cell] of cells.entries()) {
      probes++
      if (passed.has(`${act} ${i}`) !== authority.may({ official: position.official, act, ...cell, day: on }).may) leaks++
    }
  }
  assert.deepEqual([leaks, probes >= 10_000], [0, true], `${probes} probes`)
})

test('some hundred doors tried by officials of other units, by page and by API: only who holds a power there comes in', async (t) => {
  const vu = await town(t, { now: '2026-09-28T02:00:00Z' })
  const as = await people(vu)
  const more = [['tam', `${vuNinh}-PVHCC`, 'one-stop-officer'], ['minh', vuNinh, 'civil-status-officer'], ['bich', `${kinhBac}-PVHCC`, 'one-stop-officer'], ['van-thu', vuNinh, 'records-clerk'], ['quan', '24', 'administrator'], ['chu-tich', '24', 'province-chair'], ['tung', vuNinh, 'commune-specialist']] as const
  for (const [official, unit, post] of more) await perform(vu.house, system, appointOfficial, { official, name: `Official ${official}`, unit, post, validFrom: '2026-01-01', ...(official === 'tung' && { procedures: ['1.004194'] }) })
  const places = [{ receivingUnit: vuNinh, competentUnit: vuNinh }, { receivingUnit: kinhBac, competentUnit: vuNinh }, { receivingUnit: kinhBac, competentUnit: kinhBac }, { receivingUnit: '24', competentUnit: '24-STP' }]
  const cases = await Promise.all(places.map(async (place) => ({ ...place, id: await lawyersCase(vu, {}, place) })))
  const { authority } = await readAllAuthority(vu.house)
  const wrong: string[] = []
  let probes = 0
  for (const official of ['son', 'ha', 'nga', ...more.map(([id]) => id)]) {
    const actor = await as(official)
    const may = (act: Act, unit: string) => authority.may({ official, act, unit, procedure: lawyers, day: '2026-09-28', filedOn: '2026-09-28' }).may
    const listed: string[] = (await vu.as(actor).ask('cases.worklist')).body.rows?.map((row: { id: string }) => row.id) ?? []
    for (const one of cases) {
      const works = may('receive', one.receivingUnit) || may('lead', one.receivingUnit) || (['process', 'decide', 'lead'] as const).some((act) => may(act, one.competentUnit))
      const sees = works || may('oversee', '24') || may('oversee', one.receivingUnit) || may('oversee', one.competentUnit)
      const tries: [string, boolean, boolean][] = [
        ['worklist', listed.includes(one.id), works],
        ...await Promise.all((['cases.open'] as const).map(async (name): Promise<[string, boolean, boolean]> => [name, (await vu.as(actor).ask(name, { caseId: one.id })).status === 200, sees])),
        ...await Promise.all([`/officer/cases/${one.id}`, `/officer/cases/${one.id}/payments`, `/cases/${one.id}/forms/05.pdf`].map(async (address): Promise<[string, boolean, boolean]> => [address, (await vu.as(actor).get(address)).status === 200, sees])),
        // What was sent back once already is a conflict for whoever may, and forbidden for whoever may not.
        ['cases.send-back', ![403, 404].includes((await vu.as(actor).api('cases.send-back', { caseId: one.id, remark: 'Xem lại tên' })).status), may('decide', one.competentUnit)],
      ]
      for (const [door, opened, expected] of tries) {
        probes++
        if (opened !== expected) wrong.push(`${official} at ${door} of a case of ${one.receivingUnit}/${one.competentUnit}: ${opened}, the powers say ${expected}`)
      }
    }
  }
  assert.deepEqual(wrong, [])
  assert.ok(probes >= 200, `${probes} doors`)
})

/** The law read once more, plainly: nothing of the code that is tested is used. */
function byTheLaw(grants: readonly Grant[], position: { post: string; procedures?: readonly string[]; stands: readonly { over: string }[]; validFrom: string; validTo?: string }, act: Act, { unit, procedure, filedOn }: { unit: string; procedure: string; filedOn: string }, on: string, level: string | undefined): boolean {
  if (on < position.validFrom || on > position.validTo! || position.stands[0]!.over !== unit) return false
  if (!grants.some((grant) => grant.posts.includes(position.post) && grant.acts.includes(act) && grant.validFrom <= on && (!grant.validTo || on <= grant.validTo))) return false
  if (position.procedures && !position.procedures.includes(procedure)) return false
  if (!['process', 'decide', 'sign'].includes(act)) return true
  const commune = level === 'commune'
  if (procedure === lawyers && commune) return on >= moveDay && filedOn >= moveDay
  if (procedure === lawyers && unit === '24-STP') return on < moveDay || filedOn < moveDay
  if (procedure === '2.000205' && commune) return on >= '2026-11-01'
  if (procedure === '2.000205' && unit === '24-STP') return on < '2026-11-01'
  return true
}
