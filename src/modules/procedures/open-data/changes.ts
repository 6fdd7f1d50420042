import type { KnownProcedure } from '#platform/module'
import type { Lang, Procedure } from '../domain/procedure.ts'
import { openDataWords } from './words.ts'

/** Something that became otherwise in the catalogue: a version begins or ends, a record comes in anew. */
export type Change = { id: string; href: string; code: string; kind: 'begins' | 'ends' | 'record'; name: string; version?: number; at: string }

/** What somebody who comes by once a month would have missed, and not the history of the law. */
const most = 500

/** Newest first. `versions` are all there are of every code; what begins only after `today` has not changed yet. */
export function changesOf(versions: readonly Procedure[], known: readonly KnownProcedure[], base: string, today: string, lang: Lang): Change[] {
  const changes = versions.flatMap((it): Change[] => {
    const href = `/services/${it.code}`
    const said = { href, code: it.code, name: it.names[lang], version: it.version }
    const followed = versions.some((other) => other.code === it.code && other.version > it.version)
    return [
      ...(it.validFrom <= today ? [{ ...said, kind: 'begins' as const, id: `${base}${href}#version-${it.version}`, at: `${it.validFrom}T00:00:00+07:00` }] : []),
      ...(it.validTo !== undefined && it.validTo < today && !followed ? [{ ...said, kind: 'ends' as const, id: `${base}${href}#end-${it.version}`, at: `${it.validTo}T23:59:59+07:00` }] : []),
    ]
  })
  const records = known.flatMap((it): Change[] => (it.changedAt ? [{ href: it.href, code: it.code, kind: 'record', name: it.name, id: `${base}${it.href}#record-${Date.parse(it.changedAt)}`, at: it.changedAt }] : []))
  return [...changes, ...records].sort((one, other) => Date.parse(other.at) - Date.parse(one.at) || one.id.localeCompare(other.id)).slice(0, most)
}

/** A feed by RFC 4287. */
export function atomOf(changes: readonly Change[], { base, path, lang, author, today }: { base: string; path: string; lang: Lang; author: string; today: string }): string {
  const words = openDataWords.feed[lang]
  const prefix = lang === 'en' ? '/en' : ''
  const entry = (it: Change) => `
  <entry>
    <id>${xml(it.id)}</id>
    <title>${xml(words[it.kind](it.name))}</title>
    <updated>${it.at}</updated>
    <link href="${xml(`${base}${prefix}${it.href}`)}"/>
    <link rel="alternate" type="application/ld+json" href="${xml(`${base}/data/services/${it.code}.jsonld`)}"/>
    <category term="${it.kind}"/>
    <summary>${xml([it.code, it.version === undefined ? '' : words.version(it.version)].filter(Boolean).join('. '))}</summary>
  </entry>`
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${lang}">
  <id>${xml(`${base}${path}`)}</id>
  <title>${xml(words.title)}</title>
  <updated>${changes[0]?.at ?? `${today}T00:00:00+07:00`}</updated>
  <author><name>${xml(author)}</name></author>
  <link rel="self" type="application/atom+xml" href="${xml(`${base}${path}`)}"/>
  <link href="${xml(`${base}${prefix}/data/services`)}"/>${changes.map(entry).join('')}
</feed>
`
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** Characters that XML 1.0 has no place for are left out. */
const xml = (text: string): string => text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '').replace(/[&<>"]/g, (it) => entities[it]!)
