import { createHash } from 'node:crypto'
import { provinceOf, unitRegister } from '#organisations'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import type { KnownProcedure } from '#platform/module'
import type { Lang } from '../domain/procedure.ts'
import { everyKnownProcedure } from '../queries/find-everything.ts'
import { catalogue } from '../shelf.ts'
import { atomOf, changesOf } from './changes.ts'
import { catalogueGraph, type Offered } from './cpsv.ts'
import { toJsonLd, toTurtle } from './graph.ts'

export type Written = { body: string; etag: string }
export type Form = 'jsonld' | 'ttl'

/** Files of a catalogue are made once: the list of records is the same object as long as neither they nor the day change. */
const made = new WeakMap<readonly KnownProcedure[], Map<string, Written>>()

async function once(ctx: Ctx, name: string, write: (known: readonly KnownProcedure[]) => string): Promise<Written> {
  const known = await everyKnownProcedure(ctx)
  const files = made.get(known) ?? new Map<string, Written>()
  made.set(known, files)
  let file = files.get(name)
  if (!file) {
    const body = write(known)
    files.set(name, (file = { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"` }))
  }
  return file
}

const written = { jsonld: toJsonLd, ttl: toTurtle }

/** Everything in force today, services and records. */
export const wholeCatalogue = (ctx: Ctx, form: Form): Promise<Written> => once(ctx, form, (known) => written[form](catalogueGraph(offered(ctx, known))))

/** One procedure, as it stands in the whole. Nothing if it is not in force. */
export async function oneOfCatalogue(ctx: Ctx, code: string, form: Form): Promise<string | undefined> {
  const all = offered(ctx, await everyKnownProcedure(ctx))
  const one = { ...all, services: all.services.filter((it) => it.code === code), known: all.known.filter((it) => it.code === code) }
  return one.services.length + one.known.length ? written[form](catalogueGraph(one)) : undefined
}

/** What changed in the catalogue, as a feed for readers in this language. */
export function feedOfChanges(ctx: Ctx, lang: Lang): Promise<Written> {
  const today = day(ctx.now)
  const { list, versions } = ctx.take(catalogue)
  const { base, province } = offered(ctx, [])
  return once(ctx, `atom ${lang}`, (known) => atomOf(changesOf(list().flatMap(({ code }) => versions(code)), known, base, today, lang), { base, path: `${lang === 'en' ? '/en' : ''}/data/services.atom`, lang, author: province.formal[lang], today }))
}

export function offered(ctx: Ctx, known: readonly KnownProcedure[]): Offered {
  const today = day(ctx.now)
  const { list, fields, lifeEvents } = ctx.take(catalogue)
  const units = ctx.take(unitRegister)
  return { base: ctx.house.settings.publicUrl, province: units.get(provinceOf(ctx), today), fields, lifeEvents, services: list({ day: today }), known, department: (key) => units.find(key, today) }
}
