import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor } from '#platform/actor'
import { lan, official, person, type Town, town, vuNinh } from '../../testing/town.ts'

const kinhBac = '09187'
const chair = official('o-chair', 'Vương Quốc Bình', 'Chủ tịch Ủy ban nhân dân thành phố Bắc Ninh', '24', 'oversee', 'decide')
const thinh = official('o-thinh', 'Vũ Đức Thịnh', 'Phó Chủ tịch Ủy ban nhân dân phường Vũ Ninh', vuNinh, 'decide', 'lead')
const staff = (unit: string) => ({
  desk: official(`o-desk-${unit}`, 'Đỗ Minh Quân', 'Công chức một cửa', unit, 'receive'),
  civil: official(`o-civil-${unit}`, 'Lê Thu Trang', 'Công chức Tư pháp – Hộ tịch', unit, 'process'),
  vice: unit === vuNinh ? thinh : official(`o-vice-${unit}`, 'Ngô Văn Hải', 'Phó Chủ tịch', unit, 'decide', 'lead'),
})

/** Confirmation of marital status: three working days, no papers that the State does not hold. */
const single = (unit: string) => ({
  procedure: '1.004873', competentUnit: unit, papers: [],
  answers: {
    applicantName: 'Nguyễn Thu Lan', applicantPersonalId: lan.nationalId, applicantBorn: '1995-06-14', sex: 'female', ethnicity: 'Kinh', nationality: 'VN', applicantAddress: 'Số 18, đường Hoàng Quốc Việt', applicantPhone: '0900000318',
    status: 'never-married', period: 'now', purpose: 'other', otherPurpose: 'Bổ sung hồ sơ vay vốn', decidingUnit: unit,
  },
})

async function done(answer: Promise<{ status: number; body: any }>): Promise<any> {
  const { status, body } = await answer
  assert.equal(status, 200, JSON.stringify(body))
  return body
}
const file = async (at: Town, unit: string, who: Actor = lan): Promise<string> => (await done(at.as(who).api('cases.submit', single(unit)))).id
const accept = (at: Town, unit: string, caseId: string) => done(at.as(staff(unit).desk).api('cases.accept', { caseId }))
async function decide(at: Town, unit: string, caseId: string): Promise<void> {
  await done(at.as(staff(unit).civil).api('cases.draft-result', { caseId, outcome: 'grant' }))
  await done(at.as(staff(unit).vice).api('cases.approve', { caseId }))
}
const measure = (at: Town, indicator: string, more: Record<string, string> = {}, who: Actor = chair) => done(at.as(who).ask('indicators.measure', { indicator, ...more }))
const list = (at: Town, indicator: string, more: Record<string, string> = {}) => done(at.as(chair).ask('indicators.cases', { indicator, ...more }))

/** Three days in two wards: one case settled in time and rated well, one settled late and rated badly, one standing overdue. */
async function threeCases(at: Town): Promise<{ good: string; late: string; open: string }> {
  at.time.now = new Date('2026-09-09T02:00:00Z')
  const [good, late, open] = [await file(at, vuNinh), await file(at, vuNinh, person('p-mai', 'Phạm Thị Mai', '000195000777')), await file(at, kinhBac, person('p-an', 'Đỗ Văn An', '000085000555'))]
  for (const [unit, id] of [[vuNinh, good], [vuNinh, late], [kinhBac, open]] as const) await accept(at, unit, id)
  await at.settle()
  await decide(at, vuNinh, good)
  await at.settle()
  await done(at.as(lan).api('cases.rate', { caseId: good, stars: 5 }))
  // Three working days after Wednesday 9 September are over on Monday the 14th.
  at.time.now = new Date('2026-09-16T02:00:00Z')
  await decide(at, vuNinh, late)
  await at.settle()
  await done(at.as(person('p-mai', 'Phạm Thị Mai', '000195000777')).api('cases.rate', { caseId: late, stars: 2 }))
  await at.settle()
  return { good, late, open }
}

test('the chair sees who settled on time, and the figure opens into the very cases', async (t) => {
  const at = await town(t)
  const { good, late, open } = await threeCases(at)
  const onTime = await measure(at, '766-2.1')
  assert.deepEqual([onTime.numerator, onTime.denominator], [1, 3])
  assert.deepEqual((await list(at, '766-2.1', { part: 'numerator' })).rows.map((row: any) => row.id), [good])
  assert.deepEqual((await list(at, '766-2.1', { part: 'missing' })).rows.map((row: any) => row.id).sort(), [late, open].sort())
  assert.deepEqual((await list(at, '766-2.1', { part: 'overdue' })).rows.map((row: any) => row.id), [open])

  const satisfied = await measure(at, 'A3')
  assert.deepEqual([satisfied.numerator, satisfied.denominator, satisfied.value], [1, 2, 50])
  const score = await measure(at, '766-2')
  assert.equal(score.value, 6.67)
  assert.deepEqual([(await measure(at, 'C4')).denominator, (await measure(at, '766-2.2')).denominator], [2, 2])

  const wall = await at.as(chair).get('/operations')
  assert.equal(wall.status, 200)
  assert.match(wall.body, /1 hồ sơ<\/a> đang quá hạn[\s\S]*Đang quá hạn nhiều nhất ở <a [^>]*part=overdue[^>]*>.*?<\/a> \(1\)/)
  const cases = await at.as(chair).get('/operations/766-2.1/cases?part=overdue')
  assert.match(cases.body, new RegExp(`/officer/cases/${open}`))
  assert.doesNotMatch(cases.body, /Đỗ Văn An/, 'the wall names no applicants')
  assert.equal((await at.as(chair).get(`/officer/cases/${open}`)).status, 200)
})

test('every figure is the number of cases in its list, for the province and for each place', async (t) => {
  const at = await town(t)
  await threeCases(at)
  for (const code of ['A1', 'A3', 'C4', 'C5', '766-2.1', '766-2.2', '766-3', '766-3.6', '766-4.1', '766-4.3']) {
    const figure = await measure(at, code)
    const ask = async (part: string, unit?: string) => (await list(at, code, { part, ...(unit ? { unit } : {}) })).total
    assert.equal(await ask('denominator'), figure.denominator, code)
    if (code !== '766-2.2') assert.deepEqual([await ask('numerator'), await ask('missing')], [figure.numerator, figure.denominator - figure.numerator], code)
    const places = figure.places.filter((place: any) => place.denominator > 0)
    if (code !== 'A1') assert.deepEqual([places.reduce((sum: number, p: any) => sum + p.numerator, 0), places.reduce((sum: number, p: any) => sum + p.denominator, 0)], [figure.numerator, figure.denominator], `${code}: the places add up`)
    if (code !== 'A1') for (const place of places) {
      assert.equal(await ask('denominator', place.unit), place.denominator, `${code} in ${place.unit}`)
      const alone = await measure(at, code, { unit: place.unit })
      assert.deepEqual([alone.numerator, alone.denominator], [place.numerator, place.denominator], `${code} of ${place.unit} alone`)
    }
  }
})

test('the wall of a past day stays as it was, whatever happens to its cases afterwards', async (t) => {
  const at = await town(t)
  const { open } = await threeCases(at)
  const then = { asOf: '2026-09-15' }
  const before = await measure(at, '766-2.1', then)
  // On the evening of the 15th one was settled in time and two stood overdue; one of them was settled late on the 16th.
  assert.deepEqual([before.numerator, before.denominator], [1, 3])
  assert.equal((await list(at, '766-2.1', { ...then, part: 'overdue' })).total, 2)

  at.time.now = new Date('2026-09-17T02:00:00Z')
  await decide(at, kinhBac, open)
  await file(at, vuNinh)
  await at.settle()
  // Measured anew, not remembered.
  await at.house.db.deleteFrom('measurings').execute()
  const after = await measure(at, '766-2.1', then)
  assert.deepEqual([after.numerator, after.denominator, after.value], [before.numerator, before.denominator, before.value])
  assert.equal((await list(at, '766-2.1', { ...then, part: 'overdue' })).total, 2)
  assert.deepEqual([(await measure(at, '766-2.1')).numerator, (await measure(at, '766-2.1')).denominator], [1, 3])
  const page = await at.as(chair).get('/operations?asOf=15%2F09%2F2026')
  assert.match(page.body, /Đây là toàn cảnh của ngày 15\/09\/2026/)
  assert.match(page.body, /2 hồ sơ<\/a> đang quá hạn/)
})

test('what is entered for a past day afterwards is measured again', async (t) => {
  const at = await town(t)
  at.time.now = new Date('2026-09-16T02:00:00Z')
  await at.settle()
  assert.equal((await measure(at, '766-3', { asOf: '2026-09-10' })).denominator, 0)
  // An import brings a case of the ninth.
  at.time.now = new Date('2026-09-09T02:00:00Z')
  await file(at, vuNinh)
  at.time.now = new Date('2026-09-16T02:01:00Z')
  // The log is followed below the oldest open transaction of the whole server, and other tests have some open.
  for (let tries = 0; tries < 100; tries++) {
    await at.settle()
    if ((await measure(at, '766-3', { asOf: '2026-09-10' })).denominator === 1) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  assert.fail('the ninth was not measured again')
})

test('who leads a ward sees the ward, and no other', async (t) => {
  const at = await town(t)
  await threeCases(at)
  const own = await measure(at, '766-2.1', {}, thinh)
  assert.deepEqual([own.unit, own.numerator, own.denominator], ['share', 1, 2])
  assert.equal((await at.as(thinh).get('/operations')).status, 200)
  assert.match((await at.as(thinh).get('/operations')).body, /Phường Vũ Ninh/)
  for (const path of [`/operations?unit=${kinhBac}`, '/operations?unit=24', `/operations/766-2.1/cases?unit=${kinhBac}`, `/operations/766-2.1/cases.csv?unit=${kinhBac}`]) assert.equal((await at.as(thinh).get(path)).status, 403, path)
  assert.equal((await at.as(thinh).ask('indicators.wall', { unit: kinhBac })).status, 403)
  // A desk officer and a citizen have no wall; a stranger is asked to sign in.
  assert.equal((await at.as(staff(vuNinh).desk).get('/operations')).status, 403)
  assert.equal((await at.as(lan).get('/operations/766-2.1')).status, 403)
  assert.equal((await at.as(lan).get('/operations/live')).status, 403)
  // A power over one procedure is not a power over all figures of the unit.
  const narrow: Actor = { ...thinh, id: 'o-narrow', powers: thinh.powers.map((power) => ({ ...power, procedures: ['1.004873'] })) }
  assert.equal((await at.as(narrow).get('/operations')).status, 403)
})

test('what cannot be read is answered with a sentence', async (t) => {
  const at = await town(t)
  for (const day of ['hom%20qua', '2026-02-31']) {
    const wall = await at.as(chair).get(`/operations?asOf=${day}`)
    assert.equal(wall.status, 200)
    assert.match(wall.body, /Không đọc được ngày “[^”]+”[^<]*số liệu hôm nay/)
    assert.equal((await at.as(chair).get(`/operations/wall.csv?asOf=${day}`)).status, 400, 'a table is of the day that was asked for, or none')
  }
  assert.equal((await at.as(chair).get('/operations/Z9')).status, 404)
  assert.equal((await at.as(chair).get('/operations/A3/cases?part=everything')).status, 400)
  const odd = await at.as(chair).get('/operations?period=week')
  assert.equal(odd.status, 400)
  assert.match(odd.body, /<h1>Chưa đọc được yêu cầu<\/h1>[\s\S]*href="\/operations">Về lại trang/)
  // A wall does not look ahead: for a day to come it says so, and shows today.
  assert.match((await at.as(chair).get('/operations?asOf=2031-01-01')).body, /Ngày 01\/01\/2031 chưa tới[^<]*số liệu hôm nay/)
})

test('every page speaks both languages and hands out its table', async (t) => {
  const at = await town(t)
  await threeCases(at)
  for (const path of ['', '/indicators', '/A1', '/A3', '/766-2', '/766-2.1', '/766-2.2', '/A1/cases', '/766-2/cases', '/C4/cases?part=missing', '/766-2.1?sort=name&down=1&all=1', `?unit=${vuNinh}`, '?period=year', '?map=C5', '?asOf=2026-09-10'])
    for (const prefix of ['', '/en']) {
      const page = await at.as(chair).get(`${prefix}/operations${path}`)
      assert.equal(page.status, 200, `${prefix}/operations${path}`)
      assert.doesNotMatch(page.body, /undefined|NaN|\[object/, path)
      assert.equal(page.body.match(/<h1/g)?.length, 1, path)
    }
  for (const path of ['/wall.csv', '/766-2.1/places.csv', '/766-2.1/cases.csv?part=missing', '/A1/cases.csv']) {
    const sheet = await at.as(chair).get(`/operations${path}`)
    assert.equal(sheet.status, 200, path)
    assert.match(String(sheet.headers['content-type']), /^text\/csv/)
  }
  assert.equal((await at.as(chair).get('/operations/766-2.1/places.csv')).body.trim().split('\r\n').length, 1 + 99 + 14)
})

test('after three months only the ends of months are kept, and a wall of any other day still says what it said', async (t) => {
  const at = await town(t)
  await threeCases(at)
  const walls = async () => await Promise.all(['2026-09-15', '2026-09-30'].map(async (asOf) => {
    const { numerator, denominator, places } = await measure(at, '766-2.1', { asOf })
    return { numerator, denominator, places: places.map(({ unit, numerator, denominator }: any) => [unit, numerator, denominator]) }
  }))
  at.time.now = new Date('2026-10-05T02:00:00Z')
  const before = await walls()
  const days = async (table: string) => (await at.house.db.selectFrom(table).select('as_of').distinct().where('as_of', '<', '2026-10-01').where('as_of', '>', '2026-09-01').orderBy('as_of').execute()).map((row) => row['as_of'])
  assert.ok((await days('measurings')).includes('2026-09-15') && (await days('measurements')).includes('2026-09-15'))
  at.time.now = new Date('2027-01-05T02:00:00Z')
  await at.settle()
  assert.deepEqual([await days('measurings'), await days('measurements')], [['2026-09-30'], ['2026-09-30']])
  assert.deepEqual(await walls(), before)
})
