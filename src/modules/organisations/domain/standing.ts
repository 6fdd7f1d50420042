import type { Grant, Post, Position, PostBook, Standing } from './authority.ts'
import { type Day, addDays } from './day.ts'
import type { Unit, UnitRegister } from './unit-register.ts'

const forever: Day = '9999-12-31'
type Span = { from: Day; to: Day }

/**
 * What the code of a unit stands for over a span of days. A unit that goes whole into another is carried on there; one that
 * was cut into several is not: whoever worked there has to be appointed anew.
 */
export function carried(register: UnitRegister, code: string, { from, to }: Span): (Span & { version: Unit; merged?: Unit })[] {
  const found: (Span & { version: Unit; merged?: Unit })[] = []
  let merged: Unit | undefined
  let at = register.find(code, from) ?? register.versionsOf(code).find((unit) => unit.validFrom > from)
  let since = at && at.validFrom > from ? at.validFrom : from
  while (at && since <= to) {
    found.push({ from: since, to: at.validTo !== undefined && at.validTo < to ? at.validTo : to, version: at, ...(merged && { merged }) })
    if (at.validTo === undefined || at.validTo >= to) break
    const after = addDays(at.validTo, 1)
    const [next, ...others] = register.successorsOf(at.code, at.validTo, after)
    if (!next || others.length) break
    if (next.unit.code !== at.code) merged = at
    at = next.unit
    since = after
  }
  return found
}

/** Where a post stands over time, and what the law gives it there; nothing where the law knows the post no more, or has none such in the unit. */
export function standsOf(register: UnitRegister, book: Pick<PostBook, 'posts' | 'grants'>, held: Omit<Position, 'stands'> & { unit: string }): Standing[] {
  const post: Post | undefined = book.posts.get(held.post)
  if (!post) return []
  const grants: readonly Grant[] = book.grants.filter(({ posts }) => posts.includes(post.key))
  return carried(register, held.unit, { from: held.validFrom, to: held.validTo ?? forever }).flatMap(({ from, to, version, merged }) => {
    if (merged && !post.in.includes(version.kind)) return []
    return [{
      from, to, unit: version.code, over: version.serves ?? version.code, level: levelOf(register, version), grants,
      title: { vi: post.title.vi.replace('{unit}', version.formal.vi), en: post.title.en.replace('{unit}', version.formal.en) },
      ...(merged && { carried: { from: merged.formal.vi, source: version.source } }),
    }]
  })
}

/** A body belongs to the level of the place whose body it is. Districts are no more: what they were was the upper level's. */
export function levelOf(register: UnitRegister, unit: Unit): 'province' | 'commune' {
  const place = unit.level === 'body' ? register.ancestryOf(unit.code, unit.validFrom).find(({ level }) => level !== 'body') : unit
  return place?.level === 'commune' ? 'commune' : 'province'
}
