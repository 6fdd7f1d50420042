import type { Ctx } from '#platform/ctx'
import { definePage, type Asked, type PageInfo } from '#platform/page'
import { ActLink, Button } from '#ui/button'
import { Facts } from '#ui/facts'
import { TextField } from '#ui/field'
import { moment } from '#ui/format'
import { Heading, Layout, Vi } from '#ui/layout'
import { Notice } from '#ui/notice'
import { readCheckCode } from '../../domain/check-code.ts'
import { type CheckAnswer, checkByCode } from '../../queries/check.ts'
import { en } from '../../texts/en.ts'
import { vi } from '../../texts/vi.ts'

type Data = { typed: string; code?: string; answer?: CheckAnswer }

async function load(ctx: Ctx, { params, query }: Asked): Promise<Data> {
  const typed = String(params['code'] ?? query['code'] ?? '').slice(0, 60)
  const code = readCheckCode(typed)
  const answer = await checkByCode(ctx, typed)
  return { typed, ...(code ? { code } : {}), ...(answer ? { answer } : {}) }
}

const view = ({ data: { typed, code, answer }, p }: { data: Data; p: PageInfo }) => {
  const t = (p.lang === 'en' ? en : vi).check
  const title = answer ? answer.title[p.lang] : t.title
  return (
    <Layout p={p} title={title} narrow>
      <Heading above={answer && t.title} below={answer ? undefined : t.lead}>{title}</Heading>
      {answer && (
        <>
          <Notice tone={answer.verdict.tone} title={answer.verdict.words[p.lang]}>{t.compare}</Notice>
          <Facts p={p} items={[
            ...answer.facts.map((f) => ({ name: f.name[p.lang], value: typeof f.value === 'string' ? <Vi p={p}>{f.value}</Vi> : f.value[p.lang] })),
            { name: t.code, value: <span class="code">{code}</span> },
            { name: t.checkedAt, value: moment(p.now) },
          ]} />
          <p><ActLink href={p.href('/check')}>{t.another}</ActLink></p>
        </>
      )}
      {typed && !answer && <Notice tone="late" title={t.notFound}><p>{t.aCode}: <span class="code">{typed}</span></p><p>{t.notFoundWhat}</p></Notice>}
      {!answer && (
        // Asks by GET: a check changes nothing, and its address can be kept or sent on.
        <form class="panel flow" action={p.href('/check')}>
          <TextField p={p} name="code" label={t.code} hint={t.codeHint} value={typed} autocomplete="off" short figures />
          <p><Button>{t.press}</Button></p>
        </form>
      )}
      <p><ActLink href={p.href('/verify')}>{t.file}</ActLink></p>
    </Layout>
  )
}

/** Anyone asks whether a paper is real; `/check/:code` is what the QR code on it opens. */
export const checkPage = definePage<Data>({ path: '/check', face: 'portal', may: 'anyone', load, view })
export const checkedPage = definePage<Data>({ path: '/check/:code', face: 'portal', may: 'anyone', load, view })
