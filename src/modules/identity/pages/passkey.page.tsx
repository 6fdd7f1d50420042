import { definePage } from '#platform/page'
import { Button } from '#ui/button'
import { Heading, Layout } from '#ui/layout'
import { Notice } from '#ui/notice'
import { localPath } from '../domain/local-path.ts'
import { passkeysPossible } from '../passkeys.ts'
import { texts } from '../texts/texts.ts'
import { PasskeyPart } from './passkey-part.tsx'

type Data = { to?: string; why?: string; possible: boolean; publicUrl: string }
const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value)

/** A page of its own, so that the page where everybody signs in carries no script. */
export const passkeyPage = definePage<Data>({
  path: '/sign-in/passkey',
  face: 'portal',
  may: 'anyone',
  async load({ house }, { query }) {
    const to = localPath(one(query['to']))
    const why = one(query['why'])
    return { ...(to && { to }), ...(why && { why }), possible: passkeysPossible(house), publicUrl: house.settings.publicUrl }
  },
  view({ data, p }) {
    const t = texts[p.lang].passkey
    const known = Object.hasOwn(texts[p.lang].refusals, data.why ?? '') && data.why!.startsWith('passkey-')
    return (
      <Layout p={p} title={t.signInTitle} narrow islands={['webauthn', 'passkey']} crumbs={[{ href: `/sign-in${data.to ? `?to=${encodeURIComponent(data.to)}` : ''}`, label: texts[p.lang].signIn.title }]}>
        <Heading below={t.signInLead}>{t.signInTitle}</Heading>
        {known && <Notice tone="soon"><p>{p.say(data.why!)}</p></Notice>}
        <PasskeyPart lang={p.lang} ask="/sign-in/passkey" does="get" possible={data.possible} publicUrl={data.publicUrl} without={t.signInWithout}>
          <form method="post" action={p.href('/sign-in')} class="flow" data-passkey-form>
            <input type="hidden" name="_csrf" value={p.csrf} />
            {data.to && <input type="hidden" name="to" value={data.to} />}
            <input type="hidden" name="passkey" value="" data-passkey-answer />
            <p><Button icon="person">{t.signIn}</Button></p>
          </form>
        </PasskeyPart>
      </Layout>
    )
  },
})
