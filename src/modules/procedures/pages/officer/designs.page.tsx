import { definePage } from '#platform/page'
import { ActLink, Button } from '#ui/button'
import { FileField, Select, TextField } from '#ui/field'
import { Actions, FilterForm, Form } from '#ui/form'
import { date } from '#ui/format'
import { AsWritten } from '#ui/as-written'
import { Heading, Layout, Section } from '#ui/layout'
import { Table } from '#ui/table'
import { Tag, type Tone } from '#ui/tag'
import { beginProcedureDesign, importDesign } from '../../actions/begin-design.ts'
import { mayDesign } from '../../designing.ts'
import { type DesignRow, designs, type DesignState, designStates } from '../../queries/designs.ts'
import { one, wordsOf } from './pieces.tsx'

type Data = { rows: DesignRow[]; state?: DesignState; mayWrite: boolean }
export const tones: Record<DesignState, Tone> = { draft: 'pause', waiting: 'soon', scheduled: 'calm', 'in-force': 'good', ends: 'soon', retiring: 'soon', retired: 'calm' }

/** Every procedure by where it stands: being written, waiting, scheduled, in force, ended. */
export const designsPage = definePage<Data>({
  path: '/officer/procedures',
  face: 'officer',
  may: ['admin', 'decide', 'oversee', 'lead'],
  async load(ctx, { query }) {
    const state = designStates.find((it) => it === query['state'])
    const rows = await designs(ctx)
    return { rows: state ? rows.filter((it) => it.state === state) : rows, ...(state ? { state } : {}), mayWrite: mayDesign(ctx) }
  },
  submits: {
    begin: { action: beginProcedureDesign, input: (typed) => ({ code: one(typed, 'code'), ...(one(typed, 'name') ? { name: one(typed, 'name') } : {}) }), then: ({ code }) => `/officer/procedures/${code}` },
    import: {
      action: importDesign,
      input: (_typed, _asked, _ctx, files) => { const text = (field: string) => files.find((it) => it.field === field)?.bytes.toString('utf8') ?? ''; return { yaml: text('yaml'), ...(text('dmn') ? { dmn: text('dmn') } : {}) } },
      then: ({ code }) => `/officer/procedures/${code}`,
    },
  },
  view({ data: { rows, state, mayWrite }, p }) {
    const t = wordsOf(p)
    const l = t.list
    return (
      <Layout p={p} title={t.title} current="procedures">
        <Heading below={t.lead}>{t.title}</Heading>
        <FilterForm p={p}><Select p={p} name="state" label={l.filter} value={state} options={designStates.map((value) => ({ value, label: t.states[value] }))} empty={l.any} short /></FilterForm>
        <Table p={p} caption={t.title} rows={rows} empty={<p>{l.none}</p>} columns={[
          { label: l.code, code: true, cell: (it) => it.code },
          { label: l.name, head: true, cell: (it) => <a href={p.href(`/officer/procedures/${it.code}`)}><AsWritten p={p}>{it.name[p.lang]}</AsWritten></a> },
          { label: l.state, cell: (it) => <Tag tone={tones[it.state]}>{t.states[it.state]}</Tag> },
          { label: l.version, num: true, cell: (it) => it.version },
          { label: l.since, cell: (it) => (it.validFrom ? date(it.validFrom) : '') },
          { label: l.by, cell: (it) => it.writers ?? '' },
        ]} />
        {mayWrite && (
          <div class="grid wide">
            <Section id="begin" title={l.begin} panel>
              <p class="hint">{l.beginHint} <ActLink href={p.href('/officer/catalogue')}>{l.catalogue}</ActLink></p>
              <Form p={p} submit="begin">
                <TextField p={p} name="code" label={l.newCode} hint={l.newCodeHint} short figures />
                <TextField p={p} name="name" label={l.newName} />
                <Actions><Button>{l.beginNow}</Button></Actions>
              </Form>
            </Section>
            <Section id="import" title={l.import} panel>
              <p class="hint">{l.importHint}</p>
              <Form p={p} submit="import" multipart>
                <FileField p={p} name="yaml" label={l.yaml} hint=".yaml, .json" accept=".yaml,.yml,.json" />
                <FileField p={p} name="dmn" label={l.dmn} hint=".dmn" accept=".dmn,.xml" optional />
                <Actions><Button kind="second">{l.importNow}</Button></Actions>
              </Form>
            </Section>
          </div>
        )}
      </Layout>
    )
  },
})
