import type { ComponentChildren } from 'preact'

/** `clock` is a <Clock/> or quiet words; `todo` what waits for the reader, in whole words. */
export type CaseItem = { title: ComponentChildren; href?: string; code?: string; about?: ComponentChildren; todo?: ComponentChildren; clock: ComponentChildren }

/** Cases in a list for citizens: what, which, what waits for you, and its clock. */
export const CaseList = ({ items, level = 3 }: { items: readonly CaseItem[]; level?: 2 | 3 }) => {
  const H = level === 2 ? 'h2' : 'h3'
  return (
    <ul class="panel rows">
      {items.map((c) => (
        <li class="case">
          <div>
            <H class="h3">{c.href ? <a href={c.href}>{c.title}</a> : c.title}</H>
            {(c.about || c.code) && <p class="quiet">{c.about}{c.about && c.code && ' · '}{c.code && <span class="code">{c.code}</span>}</p>}
            {c.todo && <p>{c.todo}</p>}
          </div>
          <div>{c.clock}</div>
        </li>
      ))}
    </ul>
  )
}

/** Services as search and lists show them: the name, one plain sentence, the deciding facts in quiet words. */
export const ServiceList = ({ items, numbered, level = 2 }: { items: readonly { name: ComponentChildren; href: string; says?: ComponentChildren; facts?: ComponentChildren }[]; numbered?: boolean; level?: 2 | 3 }) => {
  const H = level === 2 ? 'h2' : 'h3'
  const L = numbered ? 'ol' : 'ul'
  return (
    <L class="panel rows">
      {items.map((s) => (
        <li>
          <H class="h3"><a href={s.href}>{s.name}</a></H>
          {s.says && <p>{s.says}</p>}
          {s.facts && <p class="hint">{s.facts}</p>}
        </li>
      ))}
    </L>
  )
}
