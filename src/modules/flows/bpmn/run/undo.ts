import { leave, openActivity } from './tokens.ts'
import { openReaction } from './events.ts'
import { K, type EventDefinition, type Node } from './flow.ts'
import type { Done, Frame } from './state.ts'
import { addFrame, find, outerOf, removeFrame, removeInside, removeTree, trace, type Run } from './run.ts'

/** The scope whose work a compensation event undoes: one thrown in an event sub-process means the scope around that. */
function undoneBy(run: Run, scope: Frame): Frame {
  let base = scope
  while (run.nodes[base.at]!.reaction) base = find(run, base.in)!
  return base
}

/**
 * A compensation event is thrown: what was done is undone, the last first (13.5.5), each by its handler; of a sub-process
 * without one, what was done inside it. True when the thrower goes on at once.
 */
export function throwCompensation(run: Run, node: Node, def: EventDefinition, scope: Frame): boolean {
  let base: Frame | undefined = undoneBy(run, scope)
  let work: Done[] = []
  if (def.activity < 0) {
    work = base.c ?? []
    delete base.c
  } else {
    for (; base && !work.length; base = base.in < 0 ? undefined : find(run, base.in)) {
      work = base.c?.filter((it) => it.at === def.activity) ?? []
      if (work.length) base.c = base.c!.filter((it) => it.at !== def.activity)
    }
  }
  if (!work.length) {
    // Nothing in it can be undone: its own event sub-process for compensation is what is meant, where it has one.
    const own = undoneBy(run, scope)
    const reaction = run.nodes[own.at]!.undoInside
    if (def.activity >= 0 || reaction < 0 || own !== scope) return true
    work = [{ at: reaction }]
  }
  const thrower = addFrame(run, node.ix, scope.id)
  thrower.q = work
  if (!def.waits) thrower.x = 4
  undoNext(run, thrower)
  return !def.waits
}

/** A cancel end event: the transaction stops, undoes what it did, and is left by its cancel boundary event. */
export function cancelTransaction(run: Run, node: Node, scope: Frame): void {
  let transaction: Frame | undefined = scope
  while (transaction && !run.nodes[transaction.at]!.transaction) transaction = transaction.in < 0 ? undefined : find(run, transaction.in)
  if (!transaction) return void run.checks.push(scope.id)
  removeInside(run, transaction)
  transaction.x = 3
  const canceller = addFrame(run, node.ix, transaction.id)
  const inside = run.nodes[transaction.at]!.undoInside
  canceller.q = transaction.c?.length ? transaction.c : inside >= 0 ? [{ at: inside }] : []
  delete transaction.c
  undoNext(run, canceller)
}

/** Undoes the next thing, or is done with undoing. */
export function undoNext(run: Run, f: Frame): void {
  const next = f.q?.pop()
  if (next) return startUndo(run, next, f)
  const node = run.nodes[f.at]!
  if (node.k <= K.call) {
    delete f.q
    return void run.checks.push(f.id)
  }
  const scope = find(run, f.in)!
  removeFrame(run, f)
  run.checks.push(scope.id)
  if (scope.x === 3 && node.events.some((it) => it.kind === 'cancel')) return transactionCancelled(run, scope)
  if (f.x === 4) return
  leave(run, node, scope)
}

function startUndo(run: Run, it: Done, f: Frame): void {
  const node = run.nodes[it.at]!
  let scope: Frame | undefined = f
  while (scope && scope.at !== node.up) scope = scope.in < 0 ? undefined : find(run, scope.in)
  scope ??= find(run, f.in)!
  trace(run, 'undoing', node.id, scope.id)
  if (node.undo >= 0) return openActivity(run, run.nodes[node.undo]!, scope, f.id)
  if (node.reaction) {
    openReaction(run, scope, node, undefined).w = f.id
    return
  }
  // A sub-process comes back with the data it had, only to be undone.
  const revived = addFrame(run, node.ix, scope.id)
  revived.w = f.id
  // Copies: what is kept of a finished activity is shared between states.
  if (it.v) revived.v = { ...it.v }
  if (node.undoInside >= 0) {
    if (it.c) revived.c = [...it.c]
    openReaction(run, revived, run.nodes[node.undoInside]!, undefined)
  } else {
    revived.q = [...(it.c ?? [])]
    undoNext(run, revived)
  }
}

/** A handler was left by its boundary: undoing goes on without it. */
export function handlerLeft(run: Run, waiter: number): void {
  const it = find(run, waiter)
  if (it) undoNext(run, it)
}

/** A revived sub-process is undone. */
export function undone(run: Run, revived: Frame): void {
  const waiter = find(run, revived.w!)
  const scope = find(run, revived.in)
  removeFrame(run, revived)
  if (scope) run.checks.push(scope.id)
  if (waiter) undoNext(run, waiter)
}

function transactionCancelled(run: Run, transaction: Frame): void {
  const outer = outerOf(run, transaction)
  const scope = find(run, outer.in)!
  const bound = run.nodes[outer.at]!.bounds.map((it) => run.nodes[it]!).find((it) => it.events.some((event) => event.kind === 'cancel'))
  removeTree(run, outer)
  run.checks.push(scope.id)
  if (!bound) return
  trace(run, 'caught', bound.id, scope.id)
  leave(run, bound, scope)
}
