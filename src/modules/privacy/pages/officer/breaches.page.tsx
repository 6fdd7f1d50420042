import { definePage, type PageInfo } from '#platform/page'
import { ActLink, Button } from '#ui/button'
import { Clock } from '#ui/clock'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { DateField, LongText, NumberField, TextField } from '#ui/field'
import { Actions, Form } from '#ui/form'
import { letterDate, moment, number, readDate, readNumber } from '#ui/format'
import { Heading, Layout, Section, Vi } from '#ui/layout'
import { Letter, LetterLines } from '#ui/letter'
import { Table } from '#ui/table'
import { closeBreach, noteBreach, tellAuthority, tellPeople } from '../../actions/of-officers.ts'
import { privacyLaw } from '../../definitions.ts'
import { hoursLeft } from '../../domain/breach.ts'
import { type BreachRow, breaches, openBreachRow } from '../../queries/officer.ts'
import { textsOf } from '../../texts/texts.ts'

/** Hours, not days: they run at night as well. */
const BreachClock = ({ p, row }: { p: PageInfo; row: BreachRow }) => {
  const t = textsOf(p.lang).breaches
  if (row.closed_at) return <Clock state="ended" words={t.closed} />
  if (row.told_authority_at) return <Clock state={row.told_authority_at <= row.tell_by ? 'done' : 'done-late'} words={t.told} />
  const left = hoursLeft(row.tell_by, p.now)
  return left < 0 ? <Clock state="late" words={t.late(-left)} /> : <Clock state={left < 24 ? 'today' : 'running'} words={t.left(left)} small={moment(row.tell_by)} />
}

type Data = { rows: BreachRow[]; hours: number }
const one = (value: string | string[] | undefined): string => String(value ?? '').trim()

export const breachesPage = definePage<Data>({
  path: '/officer/privacy/breaches', face: 'officer', may: 'protect',
  load: async (ctx) => ({ rows: await breaches(ctx), hours: ctx.take(privacyLaw).processing.breach.tellWithinHours }),
  submits: {
    note: {
      action: noteBreach,
      input({ title, day, hour, what, categories, people, cause, harm }) {
        const at = /^(\d{1,2})[:h](\d{2})$/.exec(one(hour))
        return { title, what, categories, cause, harm, people: readNumber(one(people)) ?? one(people), day: readDate(one(day)) ?? one(day), hour: at ? `${at[1]!.padStart(2, '0')}:${at[2]}` : one(hour) }
      },
      then: ({ id }) => `/officer/privacy/breaches/${id}`,
    },
  },
  view({ data: { rows, hours }, p }) {
    const t = textsOf(p.lang).breaches
    return (
      <Layout p={p} title={t.title} current="privacy" crumbs={[{ href: '/officer/privacy', label: textsOf(p.lang).desk.title }]}>
        <Heading below={t.lead(hours)}>{t.title}</Heading>
        {!rows.length ? <Empty title={t.none}>{t.noneWhat}</Empty> : (
          <Table p={p} caption={t.title} rows={rows} columns={[
            { label: t.tellBy, cell: (row) => <BreachClock p={p} row={row} /> },
            { label: t.name, head: true, cell: (row) => <a href={p.href(`/officer/privacy/breaches/${row.id}`)}><Vi p={p}>{row.title}</Vi></a> },
            { label: t.people, num: true, cell: (row) => number(row.people, 0, p.lang) },
            { label: t.detected, cell: (row) => moment(row.detected_at) },
          ]} />
        )}
        <Section id="new" title={t.new} panel>
          <Form p={p}>
            <TextField p={p} name="title" label={t.name} />
            <DateField p={p} name="day" label={t.day} />
            <TextField p={p} name="hour" label={t.hour} hint={t.hourHint} short />
            <LongText p={p} name="what" label={t.what} rows={4} />
            <TextField p={p} name="categories" label={t.categories} />
            <NumberField p={p} name="people" label={t.people} />
            <LongText p={p} name="cause" label={t.cause} rows={2} />
            <LongText p={p} name="harm" label={t.harm} rows={2} />
            <Actions><Button value="note">{t.note}</Button></Actions>
          </Form>
        </Section>
      </Layout>
    )
  },
})

/** One breach: its hours, the letter to the authority filled in from what is known, and what was done. */
export const breachPage = definePage<BreachRow>({
  path: '/officer/privacy/breaches/:breach', face: 'officer', may: 'protect',
  load: (ctx, { params }) => openBreachRow(ctx, params['breach']!),
  submits: {
    tell: { action: tellAuthority, input: ({ number }, { params }) => ({ breach: params['breach'], number }), then: (_r, { params }) => `/officer/privacy/breaches/${params['breach']}` },
    'tell-people': { action: tellPeople, input: ({ how }, { params }) => ({ breach: params['breach'], how }), then: (_r, { params }) => `/officer/privacy/breaches/${params['breach']}` },
    close: { action: closeBreach, input: ({ measures }, { params }) => ({ breach: params['breach'], measures }), then: (_r, { params }) => `/officer/privacy/breaches/${params['breach']}` },
  },
  view({ data: row, p }) {
    const t = textsOf(p.lang).breaches
    return (
      <Layout p={p} title={row.title} current="privacy" crumbs={[{ href: '/officer/privacy', label: textsOf(p.lang).desk.title }, { href: '/officer/privacy/breaches', label: t.title }]}>
        <Heading above={t.title}><Vi p={p}>{row.title}</Vi></Heading>
        <Facts p={p} items={[
          { name: t.tellBy, value: <BreachClock p={p} row={row} /> }, { name: t.detected, value: moment(row.detected_at) }, { name: t.people, value: number(row.people, 0, p.lang) }, { name: t.categories, value: <Vi p={p}>{row.categories}</Vi> },
          { name: t.what, value: <Vi p={p}>{row.what}</Vi> }, { name: t.cause, value: <Vi p={p}>{row.cause}</Vi> }, { name: t.harm, value: <Vi p={p}>{row.harm}</Vi> },
          { name: t.authority, value: row.told_authority_at ? t.toldAt(moment(row.told_authority_at), row.authority_number!) : t.notTold },
          { name: t.peopleTold, value: row.told_people_at ? <>{moment(row.told_people_at)}: <Vi p={p}>{row.told_people_how}</Vi></> : t.notTold },
          ...(row.measures ? [{ name: t.measures, value: <Vi p={p}>{row.measures}</Vi> }] : []), { name: t.notedBy, value: <Vi p={p}>{row.noted_by_name}</Vi> },
        ]} />
        {!row.closed_at && !row.told_authority_at && (
          <Form p={p} submit="tell" panel><TextField p={p} name="number" label={t.number} short /><p><Button>{t.tell}</Button></p></Form>
        )}
        {!row.closed_at && !row.told_people_at && <Form p={p} submit="tell-people" panel><LongText p={p} name="how" label={t.how} rows={2} /><p><Button kind="second">{t.tellPeople}</Button></p></Form>}
        {!row.closed_at && row.told_authority_at && <Form p={p} submit="close" panel><LongText p={p} name="measures" label={t.measures} rows={4} /><p><Button kind="second">{t.close}</Button></p></Form>}
        <Section id="draft" title={t.draft}>
          <p class="hint">{t.draftWhat}</p>
          <Letter under head={{ above: 'ỦY BAN NHÂN DÂN', body: p.place.name.toUpperCase(), placeAndDate: `${p.place.short}, ${letterDate(p.now)}` }} title="THÔNG BÁO VI PHẠM QUY ĐỊNH VỀ BẢO VỆ DỮ LIỆU CÁ NHÂN">
            <p>Kính gửi: Cơ quan chuyên trách bảo vệ dữ liệu cá nhân, Bộ Công an</p>
            <p>Thực hiện Điều 23 Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15, cơ quan chúng tôi thông báo:</p>
            <LetterLines lines={[
              { name: 'Vụ việc', value: row.title }, { name: 'Thời điểm phát hiện', value: moment(row.detected_at) }, { name: 'Diễn biến', value: row.what }, { name: 'Loại dữ liệu', value: row.categories },
              { name: 'Số người bị ảnh hưởng', value: number(row.people, 0, p.lang) }, { name: 'Nguyên nhân', value: row.cause }, { name: 'Hậu quả có thể xảy ra', value: row.harm }, { name: 'Biện pháp', value: row.measures ?? 'đang thực hiện' }, { name: 'Đầu mối liên hệ', value: row.noted_by_name },
            ]} />
          </Letter>
        </Section>
        <p><ActLink href={p.href('/officer/privacy/breaches')}>{t.title}</ActLink></p>
      </Layout>
    )
  },
})
