import type { ComponentChildren } from 'preact'
import type { Lang } from '#platform/ctx'
import { Notice } from '#ui/notice'
import { texts } from '../texts/texts.ts'

/**
 * A form that a passkey answers (island 'passkey'), with what to do instead: the island shows the form where the browser can,
 * and until then the other way is what stands there. `ask` is the address of the challenge.
 */
export const PasskeyPart = ({ lang, ask, does, possible, publicUrl, without, children }: { lang: Lang; ask: string; does: 'create' | 'get'; possible: boolean; publicUrl: string; without: string; children: ComponentChildren }) => {
  const t = texts[lang].passkey
  if (!possible) return <Notice tone="pause"><p>{t.noDomain}</p></Notice>
  return (
    <div class="flow" data-passkey={does} data-ask={ask} data-at={new URL(publicUrl).hostname}>
      <div data-passkey-without><Notice tone="pause"><p>{without}</p><p>{t.openAt} <a href={publicUrl}>{publicUrl}</a></p></Notice></div>
      <div data-passkey-with hidden>{children}</div>
      <p role="status" data-stopped={t.stopped} data-line={t.line} data-known={t.knownHere} />
    </div>
  )
}
