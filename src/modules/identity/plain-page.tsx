import { renderToString } from 'preact-render-to-string'
import type { Lang } from '#platform/ctx'
import { asset } from '#ui/assets'
import { texts } from './texts/texts.ts'

/** The language a browser asks for, where no address says it. */
export const isIn = (acceptLanguage: string | undefined): Lang => (/^\s*en/i.test(acceptLanguage ?? '') ? 'en' : 'vi')

/** A page between two places, when no whole page can be had: no masthead, one sentence, one way on. */
export function plainPage(lang: Lang, says: 'programFailed' | 'goingOn', { href, code }: { href: string; code?: string }): string {
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
          <p><a class="button" href={href}>{t.on}</a></p>
        </main>
      </body>
    </html>,
  )}`
}
