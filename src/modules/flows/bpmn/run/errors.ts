import { endProcess, interrupt, leave } from './tokens.ts'
import { openReaction, passOn } from './events.ts'
import { handlerLeft } from './undo.ts'
import type { EventDefinition } from './flow.ts'
import type { Frame, Variables } from './state.ts'
import { find, isRevived, outerOf, removeInside, removeTree, trace, type Run } from './run.ts'

/** An error or escalation on its way to whoever catches it. `also`: other names by which what was thrown outside may be known. */
export type Thrown = {
  kind: 'error' | 'escalation'
  element: string
  ref: string | undefined
  name: string | undefined
  code: string | undefined
  also: readonly string[]
  message: string | undefined
  set: Variables | undefined
}

/** 2: it is this one; 1: it catches whatever comes; 0: another. */
function matches(def: EventDefinition, it: Thrown): 0 | 1 | 2 {
  if (def.kind !== it.kind) return 0
  if (def.ref === undefined) return 1
  if (def.ref === it.ref) return 2
  if (def.code !== undefined && (def.code === it.code || it.also.includes(def.code))) return 2
  // Of two that both have codes, the codes decide.
  if (def.code !== undefined && it.code !== undefined && it.ref !== undefined) return 0
  const names = [it.name, it.code, ...it.also]
  return (def.name !== undefined && names.includes(def.name)) || names.includes(def.ref) ? 2 : 0
}

/**
 * From an activity or a scope outwards, to the nearest that catches it: its boundary, then the event sub-processes of the
 * scope around it, then that scope's boundary, and so on (13.5.1, 10.5.4). What nobody catches ends the process if it is
 * an error, and is only told if it is an escalation. True when the scope it was thrown in goes on.
 */
export function raise(run: Run, from: Frame, begin: 'activity' | 'scope', it: Thrown): boolean {
  const origin = from.id
  let f = from
  let skip = -1
  for (let at: 'activity' | 'scope' = begin; ; at = 'activity') {
    if (at === 'activity') {
      const outer = outerOf(run, f)
      let caught: [node: number, weight: number] | undefined
      // What is only being undone was left long ago, and so was its boundary.
      for (const bound of isRevived(run, outer) ? [] : run.nodes[outer.at]!.bounds) for (const def of run.nodes[bound]!.events) {
        const weight = matches(def, it)
        if (weight > (caught?.[1] ?? 0)) caught = [bound, weight]
      }
      if (caught) {
        const bound = run.nodes[caught[0]]!
        const scope = find(run, outer.in)!
        trace(run, 'caught', bound.id, outer.id)
        if (bound.interrupts) removeTree(run, outer)
        if (bound.interrupts && outer.w !== undefined) handlerLeft(run, outer.w)
        passOn(run, bound, scope, it.set)
        leave(run, bound, scope)
        run.checks.push(scope.id)
        return find(run, origin) !== undefined
      }
      if (outer.in < 0) break
      skip = outer.at
      f = find(run, outer.in)!
    }
    if (f.w === undefined || run.nodes[f.at]!.undoes) {
      let caught: [node: number, weight: number] | undefined
      for (const reaction of run.nodes[f.at]!.reactions) {
        const start = run.nodes[run.nodes[reaction]!.trigger]
        if (reaction === skip || !start) continue
        for (const def of start.events) {
          const weight = matches(def, it)
          if (weight > (caught?.[1] ?? 0)) caught = [reaction, weight]
        }
      }
      if (caught) {
        const reaction = run.nodes[caught[0]]!
        const interrupts = run.nodes[reaction.trigger]!.interrupts
        if (interrupts) interrupt(run, f)
        openReaction(run, f, reaction, it.set)
        return !interrupts && find(run, origin) !== undefined
      }
    }
  }
  if (it.kind === 'escalation') {
    run.fx.push({ kind: 'escalated', element: it.element, code: it.code, name: it.name })
    return true
  }
  fail(run, f, it)
  return false
}

/** An error that nobody caught ends the whole process. */
export function fail(run: Run, inside: Frame, it: Thrown): void {
  let root = inside
  while (root.in >= 0) root = find(run, root.in)!
  removeInside(run, root)
  endProcess(run, root, { state: 'failed', error: { element: it.element, code: it.code, name: it.name, message: it.message } })
}
