import type { Ctx } from '#platform/ctx'
import { defineStream, type Opened, openStream, readStream, unopened } from '#platform/events'

export type FlowEvent =
  | { type: 'flows.proposed'; data: { key: string; version: number; name: string; validFrom: string; xml: string; note?: string } }
  | { type: 'flows.published'; data: { key: string; version: number } }
  | { type: 'flows.rejected'; data: { key: string; version: number; reason: string } }

/** One version of a flow that was drawn here. */
export type FlowVersion = {
  key: string; version: number; name: string; validFrom: string; xml: string; note?: string
  state: 'proposed' | 'published' | 'rejected'
  proposedBy: { id: string; name: string; at: string }
  decidedBy?: { name: string; at: string }
  reason?: string
}

export const flowStream = defineStream<FlowVersion, FlowEvent>({
  prefix: 'flow',
  tables: ['flow_versions'],
  evolve(state, event) {
    const at = new Date(event.at).toISOString()
    switch (event.type) {
      case 'flows.proposed': return { ...event.data, state: 'proposed', proposedBy: { id: event.actor, name: event.actorName, at } }
      case 'flows.published': return { ...state!, state: 'published', decidedBy: { name: event.actorName, at } }
      case 'flows.rejected': return { ...state!, state: 'rejected', reason: event.data.reason, decidedBy: { name: event.actorName, at } }
    }
  },
  rows: (it) => [{
    table: 'flow_versions',
    row: {
      key: it.key, version: it.version, state: it.state, name: it.name, valid_from: it.validFrom, xml: it.xml, note: it.note ?? null, proposed_by: it.proposedBy.id, proposed_by_name: it.proposedBy.name,
      proposed_at: it.proposedBy.at, decided_by_name: it.decidedBy?.name ?? null, decided_at: it.decidedBy?.at ?? null, reason: it.reason ?? null,
    },
  }],
})

const idOf = (key: string, version: number): string => `${key}-${version}`

export const openVersion = (ctx: Pick<Ctx, 'db'>, key: string, version: number): Promise<Opened<FlowVersion>> => openStream(ctx, flowStream, idOf(key, version), 'no-such-version')

/** A version that was refused once may be proposed again, mended, under its number. */
export async function versionToPropose(ctx: Pick<Ctx, 'db'>, key: string, version: number): Promise<Opened<FlowVersion>> {
  const events = await readStream(ctx.db, `flow-${idOf(key, version)}`)
  return events.length ? openVersion(ctx, key, version) : unopened(idOf(key, version))
}
