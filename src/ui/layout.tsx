import type { ComponentChildren, JSX } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { PageInfo } from '#platform/page'
import { AsWritten } from './as-written.tsx'
import { asset } from './assets.tsx'
import { inSentence, machineTime, momentWithDay, promise, type Day } from './format.tsx'
import { Icon } from './icon.tsx'
import { doors, navigation, otherLanguage, signInFrom } from './navigation.ts'
import { ErrorSummary } from './notice.tsx'
import { words, type Words } from './texts.ts'

export type Crumb = { href: string; label: string }

/** Scripts that only add comfort; each file says why it must be one. */
export type Island = 'bpmn-modeler' | 'dmn-modeler' | 'draw' | 'worklist-keys' | 'live' | 'suggest' | 'once' | 'look-again' | 'webauthn' | 'passkey'

export type LayoutProps = {
  p: PageInfo
  /** Says the thing; the name of the place follows by itself, "Lỗi:" stands before it when something was refused. */
  title: string
  children: ComponentChildren
  crumbs?: Crumb[]
  /** Portal: leave out the page's wrap (a page that brings bands of its own). Operations: flow instead of the twelve columns. */
  wide?: boolean
  /** Portal: the reading measure instead of the full width, for forms and letters. */
  narrow?: boolean
  /** Which word of the masthead the reader is at: services, cases, documents, messages; worklist, counter, payments, delegations, messages; overview, indicators. */
  current?: string
  /** Said in the error summary after the errors: a link, a way on. */
  error?: ComponentChildren
  /** Portal: the deep green band under the masthead (search, welcome). */
  hero?: ComponentChildren
  /** Officer: what stands left of main (Views) and right of it (an aside with the steps). */
  views?: ComponentChildren
  side?: ComponentChildren
  /** The unit an official works in, for the masthead. */
  unit?: string
  /** Operations: the moment the figures stand at, or the day looked back to ('2026-09-30'). */
  asOf?: Day
  islands?: Island[]
  /** The same for machines: files of this page's content, by address without language. */
  machines?: readonly { href: string; type: string; title: string }[]
  /** What the page is about, for search engines (JSON-LD). Data, which the content security policy does not count as a script. */
  structured?: object
}

const petal = 'M0 0A20 20 0 0 1 0-30A20 20 0 0 1 0 0'
const mark = (tile: string, line: string, heart: string) =>
  `<path fill="${tile}" d="M4 0H30A18 18 0 0 1 48 18V44A4 4 0 0 1 44 48H18A18 18 0 0 1 0 30V4A4 4 0 0 1 4 0Z"/><g transform="translate(24 40)"><path fill="none" stroke="${line}" stroke-width="2.6" stroke-linejoin="round" d="${petal}" transform="rotate(-40)"/><path fill="none" stroke="${line}" stroke-width="2.6" stroke-linejoin="round" d="${petal}" transform="rotate(40)"/><path fill="${heart}" d="${petal}"/></g>`
const marks = { portal: mark('#0b5c50', '#fff', '#ffb3d1'), officer: mark('#d3f3e8', '#074a40', '#a8216b'), operations: mark('#15332b', '#eaf3ef', '#ff9cc6') }

// The large line lotus: once on a page, only on the deep green, always cropped, always decoration.
const lotus = [-75, -60, -45, -30, -15, 0, 15, 30, 45, 60, 75].map((turn) => `<path transform="rotate(${turn})" d="M0 0A66 66 0 0 1 0-100A66 66 0 0 1 0 0"/>`).join('')

const bodyClass = { portal: 'portal', officer: 'officer', operations: 'wall' }
const start = { portal: '/', officer: '/officer', operations: '/operations' }

const placeOf = (p: PageInfo) => (p.lang === 'en' ? p.place.nameEn : inSentence(p.place.name))
const faceOf = (p: PageInfo, t: Words) => ({ portal: t.publicServicesOf, officer: t.officerOf, operations: t.operationsOf })[p.face]

const Account = ({ p, t }: { p: PageInfo; t: Words }) => {
  const { actor } = p
  const other = p.lang === 'en' ? 'vi' : 'en'
  return (
    <nav class="who" aria-label={t.account}>
      <ul>
        {actor.kind === 'nobody' ? (
          <li><a href={signInFrom(p)}><Icon name="person" /> <span>{t.signIn}</span></a></li>
        ) : (
          <li>
            <details class="menu">
              <summary><Icon name="person" /> <span class="tuck" lang="vi">{actor.name}</span></summary>
              <div class="panel flow">
                <p lang="vi"><b>{actor.name}</b>{actor.position && <span class="hint">{actor.position}</span>}</p>
                <p><a class="act" href={p.href(doors.account)}>{t.accountPage}</a></p>
                {p.actor.kind === 'person' && <p><a class="act" href={p.href(doors.myData)}>{t.myData}</a></p>}
                {actor.kind === 'official' && p.face !== 'officer' && <p><a class="act" href={p.href('/officer')}>{t.desk}</a></p>}
                {p.face !== 'portal' && <p><a class="act" href={p.href('/')}>{t.portal}</a></p>}
                <form method="post" action={p.href(doors.signOut)}>
                  <input type="hidden" name="_csrf" value={p.csrf} />
                  <button class="button second wide"><Icon name="leave" /> {t.signOut}</button>
                </form>
              </div>
            </details>
          </li>
        )}
        <li><a href={otherLanguage(p)} lang={other} hreflang={other} aria-label={t.otherLanguage}>{other.toUpperCase()}</a></li>
      </ul>
    </nav>
  )
}

const Masthead = ({ p, t, current, unit, asOf }: { p: PageInfo; t: Words; current?: string; unit?: string; asOf?: Day }) => (
  <header class={p.face === 'officer' ? 'masthead deep' : 'masthead'}>
    <div class="wrap">
      <a class="brand" href={p.href(start[p.face])}>
        <svg viewBox="0 0 48 48" aria-hidden="true" dangerouslySetInnerHTML={{ __html: marks[p.face] }} />
        <span>
          <b>{p.face === 'operations' ? t.operations : 'Sen'}</b> {unit ? <span><AsWritten p={p}>{unit}</AsWritten></span> : <span>{p.face === 'portal' ? `${t.publicServicesOf} ${placeOf(p)}` : p.lang === 'en' ? p.place.nameEn : p.place.name}</span>}
        </span>
      </a>
      <nav aria-label={t.mainNav}>
        <ul>
          {navigation(p, t).map((item) => (
            <li>
              <a href={p.href(item.href)} aria-current={item.key === current ? 'page' : undefined}>
                {item.word}
                {item.counts && p.waiting > 0 ? <span class="count"><span class="hide">, </span>{p.waiting}<span class="hide"> {t.waitForYou}</span></span> : null}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {asOf !== undefined && <p class="small quiet num">{t.asOf} <time datetime={machineTime(asOf)}>{typeof asOf === 'string' && asOf.length === 10 ? promise(p.lang, asOf) : momentWithDay(p.lang, asOf)}</time></p>}
      <Account p={p} t={t} />
    </div>
  </header>
)

const Footer = ({ p, t }: { p: PageInfo; t: Words }) => (
  <footer class={p.face === 'portal' ? 'foot deep' : 'foot'}>
    <div class="wrap flow">
      <nav aria-label={t.footer}>
        <ul>
          <li><a href={p.href(doors.about)}>{t.about}</a></li>
          <li><a href={p.href(doors.accessibility)}>{t.accessibility}</a></li>
          <li><a href={p.href(doors.privacy)}>{t.privacy}</a></li>
          <li><a href={doors.api}>{t.api}</a></li>
        </ul>
      </nav>
      {p.face === 'portal' && <p>{t.help} <a href="tel:1022">1022</a> {t.helpHours}</p>}
      {p.face === 'portal' && <p>{t.owner} {placeOf(p)}. {t.officialNote}</p>}
    </div>
  </footer>
)

const Crumbs = ({ p, t, crumbs }: { p: PageInfo; t: Words; crumbs: Crumb[] }) => (
  <nav class="crumbs" aria-label={t.whereYouAre}>
    <ol>{crumbs.map((c) => <li><a href={p.href(c.href)}>{c.label}</a></li>)}</ol>
  </nav>
)

/** A whole page of any face, by p.face. The page itself says its h1 (Heading); the errors of a refused form come first in main by themselves. */
export const Layout = (props: LayoutProps): JSX.Element => {
  const { p, crumbs, views, side } = props
  const t = words(p.lang)
  const other = p.lang === 'en' ? 'vi' : 'en'
  const top = (
    <>
      {p.refusal && <ErrorSummary p={p}>{props.error}</ErrorSummary>}
      {crumbs?.length ? <Crumbs p={p} t={t} crumbs={crumbs} /> : null}
    </>
  )
  return (
    <html lang={p.lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${p.refusal ? `${t.error}: ` : ''}${props.title} | Sen – ${faceOf(p, t)} ${placeOf(p)}`}</title>
        <link rel="stylesheet" href={asset('sen.css')} />
        <link rel="icon" href={asset('sen-mark.svg')} type="image/svg+xml" />
        <link rel="alternate" hreflang={other} href={otherLanguage(p)} />
        {props.machines?.map(({ href, type, title }) => <link rel="alternate" type={type} title={title} href={href} />)}
        {props.structured && <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: JSON.stringify(props.structured).replaceAll('<', '\\u003c') }} />}
        {props.islands?.map((name) => <script src={asset(`${name}.js`)} defer />)}
      </head>
      <body class={bodyClass[p.face]}>
        <a class="skip" href="#main">{t.skip}</a>
        {p.sample && (
          <aside class="sample" aria-label={t.sampleLabel}>
            <p class="wrap">{t.sample} {t.sampleTime} <a href={p.href('/sample-time')}><time datetime={machineTime(p.now)}>{momentWithDay(p.lang, p.now)}</time></a></p>
          </aside>
        )}
        <Masthead p={p} t={t} current={props.current} unit={props.unit} asOf={props.asOf} />
        {p.face === 'officer' ? (
          <div class={`desk${views ? (side ? ' three' : '') : side ? ' file' : ' alone'}`}>
            {views}
            <main id="main" class="flow">{top}{props.children}</main>
            {side}
          </div>
        ) : (
          <main id="main">
            {props.hero && (
              <div class="hero deep">
                <svg viewBox="-104 -102 208 102" aria-hidden="true" dangerouslySetInnerHTML={{ __html: lotus }} />
                <div class="wrap flow">{props.hero}</div>
              </div>
            )}
            {p.face === 'operations' ? (
              <div class={props.wide ? 'wrap flow' : 'wrap dash'}>{top}{props.children}</div>
            ) : props.wide ? (
              <>
                {p.refusal || crumbs?.length ? <div class="wrap flow">{top}</div> : null}
                {props.children}
              </>
            ) : (
              <div class="wrap">
                <div class={props.narrow ? 'narrow flow' : 'flow'}>{top}{props.children}</div>
              </div>
            )}
          </main>
        )}
        <Footer p={p} t={t} />
      </body>
    </html>
  )
}

/** The h1 with what stands around it: `above` and `below` in quiet words, `end` at the right (a clock, a count, a button). */
export const Heading = ({ children, above, below, end }: { children: ComponentChildren; above?: ComponentChildren; below?: ComponentChildren; end?: ComponentChildren }) => (
  <div>
    {above && <p class="quiet">{above}</p>}
    {end ? <div class="row apart"><h1>{children}</h1>{end}</div> : <h1>{children}</h1>}
    {below && <p class="quiet">{below}</p>}
  </div>
)

/** A part of a page with its h2; `end` stands opposite the heading. `panel` draws it as one subject on the page. */
export const Section = ({ id, title, end, panel, children }: { id: string; title: ComponentChildren; end?: ComponentChildren; panel?: boolean | 'petal'; children: ComponentChildren }) => (
  <section class={panel ? `panel flow${panel === 'petal' ? ' petal' : ''}` : 'flow'} aria-labelledby={id}>
    {end ? <div class="row apart"><h2 id={id}>{title}</h2>{end}</div> : <h2 id={id}>{title}</h2>}
    {children}
  </section>
)

/** A part of the page that stays Vietnamese on an English page, so that it is read out rightly: names, places, official titles. */
export const Vi = ({ p, children }: { p: PageInfo; children: ComponentChildren }) => (p.lang === 'vi' ? <>{children}</> : <span lang="vi">{children}</span>)

/** The document as it is sent. */
export const toHtml = (page: JSX.Element): string => `<!doctype html>${renderToString(page)}`
