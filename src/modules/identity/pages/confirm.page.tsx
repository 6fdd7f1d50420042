import Type from 'typebox'
import { defineAction } from '#platform/action'
import { definePage } from '#platform/page'
import { ButtonLink } from '#ui/button'
import { Heading, Layout } from '#ui/layout'
import { localPath } from '../domain/local-path.ts'
import { texts } from '../texts/texts.ts'
import { Proof, waysFor, type Ways } from './proof.tsx'

type Data = { done: true } | { done?: never; to: string; ways: Ways; failed: boolean }
const one = (value: unknown): string => String([value].flat()[0] ?? '')

/** What is done once it is proved is the next thing; the proof itself was noted when it was given. */
const confirmIdentity = defineAction({
  name: 'identity.confirm', summary: 'Show by a second factor that it is you', may: 'signed-in', proof: true,
  input: Type.Object({}, { additionalProperties: false }), run: async () => {},
})

/** To confirm before something that cannot be carried along: a file to be signed, a program that asks for a fresh sign-in. */
export const confirmPage = definePage<Data>({
  path: '/account/confirm',
  face: 'portal',
  may: 'signed-in',
  load: async ({ house, actor }, { query }) => (query['done'] ? { done: true } : { to: localPath(one(query['to'])) ?? '', ways: await waysFor(house, actor), failed: query['why'] === 'issuer' }),
  submits: { confirm: { action: confirmIdentity, input: () => ({}), then: (_, __, { to }) => (localPath(one(to)) ?? '/account/confirm?done=yes').replace(/^\/en(?=\/)/, '') } },
  view({ data, p }) {
    const t = texts[p.lang].proof
    if (!data.done) return <Proof p={p} typed={{ _submit: 'confirm', to: data.to }} ways={data.ways} why={data.failed ? t.issuerFailed : undefined} />
    return (
      <Layout p={p} title={t.doneTitle} narrow>
        <Heading>{t.doneTitle}</Heading>
        <p>{t.done}</p>
        <p><ButtonLink href={p.href('/account')} kind="second">{texts[p.lang].account.title}</ButtonLink></p>
      </Layout>
    )
  },
})
