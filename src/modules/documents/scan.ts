import { connect } from 'node:net'

/** How long one answer of the scanner is waited for, in milliseconds: large PDFs take seconds. */
const patience = 30_000
/** What clamd takes in one piece; it allows far more. */
const piece = 64 * 1024

/** Where clamd listens: `unix:/run/clamav/clamd.ctl` or `tcp://host:3310`. */
const placeOf = (where: string) => (where.startsWith('unix:') ? { path: where.slice('unix:'.length) } : { host: new URL(where).hostname.replace(/^\[|\]$/g, ''), port: Number(new URL(where).port || 3310) })

/**
 * What ClamAV finds in the bytes, by name; undefined when nothing (INSTREAM of clamd(8)). Throws when clamd cannot be
 * asked or does not answer: whoever asks decides what that means.
 */
export function scan(where: string, bytes: Buffer): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const line = connect(placeOf(where))
    let answer = ''
    const fail = (why: string): void => { line.destroy(); reject(new Error(`clamd at ${where} ${why}`)) }
    line.setTimeout(patience, () => fail('does not answer'))
    line.on('error', (error) => fail(error.message))
    line.on('connect', () => {
      line.write('zINSTREAM\0')
      for (let at = 0; at < bytes.length; at += piece) {
        const some = bytes.subarray(at, at + piece)
        const length = Buffer.alloc(4)
        length.writeUInt32BE(some.length)
        line.write(length)
        line.write(some)
      }
      line.write(Buffer.alloc(4))
    })
    line.on('data', (chunk) => { answer += chunk.toString('utf8') })
    line.on('close', () => {
      const said = answer.replace(/\0/g, '').trim()
      const found = /^stream: (.+) FOUND$/.exec(said)?.[1]
      if (found) resolve(found)
      else if (said === 'stream: OK') resolve(undefined)
      else fail(said ? `says: ${said}` : 'hung up')
    })
  })
}
