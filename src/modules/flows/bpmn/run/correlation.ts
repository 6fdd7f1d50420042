import type { Expression } from './expression.ts'
import type { EventDefinition } from './flow.ts'
import type { Frame, Variables } from './state.ts'
import { find, seen, type Run } from './run.ts'

/**
 * Which instance a message is for (section 8.4.2). A key has properties, each with the place in every message where its
 * value stands. The first message that a process sends or gets says what its key is; from then on it gets only those of
 * the same key. A process that subscribes says by its own data what the key must be.
 */
export type CorrelationKey = { readonly id: string; readonly properties: readonly { readonly id: string; readonly paths: ReadonlyMap<string, Expression> }[] }
export type Subscription = { readonly key: string; readonly bindings: ReadonlyMap<string, Expression> }

/** What a message says of each key that it carries whole; undefined where nothing is told by keys. */
function keysIn(run: Run, message: string | undefined, set: Variables | undefined): Map<CorrelationKey, string> | undefined {
  if (!run.flow.keys.length || message === undefined || !set) return undefined
  const found = new Map<CorrelationKey, string>()
  for (const key of run.flow.keys) {
    const values = key.properties.map((it) => it.paths.get(message)?.of(set, run.now) ?? null)
    if (values.length && !values.includes(null)) found.set(key, JSON.stringify(values))
  }
  return found
}

const rootOf = (run: Run, f: Frame): Frame => {
  for (let it = f; ; it = find(run, it.in)!) if (it.in < 0) return it
}

/** May this message go to who waits in this frame? */
export function isMeantFor(run: Run, f: Frame, def: EventDefinition, set: Variables | undefined): boolean {
  const keys = keysIn(run, def.ref, set)
  if (!keys) return true
  const root = rootOf(run, f)
  for (const [key, value] of keys) {
    if (root.y?.[key.id] !== undefined && root.y[key.id] !== value) return false
    for (const it of run.nodes[root.at]!.subscriptions) {
      if (it.key !== key.id) continue
      const variables = seen(run, root)
      const own = key.properties.map((property) => it.bindings.get(property.id)?.of(variables, run.now) ?? null)
      // What is not known yet leaves it open.
      if ((JSON.parse(value) as unknown[]).some((one, i) => own[i] !== null && JSON.stringify(own[i]) !== JSON.stringify(one))) return false
    }
  }
  return true
}

/** Who sent or got a message goes by its key from now on. */
export function keepKeys(run: Run, f: Frame, message: string | undefined, set: Variables | undefined): void {
  const keys = keysIn(run, message, set)
  if (!keys?.size) return
  const root = rootOf(run, f)
  root.y = { ...Object.fromEntries([...keys].map(([key, value]) => [key.id, value])), ...root.y }
}
