import type { JSX } from 'preact'
import type { Actor } from '#platform/actor'
import type { House } from '#platform/house'
import type { PageInfo, Typed } from '#platform/page'
import type { Refusal } from '#platform/refusal'
import { Button } from '#ui/button'
import { TextField } from '#ui/field'
import { Heading, Layout, Section } from '#ui/layout'
import { Notice } from '#ui/notice'
import { issuerOutside } from '../oidc/relying-party.ts'
import { passkeysPossible, relyingParty } from '../passkeys.ts'
import { sendCode } from '../proving.ts'
import { texts } from '../texts/texts.ts'
import { PasskeyPart } from './passkey-part.tsx'

/** What stands in a form anew, or is not the reader's: everything else he typed travels along unseen. */
const ours = new Set(['_csrf', '_proof', '_code'])

export type Ways = { keys: boolean; possible: boolean; issuer: boolean; sample: boolean; publicUrl: string; minutes: number }

/** By what he can show it here. In the sample a code is sent to his telephone with that. */
export async function waysFor(house: House, actor: Actor): Promise<Ways> {
  const keys = await house.db.selectFrom('passkeys').select('id').where('account', '=', actor.id).limit(1).executeTakeFirst()
  if (house.settings.sample && actor.session) await sendCode(house, actor.session)
  return { keys: keys !== undefined, possible: passkeysPossible(house), issuer: issuerOutside(house) !== undefined, sample: house.settings.sample, publicUrl: relyingParty(house).origin, minutes: house.settings.proofMinutes }
}

/**
 * Asks whoever is signed in to show once more that it is he, and then does what he had asked for: the form goes to the address
 * from which it was refused, with what was typed. Ways: his passkey; the issuer, in another window; in the sample a code.
 */
export const proofPage = async (house: House, p: PageInfo, typed: Typed, refusal: Refusal): Promise<JSX.Element> =>
  // Asked for the first time nothing is wrong yet.
  <Proof p={refusal.code === 'prove-it-is-you' ? p : { ...p, refusal }} typed={typed} ways={await waysFor(house, p.actor)} />

export const Proof = ({ p, typed, ways, why }: { p: PageInfo; typed: Typed; ways: Ways; why?: string | undefined }): JSX.Element => {
  const t = texts[p.lang].proof
  const carried = Object.entries(typed).filter(([name]) => !ours.has(name)).flatMap(([name, value]) => [value].flat().map((one) => <input type="hidden" name={name} value={one} />))
  const byKey = ways.keys && ways.possible
  return (
    <Layout p={p} title={t.title} narrow islands={byKey ? ['webauthn', 'passkey'] : []}>
      <Heading below={t.lead(ways.minutes)}>{t.title}</Heading>
      {why && <Notice tone="soon"><p>{why}</p></Notice>}
      <p>{t.kept}</p>
      {byKey && (
        <Section id="by-key" title={t.byKey} panel="petal">
          <PasskeyPart lang={p.lang} ask="/account/proof" does="get" possible={ways.possible} publicUrl={ways.publicUrl} without={t.keyWithout}>
            <form method="post" action={p.href(p.path)} class="flow" data-passkey-form>
              <input type="hidden" name="_csrf" value={p.csrf} />
              {carried}
              <input type="hidden" name="_proof" value="" data-passkey-answer />
              <p><Button icon="person">{t.useKey}</Button></p>
            </form>
          </PasskeyPart>
        </Section>
      )}
      {ways.issuer && (
        <Section id="by-issuer" title={t.byIssuer} panel>
          <p>{t.issuerBody}</p>
          <p><a class="button second" target="_blank" href={`${p.href('/sign-in/start')}?prove=yes&to=${encodeURIComponent(p.href('/account/confirm?done=yes'))}`}>{t.goIssuer}</a></p>
          <form method="post" action={p.href(p.path)} class="flow">
            <input type="hidden" name="_csrf" value={p.csrf} />
            {carried}
            <input type="hidden" name="_proof" value="" />
            <p><Button>{t.goOn}</Button></p>
          </form>
        </Section>
      )}
      {ways.sample && (
        <Section id="by-code" title={t.byCode} panel>
          <p>{t.codeBody} <a href={p.href('/sample-telephone')} target="_blank">{t.telephone(p.actor.name)}</a></p>
          <form method="post" action={p.href(p.path)} class="flow" novalidate>
            <input type="hidden" name="_csrf" value={p.csrf} />
            {carried}
            <input type="hidden" name="_proof" value="code" />
            <TextField p={p} name="_code" label={t.code} hint={t.codeHint} short figures autocomplete="one-time-code" />
            <p><Button kind={byKey ? 'second' : 'main'}>{t.confirm}</Button></p>
          </form>
        </Section>
      )}
      {!byKey && !ways.issuer && !ways.sample && <Notice tone="pause"><p>{t.noWay}</p><p><a href={p.href('/account')} target="_blank">{t.addKey}</a></p></Notice>}
    </Layout>
  )
}
