import { definePage } from '#platform/page'
import { hour } from '#ui/format'
import { Heading, Layout } from '#ui/layout'
import { type Code, codesOf } from '../proving.ts'
import { mustBeSample } from '../sample-people.ts'
import { texts } from '../texts/texts.ts'

/** In the sample nobody carries a key or a telephone: this is the invented person's, and lies beside the window he works in. */
export const sampleTelephonePage = definePage<readonly Code[]>({
  path: '/sample-telephone',
  face: 'portal',
  may: 'signed-in',
  async load(ctx) {
    mustBeSample(ctx.house)
    return codesOf(ctx, ctx.actor.id)
  },
  view({ data: codes, p }) {
    const t = texts[p.lang].proof
    return (
      <Layout p={p} title={t.telephone(p.actor.name)} narrow>
        <Heading below={t.telephoneLead}>{t.telephone(p.actor.name)}</Heading>
        {codes.length === 0 ? <p>{t.noCode}</p> : (
          <ul class="plain flow">
            {codes.map(({ code, until }) => <li class="panel flow"><p>{t.codeIs}</p><p class="h1 num">{code}</p><p class="hint">{t.goodUntil(hour(until))}</p></li>)}
          </ul>
        )}
      </Layout>
    )
  },
})
