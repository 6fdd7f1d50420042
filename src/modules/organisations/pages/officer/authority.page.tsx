import { type Act, acts } from '#platform/actor'
import { day } from '#platform/clock'
import { definePage, type PageInfo } from '#platform/page'
import { ActLink, Button } from '#ui/button'
import { DateField, Select } from '#ui/field'
import { Actions, FilterForm } from '#ui/form'
import { date, readDate } from '#ui/format'
import { AsWritten } from '#ui/as-written'
import { Heading, Layout, Section, Vi } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Table } from '#ui/table'
import type { Names } from '../../domain/calendar.ts'
import type { Day } from '../../domain/day.ts'
import type { Finding } from '../../domain/reports.ts'
import { readAllAuthority } from '../../queries/officials.ts'
import { mayAsk, powerReports, topOf } from '../../queries/powers.ts'
import { procedureChoices, type ProcedureChoice } from '../../queries/procedure-choices.ts'
import { seatOf } from '../../queries/units.ts'
import { unitRegister } from '../../shelves.ts'
import { en } from '../../texts/en.ts'
import { vi } from '../../texts/vi.ts'
import { sayReasons } from './reasons.ts'

type Row = { id: string; name: string; title: Names; acts: Act[]; procedures?: readonly string[]; except: number; sources: string[]; inNameOf?: string }
type Data = {
  unit: { code: string; name: Names }
  units: { code: string; name: Names }[]
  on: Day
  rows: Row[]
  people: { id: string; name: string }[]
  procedures: ProcedureChoice[]
  asked?: { official: string; act: Act; procedure?: string; filedOn?: Day; name: string; may: boolean; reasons: string[] }
  reports: { unheld: Finding[]; twice: Finding[]; left: Finding[] }
  places: Record<string, Names>
  seat?: string
}

/** Who may do what in a unit on a day; whether a person may do a thing, and why; and which powers are in nobody's hands, or in too many. */
export const authorityPage = definePage<Data>({
  path: '/officer/authority',
  face: 'officer',
  may: ['admin', 'oversee'],

  async load(ctx, { query }) {
    const one = (name: string): string => [query[name]].flat()[0]?.trim() ?? ''
    const on = readDate(one('day')) ?? day(ctx.now)
    const register = ctx.take(unitRegister)
    const top = topOf(ctx)
    const wanted = register.find(one('unit'), on) && mayAsk(ctx, one('unit')) ? one('unit') : top
    const code = register.get(wanted, on).serves ?? wanted
    const place = (unit: string) => ({ code: unit, name: register.find(unit, on)?.full ?? register.versionsOf(unit).at(-1)?.full ?? { vi: unit, en: unit } })
    const [{ authority, names }, procedures, reports] = await Promise.all([readAllAuthority(ctx), procedureChoices(ctx), powerReports(ctx, top, on)])

    const rows = new Map<string, Row>()
    for (const { official, entry } of authority.allOn(on)) {
      if (entry.power.unit !== code) continue
      const key = [official, entry.power.source, entry.power.procedures?.join(), JSON.stringify(entry.power.except)].join(' ')
      const row = rows.get(key) ?? {
        id: official, name: names.get(official) ?? official, title: entry.standing.title, acts: [], ...(entry.power.procedures && { procedures: entry.power.procedures }),
        except: new Set(entry.power.except?.flatMap((it) => it.procedures)).size, sources: [], ...(entry.power.inNameOf && { inNameOf: entry.power.inNameOf.name }),
      }
      row.acts.push(entry.power.act)
      if (!row.sources.includes(entry.grant.source)) row.sources.push(entry.grant.source)
      rows.set(key, row)
    }
    const people = authority.everIn(code).map((id) => ({ id, name: names.get(id) ?? id })).sort((a, b) => a.name.localeCompare(b.name, 'vi'))
    const [official, act, procedure, filedOn] = [one('official'), acts.find((it) => it === one('act')), one('procedure') || undefined, readDate(one('filedOn'))]
    const found = people.find(({ id }) => id === official)
    const answer = found && act && authority.why({ official, act, unit: code, procedure, day: on, filedOn })
    return {
      unit: place(code), on, rows: [...rows.values()], people, procedures, reports,
      units: [top, ...register.bodiesUnder(top, on).filter(({ serves }) => serves === undefined).map((body) => body.code), ...register.communesOf(top, on).map((commune) => commune.code)].map(place),
      places: Object.fromEntries([...reports.unheld, ...reports.twice, ...reports.left].map(({ unit }) => [unit, place(unit).name])),
      ...(found && act && answer && { asked: { official, act, ...(procedure && { procedure }), ...(filedOn && { filedOn }), name: found.name, may: answer.may, reasons: sayReasons(ctx, answer.reasons) } }),
      ...seatOf(ctx),
    }
  },

  view({ data, p }) {
    const all = p.lang === 'en' ? en : vi
    const t = all.authority
    const nameOf = (code: string): string => data.procedures.find((one) => one.code === code)?.names[p.lang] ?? code
    return (
      <Layout p={p} title={t.title} current="authority" unit={data.seat} side={<Ask p={p} data={data} />}>
        <Heading below={t.lead} end={<ActLink href={p.href('/officer/authority/what-if')}>{t.toWhatIf}</ActLink>}>{t.title}</Heading>
        <FilterForm p={p} words={t.show}>
          <Select p={p} name="unit" label={t.unit} value={data.unit.code} empty={false} options={data.units.map(({ code, name }) => ({ value: code, label: name[p.lang] }))} />
          <DateField p={p} name="day" label={t.day} hint={t.dayHint} value={data.on} />
        </FilterForm>
        {data.asked && (
          <Notice tone={data.asked.may ? 'good' : 'pause'} title={(data.asked.may ? t.yes : t.no)(data.asked.name)}>
            <p>{all.acts[data.asked.act]}{data.asked.procedure && <>: {nameOf(data.asked.procedure)}</>}; {data.unit.name[p.lang]}, {date(data.on)}.</p>
            <ol>{data.asked.reasons.map((reason) => <li><AsWritten p={p}>{reason}</AsWritten></li>)}</ol>
          </Notice>
        )}
        <Section id="held" title={t.held(data.unit.name[p.lang], date(data.on))}>
          <Table p={p} caption={t.held(data.unit.name[p.lang], date(data.on))} rows={data.rows} empty={<p class="quiet">{t.heldNone}</p>} columns={[
            { label: t.who, head: true, cell: (row) => <Vi p={p}>{row.name}</Vi> },
            { label: t.post, cell: (row) => (row.inNameOf ? t.inNameOf(row.inNameOf) : row.title[p.lang]) },
            { label: t.may, cell: (row) => row.acts.map((act) => all.acts[act]).join('; ') },
            { label: t.procedures, cell: (row) => `${row.procedures ? row.procedures.map(nameOf).join('; ') : t.all}${row.except ? `, ${t.except(row.except)}` : ''}` },
            { label: t.source, cell: (row) => <Vi p={p}>{row.sources.join('; ')}</Vi> },
          ]} />
        </Section>
        <Section id="reports" title={t.reports}>
          <Findings title={t.unheld} none={t.nothing} rows={data.reports.unheld.map(({ unit, act }) => `${data.places[unit]![p.lang]}: ${act ? all.acts[act] : ''}`)} />
          <Findings title={t.twice} none={t.nothing} rows={data.reports.twice.map(({ title, names }) => `${title![p.lang]}: ${names.join('; ')}`)} />
          <Findings title={t.left} none={t.nothing} rows={data.reports.left.map(({ unit, names }) => `${data.places[unit]![p.lang]}: ${names.join(' → ')}`)} />
        </Section>
      </Layout>
    )
  },
})

/** The first lines are seen at once; the rest one press away. */
const Findings = ({ title, rows, none }: { title: string; rows: string[]; none: string }) => (
  <>
    <h3>{title} ({rows.length})</h3>
    {rows.length === 0 ? <p class="quiet">{none}</p> : rows.length <= 8 ? <ul>{rows.map((row) => <li>{row}</li>)}</ul> : <details><summary>{rows[0]} …</summary><ul>{rows.map((row) => <li>{row}</li>)}</ul></details>}
  </>
)

const Ask = ({ p, data }: { p: PageInfo; data: Data }) => {
  const all = p.lang === 'en' ? en : vi
  const t = all.authority
  return (
    <aside class="side" aria-labelledby="ask"><div class="flow">
      <h2 id="ask">{t.ask}</h2>
      <form class="flow" action={p.href('/officer/authority')}>
        <input type="hidden" name="unit" value={data.unit.code} />
        <input type="hidden" name="day" value={date(data.on)} />
        <p class="quiet">{data.unit.name[p.lang]}, {date(data.on)}</p>
        <Select p={p} name="official" label={t.official} value={data.asked?.official} empty={t.officialEmpty} options={data.people.map(({ id, name }) => ({ value: id, label: name }))} />
        <Select p={p} name="act" label={t.act} value={data.asked?.act ?? 'decide'} empty={false} options={acts.map((act) => ({ value: act, label: all.acts[act] }))} />
        <Select p={p} name="procedure" label={t.procedure} value={data.asked?.procedure} empty={t.procedureEmpty} options={data.procedures.map(({ code, names }) => ({ value: code, label: names[p.lang] }))} />
        <DateField p={p} name="filedOn" label={t.filedOn} hint={t.filedHint} value={data.asked?.filedOn} />
        <Actions><Button name="ask" value="1">{t.askNow}</Button></Actions>
      </form>
    </div></aside>
  )
}
