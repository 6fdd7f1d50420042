import { leave, take } from './tokens.ts'
import { raise } from './errors.ts'
import { K, type Flow, type Node } from './flow.ts'
import type { Frame, Variables } from './state.ts'
import { countToken, seen, trace, type Run } from './run.ts'

/** Gateways that wait only for what can still come: true when one of them went on. */
export function joins(run: Run): boolean {
  if (!run.flow.merges) return false
  for (const scope of run.s.f) {
    if (!scope.j && !scope.z) continue
    const gateways = new Set<number>()
    for (const key in scope.j) {
      const edge = Number(key)
      if (Number.isNaN(edge)) continue
      const node = run.nodes[run.flow.edges[edge]!.to]!
      if (node.merges) gateways.add(node.ix)
    }
    for (const key in scope.z) gateways.add(Number(key))
    for (const ix of gateways) {
      const node = run.nodes[ix]!
      if (node.k === K.inclusive ? tryInclusive(run, node, scope) : scope.z?.[ix] ? tryReset(run, node, scope) : tryComplex(run, node, scope)) return true
    }
  }
  return false
}

/**
 * Section 13.4.3 of the standard: a token that can still come to an empty way in holds the gateway back, unless it can
 * also come to a way in that has its token already. `empty` and `full` are places in `node.in`.
 */
function heldBack(run: Run, node: Node, scope: Frame, empty: readonly number[], full: readonly number[]): boolean {
  if (!empty.length) return false
  const reach = reachOf(run.flow, node)
  const at = (ix: number): boolean => empty.some((it) => reach[it]![ix]) && !full.some((it) => reach[it]![ix])
  for (const f of run.s.f) if (f.in === scope.id && at(f.at)) return true
  for (const key in scope.j) {
    const ix = key[0] === 'n' ? Number(key.slice(1)) : run.flow.edges[Number(key)]!.to
    if (ix !== node.ix && at(ix)) return true
  }
  return false
}

function sides(node: Node, scope: Frame, skip: readonly number[] = []): { empty: number[]; full: number[] } {
  const empty: number[] = []
  const full: number[] = []
  node.in.forEach((edge, i) => {
    if (!skip.includes(edge)) (scope.j?.[edge] ? full : empty).push(i)
  })
  return { empty, full }
}

function tryInclusive(run: Run, node: Node, scope: Frame): boolean {
  const { empty, full } = sides(node, scope)
  if (!full.length || heldBack(run, node, scope, empty, full)) return false
  for (const i of full) countToken(scope, String(node.in[i]), -1)
  trace(run, 'entered', node.id, scope.id)
  leave(run, node, scope)
  return true
}

/** Waiting for start: section 13.4.5. */
export function tryComplex(run: Run, node: Node, scope: Frame): boolean {
  if (scope.z?.[node.ix]) return false
  const { empty, full } = sides(node, scope)
  if (!full.length) return false
  const variables = about(run, node, scope, true)
  if (node.activation ? node.activation.of(variables, run.now) !== true : heldBack(run, node, scope, empty, full)) return false
  for (const i of full) countToken(scope, String(node.in[i]), -1)
  trace(run, 'entered', node.id, scope.id)
  if (node.in.length > 1 && empty.length) (scope.z ??= {})[node.ix] = full.map((i) => node.in[i]!)
  trace(run, 'left', node.id, scope.id)
  let open = 0
  for (const edge of node.out) {
    const condition = run.flow.edges[edge]!.condition
    if (edge === node.fallback || (condition && condition.of(variables, run.now) !== true)) continue
    take(run, edge, scope)
    open++
  }
  if (!open && node.fallback >= 0) take(run, node.fallback, scope)
  else if (!open && node.out.length) raise(run, scope, 'scope', { kind: 'error', element: node.id, ref: undefined, name: undefined, code: 'no-way-out', also: [], message: undefined, set: undefined })
  run.checks.push(scope.id)
  return true
}

/**
 * Waiting for reset: the rest of the tokens are taken in as they come, and the gateway is ready again. Only ways out that
 * ask for `waitingForStart` may open now; the others have had their token.
 */
function tryReset(run: Run, node: Node, scope: Frame): boolean {
  const { empty, full } = sides(node, scope, scope.z![node.ix]!)
  if (heldBack(run, node, scope, empty, full)) return false
  const variables = about(run, node, scope, false)
  for (const i of full) countToken(scope, String(node.in[i]), -1)
  delete scope.z![node.ix]
  if (!Object.keys(scope.z!).length) delete scope.z
  for (const edge of node.out) {
    const condition = run.flow.edges[edge]!.condition
    if (condition && condition.text.includes('waitingForStart') && condition.of(variables, run.now) === true) take(run, edge, scope)
  }
  run.checks.push(scope.id)
  return true
}

/** What conditions of a complex gateway may ask: how many tokens came, in all and on each way in by its id. */
function about(run: Run, node: Node, scope: Frame, waitingForStart: boolean): Variables {
  const variables: Variables = { ...seen(run, scope), waitingForStart }
  let all = 0
  for (const edge of node.in) {
    const count = scope.j?.[edge] ?? 0
    all += count
    variables[run.flow.edges[edge]!.id] = count
  }
  variables.activationCount = all
  return variables
}

const reaches = new WeakMap<Node, readonly Uint8Array[]>()

/** For each way into a gateway, the nodes from which it can be reached without passing the gateway; worked out when first asked. */
function reachOf(flow: Flow, gateway: Node): readonly Uint8Array[] {
  let known = reaches.get(gateway)
  if (!known) reaches.set(gateway, (known = gateway.in.map((edge) => reachable(flow, edge, gateway.ix))))
  return known
}

function reachable({ nodes, edges }: Flow, edge: number, gateway: number): Uint8Array {
  const found = new Uint8Array(nodes.length)
  const open = [edges[edge]!.from]
  while (open.length) {
    const ix = open.pop()!
    if (found[ix] || ix === gateway) continue
    found[ix] = 1
    const node = nodes[ix]!
    for (const it of node.in) open.push(edges[it]!.from)
    if (node.k === K.boundary && node.host >= 0) open.push(node.host)
    // A link leads here from wherever it is thrown.
    if (node.k === K.catch && node.events[0]?.kind === 'link') for (const other of nodes) if (other.k === K.throw && other.events.some((it) => it.kind === 'link' && it.activity === ix)) open.push(other.ix)
  }
  return found
}
