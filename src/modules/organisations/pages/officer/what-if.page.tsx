import { day } from '#platform/clock'
import { definePage } from '#platform/page'
import { DateField, Select } from '#ui/field'
import { FilterForm } from '#ui/form'
import { readDate } from '#ui/format'
import { Heading, Layout, Section, Vi } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Table } from '#ui/table'
import type { Names } from '../../domain/calendar.ts'
import { type Day, addDays } from '../../domain/day.ts'
import type { Change, WhatIf } from '../../domain/reports.ts'
import { transferOf, whatWould } from '../../queries/powers.ts'
import { procedureChoices, type ProcedureChoice } from '../../queries/procedure-choices.ts'
import { provinceOf, seatOf } from '../../queries/units.ts'
import { unitRegister } from '../../shelves.ts'
import { en } from '../../texts/en.ts'
import { vi } from '../../texts/vi.ts'

type Place = { code: string; name: Names }
type Data = {
  asked: { procedure: string; down: boolean; unit: string; on: Day; running: 'stay' | 'move' }
  procedures: ProcedureChoice[]
  bodies: Place[]
  would?: WhatIf & { cases: number }
  places: Record<string, Names>
  seat?: string
}

/** Lines of each side that are shown; a province has a hundred communes with thirty people each. */
const most = 20

/** What moving a power between province and communes would do, before anybody writes it into the law. */
export const whatIfPage = definePage<Data>({
  path: '/officer/authority/what-if',
  face: 'officer',
  may: ['admin', 'oversee'],

  async load(ctx, { query }) {
    const one = (name: string): string => [query[name]].flat()[0]?.trim() ?? ''
    const register = ctx.take(unitRegister)
    const on = readDate(one('day')) ?? addDays(day(ctx.now), 30)
    const procedures = await procedureChoices(ctx)
    const bodies = register.bodiesUnder(provinceOf(ctx), on).filter(({ serves }) => serves === undefined).map(({ code, full }) => ({ code, name: full }))
    const asked = { procedure: procedures.find(({ code }) => code === one('procedure'))?.code ?? '', down: one('direction') !== 'up', unit: bodies.find(({ code }) => code === one('unit'))?.code ?? bodies[0]!.code, on, running: one('running') === 'move' ? 'move' as const : 'stay' as const }
    const would = asked.procedure ? await whatWould(ctx, transferOf({ procedure: asked.procedure, unit: asked.unit, down: asked.down, day: on, running: asked.running })) : undefined
    const units = would ? [...would.gains, ...would.losses, ...would.open].map(({ unit }) => unit) : []
    return {
      asked, procedures, bodies, ...(would && { would }), ...seatOf(ctx),
      places: Object.fromEntries(units.map((unit) => [unit, register.find(unit, on)?.full ?? { vi: unit, en: unit }])),
    }
  },

  view({ data, p }) {
    const all = p.lang === 'en' ? en : vi
    const t = all.whatIf
    const { asked, would } = data
    const changes = (id: string, title: string, rows: Change[]) => (
      <Section id={id} title={`${title} (${rows.length})`}>
        <Table p={p} caption={title} rows={rows.toSorted((a, b) => a.unit.localeCompare(b.unit)).slice(0, most)} empty={<p class="quiet">{t.none}</p>} columns={[
          { label: t.who, head: true, cell: (row) => <Vi p={p}>{row.name}</Vi> },
          { label: t.post, cell: (row) => row.title[p.lang] },
          { label: t.unitColumn, cell: (row) => data.places[row.unit]![p.lang] },
          { label: t.acts, cell: (row) => row.acts.map((act) => all.acts[act]).join('; ') },
        ]} />
        {rows.length > most && <p class="quiet">{t.more(rows.length - most)}</p>}
      </Section>
    )
    const open = would && [...Map.groupBy(would.open, ({ unit }) => unit)]
    return (
      <Layout p={p} title={t.title} current="authority" unit={data.seat}>
        <Heading below={t.lead}>{t.title}</Heading>
        <FilterForm p={p} words={t.show}>
          <Select p={p} name="procedure" label={t.procedure} value={asked.procedure} empty={all.authority.procedureEmpty} options={data.procedures.map(({ code, names }) => ({ value: code, label: names[p.lang] }))} />
          <Select p={p} name="direction" label={t.direction} empty={false} value={asked.down ? 'down' : 'up'} options={[{ value: 'down', label: t.down }, { value: 'up', label: t.up }]} />
          <Select p={p} name="unit" label={t.unit} value={asked.unit} empty={false} options={data.bodies.map(({ code, name }) => ({ value: code, label: name[p.lang] }))} />
          <DateField p={p} name="day" label={t.day} hint={t.dayHint} value={asked.on} />
          <Select p={p} name="running" label={t.running} empty={false} value={asked.running} options={[{ value: 'stay', label: t.stay }, { value: 'move', label: t.move }]} />
        </FilterForm>
        {would && open && (
          <>
            <Notice tone="calm">{t.cases(would.cases)} {asked.running === 'move' ? t.casesMove : t.casesStay}</Notice>
            {changes('losses', t.losses, would.losses)}
            {changes('gains', t.gains, would.gains)}
            <Section id="open" title={`${t.open} (${open.length})`}>
              {open.length === 0 ? <p class="quiet">{t.openNone}</p> : <ul>{open.slice(0, most).map(([unit, missing]) => <li>{data.places[unit]![p.lang]}: {missing.map(({ act }) => all.acts[act]).join('; ')}</li>)}</ul>}
              {open.length > most && <p class="quiet">{t.more(open.length - most)}</p>}
            </Section>
          </>
        )}
      </Layout>
    )
  },
})
