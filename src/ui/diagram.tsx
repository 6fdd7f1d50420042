import type { PageInfo } from '#platform/page'
import { words } from './texts.ts'

/** A place in the drawing, in its own units (about a pixel each). */
export type Point = { x: number; y: number }
export type Box = Point & { w: number; h: number }

/** The icon in an event: what it waits for or sends. */
export type EventIcon = 'message' | 'timer' | 'conditional' | 'signal' | 'error' | 'escalation' | 'compensation' | 'cancel' | 'terminate' | 'link' | 'multiple' | 'parallel-multiple'
export type GatewayIcon = 'exclusive' | 'parallel' | 'inclusive' | 'complex' | 'event' | 'event-parallel'
export type TaskIcon = 'user' | 'service' | 'script' | 'rule' | 'send' | 'receive' | 'manual'
export type Marker = 'loop' | 'parallel' | 'sequential' | 'compensation' | 'ad-hoc' | 'collapsed'

/** One thing that is drawn. `name` is what the modeller called it; `label` where he put the name of something small. */
export type Shape = Box & { id: string; name?: string; label?: Box } & (
  | { kind: 'task'; icon?: TaskIcon; markers: Marker[]; thick?: boolean }
  | { kind: 'sub-process'; expanded: boolean; markers: Marker[]; thick?: boolean; twice?: boolean; dashed?: boolean }
  | { kind: 'event'; at: 'start' | 'between' | 'end'; icon?: EventIcon; throws?: boolean; dashed?: boolean }
  | { kind: 'gateway'; icon?: GatewayIcon }
  | { kind: 'pool' | 'lane'; upright: boolean }
  | { kind: 'data' | 'store'; list?: boolean; inout?: 'in' | 'out' }
  | { kind: 'note' | 'group' }
)
/** One line. `from` and `to` are ids of shapes. */
export type Line = { id: string; name?: string; label?: Box; points: Point[]; kind: 'sequence' | 'message' | 'association' | 'data'; isDefault?: boolean; conditional?: boolean; arrows?: 'none' | 'one' | 'both'; from?: string; to?: string }
export type Drawing = { name?: string; shapes: Shape[]; lines: Line[] }

/** Where a running case stands in the drawing. Each place is said in words under the picture, so that colour is never the only sign. */
export type Marks = {
  /** Finished, and the lines that were taken. */
  done: ReadonlySet<string>
  /** Where work waits now: what is said of it, and whether its time is up. */
  here: ReadonlyMap<string, { says: string; late?: boolean; many?: number }>
  skipped?: ReadonlySet<string>
  /** Faults, by element: what to mend. */
  wrong?: ReadonlyMap<string, string>
}

const line = 13.5
/** How wide a word is printed at 12 px, near enough to break lines by. */
const wide = (text: string): number => [...text].reduce((sum, c) => sum + (/[ilj.,:;'|! ]/.test(c) ? 3.4 : /[mwMW]/.test(c) ? 10 : /[A-ZĐÁÀẢÃẠĂÂÊÔƠƯ]/.test(c) ? 8 : 6.7), 0)

/** Breaks a name into lines of at most `width`; what does not fit into `most` lines ends with an ellipsis. */
export function broken(text: string, width: number, most = 6): string[] {
  const lines: string[] = []
  for (const part of text.trim().split(/\s*\n\s*/)) {
    let now = ''
    for (const word of part.split(/\s+/)) {
      const more = now ? `${now} ${word}` : word
      if (!now || wide(more) <= width) now = more
      else { lines.push(now); now = word }
    }
    if (now) lines.push(now)
  }
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), `${lines[most - 1]}…`]
}

const Text = ({ lines, x, y, anchor = 'middle', bold }: { lines: string[]; x: number; y: number; anchor?: 'middle' | 'start'; bold?: boolean }) => (
  <text text-anchor={anchor} class={bold ? 'b' : undefined}>
    {lines.map((l, i) => <tspan x={x} y={y + (i - (lines.length - 1) / 2) * line + 4}>{l}</tspan>)}
  </text>
)

const path = (points: readonly Point[]): string => points.map((p, i) => `${i ? 'L' : 'M'}${round(p.x)} ${round(p.y)}`).join('')
const round = (n: number): number => Math.round(n * 10) / 10

/** The icons, in a box of 20 by 20 around 0,0; `filled` is how an event that sends is told from one that waits. */
const icons: Record<EventIcon | GatewayIcon, { d: string; solid?: boolean; open?: boolean }> = {
  message: { d: 'M-8 -6H8V6H-8ZM-8 -6L0 1L8 -6' },
  timer: { d: 'M0 -9A9 9 0 1 1 0 9A9 9 0 1 1 0 -9ZM0 -6V0L4 2', open: true },
  conditional: { d: 'M-6 -8H6V8H-6ZM-4 -5H4M-4 -1.5H4M-4 2H4M-4 5.5H4', open: true },
  signal: { d: 'M0 -9L8.5 6H-8.5Z' },
  error: { d: 'M-8 8L-3 -7L2 1L8 -8L3 7L-2 -1Z' },
  escalation: { d: 'M0 -9L7 8L0 1L-7 8Z' },
  compensation: { d: 'M-9 0L0 -7V7ZM0 0L9 -7V7Z' },
  cancel: { d: 'M-8 -5L-5 -8L0 -3L5 -8L8 -5L3 0L8 5L5 8L0 3L-5 8L-8 5L-3 0Z' },
  terminate: { d: 'M0 -9A9 9 0 1 1 0 9A9 9 0 1 1 0 -9Z', solid: true },
  link: { d: 'M-9 -4H2V-8L9 0L2 8V4H-9Z' },
  multiple: { d: 'M0 -9L9 -2.5L5.5 8H-5.5L-9 -2.5Z' },
  'parallel-multiple': { d: 'M-3 -9H3V-3H9V3H3V9H-3V3H-9V-3H-3Z' },
  exclusive: { d: 'M-6.5 -8.5L-3.5 -8.5L0 -2.5L3.5 -8.5L6.5 -8.5L1.8 0L6.5 8.5L3.5 8.5L0 2.5L-3.5 8.5L-6.5 8.5L-1.8 0Z', solid: true },
  parallel: { d: 'M-2 -10H2V-2H10V2H2V10H-2V2H-10V-2H-2Z', solid: true },
  inclusive: { d: 'M0 -9A9 9 0 1 1 0 9A9 9 0 1 1 0 -9Z', open: true },
  complex: { d: 'M0 -10V10M-10 0H10M-7 -7L7 7M-7 7L7 -7', open: true },
  event: { d: 'M0 -11A11 11 0 1 1 0 11A11 11 0 1 1 0 -11ZM0 -8A8 8 0 1 1 0 8A8 8 0 1 1 0 -8ZM0 -5.5L5.2 -1.7L3.2 4.5H-3.2L-5.2 -1.7Z', open: true },
  'event-parallel': { d: 'M0 -11A11 11 0 1 1 0 11A11 11 0 1 1 0 -11ZM-2 -6H2V-2H6V2H2V6H-2V2H-6V-2H-2Z', open: true },
}
const taskIcons: Record<TaskIcon, { d: string; solid?: boolean }> = {
  user: { d: 'M0 -7A3.5 3.5 0 1 1 0 0A3.5 3.5 0 1 1 0 -7ZM-7 8V5C-7 2 -4 0.5 0 0.5S7 2 7 5V8Z' },
  service: { d: 'M0 -8L2 -5.6L5 -6.3L5.6 -3.2L8.4 -2L7 0.8L8.4 3.4L5.6 4.7L5 7.8L2 7L0 9L-2 7L-5 7.8L-5.6 4.7L-8.4 3.4L-7 0.8L-8.4 -2L-5.6 -3.2L-5 -6.3L-2 -5.6ZM0 -2.4A3 3 0 1 1 0 3.6A3 3 0 1 1 0 -2.4Z' },
  script: { d: 'M-4 -8H7C3 -4 8 0 4 8H-7C-3 4 -8 0 -4 -8ZM-2 -4H3M-2.5 0H3M-2 4H3' },
  rule: { d: 'M-8 -6H8V7H-8ZM-8 -2H8M-8 2.5H8M-3 -2V7' },
  send: { d: 'M-8 -6H8V6H-8ZM-8 -6L0 1L8 -6', solid: true },
  receive: { d: 'M-8 -6H8V6H-8ZM-8 -6L0 1L8 -6' },
  manual: { d: 'M-8 -1L-3 -6H3V-4H-1L8 -3V-1L2 0H7V2H2L7 3V5H1L5 6V7H-5L-8 4Z' },
}
const markerIcons: Record<Marker, { d: string; solid?: boolean }> = {
  loop: { d: 'M3 5A5.5 5.5 0 1 0 -3 5M-3 5L-6.5 5M-3 5L-3 1.5' },
  parallel: { d: 'M-4 -5V5M0 -5V5M4 -5V5' },
  sequential: { d: 'M-5 -4H5M-5 0H5M-5 4H5' },
  compensation: { d: 'M-7 0L0 -5V5ZM0 0L7 -5V5Z' },
  'ad-hoc': { d: 'M-6 2C-5 -4 -2 -4 0 0S5 4 6 -2' },
  collapsed: { d: 'M-6 -6H6V6H-6ZM0 -3.5V3.5M-3.5 0H3.5' },
}

const Draw = ({ d, x, y, solid, of = 1 }: { d: string; x: number; y: number; solid?: boolean | undefined; of?: number }) => (
  <path d={d} transform={`translate(${round(x)} ${round(y)})${of === 1 ? '' : ` scale(${round(of)})`}`} class={solid ? 'solid' : 'thin'} />
)

const ShapeDrawn = ({ s, marks }: { s: Shape; marks?: Marks | undefined }) => {
  const here = marks?.here.get(s.id)
  const wrong = marks?.wrong?.has(s.id)
  const tone = wrong || here?.late ? 'late' : here ? 'here' : marks?.skipped?.has(s.id) ? 'skipped' : marks?.done.has(s.id) ? 'done' : ''
  const [cx, cy] = [s.x + s.w / 2, s.y + s.h / 2]
  const sign = here ? <Token x={s.x + s.w - 2} y={s.y + 2} late={here.late === true} many={here.many ?? 1} /> : wrong ? <Token x={s.x + s.w - 2} y={s.y + 2} late many={1} /> : tone === 'done' && s.kind === 'task' ? <Tick x={s.x + s.w - 12} y={s.y + 12} /> : null
  const beside = (s.kind === 'event' || s.kind === 'gateway' || s.kind === 'data' || s.kind === 'store') && s.name
    ? (s.label ? <Text lines={broken(s.name, Math.max(s.label.w, 60) + 14)} x={s.label.x + s.label.w / 2} y={s.label.y + s.label.h / 2} /> : <Under name={s.name} cx={cx} bottom={s.y + s.h} />)
    : null
  switch (s.kind) {
    case 'task': {
      const top = s.icon ? 8 : 0
      return (
        <g class={tone}>
          <rect x={s.x} y={s.y} width={s.w} height={s.h} rx="9" class={s.thick ? 'thick' : undefined} />
          {s.icon && <Draw d={taskIcons[s.icon].d} solid={taskIcons[s.icon].solid} x={s.x + 13} y={s.y + 13} of={0.85} />}
          {s.name && <Text lines={broken(s.name, s.w - 12, Math.max(1, Math.floor((s.h - top - (s.markers.length ? 14 : 2)) / line)))} x={cx} y={cy + top / 2 - (s.markers.length ? 6 : 0)} />}
          <Markers s={s} list={s.markers} />
          {sign}
        </g>
      )
    }
    case 'sub-process':
      return (
        <g class={tone}>
          <rect x={s.x} y={s.y} width={s.w} height={s.h} rx="9" class={[s.thick && 'thick', s.dashed && 'dashed', s.expanded && 'room'].filter(Boolean).join(' ') || undefined} />
          {s.twice && <rect x={s.x + 3} y={s.y + 3} width={s.w - 6} height={s.h - 6} rx="7" class="empty" />}
          {s.name && (s.expanded ? <Text lines={broken(s.name, s.w - 20, 2)} x={s.x + 10} y={s.y + 14} anchor="start" bold /> : <Text lines={broken(s.name, s.w - 12, 5)} x={cx} y={cy - 6} />)}
          <Markers s={s} list={s.markers} />
          {sign}
        </g>
      )
    case 'event': {
      const r = Math.min(s.w, s.h) / 2
      const icon = s.icon && icons[s.icon]
      return (
        <g class={tone}>
          <circle cx={cx} cy={cy} r={r} class={[s.at === 'end' && 'thick', s.dashed && 'dashed'].filter(Boolean).join(' ') || undefined} />
          {s.at === 'between' && <circle cx={cx} cy={cy} r={r - 3} class={s.dashed ? 'empty dashed' : 'empty'} />}
          {icon && <Draw d={icon.d} x={cx} y={cy} solid={icon.solid ?? (s.throws && !icon.open)} of={(r / 18) * 0.95} />}
          {beside}{sign}
        </g>
      )
    }
    case 'gateway':
      return (
        <g class={tone}>
          <path d={`M${cx} ${s.y}L${s.x + s.w} ${cy}L${cx} ${s.y + s.h}L${s.x} ${cy}Z`} />
          {s.icon && <Draw d={icons[s.icon].d} solid={icons[s.icon].solid} x={cx} y={cy} of={Math.min(s.w, s.h) / 50} />}
          {beside}{sign}
        </g>
      )
    case 'pool': case 'lane': {
      const band = 30
      return (
        <g class={s.kind}>
          <rect x={s.x} y={s.y} width={s.w} height={s.h} />
          {s.kind === 'pool' && (s.upright ? <path class="thin" d={`M${s.x} ${s.y + band}H${s.x + s.w}`} /> : <path class="thin" d={`M${s.x + band} ${s.y}V${s.y + s.h}`} />)}
          {s.name && (s.upright
            ? <Text lines={broken(s.name, s.w - 10, 2)} x={cx} y={s.y + 15} bold={s.kind === 'pool'} />
            : <g transform={`rotate(-90 ${s.x + 15} ${cy})`}><Text lines={broken(s.name, s.h - 10, 2)} x={s.x + 15} y={cy} bold={s.kind === 'pool'} /></g>)}
        </g>
      )
    }
    case 'data':
      return <g class={tone}><path d={`M${s.x} ${s.y}H${s.x + s.w - 11}L${s.x + s.w} ${s.y + 11}V${s.y + s.h}H${s.x}ZM${s.x + s.w - 11} ${s.y}V${s.y + 11}H${s.x + s.w}`} />{s.inout && <Draw d={icons.link.d} solid={s.inout === 'out'} x={s.x + 12} y={s.y + 12} of={0.7} />}{s.list && <Draw d={markerIcons.parallel.d} x={cx} y={s.y + s.h - 8} />}{beside}</g>
    case 'store':
      return <g class={tone}><path d={`M${s.x} ${s.y + 8}C${s.x} ${s.y - 3} ${s.x + s.w} ${s.y - 3} ${s.x + s.w} ${s.y + 8}V${s.y + s.h - 8}C${s.x + s.w} ${s.y + s.h + 3} ${s.x} ${s.y + s.h + 3} ${s.x} ${s.y + s.h - 8}ZM${s.x} ${s.y + 8}C${s.x} ${s.y + 18} ${s.x + s.w} ${s.y + 18} ${s.x + s.w} ${s.y + 8}`} />{beside}</g>
    case 'note':
      return <g class="note"><path class="thin" d={`M${s.x + 12} ${s.y}H${s.x}V${s.y + s.h}H${s.x + 12}`} />{s.name && <Text lines={broken(s.name, s.w - 10, Math.max(1, Math.floor(s.h / line)))} x={s.x + 8} y={cy} anchor="start" />}</g>
    case 'group':
      return <g class="group"><rect class="empty dashed" x={s.x} y={s.y} width={s.w} height={s.h} rx="9" />{s.name && <Text lines={broken(s.name, s.w, 1)} x={s.x + 8} y={s.y - 8} anchor="start" />}</g>
  }
}

const Under = ({ name, cx, bottom }: { name: string; cx: number; bottom: number }) => {
  const lines = broken(name, 96, 4)
  return <Text lines={lines} x={cx} y={bottom + 9 + ((lines.length - 1) / 2) * line} />
}

const Markers = ({ s, list }: { s: Box; list: Marker[] }) => <>{list.map((m, i) => <Draw d={markerIcons[m].d} x={s.x + s.w / 2 + (i - (list.length - 1) / 2) * 18} y={s.y + s.h - 9} />)}</>
const Tick = ({ x, y }: Point) => <path class="tick" d={`M${x - 5} ${y}L${x - 1} ${y + 4}L${x + 6} ${y - 5}`} />
/** Where work waits: a disc on the corner; late, a square on its point with a mark, told apart without colour. */
const Token = ({ x, y, late, many }: Point & { late: boolean; many: number }) => (
  <g class="token">
    {late ? <path d={`M${x} ${y - 12}L${x + 12} ${y}L${x} ${y + 12}L${x - 12} ${y}Z`} /> : <circle cx={x} cy={y} r="9" />}
    {(late || many > 1) && <text x={x} y={y + 4.5} text-anchor="middle">{late ? '!' : many}</text>}
  </g>
)

const LineDrawn = ({ l, marks, id }: { l: Line; marks?: Marks | undefined; id: string }) => {
  if (l.points.length < 2) return null
  const taken = marks?.done.has(l.id)
  const [first, second] = [l.points[0]!, l.points[1]!]
  const slant = Math.atan2(second.y - first.y, second.x - first.x)
  const at = (far: number, side: number): Point => ({ x: first.x + Math.cos(slant) * far - Math.sin(slant) * side, y: first.y + Math.sin(slant) * far + Math.cos(slant) * side })
  const middle = half(l.points)
  return (
    <g class={`line ${l.kind}${taken ? ' taken' : ''}`}>
      <path d={path(l.points)} class="way" {...(l.arrows === 'none' ? {} : { 'marker-end': `url(#${id}-${l.kind === 'sequence' ? (taken ? 'taken' : 'sequence') : l.kind === 'message' ? 'message' : 'open'})` })} {...(l.arrows === 'both' ? { 'marker-start': `url(#${id}-open)` } : {})} />
      {l.kind === 'message' && <circle cx={first.x} cy={first.y} r="4" class="way-head" />}
      {l.isDefault && <path class="thin" d={path([at(6, -5), at(13, 5)])} />}
      {l.conditional && <path class="way-head" d={`${path([at(0, 0), at(8, -5), at(16, 0), at(8, 5)])}Z`} />}
      {l.name && (l.label ? <Text lines={broken(l.name, Math.max(l.label.w, 40) + 16)} x={l.label.x + l.label.w / 2} y={l.label.y + l.label.h / 2} /> : <Text lines={broken(l.name, 110, 3)} x={middle.x} y={middle.y - 9} />)}
    </g>
  )
}

function half(points: readonly Point[]): Point {
  const lengths = points.slice(1).map((p, i) => Math.hypot(p.x - points[i]!.x, p.y - points[i]!.y))
  let left = lengths.reduce((a, b) => a + b, 0) / 2
  for (const [i, length] of lengths.entries()) {
    if (left <= length) { const [a, b, part] = [points[i]!, points[i + 1]!, length ? left / length : 0]; return { x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part } }
    left -= length
  }
  return points[0]!
}

/** What the drawing needs of room, with its labels. */
export function bounds({ shapes, lines }: Pick<Drawing, 'shapes' | 'lines'>): Box {
  const corners = [
    ...shapes.flatMap((s) => [s, { x: s.x + s.w, y: s.y + s.h }, ...(s.label ? [s.label, { x: s.label.x + s.label.w, y: s.label.y + s.label.h }] : s.name && (s.kind === 'event' || s.kind === 'gateway' || s.kind === 'data' || s.kind === 'store') ? [{ x: s.x + s.w / 2 - 48, y: s.y }, { x: s.x + s.w / 2 + 48, y: s.y + s.h + 6 + broken(s.name, 96, 4).length * line }] : [])]),
    ...lines.flatMap((l) => [...l.points, ...(l.label ? [l.label, { x: l.label.x + l.label.w, y: l.label.y + l.label.h }] : [])]),
  ]
  if (!corners.length) return { x: 0, y: 0, w: 10, h: 10 }
  const [left, top] = [Math.min(...corners.map((c) => c.x)) - 16, Math.min(...corners.map((c) => c.y)) - 16]
  return { x: Math.floor(left), y: Math.floor(top), w: Math.ceil(Math.max(...corners.map((c) => c.x)) + 16 - left), h: Math.ceil(Math.max(...corners.map((c) => c.y)) + 16 - top) }
}

// Pools under lanes under rooms under what stands in them; an event on an edge lies on top of what it is on.
const depth = (s: Shape): number => (s.kind === 'pool' ? 0 : s.kind === 'lane' ? 1 : s.kind === 'group' ? 2 : s.kind === 'sub-process' && s.expanded ? 3 : s.kind === 'event' ? 6 : 5)

/**
 * A flow as a picture, drawn here so that it is whole without scripts. `says` names it for whoever does not see it, `list` says the same
 * in words (under it, opened by `listTitle`). `id` is unique on the page.
 */
export const Diagram = ({ p, id, drawing, says, marks, small }: { p: PageInfo; id: string; drawing: Drawing; says: string; marks?: Marks; small?: boolean }) => {
  const box = bounds(drawing)
  const t = words(p.lang)
  // Rooms within rooms: the larger lies below.
  const shapes = [...drawing.shapes].sort((a, b) => depth(a) - depth(b) || b.w * b.h - a.w * a.h)
  const [below, above] = [shapes.filter((s) => depth(s) < 5), shapes.filter((s) => depth(s) >= 5)]
  return (
    <div class="scroll" tabindex={0} role="region" aria-label={`${says}, ${t.scrollable}`}>
      <svg class={small ? 'chart diagram small' : 'chart diagram'} viewBox={`${box.x} ${box.y} ${box.w} ${box.h}`} width={small ? Math.round(box.w * 0.85) : box.w} height={small ? Math.round(box.h * 0.85) : box.h} role="img" aria-labelledby={`${id}-says`}>
        <title id={`${id}-says`}>{says}</title>
        <defs>
          {(['sequence', 'taken'] as const).map((kind) => <marker id={`${id}-${kind}`} viewBox="0 0 10 10" refX="9.5" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto" class={kind}><path d="M0 0L10 5L0 10Z" /></marker>)}
          <marker id={`${id}-message`} viewBox="0 0 10 10" refX="9.5" refY="5" markerWidth="10" markerHeight="10" markerUnits="userSpaceOnUse" orient="auto" class="message"><path d="M0.5 0.5L9.5 5L0.5 9.5Z" /></marker>
          <marker id={`${id}-open`} viewBox="0 0 10 10" refX="9.5" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto-start-reverse" class="open"><path d="M0 0L10 5L0 10" /></marker>
        </defs>
        {below.map((s) => <ShapeDrawn s={s} marks={marks} />)}
        {drawing.lines.map((l) => <LineDrawn l={l} marks={marks} id={id} />)}
        {above.map((s) => <ShapeDrawn s={s} marks={marks} />)}
      </svg>
    </div>
  )
}
