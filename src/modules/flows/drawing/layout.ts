import type { Drawing, Line, Point, Shape } from '#ui/diagram'
import type { XmlElement } from '../xml-document.ts'
import { attribute, byId, elementsOf, lineOf, symbolOf } from './of-bpmn.ts'

const size: Record<string, { w: number; h: number }> = { task: { w: 120, h: 80 }, event: { w: 36, h: 36 }, gateway: { w: 50, h: 50 }, data: { w: 36, h: 50 }, store: { w: 50, h: 50 }, note: { w: 140, h: 50 } }
const across = 60
const between = 34

/**
 * A plain layout for files that bring none: columns by the longest way from the start, rows in the order in which the ways part,
 * what lies within a sub-process inside it, what hangs on an edge at its lower edge. Lines go by right angles; those that lead
 * back go round below.
 */
export function laidOut(root: XmlElement): Drawing[] {
  const processes = elementsOf(root).filter((it) => it.local === 'process')
  const all = byId(root)
  const shapes: Shape[] = []
  const lines: Line[] = []
  let top = 0
  for (const process of processes) {
    const pool = elementsOf(root).filter((it) => it.local === 'collaboration').flatMap(elementsOf).find((it) => it.local === 'participant' && attribute(it, 'processRef') === attribute(process, 'id'))
    const inner = placed(process, all)
    if (!inner.shapes.length) continue
    const dx = pool ? 60 : 0
    move(inner, dx, top + (pool ? 30 : 0))
    if (pool) shapes.push({ ...(symbolOf(pool) as Shape), id: attribute(pool, 'id') ?? '', x: 0, y: top, w: inner.w + 90, h: inner.h + 60 })
    shapes.push(...inner.shapes)
    lines.push(...inner.lines)
    top += inner.h + (pool ? 60 : 0) + 60
  }
  for (const flow of elementsOf(root).filter((it) => it.local === 'collaboration').flatMap(elementsOf).filter((it) => it.local === 'messageFlow')) {
    const line = lineOf(flow, all, 'message')
    const [a, b] = [shapes.find((s) => s.id === line.from), shapes.find((s) => s.id === line.to)]
    if (a && b) { const down = a.y < b.y; lines.push({ ...line, id: attribute(flow, 'id') ?? '', points: [{ x: a.x + a.w / 2, y: down ? a.y + a.h : a.y }, { x: b.x + b.w / 2, y: down ? b.y : b.y + b.h }] }) }
  }
  return shapes.length ? [{ shapes, lines }] : []
}

type Placed = { shapes: Shape[]; lines: Line[]; w: number; h: number }

function move(it: Pick<Placed, 'shapes' | 'lines'>, dx: number, dy: number): void {
  for (const s of it.shapes) { s.x += dx; s.y += dy }
  for (const l of it.lines) l.points = l.points.map((p) => ({ x: p.x + dx, y: p.y + dy }))
}

function placed(scope: XmlElement, all: ReturnType<typeof byId>): Placed {
  const inside = elementsOf(scope)
  const flows = inside.filter((it) => it.local === 'sequenceFlow').map((it) => ({ ...lineOf(it, all, 'sequence'), id: attribute(it, 'id') ?? '' }))
  const nodes = new Map<string, { shape: Shape; rooms?: Placed; on?: string; column: number }>()
  for (const element of inside) {
    const id = attribute(element, 'id')
    const symbol = symbolOf(element, scope)
    if (!id || !symbol || symbol.kind === 'pool' || symbol.kind === 'lane' || symbol.kind === 'group' || element.local === 'dataObject') continue
    const rooms = symbol.kind === 'sub-process' && element.local !== 'callActivity' ? placed(element, all) : undefined
    const { w, h } = rooms?.shapes.length ? { w: rooms.w + 40, h: rooms.h + 60 } : (size[symbol.kind === 'sub-process' ? 'task' : symbol.kind] ?? size['task']!)
    const on = attribute(element, 'attachedToRef')
    nodes.set(id, { shape: { ...symbol, id, x: 0, y: 0, w, h, ...(symbol.kind === 'sub-process' ? { expanded: rooms !== undefined && rooms.shapes.length > 0 } : {}) } as Shape, ...(rooms?.shapes.length ? { rooms } : {}), ...(on ? { on } : {}), column: 0 })
  }
  const ways = flows.filter((f) => f.from && f.to && nodes.has(f.from) && nodes.has(f.to))
  // Lines that lead back are left out of the counting of columns: what is on the way from the start already.
  const back = new Set<string>()
  const state = new Map<string, 'open' | 'done'>()
  const out = Map.groupBy(ways, (f) => f.from!)
  const outOf = (id: string) => [...(out.get(id) ?? []), ...[...nodes].filter(([, n]) => n.on === id).map(([other]) => ({ id: '', to: other }))]
  const order: string[] = []
  const visit = (start: string): void => {
    const open: { id: string; next: number }[] = [{ id: start, next: 0 }]
    state.set(start, 'open')
    while (open.length) {
      const now = open.at(-1)!
      const way = outOf(now.id)[now.next++]
      if (!way) { state.set(now.id, 'done'); order.push(now.id); open.pop(); continue }
      const to = way.to!
      if (state.get(to) === 'open') back.add(way.id)
      else if (!state.has(to)) { state.set(to, 'open'); open.push({ id: to, next: 0 }) }
    }
  }
  const entered = new Set(ways.map((f) => f.to))
  for (const [id, node] of nodes) if (!entered.has(id) && !node.on && !state.has(id)) visit(id)
  for (const id of nodes.keys()) if (!state.has(id)) visit(id)
  for (const id of order.reverse()) for (const way of outOf(id)) if (!back.has(way.id) || way.id === '') nodes.get(way.to!)!.column = Math.max(nodes.get(way.to!)!.column, nodes.get(id)!.column + (nodes.get(way.to!)!.on ? 0 : 1))
  // Rows: a way goes on in the row it came by when that is free in its column, else in the next free one.
  const taken = new Map<number, Set<number>>()
  const rowOf = new Map<string, number>()
  const free = (column: number, wish: number): number => {
    const rows = taken.get(column) ?? new Set<number>()
    taken.set(column, rows)
    let row = wish
    while (rows.has(row)) row++
    rows.add(row)
    return row
  }
  const standing = order.filter((id) => !nodes.get(id)!.on).sort((a, b) => nodes.get(a)!.column - nodes.get(b)!.column)
  for (const id of standing) {
    const from = ways.filter((f) => f.to === id && !back.has(f.id) && rowOf.has(f.from!))
    const hung = ways.find((f) => f.to === id && nodes.get(f.from!)?.on !== undefined)
    const wish = from.length ? Math.min(...from.map((f) => rowOf.get(f.from!)!)) : hung ? (rowOf.get(nodes.get(hung.from!)!.on!) ?? 0) + 1 : 0
    const artifact = !entered.has(id) && !out.has(id) && standing.length > 1
    rowOf.set(id, free(nodes.get(id)!.column, artifact ? Math.max(0, ...rowOf.values()) + 1 : wish))
  }
  const columns = Math.max(0, ...standing.map((id) => nodes.get(id)!.column)) + 1
  const rows = Math.max(0, ...rowOf.values()) + 1
  const widths = Array.from({ length: columns }, (_, c) => Math.max(0, ...standing.filter((id) => nodes.get(id)!.column === c).map((id) => nodes.get(id)!.shape.w)))
  // Room for names under events and gateways, and for what hangs at a lower edge.
  const heights = Array.from({ length: rows }, (_, r) => Math.max(60, ...standing.filter((id) => rowOf.get(id) === r).map((id) => nodes.get(id)!.shape.h + ([...nodes.values()].some((n) => n.on === id) ? 40 : 0))))
  const left = widths.map((_, c) => widths.slice(0, c).reduce((sum, w) => sum + w + across, 20))
  const tops = heights.map((_, r) => heights.slice(0, r).reduce((sum, h) => sum + h + between, 20))
  const shapes: Shape[] = []
  const lines: Line[] = []
  for (const id of standing) {
    const { shape, rooms, column } = nodes.get(id)!
    shape.x = left[column]! + (widths[column]! - shape.w) / 2
    shape.y = tops[rowOf.get(id)!]! + (heights[rowOf.get(id)!]! - shape.h) / 2
    shapes.push(shape)
    if (rooms) { move(rooms, shape.x + 20, shape.y + 40); shapes.push(...rooms.shapes); lines.push(...rooms.lines) }
  }
  for (const [id, node] of nodes) {
    const host = node.on === undefined ? undefined : nodes.get(node.on)?.shape
    if (!host) continue
    const siblings = [...nodes].filter(([, n]) => n.on === node.on).map(([other]) => other)
    node.shape.x = host.x + host.w - 30 - 46 * siblings.indexOf(id)
    node.shape.y = host.y + host.h - 18
    shapes.push(node.shape)
  }
  const bottom = tops.length ? tops.at(-1)! + heights.at(-1)! : 0
  let under = bottom + 10
  for (const flow of ways) {
    const [a, b] = [nodes.get(flow.from!)!.shape, nodes.get(flow.to!)!.shape]
    lines.push({ ...flow, points: back.has(flow.id) || b.x <= a.x ? round(a, b, (under += 16)) : straight(a, b, nodes.get(flow.from!)!.on !== undefined) })
  }
  const w = Math.max(0, ...shapes.map((s) => s.x + s.w)) + 20
  return { shapes, lines, w, h: Math.max(under, bottom) + 20 }
}

type Place = Pick<Shape, 'x' | 'y' | 'w' | 'h'>
function straight(a: Place, b: Place, hung: boolean): Point[] {
  const to = { x: b.x, y: b.y + b.h / 2 }
  if (hung) return [{ x: a.x + a.w / 2, y: a.y + a.h }, { x: a.x + a.w / 2, y: to.y }, to]
  const from = { x: a.x + a.w, y: a.y + a.h / 2 }
  if (Math.abs(from.y - to.y) < 1) return [from, to]
  const turn = to.x - across / 2
  return [from, { x: turn, y: from.y }, { x: turn, y: to.y }, to]
}
const round = (a: Place, b: Place, y: number): Point[] => [{ x: a.x + a.w / 2, y: a.y + a.h }, { x: a.x + a.w / 2, y }, { x: b.x + b.w / 2, y }, { x: b.x + b.w / 2, y: b.y + b.h }]
