import type { ComponentChildren } from 'preact'
import type { PageInfo } from '#platform/page'
import { AsWritten } from './as-written.tsx'
import { Icon, type IconName } from './icon.tsx'
import type { Tone } from './tag.tsx'
import { words } from './texts.ts'

/** `state` says what became of the paper: digitised, looked up, still to scan. `see` opens it; `seeWords` when the act is another ("Soát"). */
export type Paper = { name: ComponentChildren; note?: ComponentChildren; state?: { tone: Tone; word: string }; see?: string; seeWords?: string; icon?: IconName; end?: ComponentChildren }

/** Papers of a case or of a person. `bleed` inside a panel, otherwise a panel of its own. The address in `see` is used as given. */
export const Papers = ({ p, items, bleed }: { p: PageInfo; items: readonly Paper[]; bleed?: boolean }) => {
  const see = words(p.lang).see
  return (
    <ul class={bleed ? 'papers rows bleed' : 'papers panel rows'}>
      {items.map((paper) => (
        <li>
          <Icon name={paper.icon ?? 'paper'} />
          <div><b><AsWritten p={p}>{paper.name}</AsWritten></b>{paper.note && <span class="hint"><AsWritten p={p}>{paper.note}</AsWritten></span>}</div>
          {(paper.state || paper.see || paper.end) && (
            <div class="end row">
              {paper.state && <span class={`tag ${paper.state.tone}`}>{paper.state.word}</span>}
              {paper.see && <a class="act" href={paper.see}>{paper.seeWords ?? see}<span class="hide">: {paper.name}</span></a>}
              {paper.end}
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}
