import type { Run } from '../limits.ts'
import type { Context, Value } from '../values.ts'
import { define, form } from './define.ts'

function getValue(run: Run, context: Context, keys: string | Value[]): Value {
  const path = Array.isArray(keys) ? keys : [keys]
  if (!path.length) return run.nothing('get value: no key is given')
  let value: Value = context
  for (const key of path) {
    if (!(value instanceof Map) || typeof key !== 'string') return run.nothing('get value: there is no such key')
    value = value.get(key) ?? null
  }
  return value
}

function put(run: Run, context: Context, keys: string | Value[], value: Value): Value {
  const [key, ...rest] = Array.isArray(keys) ? keys : [keys]
  if (typeof key !== 'string') return run.nothing('context put: a key is a text')
  const copy = new Map(context)
  if (!rest.length) return copy.set(key, value)
  const inner = context.get(key)
  if (!(inner instanceof Map)) return run.nothing('context put: the path goes through what is no context')
  const changed = put(run, inner, rest, value)
  return changed && copy.set(key, changed)
}

function build(run: Run, entries: Value[]): Value {
  const context: Context = new Map()
  for (const entry of entries) {
    const key = entry instanceof Map ? entry.get('key') : undefined
    if (!(entry instanceof Map) || typeof key !== 'string' || !entry.has('value')) return run.nothing('context: each entry has a key and a value')
    if (context.has(key)) return run.nothing(`context: the key ${key} stands twice`)
    context.set(key, entry.get('value')!)
  }
  return context
}

function merge(run: Run, contexts: Value[]): Value {
  const merged: Context = new Map()
  for (const one of contexts) {
    if (!(one instanceof Map)) return run.nothing('context merge: only contexts are expected')
    for (const [key, value] of one) merged.set(key, value)
  }
  return merged
}

export const contexts = [
  define('get value', form('m: context, key: string', getValue), form('context: context, keys: list', getValue), form('context: context, key: string', getValue), form('m: context, keys: list', getValue)),
  define('get entries', form('m: context', (_run, m: Context) => [...m].map(([key, value]) => new Map<string, Value>([['key', key], ['value', value]]))), form('context: context', (_run, m: Context) => [...m].map(([key, value]) => new Map<string, Value>([['key', key], ['value', value]])))),
  define('context', form('entries: list', build)),
  define('context put', form('context: context, key: string, value: any', put), form('context: context, keys: list, value: any', put)),
  define('context merge', form('contexts: list', merge)),
  define('get or else', form('value: any, default: any', (_run, value: Value, otherwise: Value) => value ?? otherwise)),
]
