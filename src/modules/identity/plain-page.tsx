import { renderToString } from 'preact-render-to-string'
import type { Lang } from '#platform/ctx'
import { asset } from '#ui/assets'
import { texts } from './texts/texts.ts'

/** The language a browser asks for, where no address says it. */
export const isIn = (acceptLanguage: string | undefined): Lang => (/^\s*en/i.test(acceptLanguage ?? '') ? 'en' : 'vi')

/** A page between two places, when no whole page can be had: no masthead, one sentence, one way on. */
export function plainPage(lang: Lang, says: 'programFailed' | 'goingOn' | 'signingOut' | 'signedOut' | 'consent', { href, code, form, items, csrf }: { href?: string; code?: string; /** The provider's own form, to which our button belongs. */ form?: string; items?: readonly string[]; csrf?: string }): string {
  const t = texts[lang].plain[says]
  return `<!doctype html>${renderToString(
    <html lang={lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{t.title}</title>
        <link rel="stylesheet" href={asset('sen.css')} />
      </head>
      <body class="portal">
        <main class="wrap flow">
          <h1>{t.title}</h1>
          <p>{t.body}</p>
          {code && <p class="hint code">{code}</p>}
          {items && <ul>{items.map((item) => <li>{item}</li>)}</ul>}
          {form && <div dangerouslySetInnerHTML={{ __html: form }} />}
          {form && <p><button class="button" form="op.logoutForm" name="logout" value="yes">{t.on}</button></p>}
          {csrf && (
            <form method="post" class="row">
              <input type="hidden" name="_csrf" value={csrf} />
              <button class="button" name="answer" value="yes">{t.on}</button>
              <button class="button second" name="answer" value="no">{texts[lang].plain.no}</button>
            </form>
          )}
          {href && <p><a class="button" href={href}>{t.on}</a></p>}
        </main>
      </body>
    </html>,
  )}`
}
