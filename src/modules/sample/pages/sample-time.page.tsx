import { definePage } from '#platform/page'
import { Refusal } from '#platform/refusal'
import { Button } from '#ui/button'
import { DateField, TextField } from '#ui/field'
import { Actions, Form } from '#ui/form'
import { hour, isoDay, momentWithDay, machineTime, readDate } from '#ui/format'
import { Heading, Layout, Section } from '#ui/layout'
import { Notice } from '#ui/notice'
import { setClock } from '../actions/set-clock.ts'
import { aheadOf, askForRounds, catchUp } from '../clock.ts'
import { texts } from '../texts/texts.ts'

const aMinute = 60_000

/** Where the time of the sample is moved. Anyone may look; whoever is signed in may move it. */
export const sampleTimePage = definePage<{ ahead: number }>({
  path: '/sample-time',
  face: 'portal',
  may: 'anyone',
  async load(ctx) {
    if (!ctx.house.settings.sample) throw new Refusal('not-found', 'no-such-page')
    // What was set a moment ago, here or in another process, is what this page shows.
    if (await catchUp(ctx.house)) askForRounds(ctx.house)
    return { ahead: aheadOf(ctx.house) }
  },
  submits: {
    hour: { action: setClock, input: () => ({ minutes: 60 }), then: () => '/sample-time' },
    day: { action: setClock, input: () => ({ minutes: 1440 }), then: () => '/sample-time' },
    week: { action: setClock, input: () => ({ minutes: 7 * 1440 }), then: () => '/sample-time' },
    go: {
      action: setClock,
      input(typed) {
        const on = readDate(String(typed['day'] ?? ''))
        const [, hours, minutes] = /^(\d{1,2})[:h.](\d{2})$/.exec(String(typed['hour'] ?? '').trim()) ?? []
        const fields = { ...(on ? {} : { day: 'choose-day' }), ...(hours && Number(hours) < 24 && Number(minutes) < 60 ? {} : { hour: 'choose-hour' }) }
        if (Object.keys(fields).length) throw new Refusal('invalid', 'check-the-form', fields)
        return { to: `${on}T${hours!.padStart(2, '0')}:${minutes}` }
      },
      then: () => '/sample-time',
    },
    real: { action: setClock, input: () => ({ real: true }), then: () => '/sample-time' },
  },
  view({ data: { ahead }, p }) {
    const t = texts[p.lang].time
    const minutes = Math.round(Math.abs(ahead) / aMinute)
    const words = [[Math.floor(minutes / 1440), t.days], [Math.floor((minutes % 1440) / 60), t.hours], [minutes % 60, t.minutes]] as const
    const said = words.filter(([n]) => n > 0).map(([n, say]) => say(n)).join(' ')
    return (
      <Layout p={p} title={t.title} narrow>
        <Heading below={t.lead}>{t.title}</Heading>
        <p>{t.now} <b><time datetime={machineTime(p.now)}>{momentWithDay(p.lang, p.now)}</time></b>. {minutes === 0 ? t.real : ahead > 0 ? t.ahead(said) : t.behind(said)}</p>
        {p.actor.kind === 'nobody' ? (
          <Notice tone="calm"><p>{t.signIn} <a href={`${p.href('/sign-in')}?to=/sample-time`}>{t.signInLink}</a></p></Notice>
        ) : (
          <>
            <Section id="quick" title={t.quick}>
              <Form p={p}>
                <Actions>
                  <Button value="hour" kind="second">{t.hour}</Button>
                  <Button value="day" kind="second">{t.day}</Button>
                  <Button value="week" kind="second">{t.week}</Button>
                </Actions>
              </Form>
            </Section>
            <Section id="choose" title={t.choose}>
              <Form p={p} submit="go" panel>
                <DateField p={p} name="day" label={t.dayField} hint={t.dayHint} value={isoDay(p.now)} />
                <TextField p={p} name="hour" label={t.hourField} hint={t.hourHint} value={hour(p.now)} short figures autocomplete="off" />
                <Actions><Button>{t.go}</Button></Actions>
              </Form>
            </Section>
            <p class="hint">{t.after}</p>
            {minutes > 0 && (
              <Section id="back" title={t.backTitle}>
                <p>{t.backHint}</p>
                <Form p={p} submit="real"><Actions><Button kind="second">{t.back}</Button></Actions></Form>
              </Section>
            )}
          </>
        )}
      </Layout>
    )
  },
})
