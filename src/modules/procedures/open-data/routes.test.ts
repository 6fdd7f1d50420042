import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nobody } from '#platform/actor'
import { town } from '../../../testing/town.ts'

test('another portal takes the catalogue, and asks again only for what changed', async (t) => {
  const { app } = await town(t)
  for (const [path, type] of [['/data/services.jsonld', 'application/ld+json'], ['/data/services.ttl', 'text/turtle'], ['/data/services.atom', 'application/atom+xml'], ['/en/data/services.atom', 'application/atom+xml']] as const) {
    const first = await app.inject(path)
    assert.equal(first.statusCode, 200, path)
    assert.ok(String(first.headers['content-type']).startsWith(type), path)
    assert.equal(first.headers['access-control-allow-origin'], '*')
    assert.ok(first.body.includes('http://town.test/'), path)
    const again = await app.inject({ url: path, headers: { 'if-none-match': String(first.headers['etag']) } })
    assert.deepEqual([again.statusCode, again.body], [304, ''], path)
  }
  assert.equal((await app.inject('/data/services/1.001193.jsonld')).statusCode, 200)
  assert.equal((await app.inject('/data/services/1.001193.ttl')).statusCode, 200)
  for (const path of ['/data/services/1.999999.jsonld', '/data/services/1.001193.rdf', '/data/services/..%2f..%2fetc.ttl']) assert.equal((await app.inject(path)).statusCode, 404, path)
})

test('Lan is offered procedures while she types, at most seven, in her language; nonsense offers nothing', async (t) => {
  const { app, as } = await town(t)
  const offered = async (path: string): Promise<{ text: string; href: string }[]> => (await app.inject(path)).json()
  const some = await offered('/services/suggestions?q=khai+sinh')
  assert.equal(some[0]!.href, '/services/1.001193')
  assert.ok(some.length <= 7)
  assert.equal((await offered('/en/services/suggestions?q=birth'))[0]!.href, '/en/services/1.001193')
  for (const q of ['', 'xyzzy', '%3Cscript%3E', 'a&q=b']) assert.ok(Array.isArray(await offered(`/services/suggestions?q=${q}`)))
  assert.deepEqual(await offered('/services/suggestions?q=xyzzy'), [])
  for (const path of ['/', '/services', '/en/services']) assert.match((await as(nobody).get(path)).body, /data-suggest="(\/en)?\/services\/suggestions"/)
  const page = await as(nobody).get('/services/1.001193')
  assert.match(page.body, /<link rel="alternate" type="application\/ld\+json" title="[^"]+" href="\/data\/services\/1\.001193\.jsonld"/)
  assert.equal((await as(nobody).get('/data/services')).status, 200)
})
