import type { PageInfo } from '#platform/page'
import { Icon } from '#ui/icon'
import { fieldError } from '#ui/notice'

/** A password is never shown again, also not to whoever just typed it. */
export const PasswordField = ({ p, name, label, hint, autocomplete }: { p: PageInfo; name: string; label: string; hint?: string; autocomplete: 'new-password' | 'current-password' }) => {
  const error = fieldError(p, name)
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ') || undefined
  return (
    <div class={error ? 'field bad' : 'field'}>
      <label for={name}>{label}</label>
      {hint && <span class="hint" id={`${name}-hint`}>{hint}</span>}
      <input class="input" id={name} name={name} type="password" autocomplete={autocomplete} aria-invalid={error ? 'true' : undefined} aria-describedby={described} />
      {error && <span class="error" id={`${name}-error`}><Icon name="warn" /> {error}</span>}
    </div>
  )
}
