import type { ComponentChildren } from 'preact'
import type { PageInfo } from '#platform/page'
import { AsWritten } from './as-written.tsx'
import { Icon } from './icon.tsx'
import { words } from './texts.ts'

/** Where a value comes from: stands under every value the person did not type. The words are whole: "Từ CSDL quốc gia về dân cư". */
export const From = ({ id, children }: { id?: string; children: ComponentChildren }) => (
  <p class="from" id={id}>
    <Icon name="source" /> <span>{children}</span>
  </p>
)

/** `change` is the address where the value is changed; `from` names the register it came from, in whole words. */
export type Fact = { name: string; value: ComponentChildren; from?: ComponentChildren; change?: string }

/** Names and values. `bare` inside a panel, otherwise a panel of its own; `tight` in a narrow place. With `change`, each row offers "Sửa". */
export const Facts = ({ p, items, bare, tight }: { p: PageInfo; items: Fact[]; bare?: boolean; tight?: boolean }) => {
  const edit = words(p.lang).edit
  return (
    <dl class={`facts${tight ? ' tight' : ''}${bare ? ' bare' : ' panel rows'}`}>
      {items.map((f) => (
        <div>
          <dt>{f.name}</dt>
          <dd>
            <AsWritten p={p}>{f.value}</AsWritten>
            {f.from && <From>{f.from}</From>}
          </dd>
          {f.change && <dd><a class="act" href={f.change}>{edit}<span class="hide">: {f.name}</span></a></dd>}
        </div>
      ))}
    </dl>
  )
}

/** The last look before sending: one list a step of the form, "Sửa" in every row the person may change. */
export const CheckAnswers = ({ p, groups }: { p: PageInfo; groups: { title: string; items: Fact[] }[] }) => (
  <>
    {groups.map((g) => (
      <section class="flow">
        <h2>{g.title}</h2>
        <Facts p={p} items={g.items} />
      </section>
    ))}
  </>
)

/** The three to five facts that decide: time, cost, where, what you get. */
export const KeyFacts = ({ items }: { items: { name: string; value: ComponentChildren }[] }) => (
  <dl class="key-facts">
    {items.map((f) => (
      <div><dt>{f.name}</dt><dd>{f.value}</dd></div>
    ))}
  </dl>
)
