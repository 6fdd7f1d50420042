import { connect, type Socket } from 'node:net'

export type Answer = { status: number; body: string; ms: number }
export type Run = { done: number; failed: number; perSecond: number; p50: number; p99: number; bytes: number; seconds: number; firstFailure?: string }

/**
 * Sends requests over keep-alive connections, one at a time on each, as browsers and programs do. Written on bare sockets:
 * it stands on the same two cores as what it measures, and must cost little.
 */
export async function load(options: { port: number; clients: number; seconds: number; request(client: number, n: number): string; answered?(answer: Answer): void; until?: () => boolean }): Promise<Run> {
  const { port, clients, seconds, request, answered } = options
  const times: number[] = []
  let done = 0
  let failed = 0
  let bytes = 0
  let firstFailure: string | undefined
  const begun = performance.now()
  const end = begun + seconds * 1000
  const over = (): boolean => performance.now() >= end || Boolean(options.until?.())

  await Promise.all(Array.from({ length: clients }, async (_, client) => {
    const line = await open(port).catch(() => undefined)
    if (!line) { failed++; return }
    for (let n = 0; !over(); n++) {
      const sent = performance.now()
      try {
        const answer = await line.ask(request(client, n))
        const ms = performance.now() - sent
        times.push(ms)
        bytes += answer.bytes
        if (answer.status < 400) done++
        else { failed++; firstFailure ??= `${answer.status} ${answer.body.slice(0, 300)}` }
        answered?.({ status: answer.status, body: answer.body, ms })
      } catch {
        failed++
        break
      }
    }
    line.close()
  }))
  const took = (performance.now() - begun) / 1000
  times.sort((a, b) => a - b)
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN
  return { done, failed, perSecond: done / took, p50: at(0.5), p99: at(0.99), bytes: done ? bytes / (done + failed) : 0, seconds: took, ...(firstFailure ? { firstFailure } : {}) }
}

type Line = { ask(request: string): Promise<{ status: number; body: string; bytes: number }>; close(): void }

/** One connection. Understands what our server sends: a length, or nothing. */
async function open(port: number): Promise<Line> {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await new Promise<void>((resolve, reject) => { socket.once('connect', resolve); socket.once('error', reject) })
  let kept: Buffer = Buffer.alloc(0)
  let waiting: { resolve(a: { status: number; body: string; bytes: number }): void; reject(e: Error): void } | undefined
  const broken = (error: Error): void => { waiting?.reject(error); waiting = undefined }
  socket.on('error', broken)
  socket.on('close', () => broken(new Error('closed')))
  socket.on('data', (chunk: Buffer) => {
    kept = kept.length ? Buffer.concat([kept, chunk]) : chunk
    const headEnd = kept.indexOf('\r\n\r\n')
    if (headEnd < 0) return
    const head = kept.toString('latin1', 0, headEnd)
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
    if (kept.length < headEnd + 4 + length) return
    const body = kept.toString('utf8', headEnd + 4, headEnd + 4 + length)
    const bytes = headEnd + 4 + length
    kept = kept.subarray(bytes)
    const one = waiting
    waiting = undefined
    one?.resolve({ status: Number(head.slice(9, 12)), body, bytes })
  })
  return {
    ask: (request) => new Promise((resolve, reject) => { waiting = { resolve, reject }; socket.write(request) }),
    close: () => socket.destroy(),
  }
}

export const get = (path: string, headers: Record<string, string> = {}): string =>
  `GET ${path} HTTP/1.1\r\nhost: localhost\r\n${Object.entries(headers).map(([k, v]) => `${k}: ${v}\r\n`).join('')}\r\n`
export const post = (path: string, body: string, headers: Record<string, string> = {}): string =>
  `POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${Object.entries(headers).map(([k, v]) => `${k}: ${v}\r\n`).join('')}\r\n${body}`
