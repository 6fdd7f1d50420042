import type { ComponentChildren } from 'preact'
import type { PageInfo } from '#platform/page'
import { Icon } from './icon.tsx'
import { words } from './texts.ts'

/**
 * A form that acts. Carries the proof that it is ours (`_csrf`), the key that makes two posts one act (`_key`) and which
 * submit it means: `submit` here when the form has one, otherwise the `value` of the Button pressed.
 * The browser does not judge (`novalidate`): its messages are in the phone's language and vanish; ours say what to do.
 */
export const Form = ({ p, submit, action, multipart, panel, id, children }: { p: PageInfo; submit?: string; action?: string; multipart?: boolean; panel?: boolean | 'petal'; id?: string; children: ComponentChildren }) => (
  <form id={id} method="post" action={action} enctype={multipart ? 'multipart/form-data' : undefined} novalidate class={panel ? `panel flow${panel === 'petal' ? ' petal' : ''}` : 'flow'}>
    <input type="hidden" name="_csrf" value={p.csrf} />
    <input type="hidden" name="_key" value={p.key} />
    {submit && <input type="hidden" name="_submit" value={submit} />}
    {children}
  </form>
)

/** The buttons at the end of a form, the main one first; `sticky` keeps them in sight under a long list. */
export const Actions = ({ sticky, children }: { sticky?: boolean; children: ComponentChildren }) => <div class={sticky ? 'actions row' : 'row'}>{children}</div>

/** Asks by GET and changes nothing: filters over a list. Children are fields; the button stands after them. */
export const FilterForm = ({ p, action, children, words: said }: { p: PageInfo; action?: string; children: ComponentChildren; words?: string }) => (
  <form class="inline-form" role="search" action={action}>
    {children}
    <button class="button second"><Icon name="filter" /> {said ?? words(p.lang).filter}</button>
  </form>
)

/** The one large search of the portal, in the hero. `examples` stands under it. */
export const SearchBox = ({ p, action, name = 'q', value, label, placeholder, examples, suggest }: { p: PageInfo; action: string; name?: string; value?: string; label: string; placeholder?: string; examples?: ComponentChildren; suggest?: string }) => (
  <>
    <form class="search" role="search" action={action}>
      <label class="hide" for={name}>{label}</label>
      <input id={name} name={name} type="search" autocomplete="off" value={value} placeholder={placeholder} aria-describedby={examples ? `${name}-hint` : undefined} data-suggest={suggest} />
      <button class="button"><Icon name="search" /> {words(p.lang).search}</button>
    </form>
    {examples && <p id={`${name}-hint`}>{examples}</p>}
  </>
)
