import Type from 'typebox'
import type { Module } from '#platform/module'
import { inWords, openApi } from '#platform/openapi'
import { definePage } from '#platform/page'
import { defineQuery } from '#platform/action'
import { Layout } from '#ui/layout'
import { version } from './version.ts'

type Entry = { name: string; method: string; summary: string; who: string; fields: { name: string; type: string; required: boolean; says: string }[] }
type Data = { rooms: { name: string; entries: Entry[] }[]; url: string }

const texts = {
  vi: { title: 'Giao diện lập trình (API)', lead: 'Mọi việc làm được trên trang đều làm được bằng JSON, vì cùng một định nghĩa. Mô tả đầy đủ theo OpenAPI 3.1:', token: 'Gửi kèm tiêu đề Authorization: Bearer <mã>. Trong tỉnh mẫu, lệnh sau in ra một mã:', key: 'Thêm tiêu đề Idempotency-Key khi gửi lại: việc chỉ làm một lần.', field: 'Trường', kind: 'Kiểu', required: 'bắt buộc', says: 'Ý nghĩa', who: 'Dành cho', none: 'Không cần gì thêm.', example: 'Ví dụ', words: { anyone: 'mọi người', 'whoever is signed in': 'người đã đăng nhập', 'a person': 'người dân, doanh nghiệp', 'any official': 'cán bộ, công chức' } as Record<string, string> },
  en: { title: 'Programming interface (API)', lead: 'Whatever a page can do can be done by JSON, because both come from one definition. The full description, OpenAPI 3.1:', token: 'Send the header Authorization: Bearer <token>. In the sample province this command prints one:', key: 'Add the header Idempotency-Key when you send again: the work is done once.', field: 'Field', kind: 'Type', required: 'required', says: 'Meaning', who: 'For', none: 'Needs nothing more.', example: 'Example', words: {} as Record<string, string> },
}

/** `/api`: the description as a page, made from the definitions, without scripts. */
const apiPage = definePage<Data>({
  path: '/api',
  face: 'portal',
  may: 'anyone',
  keep: 300,
  load: async (ctx) => ({
    url: ctx.house.settings.publicUrl,
    rooms: ctx.house.modules.filter((m) => m.actions?.length || m.queries?.length).map((m) => ({
      name: m.name,
      entries: [
        ...(m.queries ?? []).map((q) => entry('GET', q)),
        ...(m.actions ?? []).map((a) => entry('POST', a)),
      ],
    })),
  }),
  view({ data: { rooms, url }, p }) {
    const t = texts[p.lang]
    return (
      <Layout p={p} title={t.title}>
        <h1>{t.title}</h1>
        <p>{t.lead} <a href="/api/openapi.json">/api/openapi.json</a></p>
        <p>{t.token} <code>npm run sen -- token citizen</code></p>
        <p>{t.key}</p>
        <div class="scroll" tabindex={0} role="region" aria-label={t.example}><pre><code>{`curl -H "Authorization: Bearer $TOKEN" ${url}/api/cases.mine`}</code></pre></div>
        {rooms.map((room) => (
          <section class="flow" aria-labelledby={`room-${room.name}`}>
            <h2 id={`room-${room.name}`} lang="en">{room.name}</h2>
            {room.entries.map((e) => (
              <details class="panel" id={e.name}>
                <summary><span><b class="code">{e.method} /api/{e.name}</b> <span class="quiet" lang="en">{e.summary}</span></span></summary>
                <p class="quiet">{t.who}: {t.words[e.who] ?? <span lang="en">{e.who}</span>}</p>
                {e.fields.length ? (
                  <div class="scroll" tabindex={0} role="region" aria-label={e.name}>
                    <table>
                      <thead><tr><th scope="col">{t.field}</th><th scope="col">{t.kind}</th><th scope="col">{t.says}</th></tr></thead>
                      <tbody>{e.fields.map((f) => <tr><th scope="row" class="code">{f.name}</th><td>{f.type}{f.required && `, ${t.required}`}</td><td lang="en">{f.says}</td></tr>)}</tbody>
                    </table>
                  </div>
                ) : <p>{t.none}</p>}
              </details>
            ))}
          </section>
        ))}
      </Layout>
    )
  },
})

const entry = (method: string, it: { name: string; summary: string; may: any; input: any }): Entry => ({
  name: it.name, method, summary: it.summary, who: inWords(it.may),
  fields: Object.entries((it.input.properties ?? {}) as Record<string, any>).map(([name, s]) => ({ name, type: s.enum ? s.enum.join(' | ') : (s.type ?? 'any'), required: (it.input.required ?? []).includes(name), says: s.description ?? '' })),
})

export const api: Module = {
  name: 'api',
  pages: [apiPage],
  queries: [
    defineQuery({
      name: 'who-am-i', summary: 'Whose token this is, and what it may do', may: 'anyone', input: Type.Object({}, { additionalProperties: false }),
      run: async ({ actor }) => ({ id: actor.id, kind: actor.kind, name: actor.name, unit: actor.unit, position: actor.position, powers: actor.powers }),
    }),
  ],
  routes(app, house) {
    let made: string | undefined
    app.get('/api/openapi.json', async (_req, reply) => {
      made ??= JSON.stringify(openApi(house.modules, { title: `Sen ${house.settings.jurisdiction}`, url: house.settings.publicUrl, version }))
      return reply.type('application/json').header('cache-control', 'public, max-age=60').send(made)
    })
  },
}
