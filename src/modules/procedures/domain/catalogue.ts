import { Refusal } from '#platform/refusal'
import { type EverydayWords, noEverydayWords } from './everyday-words.ts'
import { type Found, finderOf } from './finding.ts'
import type { Applicant, Procedure, Words } from './procedure.ts'

/** A field of public life (lĩnh vực): countries/vn/fields.yaml. */
export type Field = { key: string; names: Words }
/** What happens in a life and brings procedures with it: countries/vn/life-events.yaml, in the order of a life. */
export type LifeEvent = { key: string; names: Words; hint: Words; icon: string; /** It happens to a business, not to a person. */ business?: true }

export type Filter = { day?: string; level?: Procedure['level']; field?: string; applicant?: Applicant; lifeEvent?: string; fullProcess?: boolean }

export type Catalogue = {
  fields: readonly Field[]
  lifeEvents: readonly LifeEvent[]
  everyday: EverydayWords
  /** Must be there: refuses with not-found otherwise. Without a version, the one that was valid last. */
  get(code: string, version?: number): Procedure
  find(code: string, version?: number): Procedure | undefined
  /** The version in force on this day ('YYYY-MM-DD'). */
  onDay(code: string, day: string): Procedure | undefined
  /** Every version of a code, oldest first. */
  versions(code: string): readonly Procedure[]
  /** One version of each code: the one of `day`, or the last. Sorted by popularity, then name. */
  list(filter?: Filter): Procedure[]
  search(query: string, options?: Filter & { limit?: number }): Found<Procedure>
}

export function catalogueOf(procedures: readonly Procedure[], fields: readonly Field[], lifeEvents: readonly LifeEvent[], everyday: EverydayWords = noEverydayWords): Catalogue {
  const byCode = new Map<string, Procedure[]>()
  for (const procedure of [...procedures].sort((one, other) => one.validFrom.localeCompare(other.validFrom))) byCode.set(procedure.code, [...(byCode.get(procedure.code) ?? []), procedure])
  const last = [...byCode.values()].map((versions) => versions.at(-1)!).sort(asListed)
  const wordsOf = (list: readonly { key: string; names: Words }[], keys: readonly string[]) => list.filter((it) => keys.includes(it.key)).flatMap((it) => [it.names.vi, it.names.en])
  const finder = finderOf(last.map((procedure) => ({ procedure, lifeEvents: wordsOf(lifeEvents, procedure.lifeEvents), field: wordsOf(fields, [procedure.field]) })), everyday)

  const onDay = (code: string, day: string) => byCode.get(code)?.findLast((it) => inForce(it, day))
  const find = (code: string, version?: number) => (version === undefined ? byCode.get(code)?.at(-1) : byCode.get(code)?.find((it) => it.version === version))
  // Pages ask for one day, again and again: that day's list is kept sorted.
  let kept: { day: string; list: Procedure[] } | undefined
  const listOn = (day: string) => {
    if (kept?.day !== day) kept = { day, list: [...byCode.keys()].flatMap((code) => onDay(code, day) ?? []).sort(asListed) }
    return kept.list
  }
  return {
    fields,
    lifeEvents,
    everyday,
    find,
    onDay,
    get(code, version) {
      const found = find(code, version)
      if (!found) throw new Refusal('not-found', 'no-such-procedure', {}, { code })
      return found
    },
    versions: (code) => byCode.get(code) ?? [],
    list: ({ day, ...filter } = {}) =>
      (day === undefined ? last : listOn(day)).filter((procedure) => fits(procedure, filter)),
    search: (query, { limit, day, ...filter } = {}) => finder(query, { ...(limit !== undefined && { limit }), accept: (procedure) => fits(procedure, filter) && (day === undefined || inForce(procedure, day)) }),
  }
}

export function inForce(procedure: Procedure, day: string): boolean {
  return procedure.validFrom <= day && (procedure.validTo === undefined || day <= procedure.validTo)
}

export function fits(procedure: Procedure, filter: Filter): boolean {
  return (
    (filter.level === undefined || procedure.level === filter.level) &&
    (filter.field === undefined || procedure.field === filter.field) &&
    (filter.applicant === undefined || procedure.applicants.includes(filter.applicant)) &&
    (filter.lifeEvent === undefined || procedure.lifeEvents.includes(filter.lifeEvent)) &&
    (filter.fullProcess === undefined || (procedure.fullProcess === true) === filter.fullProcess)
  )
}

function asListed(one: Procedure, other: Procedure): number {
  return (one.popular ?? 1000) - (other.popular ?? 1000) || one.names.vi.localeCompare(other.names.vi, 'vi')
}
