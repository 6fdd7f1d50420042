import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon.tsx'

export type ButtonKind = 'main' | 'second' | 'back'

const classOf = (kind: ButtonKind = 'main', wide?: boolean) => `button${kind === 'main' ? '' : ` ${kind}`}${wide ? ' wide' : ''}`

/**
 * Says the act: "Gửi bổ sung", not "OK". One main button a form; `second` the other ways, `back` sends back or refuses.
 * `value` is the page's submit it presses (`_submit`); without it the form's own `submit` counts.
 */
export const Button = ({ value, name = '_submit', kind, wide, icon, form, children }: { value?: string; name?: string; kind?: ButtonKind; wide?: boolean; icon?: IconName; form?: string; children: ComponentChildren }) => (
  <button class={classOf(kind, wide)} name={value === undefined ? undefined : name} value={value} form={form}>
    {icon && <Icon name={icon} />}
    {children}
  </button>
)

/** A link that looks like a button: it goes somewhere and changes nothing. */
export const ButtonLink = ({ href, kind, wide, icon, children }: { href: string; kind?: ButtonKind; wide?: boolean; icon?: IconName; children: ComponentChildren }) => (
  <a class={classOf(kind, wide)} href={href}>
    {icon && <Icon name={icon} />}
    {children}
  </a>
)

/** A quiet act on its own line, 44 px high. Inside a sentence a plain <a> is right. `about` is read out after the words: "Sửa, tên con". */
export const ActLink = ({ href, icon, about, children }: { href: string; icon?: IconName; about?: string; children: ComponentChildren }) => (
  <a class="act" href={href}>
    {icon && <Icon name={icon} />}
    {children}
    {about && <span class="hide">: {about}</span>}
  </a>
)
