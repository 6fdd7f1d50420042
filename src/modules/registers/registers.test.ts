import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { parse } from 'yaml'
import { type Actor, system } from '#platform/actor'
import { type Ctx, openCtx } from '#platform/ctx'
import { isEmpty } from '#platform/events'
import { Refusal } from '#platform/refusal'
import { projectRoot } from '#platform/settings'
import { official, person, town } from '../../testing/town.ts'
import { isMinor } from './domain/person.ts'
import { addPeople, findPerson, knownAbout, majorityOn, samplePopulation } from './index.ts'
import { readPersonRules } from './person-rules.ts'

const invented = parse(readFileSync(join(projectRoot, 'countries/vn/sample/people.yaml'), 'utf8')).people
const sample = samplePopulation(invented, '2026-09-01')
const numberOf = (key: string): string => invented.find((one: any) => one.key === key).nationalId

const lan = person('lan', 'Nguyễn Thu Lan', numberOf('lan'))
const hoa = person('hoa', 'Trần Thị Hoa', numberOf('hoa'))
const minh = official('minh', 'Ngô Quang Minh', 'Công chức một cửa', '09169', 'receive')
const thao = official('thao', 'Phan Phương Thảo', 'Quản trị', '24', 'admin')

async function withRegister(t: TestContext, now?: string) {
  const { house } = await town(t, now ? { now } : {})
  await addPeople(house, sample.people, sample.businesses)
  const readings = async () => (await sql<{ actor: string; data: any }>`select actor, data from events where type = 'registers.read' order by position`.execute(house.db)).rows
  const as = async <T>(actor: Actor, work: (ctx: Ctx) => Promise<T>): Promise<T> => {
    const ctx = openCtx(house, actor)
    const answer = await work(ctx)
    if (!isEmpty(ctx.pending)) await house.writer.write(ctx.pending)
    return answer
  }
  return { house, as, readings }
}
const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.kind === 'forbidden' && error.code === code
const by = (known: Awaited<ReturnType<typeof knownAbout>>, source: string) => known.find((one) => one.source === source)?.values

test('Lan begins a form, and what the register knows of her and hers is there', async (t) => {
  const { as, readings } = await withRegister(t, '2026-10-01T02:00:00Z')
  const known = await as(lan, (ctx) => knownAbout(ctx, { purpose: 'form 1.001193' }))
  assert.deepEqual(known.map((one) => one.source), ['population.self', 'population.spouse', 'population.father', 'population.household'])
  assert.deepEqual(by(known, 'population.self'), {
    name: 'Nguyễn Thu Lan', personalId: '099194000318', born: '1994-06-14', sex: 'female', ethnicity: 'Kinh', nationality: 'VN',
    residence: 'Số 18, ngõ 42, đường Hoàng Quốc Việt, phường Vũ Ninh, thành phố Bắc Ninh', residenceUnit: '09169',
    birthPlace: 'Bệnh viện Đa khoa Bắc Ninh', origin: 'Xã Tam Đa, Bắc Ninh', maritalStatus: 'married',
    currentAddress: 'Số 18, ngõ 42, đường Hoàng Quốc Việt, phường Vũ Ninh, thành phố Bắc Ninh',
  })
  assert.equal(by(known, 'population.spouse')?.['name'], 'Phạm Minh Đức')
  assert.equal(by(known, 'population.father')?.['name'], 'Nguyễn Hữu Phúc')
  assert.equal(by(known, 'population.household')?.['headName'], 'Phạm Minh Đức')
  assert.equal(known[0]!.date, '2026-09-01')
  const [reading, ...more] = await readings()
  assert.equal(more.length, 0, 'one reading, one note')
  assert.equal(reading!.actor, 'lan')
  assert.equal(reading!.data.purpose, 'form 1.001193')
  assert.deepEqual([...reading!.data.people].sort(), ['lan', 'duc', 'phuc'].map(numberOf).sort())
})

test('the place of residence is called what it is called on that day', async (t) => {
  const { as } = await withRegister(t, '2026-09-01T02:00:00Z')
  const known = await as(lan, (ctx) => knownAbout(ctx, { purpose: 'form' }))
  assert.match(String(by(known, 'population.self')?.['residence']), /phường Vũ Ninh, tỉnh Bắc Ninh$/)
})

test('of two children none is guessed; named, it is the one', async (t) => {
  const { as } = await withRegister(t)
  assert.equal(by(await as(hoa, (ctx) => knownAbout(ctx, { purpose: 'form' })), 'population.child'), undefined)
  assert.equal(by(await as(hoa, (ctx) => knownAbout(ctx, { purpose: 'form', child: numberOf('chau') })), 'population.child')?.['name'], 'Nguyễn Bảo Châu')
  assert.equal(by(await as(hoa, (ctx) => knownAbout(ctx, { purpose: 'form', child: numberOf('lan') })), 'population.child'), undefined, 'not a child of hers')
  assert.equal(by(await as(hoa, (ctx) => knownAbout(ctx, { purpose: 'form' })), 'business')?.['name'], 'Hộ kinh doanh Bánh phu thê Trần Thị Hoa')
})

test('whom the register does not know fills in by herself', async (t) => {
  const { as } = await withRegister(t)
  assert.deepEqual(await as(person('x', 'Ai đó', '099200000001'), (ctx) => knownAbout(ctx, { purpose: 'form' })), [])
  assert.deepEqual(await as(person('y', 'Không số', undefined as never), (ctx) => knownAbout(ctx, { purpose: 'form' })), [])
})

test('a person reads herself and her children under age, and nobody else; whether others are there does not show', async (t) => {
  const { as } = await withRegister(t)
  assert.equal((await as(lan, (ctx) => findPerson(ctx, numberOf('lan'), { purpose: 'my data' })))?.name, 'Nguyễn Thu Lan')
  assert.equal((await as(hoa, (ctx) => findPerson(ctx, numberOf('bao'), { purpose: 'my child' })))?.name, 'Nguyễn Gia Bảo')
  await assert.rejects(as(lan, (ctx) => findPerson(ctx, numberOf('bao'), { purpose: 'curiosity' })), refused('not-your-data'))
  await assert.rejects(as(lan, (ctx) => findPerson(ctx, numberOf('duc'), { purpose: 'curiosity' })), refused('not-your-data'))
  await assert.rejects(as(lan, (ctx) => findPerson(ctx, '099000000000', { purpose: 'curiosity' })), refused('not-your-data'))
  const phuc = person('phuc', 'Nguyễn Hữu Phúc', numberOf('phuc'))
  await assert.rejects(as(phuc, (ctx) => findPerson(ctx, numberOf('lan'), { purpose: 'my grown daughter' })), refused('not-your-data'))
  await assert.rejects(as({ id: 'nobody', kind: 'nobody', name: '', powers: [] }, (ctx) => findPerson(ctx, numberOf('lan'), { purpose: 'x' })), refused('not-your-data'))
})

test('an official looks up for a case, and the record says which', async (t) => {
  const { as, readings } = await withRegister(t)
  await assert.rejects(as(minh, (ctx) => findPerson(ctx, numberOf('phuc'), { purpose: 'look' })), refused('say-which-case'))
  await assert.rejects(as(thao, (ctx) => findPerson(ctx, numberOf('phuc'), { purpose: 'look', case: 'c1' })), refused('not-your-data'))
  assert.equal((await as(minh, (ctx) => findPerson(ctx, numberOf('phuc'), { purpose: 'counter', case: 'c1' })))?.name, 'Nguyễn Hữu Phúc')
  assert.equal(await as(minh, (ctx) => findPerson(ctx, '099000000000', { purpose: 'counter', case: 'c1' })), undefined)
  assert.deepEqual((await readings()).map((r) => [r.actor, r.data.people, r.data.case]), [['minh', [numberOf('phuc')], 'c1'], ['minh', ['099000000000'], 'c1']])
})

test('entering the same people again changes nothing', async (t) => {
  const { house } = await withRegister(t)
  const all = () => sql`select to_jsonb(p) as row from population p order by national_id`.execute(house.db).then((r) => r.rows)
  const before = await all()
  await addPeople(house, sample.people, sample.businesses)
  assert.deepEqual(await all(), before)
  assert.equal((await openCtx(house, system).db.selectFrom('businesses').selectAll().execute()).length, 1)
})

test('eighteen years to the day is of age', () => {
  assert.equal(isMinor('2008-09-09', '2026-09-08', 18), true)
  assert.equal(isMinor('2008-09-09', '2026-09-09', 18), false)
  assert.equal(isMinor('2008-02-29', '2026-02-28', 18), true)
  assert.equal(isMinor('2008-02-29', '2026-03-01', 18), false)
  const anyDay = fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }).map((d) => d.toISOString().slice(0, 10))
  fc.assert(fc.property(anyDay, anyDay, anyDay, (born, a, b) => isMinor(born, a < b ? a : b, 18) || !isMinor(born, a < b ? b : a, 18)), { numRuns: 500 })
})

test('the sample is one family tree: who is a child has that parent, spouses are each other’s', () => {
  const byNumber = new Map(sample.people.map((one) => [one.nationalId, one]))
  assert.equal(byNumber.size, sample.people.length)
  for (const one of sample.people) {
    assert.match(one.nationalId, /^099\d{9}$/)
    const [digit, year] = [Number(one.nationalId[3]), one.nationalId.slice(4, 6)]
    assert.equal(digit % 2 === 0 ? 'male' : 'female', one.sex, one.name)
    assert.equal(`${19 + Math.floor(digit / 2)}${year}`, one.birthDate.slice(0, 4), one.name)
    for (const child of one.children) assert.equal(byNumber.get(child)?.[one.sex === 'male' ? 'father' : 'mother'], one.nationalId)
    if (one.spouse) assert.equal(byNumber.get(one.spouse)?.spouse, one.nationalId)
  }
})

test('who is of age is what the rules say on that day', () => {
  const rules = readPersonRules(join(projectRoot, 'countries/vn/rules/persons.yaml'))
  assert.equal(majorityOn(rules, '2026-11-21'), 18)
  const changed = [...rules, { validFrom: '2030-01-01', majority: { years: 16, source: 'a code to come' } }]
  assert.deepEqual(['2029-12-31', '2030-01-01'].map((day) => isMinor('2013-06-01', day, majorityOn(changed, day))), [true, false])
})
