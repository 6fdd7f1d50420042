import type { JSX } from 'preact'
import { renderToString } from 'preact-render-to-string'

const drawn = new WeakMap<object, Map<string, { day: string; html: string }>>()

/**
 * A part of a page that is the same for everybody on one day, drawn once and handed out as it is: the pages most people
 * open then cost a tenth. `draw` may use nothing but the `owner`, the `slot` (language, signed in or not) and the `day`.
 * One drawing is kept for each slot, so that yesterday's does not pile up.
 */
export const Kept = ({ owner, slot, day, draw, class: name }: { owner: object; slot: string; day: string; draw(): JSX.Element; class?: string }) => {
  let slots = drawn.get(owner)
  if (!slots) drawn.set(owner, (slots = new Map()))
  let kept = slots.get(slot)
  if (kept?.day !== day) slots.set(slot, (kept = { day, html: renderToString(draw()) }))
  return <div class={name ?? 'flow'} dangerouslySetInnerHTML={{ __html: kept!.html }} />
}
