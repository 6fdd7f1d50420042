import type { ComponentChildren } from 'preact'
import type { PageInfo } from '#platform/page'
import { words } from './texts.ts'

/**
 * A part of the page that is fetched again when the server says something changed (island 'live'). `events` is the address of the
 * server-sent events. Without script the page is simply read again. `id` must be unique: the fresh part is found by it.
 */
export const Live = ({ p, id, events, children, className }: { p: PageInfo; id: string; events: string; children: ComponentChildren; className?: string }) => (
  <>
    <p class="hide" role="status" data-live-said={words(p.lang).live} />
    <div id={id} class={className} data-live={events}>{children}</div>
  </>
)

/**
 * Where a reader waits for something that happens elsewhere (a bank's word): island 'look-again' looks every few seconds, opens
 * the page anew when what `waitsFor` says has changed, and goes to `then` when it gives up. Without script the page has a button
 * of its own that looks again; nothing moves under the reader, so axe and WCAG 2.2.1 have nothing against it.
 */
export const LookAgain = ({ waitsFor, seconds, times, then, says }: { waitsFor: string; seconds: number; times: number; then: string; says: string }) => (
  <p class="quiet" role="status" data-look-again={waitsFor} data-look-seconds={seconds} data-look-times={times} data-look-then={then} data-look-says={says} />
)
