/** A definition as it is written, before shared parts are put in. */
export type Raw = Record<string, any>
/** What stands at a path afterwards; without a value, nothing. Lists are changed as a whole. */
export type Change = { at: (string | number)[]; value?: unknown }

const isMap = (it: unknown): it is Raw => typeof it === 'object' && it !== null && !Array.isArray(it)
const ownOf = (it: Raw, key: string): unknown => (Object.hasOwn(it, key) ? it[key] : undefined)
/** The order of keys means nothing here: the log does not keep it. */
const same = (one: unknown, other: unknown): boolean => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))
const sorted = (it: unknown): unknown => (Array.isArray(it) ? it.map(sorted) : isMap(it) ? Object.fromEntries(Object.keys(it).sort().map((key) => [key, sorted(it[key])])) : it)

/** What must be changed to make the one into the other; small for a small edit, so that the history of a draft stays small. */
export function changesBetween(before: unknown, after: unknown, at: (string | number)[] = []): Change[] {
  if (same(before, after)) return []
  if (!isMap(before) || !isMap(after)) return [after === undefined ? { at } : { at, value: after }]
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) => changesBetween(ownOf(before, key), ownOf(after, key), [...at, key]))
}

export function withChanges<T>(before: T, changes: readonly Change[]): T {
  let whole: any = structuredClone(before)
  for (const { at, value } of changes) {
    if (!at.length) { whole = structuredClone(value); continue }
    const holder = at.slice(0, -1).reduce<any>((inside, key) => (Object.hasOwn(inside, key) ? inside[key] : (inside[key] = {})), whole)
    if (value === undefined) delete holder[at.at(-1)!]
    else holder[at.at(-1)!] = structuredClone(value)
  }
  return whole
}

export type Difference = { at: string[]; before?: string; after?: string }

/** Every value that two definitions say differently, by a path that does not depend on the place in a list. */
export function differencesBetween(before: unknown, after: unknown): Difference[] {
  const [old, now] = [new Map(valuesOf(before)), new Map(valuesOf(after))]
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((path) => {
    const [was, is] = [old.get(path), now.get(path)]
    return was === is ? [] : [{ at: JSON.parse(path) as string[], ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) }]
  })
}

function valuesOf(it: unknown, at: string[] = []): [string, string][] {
  const plainList = Array.isArray(it) && it.every((one) => typeof one !== 'object')
  if (Array.isArray(it) && !plainList) {
    const keys = it.map((one, n) => String(one?.code ?? one?.id ?? one?.use ?? one?.number ?? one?.value ?? one?.name ?? n + 1))
    return it.flatMap((one, n) => valuesOf(one, [...at, keys.indexOf(keys[n]!) === n ? keys[n]! : `${keys[n]} (${n + 1})`]))
  }
  if (isMap(it)) return Object.entries(it).flatMap(([key, value]) => valuesOf(value, [...at, key]))
  return it === undefined ? [] : [[JSON.stringify(at), plainList ? it.join(', ') : String(it)]]
}
