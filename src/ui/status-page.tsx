import type { ComponentChildren } from 'preact'
import type { PageInfo } from '#platform/page'
import { Layout } from './layout.tsx'
import { signInFrom } from './navigation.ts'
import { words } from './texts.ts'
import { Icon } from './icon.tsx'

/**
 * A whole page that says no: what happened, whether the reader's data is safe, what to do. 400, 403, 404, 409, 413, 429, 500, 503;
 * 401 is the sign-in panel. `number` is the one in our logs, to be read out on the phone. `says` replaces the sentence.
 */
export const StatusPage = ({ p, status, number, says, children }: { p: PageInfo; status: number; number?: string; says?: string; children?: ComponentChildren }) => {
  const t = words(p.lang)
  // The refusal is this page's own subject: it must not stand a second time in an error summary above it.
  const quiet: PageInfo = { ...p, refusal: undefined }
  if (status === 401) return <Layout p={quiet} title={t.signInTitle} narrow><SignInPanel p={p} heading={1} says={says} /></Layout>
  const text = t.statusPages[status] ?? t.statusPages[status >= 500 ? 500 : 400]!
  const start = p.face === 'portal' ? '/' : p.face === 'officer' ? '/officer' : '/operations'
  return (
    <Layout p={quiet} title={text.title} narrow>
      <div class="panel petal flow narrow">
        <h1>{text.title}</h1>
        <p>{says ?? text.body}</p>
        {children}
        <p class="row">
          {status >= 500 || status === 409 || status === 429 ? <a class="button" href={p.href(p.path)}>{t.tryAgain}</a> : status === 400 || status === 413 || status === 415 ? <a class="button" href={p.href(p.path.split('?')[0]!)}>{t.backToPage}</a> : p.face === 'portal' && status === 404 ? <a class="button" href={p.href('/services')}>{t.findService}</a> : null}
          <a class="act" href={p.href(start)}>{t.home}</a>
        </p>
        {number && <p class="hint">{t.statusNumber} <b class="code">{number}</b>, {t.statusNumberAfter}</p>}
      </div>
    </Layout>
  )
}

/** Asks to sign in and says what is kept. After signing in the reader comes back to this page, or to `back`. */
export const SignInPanel = ({ p, back, says, heading = 2 }: { p: PageInfo; back?: string; says?: ComponentChildren; heading?: 1 | 2 }) => {
  const t = words(p.lang)
  const H = heading === 1 ? 'h1' : 'h2'
  return (
    <div class="panel petal flow narrow">
      <H>{t.signInTitle}</H>
      <p>{says ?? t.signInBody}</p>
      <p><a class="button" href={signInFrom(p, back)}><Icon name="person" /> {t.signIn}</a></p>
    </div>
  )
}
