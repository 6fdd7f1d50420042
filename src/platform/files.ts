import { createHash, randomUUID, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { link, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { AwsClient } from 'aws4fetch'
import type { Settings } from './settings.ts'

/** A file in the store. Its name is what it contains: the SHA-256 of its bytes, in hexadecimal. */
export type FileInfo = { hash: string; size: number; type: string }

/**
 * Every byte that people and officials hand in or receive. A file is written once and never changed: whoever holds its
 * hash can prove what was handed in. What a file is called and whom it belongs to is the business of the rooms.
 */
export type FileStore = {
  /** Durable when it returns. The same bytes twice are one file. */
  put(bytes: Buffer | Readable, about: { type: string }): Promise<FileInfo>
  /** Checked while it flows: a file damaged in the store ends in `FileDamaged` before its last piece is handed out. Throws `FileMissing`. */
  get(hash: string): Promise<Readable>
  /** The whole file, checked. Throws `FileMissing` and `FileDamaged`. */
  read(hash: string): Promise<Buffer>
  has(hash: string): Promise<boolean>
  /** Takes the bytes away for good; nothing happens where there are none. For what a rule of retention has erased, and nothing else. */
  remove(hash: string): Promise<void>
}

export type S3Settings = { endpoint: string; bucket: string; region: string; key: string; secret: string; prefix?: string }
export type FileStoreSettings = { folder: string } | { s3: S3Settings }

export class FileMissing extends Error {
  constructor(hash: string) {
    super(`file ${hash} is not in the store`)
  }
}

export class FileDamaged extends Error {
  constructor(hash: string) {
    super(`file ${hash} in the store is not what was put there`)
  }
}

/** The store that the settings name: SEN_FILES is a folder, or s3://bucket/prefix with the S3_… settings beside it. */
export function fileStoreOf(settings: Pick<Settings, 'files' | 's3Endpoint' | 's3Region' | 's3AccessKeyId' | 's3SecretAccessKey'>): FileStore {
  const [, bucket, prefix] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(settings.files) ?? []
  if (!bucket) return openFileStore({ folder: settings.files })
  return openFileStore({ s3: { endpoint: settings.s3Endpoint!, bucket, region: settings.s3Region, key: settings.s3AccessKeyId!, secret: settings.s3SecretAccessKey!, ...(prefix ? { prefix } : {}) } })
}

export const openFileStore = (settings: FileStoreSettings): FileStore => ('folder' in settings ? folderStore(settings.folder) : s3Store(settings.s3))

/** Files in a folder, spread over `aa/bb/` by the first letters of their hash so that no directory grows without end. */
export function folderStore(folder: string): FileStore {
  const root = resolve(folder)
  const pathOf = (hash: string): string => join(root, placeOf(hash))

  return {
    async put(bytes, { type }) {
      await mustHaveFolder(join(root, 'incoming'))
      const draft = join(root, 'incoming', randomUUID())
      try {
        const { hash, size } = await writeThrough(draft, bytes)
        await mustHaveFolder(dirname(pathOf(hash)))
        await moveIn(draft, pathOf(hash), hash)
        return { hash, size, type }
      } finally {
        await rm(draft, { force: true })
      }
    },
    async get(hash) {
      const path = pathOf(hash)
      await stat(path).catch(missing(hash))
      return createReadStream(path).compose(checkedAgainst(hash)) as Readable
    },
    async read(hash) {
      const bytes = await readFile(pathOf(hash)).catch(missing(hash))
      return checked(hash, bytes)
    },
    has: (hash) => stat(pathOf(hash)).then(() => true, absent),
    async remove(hash) {
      await rm(pathOf(hash), { force: true })
      await syncFolder(dirname(pathOf(hash))).catch(absent)
    },
  }
}

/** Files in a bucket of any S3-compatible store, addressed path style (`endpoint/bucket/aa/bb/hash`), signed with version 4. */
export function s3Store({ endpoint, bucket, region, key, secret, prefix = '' }: S3Settings): FileStore {
  // Three tries, not the library's ten: somebody is waiting at the other end of the upload.
  const client = new AwsClient({ accessKeyId: key, secretAccessKey: secret, region, service: 's3', retries: 3 })
  const base = `${endpoint.replace(/\/+$/, '')}/${bucket}/${prefix ? prefix.replace(/^\/+|\/+$/g, '') + '/' : ''}`
  const ask = (method: string, hash: string, more: RequestInit = {}): Promise<Response> =>
    client.fetch(base + placeOf(hash), { ...more, method, signal: AbortSignal.timeout(60_000) })
  const mustAnswer = async (response: Response, hash: string): Promise<Response> => {
    if (response.ok) return response
    const said = (await response.text()).slice(0, 300)
    if (response.status === 404) throw new FileMissing(hash)
    throw new Error(`the file store answered ${response.status} ${said}`)
  }
  const has = async (hash: string): Promise<boolean> => {
    const response = await ask('HEAD', hash)
    if (response.status === 404) return false
    await mustAnswer(response, hash)
    return true
  }

  return {
    async put(bytes, { type }) {
      // S3 wants the length and the hash before the first byte, so a stream is gathered first.
      const body = Buffer.isBuffer(bytes) ? bytes : await gather(bytes)
      const hash = sha256(body)
      if (!(await has(hash))) {
        // Signing the hash of the body makes the store refuse bytes that changed on the way.
        await mustAnswer(await ask('PUT', hash, { body: new Uint8Array(body), headers: { 'content-type': type, 'x-amz-content-sha256': hash } }), hash)
      }
      return { hash, size: body.length, type }
    },
    async get(hash) {
      const { body } = await mustAnswer(await ask('GET', hash), hash)
      return Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]).compose(checkedAgainst(hash)) as Readable
    },
    async read(hash) {
      const response = await mustAnswer(await ask('GET', hash), hash)
      return checked(hash, Buffer.from(await response.arrayBuffer()))
    },
    has,
    async remove(hash) {
      const response = await ask('DELETE', hash)
      if (response.status !== 404) await mustAnswer(response, hash)
    },
  }
}

/** The one place where a hash becomes a path: anything but 64 hexadecimal letters is refused, so no address can lead outside. */
function placeOf(hash: string): string {
  if (typeof hash !== 'string' || !/^[0-9a-f]{64}$/.test(hash)) throw new TypeError('a file is asked for by its SHA-256 in hexadecimal')
  return `${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash}`
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

function checked(hash: string, bytes: Buffer): Buffer {
  if (sha256(bytes) !== hash) throw new FileDamaged(hash)
  return bytes
}

/** Passes bytes on one piece late, so that the last piece leaves only when the whole is known to be right. */
function checkedAgainst(hash: string): Transform {
  const seen: Hash = createHash('sha256')
  let held: Buffer | undefined
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      seen.update(piece)
      const out = held
      held = piece
      done(null, out)
    },
    flush(done) {
      if (seen.digest('hex') !== hash) done(new FileDamaged(hash))
      else done(null, held)
    },
  })
}

async function gather(stream: Readable): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of stream) pieces.push(Buffer.from(piece))
  return Buffer.concat(pieces)
}

async function writeThrough(path: string, bytes: Buffer | Readable): Promise<{ hash: string; size: number }> {
  const file = await open(path, 'wx', 0o640)
  try {
    const seen = createHash('sha256')
    let size = 0
    for await (const piece of Buffer.isBuffer(bytes) ? [bytes] : bytes) {
      const part = Buffer.from(piece)
      seen.update(part)
      size += part.length
      await file.writeFile(part)
    }
    await file.sync()
    return { hash: seen.digest('hex'), size }
  } finally {
    await file.close()
  }
}

/** A link, not a rename, because a rename would overwrite. Only a copy that is proven damaged is replaced by the good one. */
async function moveIn(draft: string, path: string, hash: string): Promise<void> {
  try {
    await link(draft, path)
  } catch (error) {
    // Some mounted file systems know no links: there a rename has to do, and what it overwrites is the same bytes.
    const there = codeOf(error) === 'EEXIST'
    if (!there && !['EPERM', 'ENOTSUP', 'EOPNOTSUPP'].includes(codeOf(error) ?? '')) throw error
    if (there && sha256(await readFile(path)) === hash) return
    await rename(draft, path)
  }
  await syncFolder(dirname(path))
}

const making = new Map<string, Promise<void>>()

/** Two who need a new directory at once both wait until it is on the disk, not only the one who made it. */
function mustHaveFolder(path: string): Promise<void> {
  const now = making.get(path) ?? makeFolder(path).finally(() => making.delete(path))
  making.set(path, now)
  return now
}

/** A file survives a power cut only if every directory that names it was written down too. */
async function makeFolder(path: string): Promise<void> {
  const firstNew = await mkdir(path, { recursive: true, mode: 0o750 })
  if (!firstNew) return
  for (let at = path; at.length >= firstNew.length; at = dirname(at)) await syncFolder(dirname(at))
}

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a directory; there the file system's own journal has to do.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code

const missing = (hash: string) => (error: unknown): never => {
  throw codeOf(error) === 'ENOENT' ? new FileMissing(hash) : error
}

const absent = (error: unknown): false => {
  if (codeOf(error) === 'ENOENT') return false
  throw error
}
