import type { JSX } from 'preact'
import type { PageInfo } from '#platform/page'
import * as button from './button.examples.tsx'
import * as carto from './carto.examples.tsx'
import * as facts from './facts.examples.tsx'
import * as field from './field.examples.tsx'
import * as gauge from './gauge.examples.tsx'
import { Heading, Layout } from './layout.tsx'
import * as letter from './letter.examples.tsx'
import * as worklist from './worklist.examples.tsx'

export type Example = { name: string; view: JSX.Element; /** Stands on the operations wall. */ wall?: boolean }

/** Every component of the look on one page: what is looked at, and what axe goes over. */
export const gallery = (p: PageInfo): JSX.Element => {
  const all: Example[] = [button, facts, field, worklist, gauge, carto, letter].flatMap((m) => m.examples(p) as Example[])
  return (
    <Layout p={p} title={p.lang === 'vi' ? 'Bộ mẫu giao diện' : 'Component gallery'}>
      <Heading below={p.lang === 'vi' ? 'Mọi thành phần của ba mặt, trên một trang.' : 'Every part of the three faces, on one page.'}>{p.lang === 'vi' ? 'Bộ mẫu giao diện' : 'Component gallery'}</Heading>
      {all.map((e, i) => (
        <section class="flow" aria-labelledby={`example-${i}`}>
          <h2 id={`example-${i}`}><span lang="en">{e.name}</span></h2>
          {e.wall ? <div class="wall panel">{e.view}</div> : e.view}
        </section>
      ))}
    </Layout>
  )
}
