import { enrolForSigning, findCredential } from '#signatures'
import { definePage, type Uploaded } from '#platform/page'
import { hasProved } from '#platform/proof'
import { Refusal } from '#platform/refusal'
import { ActLink, Button, ButtonLink } from '#ui/button'
import { FileField, TextField } from '#ui/field'
import { Actions, Form } from '#ui/form'
import { Heading, Layout } from '#ui/layout'
import { Notice } from '#ui/notice'
import { signOwnFile } from '../../actions/sign-own.ts'
import { en } from '../../texts/en.ts'
import { vi } from '../../texts/vi.ts'

type Data = { has: boolean; proved: boolean; signed?: string }

/** A person signs her own PDF with a key that lies here and is used with her PIN. */
export const signPage = definePage<Data>({
  path: '/sign',
  face: 'portal',
  may: 'person',
  async load(ctx, { query }) {
    return { proved: hasProved(ctx.house, ctx.actor), has: (await findCredential(ctx, ctx.actor.id)) !== undefined, ...(typeof query['signed'] === 'string' ? { signed: query['signed'] } : {}) }
  },
  submits: {
    enrol: { action: enrolForSigning, input: ({ pin }) => ({ pin: String(pin ?? '') }), then: () => '/sign' },
    sign: {
      action: signOwnFile,
      input({ pin }, _asked, _ctx, files: Uploaded[]) {
        const file = files.find((one) => one.bytes.length)
        if (!file) throw new Refusal('invalid', 'check-the-form', { file: 'sign-a-pdf' })
        return { name: file.name, content: file.bytes.toString('base64'), pin: String(pin ?? '') }
      },
      then: ({ id }) => `/sign?signed=${encodeURIComponent(id)}`,
    },
  },
  view({ data, p }) {
    const t = (p.lang === 'en' ? en : vi).sign
    return (
      <Layout p={p} title={t.title} current="documents" narrow>
        <Heading below={t.lead}>{t.title}</Heading>
        {data.signed && <Notice tone="good" title={t.done}><p>{t.doneWhat}</p><p><ButtonLink href={p.href(`/files/${data.signed}`)}>{t.take}</ButtonLink></p></Notice>}
        {/* Before the file is chosen: a browser gives a file once, and a page that asks in between would lose it. */}
        {data.has && !data.proved ? (
          <div class="panel flow">
            <p>{t.confirmFirst}</p>
            <p><ButtonLink href={p.href('/account/confirm?to=/sign')}>{t.confirm}</ButtonLink></p>
          </div>
        ) : data.has ? (
          <Form p={p} submit="sign" multipart panel>
            <FileField p={p} name="file" label={t.file} hint={t.fileHint} accept="application/pdf" />
            <TextField p={{ ...p, typed: {} }} name="pin" label={t.pin} hint={t.pinHint} autocomplete="off" short figures />
            <Actions><Button>{t.press}</Button></Actions>
          </Form>
        ) : (
          <Form p={p} submit="enrol" panel>
            <p>{t.none}</p>
            <TextField p={{ ...p, typed: {} }} name="pin" label={t.newPin} hint={t.newPinHint} autocomplete="off" short figures />
            <Actions><Button>{t.enrol}</Button></Actions>
          </Form>
        )}
        <p><ActLink href={p.href('/verify')}>{t.verify}</ActLink></p>
      </Layout>
    )
  },
})
