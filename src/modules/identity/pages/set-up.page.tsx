import { provinceOf, unitRegister } from '#organisations'
import { day } from '#platform/clock'
import { definePage } from '#platform/page'
import { Button, ButtonLink } from '#ui/button'
import { EmailField, PersonIdField, TextField } from '#ui/field'
import { Actions, Form } from '#ui/form'
import { Heading, Layout } from '#ui/layout'
import { Notice } from '#ui/notice'
import { needsSetUp, setUp } from '../actions/set-up.ts'
import { issuerOutside } from '../oidc/relying-party.ts'
import { shortestPassword } from '../passwords.ts'
import { texts } from '../texts/texts.ts'
import { PasswordField } from './password-field.tsx'

/** Where an empty province gets its first administrator. Afterwards it only says that this is done. */
export const setUpPage = definePage<{ open: boolean; outside: boolean; unit: { vi: string; en: string } }>({
  path: '/set-up',
  face: 'portal',
  may: 'anyone',
  load: async (ctx) => ({ open: await needsSetUp(ctx.house), outside: issuerOutside(ctx.house) !== undefined, unit: ctx.take(unitRegister).get(provinceOf(ctx), day(ctx.now)).full }),
  submits: {
    make: {
      action: setUp,
      input: ({ word, name, nationalId, email, password }) => ({ word, name: String(name ?? '').trim(), nationalId: String(nationalId ?? '').replace(/\D/g, ''), ...(email ? { email } : {}), ...(password ? { password } : {}) }),
      then: () => '/set-up?done=1',
    },
  },
  view({ data, p }) {
    const t = texts[p.lang].setUp
    return (
      <Layout p={p} title={t.title} narrow>
        <Heading below={data.open ? t.lead(data.unit[p.lang]) : undefined}>{t.title}</Heading>
        {!data.open ? (
          <>
            <Notice tone="good" title={t.doneTitle}><p>{t.done}</p></Notice>
            <p><ButtonLink href={`${p.href('/sign-in')}?to=${encodeURIComponent('/officer/officials')}`} icon="person">{t.signIn}</ButtonLink></p>
          </>
        ) : (
          <Form p={p} submit="make" panel>
            <TextField p={p} name="word" label={t.word} hint={t.wordHint} autocomplete="off" />
            <TextField p={p} name="name" label={t.name} autocomplete="name" />
            <PersonIdField p={p} name="nationalId" label={t.nationalId} />
            <EmailField p={p} name="email" label={t.email} optional />
            {!data.outside && <PasswordField p={p} name="password" label={t.password} hint={t.passwordHint(shortestPassword)} autocomplete="new-password" />}
            <Actions><Button>{t.make}</Button></Actions>
          </Form>
        )}
      </Layout>
    )
  },
})
