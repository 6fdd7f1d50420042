import { definePage } from '#platform/page'
import { ButtonLink } from '#ui/button'
import { Heading, Layout } from '#ui/layout'
import { signOut } from '../actions/end-session.ts'
import { texts } from '../texts/texts.ts'

/** The masthead's own form posts here without naming a button; whoever comes by the address alone gets one to press. */
export const signOutPage = definePage<Record<string, never>>({
  path: '/sign-out',
  face: 'portal',
  may: 'anyone',
  load: async () => ({}),
  submits: { '': { action: signOut, input: () => ({}), then: () => '/' } },
  view({ p }) {
    const t = texts[p.lang].signOut
    return (
      <Layout p={p} title={t.title} narrow>
        <Heading>{t.title}</Heading>
        {p.actor.kind === 'nobody' ? (
          <>
            <p>{t.already}</p>
            <p><ButtonLink href={p.href('/')}>{t.home}</ButtonLink></p>
          </>
        ) : (
          <form method="post" class="flow">
            <input type="hidden" name="_csrf" value={p.csrf} />
            <p>{t.body}</p>
            <p><button class="button">{t.button}</button></p>
          </form>
        )}
      </Layout>
    )
  },
})
