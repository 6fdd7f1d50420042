import type { PageInfo } from '#platform/page'
import { words } from './texts.ts'

/** "Đăng ký khai sinh · bước 3 trên 5", the h1 and the bar under it. The bar only repeats the words, so it is hidden from screen readers. */
export const StepHeading = ({ p, service, title, step, of }: { p: PageInfo; service: string; title: string; step: number; of: number }) => {
  const t = words(p.lang)
  return (
    <div>
      <p class="quiet">{service} · {t.step} {step} {t.stepOf} {of}</p>
      <h1>{title}</h1>
      <StepsBar step={step} of={of} />
    </div>
  )
}

export const StepsBar = ({ step, of }: { step: number; of: number }) => (
  <ol class="steps-bar narrow" aria-hidden="true">
    {Array.from({ length: of }, (_, i) => <li class={i + 1 < step ? 'done' : i + 1 === step ? 'now' : undefined} />)}
  </ol>
)

export type Step = { title: string; href?: string; state?: 'done' | 'now'; note?: string }

/** The list of steps beside a form; done ones lead back. Stands in an <aside>. */
export const StepsList = ({ p, steps, id = 'steps' }: { p: PageInfo; steps: readonly Step[]; id?: string }) => {
  const t = words(p.lang)
  return (
    <div class="panel stay">
      <h2 class="h3" id={id}>{t.steps}</h2>
      <ol class="timeline">
        {steps.map((s) => (
          <li class={s.state}>
            {s.state === 'now' ? <b aria-current="step">{s.title}</b> : s.href ? <a href={s.href}>{s.title}</a> : s.title}
            {s.note || s.state === 'done' ? <span class="quiet"> · {s.note ?? t.stepDone}</span> : null}
          </li>
        ))}
      </ol>
    </div>
  )
}
