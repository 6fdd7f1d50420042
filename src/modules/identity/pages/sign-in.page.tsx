import { officeOf } from '#organisations'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import { definePage, type PageInfo } from '#platform/page'
import { fold } from '#platform/words'
import { Button, ButtonLink } from '#ui/button'
import { PersonIdField } from '#ui/field'
import { Actions } from '#ui/form'
import { date } from '#ui/format'
import { Heading, Layout, Section } from '#ui/layout'
import { Notice } from '#ui/notice'
import { needsSetUp } from '../actions/set-up.ts'
import { passkeysPossible } from '../passkeys.ts'
import { issuerOutside } from '../oidc/relying-party.ts'
import { localPath } from '../domain/local-path.ts'
import { samplePeople } from '../sample-people.ts'
import { texts } from '../texts/texts.ts'
import { PasswordField } from './password-field.tsx'

type Line = { id: string; name: string; official: boolean; says?: string; born?: string }
type Data = { to?: string; why?: string; outside: boolean; passkeys: boolean; empty: boolean; sample?: { q: string; people: Line[]; more: boolean } }

const most = 40

/** Everything of `accounts` in the sample is invented; elsewhere nobody may see such a list, and nobody does. */
async function listInvented(ctx: Ctx, q: string): Promise<{ people: Line[]; more: boolean }> {
  const named = new Map(ctx.take(samplePeople).map((person, at) => [person.key, { ...person, at }]))
  let query = ctx.db.selectFrom('accounts').select(['id', 'name', 'official', 'birth_date'])
  if (q) for (const word of fold(q).split(' ')) query = query.where('search', 'like', `%${word.replaceAll(/[%_\\]/g, '\\$&')}%`)
  else query = query.where('id', 'in', ['', ...named.keys()])
  const rows = await query.orderBy('official').orderBy('search').orderBy('id').limit(most + 1).execute()
  if (!q) rows.sort((a, b) => named.get(a.id)!.at - named.get(b.id)!.at)
  const people = await Promise.all(rows.slice(0, most).map(async (row): Promise<Line> => {
    const about = named.get(row.id)?.about?.[ctx.lang] ?? (row.official ? (await officeOf(ctx, row.id, day(ctx.now)))?.position?.[ctx.lang] : undefined)
    return { id: row.id, name: row.name, official: row.official, ...(about ? { says: about } : row.birth_date ? { born: row.birth_date } : {}) }
  }))
  return { people, more: rows.length > most }
}

const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value)

export const signInPage = definePage<Data>({
  path: '/sign-in',
  face: 'portal',
  may: 'anyone',
  async load(ctx, { query }) {
    const to = localPath(one(query['to']))
    const why = one(query['why'])
    const q = (one(query['q']) ?? '').trim().slice(0, 80)
    return {
      ...(to && { to }), ...(why && { why }), outside: issuerOutside(ctx.house) !== undefined, passkeys: passkeysPossible(ctx.house), empty: await needsSetUp(ctx.house),
      ...(ctx.house.settings.sample && { sample: { q, ...(await listInvented(ctx, q)) } }),
    }
  },
  view({ data, p }) {
    const t = texts[p.lang].signIn
    const why = t.why[data.why as keyof typeof t.why]
    return (
      <Layout p={p} title={t.title} narrow={!data.sample}>
        <Heading below={t.lead}>{t.title}</Heading>
        {why && <Notice tone="soon"><p>{why}</p></Notice>}
        {p.actor.kind !== 'nobody' && <Notice tone="calm"><p>{t.nowAs(p.actor.name)}</p></Notice>}
        {data.outside && (
          <Section id="outside" title={t.outside} panel="petal">
            <p>{t.outsideBody}</p>
            <p><ButtonLink href={`${p.href('/sign-in/start')}${data.to ? `?to=${encodeURIComponent(data.to)}` : ''}`} icon="person">{t.goOutside}</ButtonLink></p>
          </Section>
        )}
        {data.passkeys && !data.empty && <p><a class="act" href={`${p.href('/sign-in/passkey')}${data.to ? `?to=${encodeURIComponent(data.to)}` : ''}`}>{t.byPasskey}</a></p>}
        {data.sample && <Invented p={p} to={data.to} {...data.sample} />}
        {data.empty && <Notice tone="pause"><p>{t.nobodyYet} <a href={p.href('/set-up')}>{t.setUp}</a></p></Notice>}
        {!data.outside && !data.sample && !data.empty && (
          <>
            <form method="post" action={p.href('/sign-in')} class="panel flow" novalidate>
              <input type="hidden" name="_csrf" value={p.csrf} />
              {data.to && <input type="hidden" name="to" value={data.to} />}
              <PersonIdField p={p} name="nationalId" label={texts[p.lang].account.nationalId} />
              <PasswordField p={p} name="password" label={t.password} autocomplete="current-password" />
              <Actions><Button>{t.title}</Button></Actions>
            </form>
            <p class="hint">{t.notSetUp}</p>
          </>
        )}
      </Layout>
    )
  },
})

/** The list is one form with a button a person: it posts to /sign-in itself, which begins a session and sends on. */
const Invented = ({ p, to, q, people, more }: { p: PageInfo; to?: string | undefined; q: string; people: Line[]; more: boolean }) => {
  const t = texts[p.lang].signIn
  const groups = [{ id: 'citizens', title: t.citizens, list: people.filter((x) => !x.official) }, { id: 'officials', title: t.officials, list: people.filter((x) => x.official) }].filter((g) => g.list.length)
  return (
    <section class="flow" aria-labelledby="sample-title">
      <h2 id="sample-title">{t.sampleTitle}</h2>
      <p>{t.sampleBody}</p>
      <form class="inline-form" role="search" action={p.href('/sign-in')}>
        {to && <input type="hidden" name="to" value={to} />}
        <div class="field">
          <label for="q">{t.search}</label>
          <input class="input" id="q" name="q" type="search" value={q} autocomplete="off" spellcheck={false} />
        </div>
        <button class="button second">{t.find}</button>
      </form>
      {q && <p>{people.length > 0 && `${t.found(people.length, q)}. `}<a href={`${p.href('/sign-in')}${to ? `?to=${encodeURIComponent(to)}` : ''}`}>{t.all}</a></p>}
      {!people.length && <p>{q ? t.none : t.empty}</p>}
      {people.length > 0 && (
        <form method="post" action={p.href('/sign-in')} class="flow">
          <input type="hidden" name="_csrf" value={p.csrf} />
          {to && <input type="hidden" name="to" value={to} />}
          <div class={groups.length > 1 ? 'cols even' : undefined}>
            {groups.map((g) => (
              <div class="flow">
                <h3 id={g.id}>{g.title}</h3>
                <ul class="plain panel rows" aria-labelledby={g.id}>
                  {g.list.map((x) => (
                    <li>
                      <button class="linklike" name="person" value={x.id} lang="vi">{x.name}</button>
                      {x.says && <span class="hint">{x.says}</span>}
                      {x.born && <span class="hint">{t.born} {date(x.born)}</span>}
                    </li>
                  ))}
                </ul>
              </div>
            ))}
          </div>
        </form>
      )}
      {more && <p>{t.more}</p>}
    </section>
  )
}
