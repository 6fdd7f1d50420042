import Type, { type Static } from 'typebox'
import { Day, type Procedure, Words } from './procedure.ts'
import type { Remark } from './checks.ts'

/**
 * What the State already holds (countries/…/registers/held.yaml): information is given once (chỉ cung cấp một lần). A
 * definition that asks for what is held names the source instead, or the law that lets it ask again.
 */
const Key = Type.String({ pattern: '^[a-z][a-z0-9-]*$' })
export const HeldFile = Type.Object({
  source: Type.Object({ what: Type.String(), readOn: Day, sureness: Type.Optional(Type.String()), doubts: Type.Optional(Type.String()) }, { additionalProperties: false }),
  holders: Type.Record(Key, Type.Object({ kind: Type.Enum(['register', 'results', 'own-store'], { description: 'write register, results or own-store' }), connected: Type.Boolean(), names: Words }, { additionalProperties: false })),
  things: Type.Record(Key, Type.Object({
    holder: Key, as: Type.String({ minLength: 2, description: 'write population, a result code KQ…, or the key of the holder' }), names: Words,
    words: Type.Array(Type.String({ minLength: 3 }), { minItems: 1, description: 'list the words by which the paper is known' }), not: Type.Optional(Type.Array(Type.String({ minLength: 2 }))),
  }, { additionalProperties: false })),
  fields: Type.Record(Type.String(), Type.String()),
}, { additionalProperties: false })
export type HeldBook = Static<typeof HeldFile>
export type HeldThing = HeldBook['things'][string] & { key: string }

const lower = (text: string): string => text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ')
const finders = new WeakMap<HeldBook, readonly { thing: HeldThing; words: readonly string[]; not: readonly string[] }[]>()

/** What the State holds of this paper, known by its name; undefined when nothing. A word counts only where a word ends and begins. */
export function heldThing(book: HeldBook, name: string): HeldThing | undefined {
  let things = finders.get(book)
  if (!things) finders.set(book, (things = Object.entries(book.things).map(([key, thing]) => ({ thing: { ...thing, key }, words: thing.words.map(lower), not: (thing.not ?? []).map(lower) }))))
  const text = ` ${lower(name).replace(/[^\p{L}\p{N}]+/gu, ' ')} `
  return things.find(({ words, not }) => words.some((word) => text.includes(` ${word} `)) && !not.some((word) => text.includes(` ${word} `)))?.thing
}

/** What a definition asks for although the State holds it and this platform can look it up. */
export function onceOnlyChecks(procedure: Procedure, book: HeldBook): Remark[] {
  const remarks: Remark[] = []
  procedure.components.forEach((component, at) => {
    if (component.heldAs !== undefined || component.askAgain !== undefined) return
    const thing = heldThing(book, component.names.vi)
    if (!thing || !book.holders[thing.holder]?.connected || thing.as === procedure.result.code) return
    remarks.push({ at: ['components', at], say: `${component.code} asks for what ${book.holders[thing.holder]!.names.en} holds (${thing.names.vi}): write heldAs: ${thing.as} so that it is looked up, or askAgain: { basis } with the law that lets it be asked again` })
  })
  for (const [field, source] of Object.entries(book.fields)) {
    const property = procedure.form.schema.properties[field]
    if (property && !property['x-from']) remarks.push({ at: ['form', 'schema', 'properties', field], say: `${field} is held by the population database: write x-from: ${source} so that it is shown and not asked` })
  }
  return remarks
}

/** What is wrong with the book itself. */
export function heldBookFaults(book: HeldBook, isResult: (code: string) => boolean): Remark[] {
  return Object.entries(book.things).flatMap(([key, thing]): Remark[] => {
    const holder = book.holders[thing.holder]
    if (!holder) return [{ at: ['things', key, 'holder'], say: `there is no holder ${thing.holder}: add it under holders, or name one of ${Object.keys(book.holders).join(', ')}` }]
    if (thing.as.startsWith('KQ') && !isResult(thing.as)) return [{ at: ['things', key, 'as'], say: `nothing is issued as ${thing.as}: name a result of _results.yaml` }]
    if (holder.connected && thing.as !== 'population' && !thing.as.startsWith('KQ')) return [{ at: ['things', key, 'as'], say: 'what a connected holder holds is written population or KQ…, as components do' }]
    return []
  })
}
