import { randomBytes, randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

/** The folder that holds package.json. */
export const projectRoot = path.resolve(import.meta.dirname, '../..')

/** Something the operator can put right before Sen starts. One sentence each; the command line prints them and ends with 2. */
export class CannotStart extends Error {
  readonly sentences: readonly string[]
  constructor(...sentences: string[]) {
    super(sentences.join('\n'))
    this.name = 'CannotStart'
    this.sentences = sentences
  }
}

type Reader<T> = { shape: string; read(text: string): T }

type Setting<T, Home extends T | undefined> = Reader<T> & {
  /** The name of the environment variable. */
  name: string
  /** What it is, for the person who sets it. */
  means: string
  /** What it is when nothing is set; undefined means "not used". */
  home: Home
  /** Told instead of `home` where the value depends on the machine. */
  homeInWords?: string
  secret?: boolean
}

const text: Reader<string> = { shape: 'text', read: (value) => value }
const whole = (low: number, high: number): Reader<number> => ({
  shape: `whole number, ${low} to ${high}`,
  read(value) {
    const number = Number(value)
    if (!/^\d+$/.test(value) || number < low || number > high) throw new Error(`must be a whole number from ${low} to ${high}`)
    return number
  },
})
const onOff: Reader<boolean> = {
  shape: 'on or off',
  read(value) {
    if (['on', 'true', '1', 'yes'].includes(value)) return true
    if (['off', 'false', '0', 'no'].includes(value)) return false
    throw new Error('must be on or off')
  },
}
const oneOf = <const T extends string>(...words: T[]): Reader<T> => ({
  shape: words.join(', '),
  read(value) {
    const word = words.find((w) => w === value)
    if (!word) throw new Error(`must be one of ${words.join(', ')}`)
    return word
  },
})
const address = (...schemes: string[]): Reader<string> => ({
  shape: `address (${schemes.map((s) => `${s}://…`).join(' or ')})`,
  read(value) {
    if (!URL.canParse(value) || !schemes.includes(new URL(value).protocol.slice(0, -1))) throw new Error(`must be an address that begins with ${schemes.map((s) => `${s}://`).join(' or ')}`)
    return value
  },
})
const folder: Reader<string> = { shape: 'folder', read: (value) => path.resolve(value) }
const file: Reader<string> = { shape: 'file', read: (value) => path.resolve(value) }
const folderOrBucket: Reader<string> = { shape: 'folder or s3://bucket/prefix', read: (value) => (value.startsWith('s3://') ? value : path.resolve(value)) }
const folderOrToken: Reader<string> = {
  shape: 'folder, or pkcs11:/path/to/module.so?token=LABEL',
  read(value) {
    if (!value.startsWith('pkcs11:')) return path.resolve(value)
    if (!/^pkcs11:\/[^?]+\?token=[^&]+$/.test(value)) throw new Error('must name a module and a token, as pkcs11:/usr/lib/softhsm/libsofthsm2.so?token=sen')
    return value
  },
}
const socket: Reader<string> = {
  shape: 'unix:/path/to/socket or tcp://host:port',
  read(value) {
    if (!/^unix:\/.+/.test(value) && !(URL.canParse(value) && new URL(value).protocol === 'tcp:' && new URL(value).hostname)) throw new Error('must be unix:/path/to/socket or tcp://host:port')
    return value
  },
}
const jurisdiction: Reader<string> = {
  shape: 'country and unit, as vn-24',
  read(value) {
    if (!/^[a-z]{2}(-[a-z0-9]{1,20})*$/.test(value)) throw new Error('must be a country and a unit in small letters, as vn-24')
    return value
  },
}
const instant: Reader<Date> = {
  shape: 'moment, as 2026-09-01T08:00:00+07:00',
  read(value) {
    const date = new Date(value)
    if (!/T.*(Z|[+-]\d\d:\d\d)$/.test(value) || Number.isNaN(date.getTime())) throw new Error('must be a moment with its offset, as 2026-09-01T08:00:00+07:00')
    return date
  },
}
const claims: Reader<Record<string, string>> = {
  shape: 'list, as id=sub,name=name',
  read(value) {
    const pairs = value.split(',').map((pair) => pair.split('=').map((word) => word.trim()))
    if (pairs.some((pair) => pair.length !== 2 || pair.some((word) => word === ''))) throw new Error('must be a list of our-name=their-name, as id=sub,name=name')
    return Object.fromEntries(pairs)
  },
}

const list: Reader<readonly string[]> = { shape: 'list, as a.example,b.example:8443', read: (value) => value.split(',').map((one) => one.trim()).filter(Boolean) }
const levels: Reader<Record<string, string>> = {
  shape: 'list, as 1=low,2=substantial',
  read(value) {
    const pairs = claims.read(value)
    if (Object.keys(pairs).some((level) => level !== '1' && level !== '2')) throw new Error('must say what 1 and 2 are called, as 1=low,2=substantial')
    return pairs
  },
}

const table = {
  mode: { name: 'SEN_MODE', ...oneOf('home', 'production'), home: 'home', means: 'Home forgives; production refuses to start when a setting is not safe.' },
  port: { name: 'PORT', ...whole(0, 65535), home: 8080, means: 'The port that is listened on. 0 takes a free one.' },
  host: { name: 'HOST', ...text, home: '127.0.0.1', homeInWords: '127.0.0.1; in production 0.0.0.0', means: 'The network address that is listened on. The sample stays on this machine unless told otherwise: anyone may sign in to it as anyone.' },
  publicUrl: { name: 'SEN_PUBLIC_URL', ...address('https', 'http'), home: undefined, homeInWords: 'http://localhost and the port', means: 'How people reach it: links in messages and QR codes begin with this. Secure cookies need https.' },
  dataDir: { name: 'SEN_DATA', ...folder, home: path.join(projectRoot, 'data'), homeInWords: './data', means: 'The folder for the database, files and secrets that Sen keeps itself.' },
  databaseUrl: { name: 'DATABASE_URL', ...address('postgres', 'postgresql'), home: undefined, homeInWords: 'PostgreSQL 18 of its own in SEN_DATA', means: 'Your own PostgreSQL, 15 or later. Its user owns the schema; the application steps down to the role sen_app.', secret: true },
  databaseConnections: { name: 'SEN_DATABASE_CONNECTIONS', ...whole(2, 500), home: 20, means: 'How many connections to the database one process opens at most.' },
  jurisdiction: { name: 'SEN_JURISDICTION', ...jurisdiction, home: 'vn-24', means: 'Whose platform this is; its tables live in the schema of that name (vn_24).' },
  sample: { name: 'SEN_SAMPLE', ...onOff, home: true, homeInWords: 'on; in production off', means: 'Fills an empty database with the sample province: real units, invented people.' },
  clock: { name: 'SEN_CLOCK', ...instant, home: undefined, homeInWords: 'the real time', means: 'The moment at which time in the sample begins when the server starts; it moves on from there.' },
  secret: { name: 'SEN_SECRET', ...text, home: undefined, homeInWords: 'generated once, kept in SEN_DATA/secret', means: 'Signs sessions and tokens; at least 32 characters. Changing it signs everybody out.', secret: true },
  logKey: { name: 'SEN_LOG_KEY', ...file, home: undefined, homeInWords: 'SEN_DATA/keys/log.key', means: 'The file with the key that heads of the log are signed with. `npm run sen -- evidence key` makes it; in the sample it is made by itself.' },
  proofMinutes: { name: 'SEN_PROOF_MINUTES', ...whole(1, 60), home: 15, means: 'For how many minutes a passkey, or signing in by two factors, counts as shown just now: signing, sealing and delegating ask for it.' },
  trustProxy: { name: 'SEN_TRUST_PROXY', ...text, home: undefined, homeInWords: 'nobody', means: 'Networks of the reverse proxies whose X-Forwarded-* headers are believed, as 10.0.0.0/8,127.0.0.1.' },
  files: { name: 'SEN_FILES', ...folderOrBucket, home: undefined, homeInWords: 'SEN_DATA/files', means: 'Where uploaded and issued files are kept: a folder, or s3://bucket/prefix of any S3-compatible store.' },
  clamd: { name: 'SEN_CLAMD', ...socket, home: undefined, homeInWords: 'uploads are not scanned', means: 'Where the daemon of ClamAV listens, as unix:/run/clamav/clamd.ctl. It scans every upload; while it does not answer, none is taken.' },
  keys: { name: 'SEN_KEYS', ...folderOrToken, home: undefined, homeInWords: 'SEN_DATA/keys; in production nothing is signed', means: 'Where the keys lie that officials, seals and the certification service sign with: a token reached by PKCS#11, or, in the sample only, a folder. Never the database.' },
  keysPin: { name: 'SEN_KEYS_PIN', ...text, home: undefined, means: 'The PIN of the token that SEN_KEYS names.', secret: true },
  rootKeys: { name: 'SEN_ROOT_KEYS', ...folderOrToken, home: undefined, homeInWords: 'with the other keys', means: "Where the root's own key lies: a token that is put in for a ceremony and locked away after it." },
  tsaUrl: { name: 'SEN_TSA_URL', ...address('https', 'http'), home: undefined, homeInWords: 'the time-stamp authority inside', means: 'A time-stamp authority elsewhere (RFC 3161 over HTTP) that stamps our signatures instead of our own.' },
  s3Endpoint: { name: 'S3_ENDPOINT', ...address('https', 'http'), home: undefined, means: 'The address of the S3-compatible store.' },
  s3Region: { name: 'S3_REGION', ...text, home: 'us-east-1', means: 'The region of the store, where it knows regions.' },
  s3AccessKeyId: { name: 'S3_ACCESS_KEY_ID', ...text, home: undefined, means: 'The name of the key to the store.' },
  s3SecretAccessKey: { name: 'S3_SECRET_ACCESS_KEY', ...text, home: undefined, means: 'The key to the store.', secret: true },
  smtpUrl: { name: 'SMTP_URL', ...address('smtp', 'smtps'), home: undefined, homeInWords: 'nothing is sent; messages are shown in the platform', means: 'The mail server, as smtps://user:password@mail.example:465.', secret: true },
  mailFrom: { name: 'SEN_MAIL_FROM', ...text, home: undefined, means: 'The sender of mail, as "Cổng dịch vụ công <dichvucong@example.vn>".' },
  smsUrl: { name: 'SMS_URL', ...address('https', 'http'), home: undefined, homeInWords: 'nothing is sent; messages are shown in the platform', means: 'The address of the SMS gateway; it gets {to, text} as JSON.' },
  smsToken: { name: 'SMS_TOKEN', ...text, home: undefined, means: 'The bearer token for the SMS gateway.', secret: true },
  smsFrom: { name: 'SMS_FROM', ...text, home: undefined, means: 'The registered sender name of text messages.' },
  paymentSecret: { name: 'SEN_PAYMENT_SECRET', ...text, home: undefined, homeInWords: 'no payment by transfer; in the sample, grown from SEN_SECRET', means: 'Shared with the bank or payment service that sends notices of money received: they are signed with it (HMAC-SHA256).', secret: true },
  oidcIssuer: { name: 'SEN_OIDC_ISSUER', ...address('https', 'http'), home: undefined, homeInWords: 'the provider inside', means: 'An OpenID Connect issuer where people sign in instead of the provider inside.' },
  oidcClientId: { name: 'SEN_OIDC_CLIENT_ID', ...text, home: undefined, means: 'The name under which that issuer knows this platform.' },
  oidcClientSecret: { name: 'SEN_OIDC_CLIENT_SECRET', ...text, home: undefined, means: 'The secret that goes with it.', secret: true },
  oidcClaims: { name: 'SEN_OIDC_CLAIMS', ...claims, home: { id: 'sub', name: 'name', nationalId: 'national_id' } as Record<string, string>, homeInWords: 'id=sub,name=name,nationalId=national_id', means: 'Which claim of the issuer holds what.' },
  oidcLevels: { name: 'SEN_OIDC_LEVELS', ...levels, home: {} as Record<string, string>, homeInWords: 'the figure that the claim ends in', means: 'By which words the issuer tells the levels of the electronic identity (Decree 69/2024/NĐ-CP), in the claim that SEN_OIDC_CLAIMS maps to level, else in acr.' },
  outboundInside: { name: 'SEN_OUTBOUND_INSIDE', ...list, home: [] as readonly string[], homeInWords: 'none', means: 'Hosts in your own network (name or address, with port) that may be asked although somebody else named them, as hooks.internal:8443. What other settings name may be asked anyway.' },
  clientCertificateHeader: { name: 'SEN_CLIENT_CERTIFICATE_HEADER', ...text, home: undefined, homeInWords: 'no sign-in by certificate', means: 'The header in which a proxy of SEN_TRUST_PROXY hands on the certificate that a machine showed (RFC 9440 Client-Cert, or PEM in URL encoding).' },
  keepDayFigures: { name: 'SEN_KEEP_DAY_FIGURES', ...whole(32, 36600), home: 92, means: 'For how many days the figures of the wall are kept for every day; before that, for the ends of months. A day that is no longer kept is measured again when somebody asks for it.' },
  logLevel: { name: 'SEN_LOG_LEVEL', ...oneOf('silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'), home: undefined, homeInWords: 'info; in tests silent', means: 'How much is written to the log.' },
  otlpEndpoint: { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', ...address('http', 'https'), home: undefined, homeInWords: 'no traces', means: 'Where OpenTelemetry traces are sent. Tracing costs about half of the throughput.' },
} as const satisfies Record<string, Setting<unknown, unknown>>

type Table = typeof table
type Read<S> = S extends { read(text: string): infer T } ? T : never
/** What the entry says is there without being set; undefined stays possible where home is. */
type Values = { [K in keyof Table]: Table[K] extends { home: undefined } ? Read<Table[K]> | undefined : Read<Table[K]> }

/** What was set, complete: what depends on other settings is filled in. */
export type Settings = Omit<Values, 'secret' | 'publicUrl' | 'files' | 'logLevel'> & {
  secret: string
  /** Without a slash at the end. With PORT=0 the port in it is known only after listening. */
  publicUrl: string
  /** A folder, or s3://bucket/prefix. */
  files: string
  logLevel: NonNullable<Values['logLevel']>
  /** The jurisdiction as the name of its schema: vn_24. */
  schema: string
  production: boolean
}

/**
 * Reads the settings from the environment. At home the secret is generated once and kept in SEN_DATA.
 * @throws CannotStart with everything that is wrong, at once
 */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const wrong: string[] = []
  const values = {} as Record<string, unknown>
  for (const [key, setting] of Object.entries(table) as [string, Setting<unknown, unknown>][]) {
    const given = env[setting.name]?.trim()
    try {
      values[key] = given ? setting.read(given) : setting.home
    } catch (error) {
      // The value itself is not repeated where it may be a password.
      wrong.push(`${setting.name}${setting.secret ? '' : ` is "${given}" but`} ${(error as Error).message}.`)
    }
  }
  const known = values as Values
  const isSet = (key: keyof Table) => Boolean(env[table[key].name]?.trim())
  const production = known.mode === 'production'
  if (production && !isSet('sample')) values['sample'] = false
  if (production && !isSet('host')) values['host'] = '0.0.0.0'

  if (known.secret !== undefined && known.secret.length < 32) wrong.push('SEN_SECRET is shorter than 32 characters. `openssl rand -base64 32` makes a good one.')
  for (const [key, needs] of belongTogether) if (isSet(key) || (key === 'files' && known.files?.startsWith('s3://'))) for (const other of needs) if ((key !== 'files' || known.files?.startsWith('s3://')) && !isSet(other)) wrong.push(`${table[key].name} is set, so ${table[other].name} is needed too.`)
  if (production) wrong.push(...unsafeInProduction(known, isSet))
  if (wrong.length > 0) throw new CannotStart(...wrong)

  return {
    ...known,
    secret: known.secret ?? keptSecret(known.dataDir),
    publicUrl: (known.publicUrl ?? `http://localhost:${known.port}`).replace(/\/+$/, ''),
    files: known.files ?? path.join(known.dataDir, 'files'),
    logLevel: known.logLevel ?? (env['NODE_ENV'] === 'test' ? 'silent' : 'info'),
    schema: known.jurisdiction.replaceAll('-', '_'),
    production,
  }
}

const belongTogether: [keyof Table, (keyof Table)[]][] = [
  ['files', ['s3Endpoint', 's3AccessKeyId', 's3SecretAccessKey']],
  ['oidcIssuer', ['oidcClientId', 'oidcClientSecret']],
  ['smtpUrl', ['mailFrom']],
  ['keysPin', ['keys']],
  ['clientCertificateHeader', ['trustProxy']],
]

function unsafeInProduction(values: Values, isSet: (key: keyof Table) => boolean): string[] {
  const says: [boolean, string][] = [
    [values.sample, 'SEN_SAMPLE is on: in the sample anyone signs in as anyone. Switch it off in production.'],
    [values.clock !== undefined, 'SEN_CLOCK is set: deadlines of law run on the real time in production.'],
    [!isSet('secret'), 'SEN_SECRET is not set: in production it must be your own, at least 32 characters, the same for every process. `openssl rand -base64 32` makes a good one.'],
    [!isSet('publicUrl'), 'SEN_PUBLIC_URL is not set: links in messages and QR codes need the address people use.'],
    [values.publicUrl?.startsWith('http:') ?? false, 'SEN_PUBLIC_URL begins with http: what people hand in must travel encrypted. Use https.'],
    [!isSet('databaseUrl') && !isSet('dataDir'), 'Neither DATABASE_URL nor SEN_DATA is set: say where the data of the province is to live, so that it is on a disk that is backed up.'],
    [!isSet('files') && !isSet('dataDir'), 'Neither SEN_FILES nor SEN_DATA is set: say where the files of the province are to live, so that they are on a disk that is backed up.'],
    [(values.keys !== undefined && !values.keys.startsWith('pkcs11:')) || (values.rootKeys !== undefined && !values.rootKeys.startsWith('pkcs11:')), 'SEN_KEYS or SEN_ROOT_KEYS is a folder: keys in files are for the sample. In production they lie in a token: pkcs11:/path/to/module.so?token=LABEL.'],
    [!isSet('jurisdiction'), 'SEN_JURISDICTION is not set: say whose platform this is, as vn-24.'],
    [values.smsUrl?.startsWith('http:') ?? false, 'SMS_URL begins with http: telephone numbers must travel encrypted. Use https.'],
    [values.oidcIssuer?.startsWith('http:') ?? false, 'SEN_OIDC_ISSUER begins with http: signing in must travel encrypted. Use https.'],
  ]
  return says.filter(([unsafe]) => unsafe).map(([, sentence]) => sentence)
}

/** Two processes that start at once end up with the same secret: a name can be linked only once. */
function keptSecret(dataDir: string): string {
  const file = path.join(dataDir, 'secret')
  if (!fs.existsSync(file)) {
    const draft = `${file}.${randomUUID()}`
    try {
      fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 })
      fs.writeFileSync(draft, randomBytes(32).toString('base64url'), { mode: 0o600 })
      fs.linkSync(draft, file)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw new CannotStart(`The data folder ${dataDir} cannot be used: ${(error as Error).message}. Choose another with SEN_DATA.`)
    } finally {
      fs.rmSync(draft, { force: true })
    }
  }
  return fs.readFileSync(file, 'utf8').trim()
}

export type SettingDescription = { name: string; shape: string; home: string; means: string; secret: boolean }

/** Every setting, for docs/generated and `sen help settings`. */
export function describeSettings(): SettingDescription[] {
  return (Object.values(table) as Setting<unknown, unknown>[]).map(({ name, shape, home, homeInWords, means, secret }) => ({
    name,
    shape,
    home: homeInWords ?? (home === undefined ? 'not used' : String(home)),
    means,
    secret: secret ?? false,
  }))
}
