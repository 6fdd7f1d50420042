import { day } from '#platform/clock'
import { definePage } from '#platform/page'
import { date } from '#ui/format'
import { Heading, Layout, Section, Vi } from '#ui/layout'
import { Table } from '#ui/table'
import type { FlowDefinition } from '../../domain/definition.ts'
import { type Follower, followersOf } from '../../queries/followers.ts'
import { flowsOf } from '../../queries/flows.ts'
import type { DecisionFile } from '../../reading/decisions.ts'
import { countryDecisions } from '../../shelf.ts'
import { textsOf } from '../../saying.ts'

type Data = { flows: { definition: FlowDefinition; followers: readonly Follower[] }[]; decisions: { file: DecisionFile; followers: readonly Follower[] }[] }

/** The flows and decisions in force, and what goes by them. */
export const flowsPage = definePage<Data>({
  path: '/officer/flows',
  face: 'officer',
  may: 'official',
  async load(ctx) {
    const book = await flowsOf(ctx)
    const followers = followersOf(ctx)
    const today = day(ctx.now)
    const decisions = [...ctx.take(countryDecisions).values()].map((file) => ({ file, followers: followers.filter((it) => it.decision === file.key) }))
    return { decisions, flows: book.keys.flatMap((key) => { const definition = book.onDay(key, today) ?? book.versions(key)[0]; return definition ? [{ definition, followers: followers.filter((it) => it.flow === key) }] : [] }) }
  },
  view({ data, p }) {
    const t = textsOf(p.lang).list
    return (
      <Layout p={p} title={t.title} current="flows">
        <Heading below={t.lead}>{t.title}</Heading>
        <Section id="flows" title={t.flows}>
          <Table p={p} caption={t.flows} columns={[
            { label: t.name, head: true, cell: ({ definition }) => <a href={p.href(`/officer/flows/${definition.key}`)}>{definition.names[p.lang]}</a> },
            { label: t.steps, num: true, cell: ({ definition }) => definition.tasks.size },
            { label: t.version, num: true, cell: ({ definition }) => definition.version },
            { label: t.since, cell: ({ definition }) => date(definition.validFrom) },
            { label: t.usedBy, cell: ({ followers }) => t.procedures(followers.length) },
          ]} rows={data.flows} />
        </Section>
        <Section id="decisions" title={t.decisions}>
          <Table p={p} caption={t.decisions} columns={[
            { label: t.name, head: true, cell: ({ file }) => <a href={p.href(`/officer/decisions/${file.key}`)}><Vi p={p}>{file.shown.name}</Vi></a> },
            { label: t.tables, num: true, cell: ({ file }) => file.shown.decisions.filter((it) => it.kind === 'table').length },
            { label: t.rules, num: true, cell: ({ file }) => file.shown.decisions.reduce((sum, it) => sum + (it.kind === 'table' ? it.rules.length : 0), 0) },
            { label: t.usedBy, cell: ({ followers }) => t.procedures(followers.length) },
          ]} rows={data.decisions} />
        </Section>
      </Layout>
    )
  },
})
