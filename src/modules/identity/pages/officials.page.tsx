import { endPosition, type HeldPost, isBelow, heldPosts, posts, provinceOf, unitRegister } from '#organisations'
import { day } from '#platform/clock'
import { definePage, type PageInfo } from '#platform/page'
import { Button } from '#ui/button'
import { EmailField, PersonIdField, Select, TextField } from '#ui/field'
import { Actions, FilterForm, Form } from '#ui/form'
import { date } from '#ui/format'
import { Heading, Layout, Section, Vi } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Table } from '#ui/table'
import { appointByNumber } from '../actions/appoint.ts'
import { texts } from '../texts/texts.ts'

type Names = { vi: string; en: string }
type Place = { code: string; name: Names }
type Data = {
  unit: Place
  /** Where the reader keeps officials: the unit of his post with its bodies, and the places below it. */
  bodies: Place[]
  communes: Place[]
  held: HeldPost[]
  /** Posts there are in the unit and its bodies. */
  offered: { unit: Place; posts: { key: string; title: Names }[] }[]
  done?: string
  at?: string
}

/** Who works in a unit, and who shall: the administrator appoints by personal number and ends what is over. */
export const officialsPage = definePage<Data>({
  path: '/officer/officials',
  face: 'officer',
  may: 'admin',
  async load(ctx, { query }) {
    const today = day(ctx.now)
    const register = ctx.take(unitRegister)
    const mine = ctx.actor.powers.filter((power) => power.act === 'admin').map((power) => power.unit)
    const top = mine[0] ?? provinceOf(ctx)
    const asked = String(query['unit'] ?? top)
    const unit = register.find(asked, today) && mine.some((one) => isBelow(ctx, asked, one)) ? asked : top
    const place = (code: string): Place => ({ code, name: register.get(code, today).full })
    const there = [unit, ...register.bodiesUnder(unit, today).map((body) => body.code)]
    const held = await heldPosts(ctx, there, today)
    const book = [...ctx.take(posts).posts.values()]
    return {
      unit: place(unit), held,
      bodies: [top, ...register.bodiesUnder(top, today).map((body) => body.code)].map(place),
      communes: register.communesOf(top, today).map(({ code }) => place(code)),
      offered: there.flatMap((code) => {
        const { kind, formal } = register.get(code, today)
        const fitting = book.filter((post) => post.in.includes(kind)).map(({ key, title }) => ({ key, title: { vi: title.vi.replace('{unit}', formal.vi), en: title.en.replace('{unit}', formal.en) } }))
        return fitting.length ? [{ unit: place(code), posts: fitting }] : []
      }),
      ...(held.find((one) => one.id === query['new'])?.name ? { done: held.find((one) => one.id === query['new'])!.name } : {}),
      ...(ctx.actor.unit ? { at: register.find(ctx.actor.unit, today)?.full[ctx.lang] ?? '' } : {}),
    }
  },
  submits: {
    appoint: {
      action: appointByNumber,
      input({ name, nationalId, email, post }) {
        const [unit = '', key = ''] = String(post ?? '').split('|')
        return { name: String(name ?? '').trim(), nationalId: String(nationalId ?? '').replace(/\D/g, ''), ...(email ? { email } : {}), unit, post: key }
      },
      then: ({ position }, { query }) => `/officer/officials?${new URLSearchParams({ ...(query['unit'] ? { unit: String(query['unit']) } : {}), new: position })}`,
    },
    end: {
      action: endPosition,
      input: ({ official, position }) => ({ official, position }),
      then: (_, { query }) => `/officer/officials${query['unit'] ? `?unit=${encodeURIComponent(String(query['unit']))}` : ''}`,
    },
  },
  view({ data, p }) {
    const t = texts[p.lang].officials
    const name = (one: Place) => one.name[p.lang]
    return (
      <Layout p={p} title={t.title} current="officials" {...(data.at ? { unit: data.at } : {})} side={<Appoint p={p} data={data} />}>
        <Heading below={t.lead}>{t.title}</Heading>
        {data.done && <Notice tone="good" title={t.appointed}><p><Vi p={p}>{data.done}</Vi></p></Notice>}
        <FilterForm p={p} action={p.href('/officer/officials')} words={t.show}>
          <Select p={{ ...p, typed: {} }} name="unit" label={t.unit} value={data.unit.code} empty={false} options={[
            { group: t.province, options: data.bodies.map((one) => ({ value: one.code, label: name(one) })) },
            ...(data.communes.length ? [{ group: t.communes, options: data.communes.map((one) => ({ value: one.code, label: name(one) })) }] : []),
          ]} />
        </FilterForm>
        <Section id="who" title={name(data.unit)}>
          <Table p={p} caption={t.title} rows={data.held} rowId={(one) => `position-${one.id}`} empty={<p class="quiet">{t.nobody}</p>} columns={[
            { label: t.name, head: true, cell: (one) => <Vi p={p}>{one.name}</Vi> },
            { label: t.post, cell: (one) => one.title[p.lang] },
            { label: t.since, cell: (one) => date(one.validFrom) },
            { label: t.act, quietHead: true, cell: (one) => (
              <Form p={p} submit="end">
                <input type="hidden" name="official" value={one.official} />
                <input type="hidden" name="position" value={one.id} />
                <Button kind="second">{t.end}<span class="hide"> {one.name}, {one.title[p.lang]}</span></Button>
              </Form>
            ) },
          ]} />
        </Section>
      </Layout>
    )
  },
})

const Appoint = ({ p, data }: { p: PageInfo; data: Data }) => {
  const t = texts[p.lang].officials
  return (
    <aside class="side" aria-labelledby="appoint-title"><div class="flow">
      <h2 id="appoint-title">{t.appoint}</h2>
      <Form p={p} submit="appoint">
        <TextField p={p} name="name" label={t.name} autocomplete="off" />
        <PersonIdField p={p} name="nationalId" label={t.nationalId} />
        <EmailField p={p} name="email" label={t.email} optional autocomplete="off" />
        <Select p={p} name="post" label={t.post} options={data.offered.map(({ unit, posts: there }) => ({ group: unit.name[p.lang], options: there.map((post) => ({ value: `${unit.code}|${post.key}`, label: post.title[p.lang] })) }))} />
        <Actions><Button>{t.appoint}</Button></Actions>
        <p class="hint">{t.signsIn}</p>
      </Form>
    </div></aside>
  )
}
