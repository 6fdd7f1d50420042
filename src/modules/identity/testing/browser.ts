import type { FastifyInstance } from 'fastify'

export type Answer = { status: number; body: string; location?: string; headers: Record<string, unknown> }

/** A browser without scripts, for tests: keeps cookies, by path, and follows nothing by itself. */
export function browser(app: FastifyInstance, { ip = '203.0.113.7', host = 'town.test', agent = 'Mozilla/5.0 (Linux; Android 9) Chrome/96.0' } = {}) {
  const jar = new Map<string, { value: string; path: string }>()
  const send = async (method: 'GET' | 'POST', url: string, typed?: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> => {
    const path = url.replace(/^https?:\/\/[^/]+/, '').split('?')[0]!
    const cookie = [...jar].filter(([, c]) => c.path === '/' || path === c.path || path.startsWith(`${c.path}/`)).map(([name, c]) => `${name}=${c.value}`).join('; ')
    const r = await app.inject({
      method, url: url.replace(/^https?:\/\/[^/]+/, ''), remoteAddress: ip,
      headers: { host, accept: 'text/html', 'user-agent': agent, ...(cookie && { cookie }), ...(typed && { 'content-type': 'application/x-www-form-urlencoded' }), ...headers },
      ...(typed && { payload: new URLSearchParams(typed).toString() }),
    })
    for (const c of [r.headers['set-cookie'] ?? []].flat()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(c)!
      const gone = /max-age=0(;|$)/i.test(c) || /expires=Thu, 01 Jan 1970/i.test(c) || value === ''
      if (gone) jar.delete(name!)
      else jar.set(name!, { value: value!, path: /path=([^;]*)/i.exec(c)?.[1] ?? '/' })
    }
    return { status: r.statusCode, body: r.body, headers: r.headers, ...(r.headers.location && { location: String(r.headers.location) }) }
  }
  const get = (url: string): Promise<Answer> => send('GET', url)
  return {
    jar, get, send,
    /** Sends a form as the page at `at` shows it: with the hidden fields that stand there. */
    async post(at: string, typed: Record<string, string>, headers?: Record<string, string>): Promise<Answer> {
      const csrf = /name="_csrf" value="([^"]*)"/.exec((await get(at)).body)?.[1] ?? ''
      return send('POST', at.split('?')[0]!, { _csrf: csrf, ...typed }, headers)
    },
    /** Chooses an invented person on the sign-in page. */
    choose(person: string, to?: string, prefix = ''): Promise<Answer> {
      return this.post(`${prefix}/sign-in`, { person, ...(to && { to }) })
    },
    /** Goes where it is sent while it stays on this site; at most ten times. `at`: where it ended, when it was sent at all. */
    async follow(answer: Answer): Promise<Answer & { hops: number; at?: string }> {
      let at: string | undefined
      for (let hops = 0; ; hops++) {
        if (!answer.location || hops === 10 || !(answer.location.startsWith('/') || answer.location.startsWith(`http://${host}/`))) return { ...answer, hops, ...(at && { at }) }
        at = answer.location
        answer = await get(answer.location)
      }
    },
  }
}
