import type { ComponentChildren } from 'preact'
import type { PageInfo } from '#platform/page'
import { Icon, type IconName } from './icon.tsx'
import type { Tone } from './tag.tsx'
import { words } from './texts.ts'

const signs: Record<Tone, IconName> = { late: 'warn', soon: 'warn', good: 'check', pause: 'info', you: 'info', calm: 'info' }

/** Something changed or is needed; stands at the top of its place, one or two on a page. With `title` it is a named region. */
export const Notice = ({ tone, title, icon, id, children }: { tone: Tone; title?: string; icon?: IconName; id?: string; children?: ComponentChildren }) => {
  const titleId = title ? `${id ?? 'notice'}-title` : undefined
  return (
    <div class={`notice ${tone}`} id={id} role={title ? 'region' : undefined} aria-labelledby={titleId}>
      <Icon name={icon ?? signs[tone]} />
      <div>
        {title && <h2 class="h3" id={titleId}>{title}</h2>}
        {children}
      </div>
    </div>
  )
}

/** The sentence that says what is wrong with one field: the code's own sentence, or the sentence a rule already wrote. */
export const fieldError = (p: PageInfo, name: string): string | undefined => {
  const code = p.refusal?.fields[name]
  return code === undefined ? undefined : p.say(code, p.refusal!.params)
}

/** A sentence that would fit any field begins with what this one is called. */
const named = (p: PageInfo, name: string): string => {
  const [sentence, label] = [fieldError(p, name)!, p.refusal!.fields[name]!.startsWith('field-') && p.labels?.get(name)]
  return label ? `${label}: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}` : sentence
}

/** Every error of a refused form, each a link to its field; takes the focus so that a screen reader begins here. Layout sets it first in main. */
export const ErrorSummary = ({ p, children }: { p: PageInfo; children?: ComponentChildren }) => {
  if (!p.refusal) return null
  const t = words(p.lang)
  const names = Object.keys(p.refusal.fields)
  return (
    <div class="summary narrow" role="alert" aria-labelledby="error-title" tabindex={-1} autofocus>
      <h2 id="error-title">{names.length ? `${t.stillToFix} ${names.length} ${t.toFix}` : t.notDone}</h2>
      {names.length ? (
        <ul class="plain">
          {names.map((name) => (
            <li><a href={`#${name}`}>{named(p, name)}</a></li>
          ))}
        </ul>
      ) : (
        <p>{p.say(p.refusal.code, p.refusal.params)}</p>
      )}
      {children}
    </div>
  )
}
