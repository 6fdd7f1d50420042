import type { ComponentChildren } from 'preact'
import type { PageInfo } from '#platform/page'
import { number } from './format.tsx'
import { Icon } from './icon.tsx'
import { words } from './texts.ts'

/** "14 trên 41 hồ sơ" and the ways on. `total` undefined when counting would cost more than it tells. Addresses are used as given. */
export const Pagination = ({ p, shown, total, noun, previous, next, children }: { p: PageInfo; shown: number; total?: number; noun: string; previous?: string; next?: string; children?: ComponentChildren }) => {
  const t = words(p.lang)
  return (
    <div class="row apart">
      <p class="quiet">{number(shown, 0, p.lang)}{total !== undefined && ` ${t.rowsOf} ${number(total, 0, p.lang)}`} {noun}{children && <>. {children}</>}</p>
      {(previous || next) && (
        <nav class="row" aria-label={t.pages}>
          {previous && <a class="act" href={previous} rel="prev"><Icon name="back" /> {t.previousPage}</a>}
          {next && <a class="act" href={next} rel="next">{t.nextPage} <Icon name="forward" /></a>}
        </nav>
      )}
    </div>
  )
}
