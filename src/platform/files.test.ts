import assert from 'node:assert/strict'
import { createHash, createHmac } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { test, type TestContext } from 'node:test'
import { FileDamaged, FileMissing, fileStoreOf, openFileStore, type FileStore } from './files.ts'

type Bench = { store: FileStore; damage(hash: string): void; count(): number }

const hashOf = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex')
const whole = async (stream: Readable): Promise<Buffer> => Buffer.concat(await stream.toArray())
const birthRecord = Buffer.from('Giấy chứng sinh của bé Phạm Nguyễn Minh An\n'.repeat(20_000))

const benches: Record<string, (t: TestContext) => Promise<Bench>> = {
  async folder() {
    const folder = mkdtempSync(join(tmpdir(), 'sen-files-'))
    const pathOf = (hash: string) => join(folder, hash.slice(0, 2), hash.slice(2, 4), hash)
    return {
      store: openFileStore({ folder }),
      damage: (hash) => writeFileSync(pathOf(hash), 'something else'),
      count: () => readdirSync(folder, { recursive: true }).filter((name) => /[0-9a-f]{64}$/.test(String(name))).length,
    }
  },
  async s3(t) {
    const { endpoint, objects } = await smallObjectStore(t)
    return {
      store: openFileStore({ s3: { endpoint, bucket: 'bac-ninh', region: 'vn-1', key: 'SENKEY', secret: 'lotus/pond+secret' } }),
      damage: (hash) => objects.set(`/bac-ninh/${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash}`, Buffer.from('something else')),
      count: () => objects.size,
    }
  },
}

for (const [name, bench] of Object.entries(benches)) {
  test(`${name}: what is put in comes out, named by its hash`, async (t) => {
    const { store } = await bench(t)
    const info = await store.put(birthRecord, { type: 'application/pdf' })
    assert.deepEqual(info, { hash: hashOf(birthRecord), size: birthRecord.length, type: 'application/pdf' })
    assert.ok(await store.has(info.hash))
    assert.deepEqual(await store.read(info.hash), birthRecord)
    assert.deepEqual(await whole(await store.get(info.hash)), birthRecord)
  })

  test(`${name}: a stream is stored like a buffer, and an empty file is a file`, async (t) => {
    const { store } = await bench(t)
    const pieces = [birthRecord.subarray(0, 7), birthRecord.subarray(7, 90_000), birthRecord.subarray(90_000)]
    assert.equal((await store.put(Readable.from(pieces), { type: 'text/plain' })).hash, hashOf(birthRecord))
    const empty = await store.put(Buffer.alloc(0), { type: 'text/plain' })
    assert.equal((await whole(await store.get(empty.hash))).length, 0)
  })

  test(`${name}: the same bytes twice, also at once, are one file`, async (t) => {
    const { store, count } = await bench(t)
    await Promise.all(Array.from({ length: 8 }, () => store.put(birthRecord, { type: 'text/plain' })))
    await store.put(birthRecord, { type: 'text/plain' })
    assert.equal(count(), 1)
  })

  test(`${name}: a file that is not there is said to be missing`, async (t) => {
    const { store } = await bench(t)
    const hash = hashOf('never handed in')
    assert.equal(await store.has(hash), false)
    await assert.rejects(store.get(hash), FileMissing)
    await assert.rejects(store.read(hash), FileMissing)
  })

  test(`${name}: a file damaged in the store is never handed out as whole`, async (t) => {
    const { store, damage } = await bench(t)
    const { hash } = await store.put(birthRecord, { type: 'text/plain' })
    damage(hash)
    await assert.rejects(store.read(hash), FileDamaged)
    await assert.rejects(store.get(hash).then(whole), FileDamaged)
  })

  test(`${name}: no name leads out of the store`, async (t) => {
    const { store } = await bench(t)
    for (const name of ['../../etc/passwd', '', 'ab', 'A'.repeat(64), `${'a'.repeat(64)}/../x`, `${'a'.repeat(64)}\n`, 'a'.repeat(63) + '/'])
      for (const ask of [store.get, store.read, store.has]) await assert.rejects(async () => ask(name), TypeError)
  })
}

test('folder: putting the good file again heals a damaged copy, and nothing half-written stays behind', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sen-files-'))
  const store = openFileStore({ folder })
  const { hash } = await store.put(birthRecord, { type: 'text/plain' })
  const path = join(folder, hash.slice(0, 2), hash.slice(2, 4), hash)
  writeFileSync(path, 'bad sector')
  await store.put(birthRecord, { type: 'text/plain' })
  assert.deepEqual(readFileSync(path), birthRecord)
  const broken = Readable.from((async function* () { yield Buffer.from('half'); throw new Error('the line broke') })())
  await assert.rejects(store.put(broken, { type: 'text/plain' }), /the line broke/)
  assert.deepEqual(readdirSync(join(folder, 'incoming')), [])
})

test('s3: a wrong secret is an error that says what the store answered, never "not there"', async (t) => {
  const { endpoint } = await smallObjectStore(t)
  const store = openFileStore({ s3: { endpoint, bucket: 'bac-ninh', region: 'vn-1', key: 'SENKEY', secret: 'wrong' } })
  await assert.rejects(store.put(birthRecord, { type: 'text/plain' }), /403/)
  await assert.rejects(store.read(hashOf('x')), /403 .*SignatureDoesNotMatch/)
})

test('SEN_FILES names a folder, or a bucket with a prefix', async (t) => {
  const none = { s3Endpoint: undefined, s3Region: 'vn-1', s3AccessKeyId: undefined, s3SecretAccessKey: undefined }
  const folder = mkdtempSync(join(tmpdir(), 'sen-files-'))
  const { hash } = await fileStoreOf({ ...none, files: folder }).put(birthRecord, { type: 'text/plain' })
  assert.deepEqual(readFileSync(join(folder, hash.slice(0, 2), hash.slice(2, 4), hash)), birthRecord)
  const { endpoint, objects } = await smallObjectStore(t)
  await fileStoreOf({ files: 's3://bac-ninh/sen/files', s3Endpoint: `${endpoint}/`, s3Region: 'vn-1', s3AccessKeyId: 'SENKEY', s3SecretAccessKey: 'lotus/pond+secret' }).put(birthRecord, { type: 'text/plain' })
  assert.deepEqual([...objects.keys()], [`/bac-ninh/sen/files/${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash}`])
})

/** An object store of the smallest kind that checks what a real one checks: the version 4 signature and the hash of the body. */
async function smallObjectStore(t: TestContext): Promise<{ endpoint: string; objects: Map<string, Buffer> }> {
  const objects = new Map<string, Buffer>()
  const server = createServer(async (request, response) => {
    const body = await whole(request)
    const header = (name: string): string => String(request.headers[name] ?? '').trim().replace(/ +/g, ' ')
    const asked = /^AWS4-HMAC-SHA256 Credential=SENKEY\/(\d{8})\/vn-1\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(header('authorization'))
    const bodyHash = header('x-amz-content-sha256')
    const refuse = (code: string) => response.writeHead(403, { 'content-type': 'application/xml' }).end(request.method === 'HEAD' ? undefined : `<Error><Code>${code}</Code></Error>`)
    if (!asked) return refuse('AccessDenied')
    const [, day, signedHeaders, signature] = asked as unknown as [string, string, string, string]
    if (!signedHeaders.split(';').includes('host')) return refuse('AccessDenied')
    const canonical = [request.method, request.url, '', ...signedHeaders.split(';').map((name) => `${name}:${header(name)}`), '', signedHeaders, bodyHash].join('\n')
    const toSign = ['AWS4-HMAC-SHA256', header('x-amz-date'), `${day}/vn-1/s3/aws4_request`, hashOf(canonical)].join('\n')
    const key = [day, 'vn-1', 's3', 'aws4_request'].reduce<string | Buffer>((k, part) => createHmac('sha256', k).update(part).digest(), 'AWS4lotus/pond+secret')
    if (createHmac('sha256', key).update(toSign).digest('hex') !== signature) return refuse('SignatureDoesNotMatch')
    if (request.method === 'PUT' && (bodyHash !== hashOf(body) || Number(header('content-length')) !== body.length)) return refuse('XAmzContentSHA256Mismatch')
    const path = request.url ?? ''
    if (request.method === 'PUT') {
      objects.set(path, body)
      return response.writeHead(200).end()
    }
    const object = objects.get(path)
    if (!object) return response.writeHead(404).end()
    response.writeHead(200, { 'content-length': object.length }).end(request.method === 'HEAD' ? undefined : object)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  t.after(() => server.close())
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, objects }
}
