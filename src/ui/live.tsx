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
