import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import { inForce } from '../domain/catalogue.ts'
import type { Procedure } from '../domain/procedure.ts'
import { type Content, designOf, type Design } from '../design-store.ts'
import { contentOfVersion } from '../designing.ts'
import { catalogue, lookForPublished } from '../shelf.ts'

export const designStates = ['draft', 'waiting', 'scheduled', 'in-force', 'ends', 'retiring', 'retired'] as const
export type DesignState = (typeof designStates)[number]
/** One line of the list: a draft, or a version that is served. `writers` of drafts only. */
export type DesignRow = { code: string; name: { vi: string; en: string }; state: DesignState; version: number; validFrom: string; writers?: string }

/** Everything that is written, waits, holds or has ended, drafts first. */
export async function designs(ctx: Pick<Ctx, 'take' | 'db' | 'house' | 'now'>): Promise<DesignRow[]> {
  await lookForPublished(ctx.house)
  const today = day(ctx.now)
  const drafts = await ctx.db.selectFrom('procedure_designs').select(['code', 'name', 'state', 'version', 'valid_from', 'writer_names', 'retiring']).orderBy('touched_at', 'desc').limit(5000).execute()
  const retiring = new Set(drafts.filter((it) => it['retiring']).map((it) => it['code']))
  const served = ctx.take(catalogue)
  const stateOf = (it: Procedure): DesignState => (it.validFrom > today ? 'scheduled' : !inForce(it, today) ? 'retired' : retiring.has(it.code) ? 'retiring' : it.validTo && served.versions(it.code).at(-1) === it ? 'ends' : 'in-force')
  return [
    ...drafts.filter((it) => it['state'] !== 'none').map((it): DesignRow => ({ code: it['code'], name: { vi: it['name'], en: it['name'] }, state: it['state'], version: it['version'], validFrom: it['valid_from'] ?? '', writers: it['writer_names'] })),
    ...served.list().flatMap(({ code }) => served.versions(code)).filter((it) => inForce(it, today) || it.validFrom > today || served.versions(it.code).at(-1) === it).map((it) => ({ code: it.code, name: it.names, state: stateOf(it), version: it.version, validFrom: it.validFrom })),
  ]
}

export type VersionShown = { procedure: Procedure; publishedBy?: string; decision?: string; state: DesignState }

/** One procedure as those who write it see it: its draft, its versions, what was proposed to end it. */
export async function designShown(ctx: Ctx, code: string): Promise<{ design?: Design; seen: number; versions: VersionShown[] }> {
  await lookForPublished(ctx.house)
  const [opened, published] = await Promise.all([
    designOf(ctx, code), ctx.db.selectFrom('procedure_versions').select(['version', 'published_by', 'decision']).where('code', '=', code).execute(),
  ])
  const today = day(ctx.now)
  return {
    ...(opened.state ? { design: opened.state } : {}), seen: opened.version,
    versions: [...ctx.take(catalogue).versions(code)].reverse().map((procedure) => {
      const row = published.find((it) => it['version'] === procedure.version)
      return { procedure, state: procedure.validFrom > today ? 'scheduled' : inForce(procedure, today) ? 'in-force' : 'retired', ...(row ? { publishedBy: row['published_by'] as string, ...(row['decision'] ? { decision: row['decision'] as string } : {}) } : {}) }
    }),
  }
}

/** What stands under a name of the comparison: a version by its number, or the draft. */
export async function contentNamed(ctx: Ctx, code: string, name: string): Promise<Content | undefined> {
  if (name === 'draft') return (await designOf(ctx, code)).state?.draft
  return /^\d{1,6}$/.test(name) ? contentOfVersion(ctx, code, Number(name)) : undefined
}
