import { holds } from '#platform/actor'
import { day } from '#platform/clock'
import { definePage } from '#platform/page'
import { date } from '#ui/format'
import { Heading, Layout, Section, Vi } from '#ui/layout'
import { Table } from '#ui/table'
import type { FlowDefinition } from '../../domain/definition.ts'
import { type Follower, followersOf } from '../../queries/followers.ts'
import { flowsOf, type Waiting, waitingProposals } from '../../queries/flows.ts'
import type { DecisionFile } from '../../reading/decisions.ts'
import { countryDecisions } from '../../shelf.ts'
import { textsOf } from '../../saying.ts'

type Data = { flows: { definition: FlowDefinition; followers: readonly Follower[] }[]; decisions: { file: DecisionFile; followers: readonly Follower[] }[]; waiting: readonly Waiting[] }

/** The flows and decisions in force, what goes by them, and for who may publish what was drawn and waits. */
export const flowsPage = definePage<Data>({
  path: '/officer/flows',
  face: 'officer',
  may: 'official',
  async load(ctx) {
    const book = await flowsOf(ctx)
    const followers = followersOf(ctx)
    const today = day(ctx.now)
    const decisions = [...ctx.take(countryDecisions).values()].map((file) => ({ file, followers: followers.filter((it) => it.decision === file.key) }))
    return { waiting: holds(ctx.actor, 'admin') ? await waitingProposals(ctx) : [], decisions, flows: book.keys.flatMap((key) => { const definition = book.onDay(key, today) ?? book.versions(key)[0]; return definition ? [{ definition, followers: followers.filter((it) => it.flow === key) }] : [] }) }
  },
  view({ data, p }) {
    const t = textsOf(p.lang).list
    return (
      <Layout p={p} title={t.title} current="flows">
        <Heading below={t.lead}>{t.title}</Heading>
        {data.waiting.length > 0 && (
          <Section id="waiting" title={t.waiting} panel="petal">
            <Table p={p} caption={t.waiting} columns={[
              { label: t.name, head: true, cell: (it) => <a href={p.href(`/officer/flows/${it.key}/draw`)}><Vi p={p}>{it.name}</Vi></a> },
              { label: t.version, num: true, cell: (it) => it.version },
              { label: t.since, cell: (it) => date(it.valid_from) },
              { label: t.proposedBy, cell: (it) => it.proposed_by_name },
              { label: t.proposedOn, cell: (it) => date(it.proposed_at) },
            ]} rows={data.waiting} />
          </Section>
        )}
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
