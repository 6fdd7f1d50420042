import Type from 'typebox'
import type { Module } from '#platform/module'
import { openApi } from '#platform/openapi'
import { definePage } from '#platform/page'
import { defineQuery } from '#platform/action'
import { Layout } from '#ui/layout'
import { version } from './version.ts'

type Entry = { name: string; at: string; method: string; summary: string; who: string[]; fields: { name: string; type: string; required: boolean; says: string }[] }
type Data = { rooms: { name: string; entries: Entry[] }[]; url: string }

const texts = {
  vi: { title: 'Giao diện lập trình (API)', lead: 'Mọi việc làm được trên trang đều làm được bằng JSON, vì cùng một định nghĩa. Mô tả đầy đủ theo OpenAPI 3.1:', token: 'Gửi kèm tiêu đề Authorization: Bearer <mã>. Trong bản mẫu, lệnh sau in ra một mã:', key: 'Thêm tiêu đề Idempotency-Key khi gửi lại: việc chỉ làm một lần.', field: 'Trường', kind: 'Kiểu', required: 'bắt buộc', says: 'Ý nghĩa', who: 'Dành cho', none: 'Không cần gì thêm.', example: 'Ví dụ', 
    words: { anyone: 'mọi người', 'signed-in': 'người đã đăng nhập', person: 'người dân, doanh nghiệp', official: 'cán bộ, công chức', receive: 'cán bộ tiếp nhận', process: 'cán bộ thụ lý', decide: 'người ký, quyết định', lead: 'lãnh đạo đơn vị', oversee: 'người theo dõi chung', admin: 'quản trị viên', system: 'hệ thống' } as Record<string, string>, or: ' hoặc ',
    walk: 'Từ nộp hồ sơ đến kết quả',
    steps: [
      ['procedures.search', 'Tìm thủ tục và lấy mã.'],
      ['procedures.get', 'Đọc biểu mẫu: form.schema là JSON Schema 2020-12. Câu có x-when chỉ hỏi, và chỉ bắt buộc, khi điều kiện đó đúng; x-from là nguồn điền sẵn. components là giấy tờ cần có, competentUnit là tên câu cho biết đơn vị giải quyết.'],
      ['organisations.find-units', 'Tìm mã của xã, phường hoặc sở.'],
      ['documents.upload', 'Gửi từng ảnh hoặc PDF dạng base64, nhận id để đưa vào papers.'],
      ['cases.submit', 'Nộp cả hồ sơ một lần. Muốn lưu dần và được điền sẵn thì dùng cases.start-draft, cases.draft, cases.save-step, cases.submit-draft.'],
      ['payments.charges-of', 'Xem khoản phải nộp và nội dung chuyển khoản. Trong bản mẫu, payments.sample-transfer thay cho ngân hàng.'],
      ['cases.accept', 'Cán bộ một cửa tiếp nhận. Tiếp nhận ngoài giờ thì hồ sơ được chuyển vào sáng ngày làm việc sau; cần ngay thì gọi cases.forward. Những việc làm được tiếp theo luôn nằm ở steps của cases.open.'],
      ['cases.assign', 'Cán bộ thụ lý nhận hồ sơ, rồi soạn kết quả (cases.draft-result); lãnh đạo ký (cases.approve).'],
      ['documents.mine', 'Người dân thấy kết quả; tải tệp tại /files/{id}, với id là giá trị file.'],
      ['documents.check', 'Ai cũng kiểm tra được kết quả theo mã in trên giấy.'],
    ] as const,
  },
  en: { title: 'Programming interface (API)', lead: 'Whatever a page can do can be done by JSON, because both come from one definition. The full description, OpenAPI 3.1:', token: 'Send the header Authorization: Bearer <token>. In the sample province this command prints one:', key: 'Add the header Idempotency-Key when you send again: the work is done once.', field: 'Field', kind: 'Type', required: 'required', says: 'Meaning', who: 'For', none: 'Needs nothing more.', example: 'Example', 
    words: { anyone: 'anyone', 'signed-in': 'whoever is signed in', person: 'a person', official: 'any official', receive: 'officials who may receive', process: 'officials who may process', decide: 'officials who may decide', lead: 'officials who may lead', oversee: 'officials who may oversee', admin: 'officials who may admin', system: 'the system' } as Record<string, string>, or: ' or ',
    walk: 'From filing to the result',
    steps: [
      ['procedures.search', 'Find the procedure and its code.'],
      ['procedures.get', 'Read the form: form.schema is JSON Schema 2020-12. A question with x-when is asked, and required, only where that condition holds; x-from is where its answer is filled in from. components are the papers, competentUnit names the question that says which unit decides.'],
      ['organisations.find-units', 'Find the code of a commune or department.'],
      ['documents.upload', 'Send each photo or PDF in base64; its id goes into papers.'],
      ['cases.submit', 'Hand in the whole case at once. To save it piece by piece with what is known filled in: cases.start-draft, cases.draft, cases.save-step, cases.submit-draft.'],
      ['payments.charges-of', 'What is to be paid, and what to write on the transfer. In the sample province payments.sample-transfer is the bank.'],
      ['cases.accept', 'The desk takes the case in. Taken in outside office hours it is passed on the next working morning; cases.forward does it at once. What can be done next always stands in steps of cases.open.'],
      ['cases.assign', 'The specialist takes the case and drafts the result (cases.draft-result); the leader signs (cases.approve).'],
      ['documents.mine', 'The person finds the result; the file is at /files/{id}, where id is the value of file.'],
      ['documents.check', 'Anyone can check a result by the code printed on it.'],
    ] as const,
  },
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
        ...(m.downloads ?? []).map(({ path, summary }): Entry => ({ name: path, at: path, method: 'GET', summary, who: ['signed-in'], fields: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name: name!, type: 'string', required: true, says: '' })) })),
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
        <section class="flow" aria-labelledby="walk">
          <h2 id="walk">{t.walk}</h2>
          <ol class="flow">{t.steps.map(([name, says]) => <li><a class="code" href={`#${name}`}>{name}</a> {says}</li>)}</ol>
        </section>
        {rooms.map((room) => (
          <section class="flow" aria-labelledby={`room-${room.name}`}>
            <h2 id={`room-${room.name}`} lang="en">{room.name}</h2>
            {room.entries.map((e) => (
              <details class="panel" id={e.name}>
                <summary><span><b class="code">{e.method} {e.at}</b> <span class="quiet" lang="en">{e.summary}</span></span></summary>
                <p class="quiet">{t.who}: {e.who.map((who) => t.words[who] ?? who).join(t.or)}</p>
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
  name: it.name, at: `/api/${it.name}`, method, summary: it.summary, who: [it.may].flat(),
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
