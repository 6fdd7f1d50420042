import { Writable } from 'node:stream'
import pino, { type Logger, type LoggerOptions } from 'pino'
import type { Settings } from './settings.ts'

/**
 * The log: one line of JSON per happening on standard error; at home in a terminal, a line for people.
 *
 * Personal data does not belong in a log that many can read and nobody deletes. Fields that carry it are blanked by
 * their name at any depth, and identity numbers, telephone numbers and mail addresses are blanked inside sentences.
 * What a person may need to be helped is the request's number, which the page shows too.
 */
export function openLog(settings: Pick<Settings, 'logLevel' | 'production'>, to?: Writable): Logger {
  const forPeople = !to && !settings.production && process.stderr.isTTY
  const destination = to ?? (forPeople ? new Writable({ write: (line, _encoding, done) => process.stderr.write(inWords(String(line)), () => done()) }) : pino.destination({ fd: 2, sync: true }))
  return pino(options(settings.logLevel), destination)
}

const options = (level: string): LoggerOptions => ({
  level,
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: {
    level: (label) => ({ level: label }),
    log: (fields) => blank(fields, 0) as Record<string, unknown>,
  },
  hooks: {
    logMethod(args, method) {
      method.apply(this, args.map((arg) => (typeof arg === 'string' ? blankIn(arg) : arg)) as typeof args)
    },
  },
})

/** Names of fields that hold what belongs to a person, however they are written: nationalId, national_id, national-id. */
const personal = new Set(
  ['nationalId', 'personId', 'identityNumber', 'fullName', 'applicantName', 'childName', 'phone', 'mobile', 'email', 'address', 'birthDate', 'dateOfBirth', 'answers', 'typed', 'password', 'secret', 'token', 'cookie', 'setCookie', 'authorization', 'csrf', '_csrf', 'accountNumber', 'detail', 'parameters'].map(plain),
)

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, '')
}

function blank(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return blankIn(value)
  if (value === null || typeof value !== 'object' || value instanceof Date) return value
  if (depth > 6) return '…'
  if (value instanceof Error) {
    const { message, stack, cause, ...rest } = value as Error & Record<string, unknown>
    return { type: value.name, message: blankIn(value.message), stack: blankIn(value.stack ?? ''), ...(blank(rest, depth + 1) as object), ...(value.cause === undefined ? {} : { cause: blank(value.cause, depth + 1) }) }
  }
  if (Array.isArray(value)) return value.map((one) => blank(one, depth + 1))
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, personal.has(plain(name)) && one !== undefined ? '[personal]' : blank(one, depth + 1)]))
}

/** Twelve digits are an identity number, ten after a 0 a telephone. */
function blankIn(sentence: string): string {
  return sentence.replaceAll(/(?<![\w-])(?:\d{12}|(?:0|\+84)\d{9})(?![\w-])/g, '[number]').replaceAll(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '[mail]')
}

function inWords(line: string): string {
  const { level, time, msg = '', error, err, ...rest } = JSON.parse(line)
  const fault = error ?? err
  const fields = Object.entries(rest).map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
  const clock = new Date(time).toTimeString().slice(0, 8)
  return [`${clock} ${level.padEnd(5)} ${[msg, ...fields].join('  ')}`, ...(fault ? [fault.stack ?? fault.message ?? String(fault)] : []), ''].join('\n')
}
