/** Somebody who reads pages and presses buttons without a browser: what a browser without scripts sends, and much faster. */
export type Visitor = {
  cookie: string
  get(path: string): Promise<{ status: number; body: string; location: string }>
  /** Presses the button `submit` of the page at `path`. Refused answers come back as they are; `done` throws on them. */
  press(path: string, submit: string, typed?: Record<string, string | string[]>): Promise<{ status: number; body: string; location: string }>
  /** As `press`, where a refusal is a fault of the test; gives where it led. */
  done(path: string, submit: string, typed?: Record<string, string | string[]>): Promise<string>
}

/** Signs in as an invented person, by the form that people use. `who` undefined: a visitor nobody knows. */
export async function visitor(url: string, who?: string): Promise<Visitor> {
  let cookie = ''
  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(url + path, { ...init, redirect: 'manual', headers: { accept: 'text/html', ...(cookie ? { cookie } : {}), ...init.headers } })
    const set = answer.headers.get('set-cookie')
    if (set) cookie = set.split(';')[0]!
    return { status: answer.status, body: await answer.text(), location: (answer.headers.get('location') ?? '').replace(url, '') }
  }
  const send = (path: string, fields: Record<string, string | string[]>) => {
    const form = new URLSearchParams()
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) form.append(name, one)
    return ask(path, { method: 'POST', body: form })
  }
  const hidden = (body: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
  const press: Visitor['press'] = async (path, submit, typed = {}) => {
    const page = await ask(path)
    if (page.status !== 200) throw new Error(`${path} answers ${page.status}, so that ${submit} cannot be pressed`)
    const answer = await send(path, { _csrf: hidden(page.body, '_csrf'), _key: hidden(page.body, '_key'), _submit: submit, ...typed })
    if (answer.status !== 401 || !answer.body.includes('name="_proof" value="code"')) return answer
    // He looks at his telephone, types the code, and what he had asked for is done.
    const _code = /<p class="h1 num">(\d{6})</.exec((await ask('/sample-telephone')).body)?.[1] ?? ''
    return send(path, { _csrf: hidden(answer.body, '_csrf'), _key: hidden(answer.body, '_key'), _submit: submit, ...typed, _proof: 'code', _code })
  }
  if (who !== undefined) {
    const page = await ask('/sign-in')
    const answer = await send('/sign-in', { _csrf: hidden(page.body, '_csrf'), person: who })
    if (answer.status !== 303 || !cookie) throw new Error(`${who} could not sign in: ${answer.status}`)
  }
  return {
    get cookie() { return cookie },
    get: (path) => ask(path),
    press,
    async done(path, submit, typed) {
      const answer = await press(path, submit, typed)
      if (answer.status !== 303) throw new Error(`${submit} at ${path} answers ${answer.status}: ${answer.body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ').slice(0, 1500)}`)
      return answer.location
    },
  }
}

/** Fills in a form from its first step to the check of answers, typing at each step what is given for it. */
export async function fillIn(who: Visitor, procedure: string, typed: Record<string, Record<string, string | string[]>>): Promise<string> {
  let at = await who.done(`/services/${procedure}/start`, 'start')
  for (;;) {
    const step = at.split('/').at(-1)!
    if (step === 'papers' || step === 'check') return at.replace(/papers$/, 'check')
    at = await who.done(at, 'next', typed[step] ?? {})
  }
}
