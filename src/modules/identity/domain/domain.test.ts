import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { profileOf } from './claims.ts'
import { localPath, wayIn } from './local-path.ts'
import { deviceLabel, hashOf, networkOf, newSecret } from './session.ts'

test('after signing in one comes back to where one wanted to be', () => {
  assert.equal(localPath('/services/1.001193?step=2'), '/services/1.001193?step=2')
  assert.equal(localPath('/en/cases'), '/en/cases')
  assert.equal(wayIn('/services/1.001193', 'person', 'vi'), '/services/1.001193')
  assert.equal(wayIn(undefined, 'person', 'en'), '/en/cases')
  assert.equal(wayIn('/officer/cases/7', 'official', 'vi'), '/officer/cases/7')
  assert.equal(wayIn('/en/operations?day=2026-11-01', 'official', 'vi'), '/en/operations?day=2026-11-01')
  assert.equal(wayIn('/services/1.001193/apply', 'official', 'en'), '/en/officer')
  assert.equal(wayIn('/officership', 'official', 'vi'), '/officer')
})

test('nobody is led to a page of a stranger', () => {
  for (const to of ['https://evil.example/', '//evil.example', '/\\evil.example', '\\/evil.example', '/\t/evil.example', '/\n/evil.example', ' //evil.example', 'javascript:alert(1)', '/.//evil.example', '/x/..//evil.example',
    'evil', '', '/sign-in?to=/sign-in', '/sign-in', '/en/sign-out', '/api/cases.submit', ['/a', '/b'], undefined, 7])
    assert.equal(localPath(to), undefined, String(to))
})

test('whatever is asked for, the browser stays on this host', () => {
  const pieces = fc.array(fc.constantFrom('/', '\\', '.', '..', '%2f', '%5c', '@', ':', '?', '#', '\t', '\n', '\r', ' ', 'evil.example', 'http', 'en', '\u0000', 'https:')).map((list) => list.join(''))
  fc.assert(fc.property(fc.oneof(pieces, pieces.map((p) => `/${p}`), fc.string()), (to) => {
    const path = localPath(to)
    if (path !== undefined) assert.equal(new URL(path, 'https://sen.example').host, 'sen.example')
  }), { numRuns: 3000 })
})

test('claims are read by the map, and standard ones without it', () => {
  assert.deepEqual(profileOf({ sub: 'x1', name: 'Nguyễn Thu Lan', soDinhDanh: '099 194 000 318', ngaySinh: '14/06/1994', gender: 'female', muc: 'muc-2', phone_number: '0900000318' }, { nationalId: 'soDinhDanh', birthDate: 'ngaySinh', level: 'muc' }),
    { subject: 'x1', name: 'Nguyễn Thu Lan', nationalId: '099194000318', birthDate: '1994-06-14', sex: 'female', phone: '0900000318', assurance: 2 })
  assert.equal(profileOf({ sub: 'x1', name: 'Lan', national_id: '12345' }, { nationalId: 'national_id' }), undefined, 'a number that is none')
  assert.equal(profileOf({ sub: 'x1' }, {}), undefined, 'nobody without a name')
  assert.equal(profileOf({ name: 'Lan' }, {}), undefined, 'nobody without a subject')
  assert.equal(profileOf({ sub: 'x', name: 'Lan', birthdate: '1948' }, {})?.birthDate, undefined)
  assert.equal(profileOf({ sub: 'x', name: 'Lan', birthdate: '2026-02-30' }, {})?.birthDate, undefined)
})

test('what anyone may send as claims is read or refused, never a crash', () => {
  fc.assert(fc.property(fc.dictionary(fc.constantFrom('sub', 'name', 'national_id', 'birthdate', 'gender', 'level'), fc.anything()), (claims) => {
    const profile = profileOf(claims, { nationalId: 'national_id', level: 'level' })
    if (profile?.nationalId !== undefined) assert.match(profile.nationalId, /^\d{12}$/)
  }))
})

test('a device is known by browser and system alone', () => {
  assert.equal(deviceLabel('Mozilla/5.0 (Linux; Android 9; SM-J400F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/96.0 Mobile Safari/537.36'), 'Chrome, Android')
  assert.equal(deviceLabel('Mozilla/5.0 (iPhone; CPU iPhone OS 15_0 like Mac OS X) AppleWebKit/605.1 Version/15.0 Mobile/15E148 Safari/604.1'), 'Safari, iPhone')
  assert.equal(deviceLabel('curl/8'), '')
  assert.equal(deviceLabel(undefined), '')
})

test('no two secrets are alike, and what is kept does not tell them', () => {
  const secret = newSecret('bearer')
  assert.notEqual(secret, newSecret('bearer'))
  assert.match(secret, /^sen_[\w-]{43}$/)
  assert.doesNotMatch(hashOf(secret), new RegExp(secret.slice(4, 14)))
})

test('a network says enough to know one’s own by, and no more', () => {
  assert.deepEqual(['203.0.113.7', '::ffff:203.0.113.7', '2001:db8:1:2:3:4:5:6', '2001:db8::6', '::1', 'somewhere'].map(networkOf), ['203.0.113.…', '203.0.113.…', '2001:db8:1:…', '2001:db8:0:…', '0:0:0:…', undefined])
})
