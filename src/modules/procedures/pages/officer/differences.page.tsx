import { definePage } from '#platform/page'
import { Refusal } from '#platform/refusal'
import { AsWritten } from '#ui/as-written'
import { Heading, Layout } from '#ui/layout'
import { Table } from '#ui/table'
import { type Difference, differencesBetween } from '../../domain/changes.ts'
import { partOfFault } from '../../domain/design-faults.ts'
import { contentNamed } from '../../queries/designs.ts'
import { wordsOf } from './pieces.tsx'

type Data = { code: string; from: string; to: string; differences: Difference[] }

/** What two versions of a procedure say differently, value by value. `?from=1&to=2`; `draft` is the draft. */
export const differencesPage = definePage<Data>({
  path: '/officer/procedures/:code/differences',
  face: 'officer',
  may: ['admin', 'decide', 'oversee', 'lead'],
  async load(ctx, { params, query }) {
    const [code, from, to] = [params['code']!, String(query['from'] ?? ''), String(query['to'] ?? 'draft')]
    const [before, after] = await Promise.all([contentNamed(ctx, code, from), contentNamed(ctx, code, to)])
    if (!before || !after) throw new Refusal('not-found', 'no-such-procedure', {}, { code })
    const told = (it: typeof before) => ({ ...it.definition, decisions: 'tables' in it.decisions ? Object.fromEntries(it.decisions.tables.map((table) => [table.name, table.rules.map((rule) => [...rule.tests, ...rule.gives].join(' · '))])) : { dmn: it.decisions.dmn.length } })
    return { code, from, to, differences: differencesBetween(told(before), told(after)) }
  },
  view({ data: { code, from, to, differences }, p }) {
    const t = wordsOf(p)
    const d = t.differences
    const called = (name: string): string => (name === 'draft' ? d.draft : t.overview.version(Number(name)).toLocaleLowerCase(p.lang))
    const place = ({ at }: Difference): string => [t.parts[partOfFault({ file: '', say: String(at[1] ?? ''), at: at[0] === 'decisions' ? [] : at })], ...at.filter((key) => !['form', 'schema', 'properties', 'decisions'].includes(key)).map((key) => t.boxes[key] ?? t.languages[key as 'vi' | 'en'] ?? key)].join(' › ')
    return (
      <Layout p={p} title={`${d.title}: ${code}`} current="procedures" crumbs={[{ href: '/officer/procedures', label: t.title }, { href: `/officer/procedures/${code}`, label: code }]}>
        <Heading above={<span class="code">{code}</span>} below={d.between(called(from), called(to))}>{d.title}</Heading>
        <Table p={p} caption={d.title} rows={differences} empty={<p>{d.none}</p>} columns={[
          { label: d.place, head: true, cell: (it) => place(it) },
          { label: d.before, cell: (it) => (it.before === undefined ? <span class="quiet">{d.absent}</span> : <AsWritten p={p}>{it.before}</AsWritten>) },
          { label: d.after, cell: (it) => (it.after === undefined ? <span class="quiet">{d.gone}</span> : <AsWritten p={p}>{it.after}</AsWritten>) },
        ]} />
      </Layout>
    )
  },
})
