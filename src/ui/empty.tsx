import type { ComponentChildren } from 'preact'

/** Nothing is here: what that means, and what to do. `action` is a ButtonLink or an ActLink. */
export const Empty = ({ title, children, action, level = 2 }: { title: ComponentChildren; children?: ComponentChildren; action?: ComponentChildren; level?: 2 | 3 }) => {
  const H = level === 2 ? 'h2' : 'h3'
  return (
    <div class="panel flow">
      <H class="h3">{title}</H>
      {children && <p>{children}</p>}
      {action && <p class="row">{action}</p>}
    </div>
  )
}
