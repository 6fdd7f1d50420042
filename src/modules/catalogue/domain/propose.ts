import { stringify } from 'yaml'
import { type DecisionTable, type HeldBook, heldThing, type SharedDefinitions, writeDecisions } from '#procedures'
import { type ProcedureFacts, factsOf } from './facts.ts'
import type { ApplicantKind, Duration, Reading, RecordText, Said, Span } from './reading.ts'
import { type Rules, readinessOf } from './readiness.ts'
import { plain } from './words.ts'

/** What proposals are made with: countries/…/catalogue/field-groups.yaml. */
export interface ProposingBook {
  most: number
  groups: readonly { key: string; title: Bilingual; words: readonly string[]; in: readonly ('name' | 'result' | 'papers')[]; required: readonly string[]; properties: Readonly<Record<string, object>> }[]
  application: readonly string[]
  refusals: readonly string[]
  flows: readonly { flow: string; when: 'immediate' | 'coordinating' | 'site-check' | 'always' }[]
  departments: readonly { key: string; words: readonly string[] }[]
  provisional: { time: { amount: number; unit: 'working-day' | 'day' | 'hour' }; department: string }
  units: Readonly<Record<string, readonly [string, number]>>
}
export interface Means {
  book: ProposingBook
  shared: SharedDefinitions
  /** Fields of public life by key. */
  fields: Readonly<Record<string, { names: Bilingual }>>
  rules: Omit<Rules, 'flags'> & { flags: readonly (Rules['flags'][number] & { names: Bilingual })[] }
  held?: HeldBook | undefined
  /** The last version that is served of each code. */
  served: ReadonlyMap<string, number>
  /** 'YYYY-MM-DD' */
  today: string
}

/**
 * What the official must look at before this may be published. `settle`: something stands in the proposal that the record
 * does not say, because a definition cannot be without it.
 */
export interface ProposalRemark { about: string; say: string; span?: Span; settle?: true }
/** `adds`: lines for a file that several definitions share; otherwise a whole file. Paths from the country folder. */
export interface ProposedFile { path: string; content: string; adds?: true }
export interface Proposal { code: string; version: number; definition: Record<string, any>; files: ProposedFile[]; remarks: ProposalRemark[]; tables: DecisionTable[] }
export interface Bilingual { vi: string; en: string }

const words = (text: string): string => ` ${plain(text.normalize('NFC')).toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')} `
const says = (text: string, list: readonly string[]): boolean => list.some((one) => words(text).includes(words(one)))
const tidy = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]+/g, ' ').replace(/\s+/g, ' ').trim()
/** "Đơn đề nghị cấp phép" → "don-de-nghi-cap-phep": small letters, digits and hyphens. */
export const slugOf = (text: string, most = 48): string => tidy(text).normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, most).replace(/^-+|-+$/g, '') || 'khong-ten'
/** Nobody has translated the record: the English page says so rather than inventing words. */
const untranslated = (text: string): Bilingual => { const vi = tidy(text) || 'chưa đọc được'; return { vi, en: `Not translated yet: ${vi}` } }
const quoted = (text: string): string => JSON.stringify(text)
const isCode = (code: string | undefined): code is string => /^KQ[.-][A-Za-z0-9.-]+$/.test(code ?? '')

const applicantOf: Record<ApplicantKind, string | undefined> = {
  citizen: 'citizen', 'overseas-vietnamese': 'citizen', official: 'citizen', 'party-member': 'citizen', foreigner: 'foreigner', enterprise: 'enterprise', 'vietnamese-enterprise': 'enterprise', 'foreign-invested-enterprise': 'enterprise',
  cooperative: 'organisation', organisation: 'organisation', 'foreign-organisation': 'organisation', 'party-organisation': 'organisation', other: undefined,
}

/**
 * A working service from the reading of one official record: a definition and its decisions in the format of the country
 * pack. What the record does not say is a remark; nothing is published by this. Throws when the record has no code or name.
 */
export function propose(reading: Reading, text: RecordText, means: Means, settled: ProcedureFacts['settled'] = {}): Proposal {
  const code = /^[1-9]\.\d{6}/.exec(reading.code?.value ?? '')?.[0]
  const name = tidy(reading.name?.value ?? '')
  if (!code || !name) throw new Error('a record without code or name cannot become a service')
  const { book, shared } = means
  const remarks: ProposalRemark[] = []
  const remark = (about: string, say: string, span?: Span): void => void remarks.push({ about, say, ...(span ? { span } : {}) })
  const unread = (about: string, say: string, span?: Span): void => void remarks.push({ about, say: `chưa đọc được: ${say}`, ...(span ? { span } : {}), settle: true })
  const adds: ProposedFile[] = []
  const add = (path: string, key: string, value: object): void => void adds.push({ path, content: stringify({ [key]: value }, { lineWidth: 0, collectionStyle: 'flow' }).replace(/^\{ ([\s\S]*) \}\n$/, '$1\n'), adds: true })
  const facts = { ...factsOf(reading, text.trinh_tu_thuc_hien) }
  const readiness = readinessOf(facts, means.rules, settled)
  if (reading.code!.value !== code) remark('code', `bản ghi mang mã ${reading.code!.value}; định nghĩa chỉ nhận ${code}`, reading.code!.span)

  // Who decides: the level nearest to people; what only a ministry does is not served here.
  const levels = new Set(reading.levels.map(({ value }) => value))
  const level = levels.has('commune') || levels.has('district') ? 'commune' : 'province'
  if (levels.size === 0) unread('level', 'cấp nào giải quyết; tạm ghi cấp tỉnh')
  else if (levels.size > 1) remark('level', `bản ghi nêu nhiều cấp; bản đề xuất lập cho cấp ${level === 'commune' ? 'xã' : 'tỉnh'}`, reading.levels[0]!.span)
  else if (!levels.has('province') && level === 'province') remarks.push({ about: 'level', say: 'bản ghi là thủ tục của cấp khác, không phải tỉnh hay xã; xem có được phân cấp không trước khi dùng', span: reading.levels[0]!.span, settle: true })
  let department: string | undefined
  if (level === 'province') {
    const agencies = [...reading.competent, ...reading.performing, ...reading.delegated].map(({ value }) => value).join('. ')
    department = (book.departments.find((one) => says(agencies, one.words)) ?? book.departments.find((one) => says(reading.field?.value ?? '', one.words)))?.key
    if (!department) unread('department', `cơ quan nào của tỉnh giải quyết; tạm ghi ${book.provisional.department}`, reading.performing[0]?.span ?? reading.competent[0]?.span)
    department ??= book.provisional.department
  }

  const fieldName = tidy(reading.field?.value ?? '')
  const known = Object.entries(means.fields).find(([, it]) => words(it.names.vi) === words(fieldName))?.[0]
  const field = known ?? slugOf(fieldName || 'linh-vuc-chua-doc-duoc').replace(/[0-9]/g, '').replace(/-{2,}/g, '-').replace(/^-+|-+$/g, '')
  if (!known) { add('fields.yaml', field, { names: untranslated(fieldName || 'Lĩnh vực chưa đọc được') }); if (fieldName) remark('field', `lĩnh vực “${fieldName}” chưa có trong fields.yaml; bản đề xuất thêm vào`, reading.field!.span); else unread('field', 'lĩnh vực') }

  const applicants = [...new Set(reading.applicants.flatMap(({ value, span }) => applicantOf[value] ?? (remark('applicants', 'có đối tượng không xếp được vào loại nào', span), [])))]
  if (!applicants.length) { unread('applicants', 'ai được làm; tạm ghi công dân và tổ chức'); applicants.push('citizen', 'organisation') }

  const form = formOf(reading, name, means, applicants, level)
  if (!form.matched) remark('form', 'không nhận ra nhóm dữ liệu nào từ tên, kết quả; biểu mẫu chỉ hỏi nội dung đề nghị')
  const papers = papersOf(reading, means, form, remark, unread)
  const timing = timeOf(reading, book, remark, unread)
  const fees = feesOf(reading, form, remark)

  const result = reading.results.find(({ name: one }) => !says(one.value, book.refusals)) ?? reading.results[0]
  const resultName = tidy(result?.name.value ?? '') || `Kết quả của thủ tục ${code}`
  if (!result) unread('result', 'thủ tục cho kết quả gì')
  if (result && reading.results.length > 1) remark('result', `bản ghi có ${reading.results.length} kết quả; bản đề xuất dùng “${resultName.slice(0, 120)}”`, result.name.span)
  const resultCode = isCode(result?.code?.value) ? result.code.value : `KQ.SEN.P${code.replace('.', '')}`
  if (!isCode(result?.code?.value)) unread('result', `mã kết quả theo dạng KQ.…; tạm ghi ${resultCode}`, result?.code?.span ?? result?.name.span)
  if (!shared.results[resultCode]) add('procedures/_results.yaml', resultCode, untranslated(resultName))

  const bases = new Map<string, object>()
  for (const { number, date, title } of reading.bases) {
    const key = tidy(number.value)
    if (key.length < 3 || bases.has(key)) continue
    const day = /^\d{4}-\d\d-\d\d$/.test(date?.value ?? '') && !Number.isNaN(Date.parse(date!.value)) && new Date(date!.value).toISOString().startsWith(date!.value) ? date!.value : undefined
    bases.set(key, shared.laws[key] ? { number: key } : { number: key, names: untranslated(title?.value ?? key), ...(day ? { date: day } : {}) })
  }
  if (!bases.size) {
    unread('legalBases', 'căn cứ pháp lý; tạm ghi quyết định công bố')
    const decision = tidy(reading.decision?.value ?? '')
    bases.set('', { number: decision.length > 2 ? decision : 'chưa đọc được', names: { vi: 'Quyết định công bố thủ tục hành chính', en: 'Decision that published the procedure' } })
  }

  // Reasons why a service would not be full-process count once an official has settled them with the law (Decree 224/2026 art. 14).
  const blocking = readiness.flags.find((flag) => flag.settled?.holds)
  const nameOf = (flag: string): Bilingual => means.rules.flags.find((one) => one.code === flag)?.names ?? { vi: flag, en: flag }
  for (const flag of readiness.flags) if (!flag.settled) remark('fullProcess', `chưa quyết định: ${nameOf(flag.code).vi.toLowerCase()}${flag.evidence.length > 12 ? ` (“${tidy(flag.evidence)}”)` : ''}`)
  const flow = book.flows.find(({ when }) => when === 'always' || (when === 'immediate' ? timing.immediate : !timing.immediate && (when === 'coordinating' ? reading.coordinating.some(({ value }) => /\p{L}/u.test(value) && !/^không( có)?( thông tin)?[.\s]*$/iu.test(value)) : readiness.flags.some(({ code: one, settled: by }) => one === 'site-check' && (by?.holds ?? true)))))!.flow

  const version = (means.served.get(code) ?? 0) + 1
  if (version > 1) remark('version', `thủ tục đã có dịch vụ, phiên bản ${version - 1}; đây là bản để so sánh, ghi ngày kết thúc bản cũ trước khi thay`)
  for (const { why, span } of reading.unread) remark('unread', `chưa đọc được: “${tidy(text[span.field].slice(span.start, span.end)).slice(0, 200)}” (${why})`, span)
  remark('names', 'chưa có bản tiếng Anh; phần tiếng Anh ghi rõ là chưa dịch')

  const definition = {
    code, version, validFrom: means.today, names: untranslated(name), everyday: untranslated(`Làm thủ tục này để nhận: ${resultName}.`), synonyms: [], lifeEvents: [], field, level,
    ...(department ? { department } : { competentUnit: 'decidingUnit' }), applicants, depth: 'listed',
    ...(conditionsOf(reading) ? { conditions: untranslated(conditionsOf(reading)) } : {}),
    form: { steps: form.steps, schema: { required: form.required, properties: form.properties } },
    components: papers.components, flow, time: { source: timing.source }, fees: fees.fees,
    result: { code: resultCode, documentType: slugOf(resultName), template: 'decision', paper: readiness.flags.some(({ code: one }) => one === 'not-signable'), fill: { title: resultName.replace(/[{}]/g, ' ') } },
    fullProcess: blocking ? { partial: { reason: ['presence-by-law', 'site-check'].includes(blocking.code) ? blocking.code : blocking.kind === 'technical' ? 'technical' : 'other', basis: blocking.settled!.basis, names: nameOf(blocking.code) } } : true,
    legalBases: [...bases.values()],
    source: { what: `Bản ghi ${reading.code!.value} của danh mục thủ tục quốc gia`, readOn: means.today, ...(tidy(reading.decision?.value ?? '') ? { decision: tidy(reading.decision!.value) } : {}), sureness: 'medium', doubts: `Bản đề xuất lập từ bản ghi, ${remarks.length} điều cần xem trước khi công bố.` },
  }
  const tables = [timing.table, ...(papers.table ? [papers.table] : []), ...fees.tables]
  const stem = `${code}-${slugOf(name, 60)}`
  return {
    code, version, definition, remarks, tables,
    files: [
      { path: `procedures/${stem}.yaml`, content: `# Bản đề xuất lập từ danh mục quốc gia. Chưa được công bố; người phụ trách thủ tục phải xem từng điều.\n${remarks.map(({ about, say, settle }) => `# ${settle ? 'CẦN QUYẾT ĐỊNH' : 'Xem'} (${about}): ${tidy(say)}`).join('\n')}\n${stringify(definition, { lineWidth: 0 })}` },
      { path: `decisions/${stem}.dmn`, content: writeDecisions(code, name, { tables }) },
      ...adds,
    ],
  }
}

const conditionsOf = (reading: Reading): string => reading.conditions.map(({ value }) => tidy(value)).filter((it) => it && !/^không( có)?[.\s]*$/iu.test(it)).join(' ')

interface ProposedForm { matched: boolean; steps: any[]; properties: Record<string, any>; required: string[]; ask(step: string, title: Bilingual, name: string, property: object): void }

function formOf(reading: Reading, name: string, { book }: Means, applicants: readonly string[], level: string): ProposedForm {
  const properties: Record<string, any> = {}
  const required: string[] = []
  const steps: any[] = [{ use: 'applicant' }]
  const persons = applicants.some((one) => one === 'citizen' || one === 'foreigner')
  const bodies = applicants.some((one) => one !== 'citizen' && one !== 'foreigner')
  const ask = (step: string, title: Bilingual, field: string, property: object): void => {
    properties[field] = property
    required.push(field)
    const there = steps.find(({ id }) => id === step)
    if (there) there.fields.push(field)
    else steps.splice(1, 0, { id: step, title, fields: [field] })
  }
  if (persons && bodies) {
    ask('case', { vi: 'Trường hợp của bạn', en: 'Your case' }, 'applyingAs', { 'x-widget': 'choice', 'x-label': { vi: 'Bạn làm hồ sơ cho', en: 'You apply for' }, 'x-options': [{ value: 'self', vi: 'Cá nhân', en: 'a person' }, { value: 'organisation', vi: 'Tổ chức, doanh nghiệp', en: 'an organisation or enterprise' }] })
    steps.push({ use: 'business', when: { field: 'applyingAs', is: 'organisation' } })
  } else if (bodies) steps.push({ use: 'business' })
  const places = { name, result: reading.results.map(({ name: one }) => one.value).join('. '), papers: reading.groups.flatMap(({ papers }) => papers.map(({ name: one }) => one.value)).join('. ') }
  const groups = book.groups.filter((group) => group.in.some((place) => says(places[place], group.words))).slice(0, book.most)
  for (const group of groups) {
    steps.push({ id: group.key, title: group.title, fields: Object.keys(group.properties) })
    for (const [field, property] of Object.entries(group.properties)) properties[field] = structuredClone(property)
    required.push(...group.required)
  }
  steps.push(groups.length ? { use: 'request', fields: ['requestNote'] } : { use: 'request' })
  if (level === 'commune') steps.push({ use: 'where' })
  return { matched: groups.length > 0, steps, properties, required, ask }
}

type Remarker = (about: string, say: string, span?: Span) => void
const caseTitle: Bilingual = { vi: 'Trường hợp của bạn', en: 'Your case' }

function papersOf(reading: Reading, { book, held }: Means, form: ProposedForm, remark: Remarker, unread: Remarker): { components: any[]; table?: DecisionTable } {
  const cases = reading.groups.length > 1 ? [...new Set(reading.groups.flatMap((group) => (group.case ? [tidy(group.case.value)] : [])))] : []
  if (cases.length > 1)
    form.ask('case', caseTitle, 'applicationCase', { 'x-widget': 'choice', 'x-label': { vi: 'Hồ sơ của bạn thuộc trường hợp nào', en: 'Which case is yours' }, 'x-options': cases.map((it, at) => ({ value: `case-${at + 1}`, ...untranslated(it.replace(/[:;.\s]+$/u, '') || it) })) })
  const found = new Map<string, { component: any; cases: Set<number>; always: boolean; question?: string }>()
  const codes = new Set<string>()
  const questions = new Map<string, string>()
  for (const group of reading.groups) {
    const at = cases.length > 1 && group.case ? cases.indexOf(tidy(group.case.value)) : -1
    for (const paper of group.papers) {
      const name = tidy(paper.name.value)
      if (paper.kind !== 'paper' || !name) { if (name) remark('components', `dòng trong bảng không phải giấy tờ: “${name.slice(0, 160)}”`, paper.name.span); continue }
      if (paper.forms.length && !heldPaper(held, name) && book.application.some((one) => words(name).startsWith(words(one)))) {
        remark('components', `“${name.slice(0, 120)}” là đơn, tờ khai: biểu mẫu trên màn hình thay cho nó; đối chiếu các ô với mẫu ${paper.forms.map(({ value }) => tidy(value)).join(', ')}, mẫu này không nằm trong bản ghi`, paper.name.span)
        continue
      }
      const conditions = paper.conditions.map(({ value }) => tidy(value)).filter((it) => it.length > 2)
      const ifAny = conditions.some((it) => /nếu có/iu.test(it)) || /nếu có/iu.test(name)
      const real = conditions.filter((it) => !/nếu có/iu.test(it)).join('; ')
      const key = `${name}|${paper.originals.value}|${paper.copies.value}|${real}`
      const before = found.get(key)
      if (before) { if (at < 0) before.always = true; else before.cases.add(at); continue }
      let question: string | undefined
      if (real) {
        question = questions.get(real)
        if (!question && questions.size < 8) {
          questions.set(real, (question = `condition${questions.size + 1}`))
          form.ask('case', caseTitle, question, { 'x-widget': 'yes-no', 'x-label': untranslated(`Hồ sơ của bạn có thuộc trường hợp này không: ${real}`) })
        }
      }
      const present = paper.presentOnly !== undefined
      const none = paper.originals.value + paper.copies.value === 0
      const thing = heldPaper(held, name)
      const connected = thing && held!.holders[thing.holder]?.connected
      if (thing && !connected) remark('components', `“${name.slice(0, 120)}”: ${held!.holders[thing.holder]!.names.vi} đang giữ nhưng chưa kết nối, nên còn phải hỏi`, paper.name.span)
      if (none && !present) unread('components', `số bản của “${name.slice(0, 120)}”; tạm ghi là không bắt buộc`, paper.originals.span)
      let one = slugOf(name)
      for (let n = 2; codes.has(one); n++) one = `${slugOf(name, 44)}-${n}`
      codes.add(one)
      const component = {
        code: one, names: untranslated(name), originals: none && present ? 1 : Math.trunc(paper.originals.value), copies: Math.trunc(paper.copies.value), need: present ? 'present' : 'submit',
        ...(ifAny || (none && !present) || (real && !question) ? { optional: true } : {}), ...(connected ? { heldAs: thing.as } : {}), ...(real && !question ? { note: untranslated(`Khi nào cần: ${real}`) } : {}),
      }
      found.set(key, { component, cases: new Set(at < 0 ? [] : [at]), always: at < 0, ...(question ? { question } : {}) })
    }
  }
  if (!reading.groups.some(({ papers }) => papers.some(({ kind }) => kind === 'paper'))) unread('components', 'hồ sơ gồm giấy tờ gì', reading.groups[0]?.case?.span)
  const all = [...found.values()]
  if (!all.length) return { components: [] }
  const inputs = [...(all.some((it) => cases.length > 1 && !it.always) ? [{ name: 'applicationCase', label: 'Trường hợp của hồ sơ', type: 'string' as const }] : []), ...[...questions].filter(([, question]) => all.some((it) => it.question === question)).map(([label, name]) => ({ name, label: label.slice(0, 200), type: 'boolean' as const }))]
  return {
    components: all.map(({ component }) => component),
    table: {
      name: 'papers', description: 'Thành phần hồ sơ theo bản ghi của danh mục quốc gia', hit: 'COLLECT', inputs, outputs: [{ name: 'paper', label: 'Giấy tờ', type: 'string' }],
      rules: all.map(({ component, cases: mine, always, question }) => ({
        tests: inputs.map((input) => (input.name === 'applicationCase' ? (always || mine.size === cases.length ? '-' : [...mine].map((at) => quoted(`case-${at + 1}`)).join(', ')) : input.name === question ? 'true' : '-')),
        gives: [quoted(component.code)], note: component.names.vi.slice(0, 300),
      })),
    },
  }
}

const heldPaper = (held: HeldBook | undefined, name: string) => (held ? heldThing(held, name) : undefined)

function timeOf(reading: Reading, book: ProposingBook, remark: Remarker, unread: Remarker): { source: string; immediate: boolean; table: DecisionTable } {
  const counted = new Map<string, { amount: number; unit: string; span: Span }>()
  for (const { channel, time, times } of reading.channels) {
    // A bare number in the cell takes its unit from the sentence beside it, when that gives the same number.
    const said: Said<Duration> | undefined = time && time.value.unit !== 'unstated' ? time : (times.find((one) => one.value.unit !== 'unstated' && one.value.max === time?.value.max) ?? (time ? undefined : times.find((one) => one.value.unit !== 'unstated' && !one.case)))
    if (!said) { if (time) remark('time', `chưa đọc được: thời hạn ${time.value.max} không ghi đơn vị`, time.span); continue }
    const { max, unit } = said.value
    const [into, factor] = book.units[unit] ?? []
    const one = unit === 'immediate' ? { amount: 0, unit: 'immediate' } : into && max > 0 ? { amount: Math.ceil(max * factor!), unit: into } : undefined
    if (!one) { remark('time', 'chưa đọc được: thời hạn bằng 0 hoặc đơn vị lạ', said.span); continue }
    if (factor !== undefined && factor !== 1) remark('time', `thời hạn ${max} ${unit} đổi thành ${one.amount} ${one.unit}`, said.span)
    const key = channel.value === 'online' ? 'online' : 'direct'
    if (!counted.has(key)) counted.set(key, { ...one, span: said.span })
  }
  for (const { times } of reading.channels.slice(0, 1)) for (const one of times) if (one.case) remark('time', `thời hạn riêng cho trường hợp “${tidy(one.case).slice(0, 160)}”: ${one.value.max} ${one.value.unit}; thêm vào bảng thời hạn nếu đúng`, one.span)
  let [online, direct] = [counted.get('online') ?? counted.get('direct'), counted.get('direct') ?? counted.get('online')]
  const source = `Bản ghi của danh mục quốc gia${online ? '' : ': chưa đọc được thời hạn'}`
  if (!online || !direct) {
    const { amount, unit } = book.provisional.time
    unread('time', `thời hạn giải quyết; tạm ghi ${amount} ${unit === 'day' ? 'ngày' : unit === 'hour' ? 'giờ' : 'ngày làm việc'}`, reading.channels[0]?.channel.span)
    online = direct = { amount, unit, span: { field: 'cach_thuc_thuc_hien', start: 0, end: 0 } }
  } else if ((online.unit === 'immediate') !== (direct.unit === 'immediate')) {
    remark('time', 'một kênh trả ngay, một kênh có thời hạn; bản đề xuất lấy thời hạn dài hơn cho cả hai', online.span)
    online = direct = online.unit === 'immediate' ? direct : online
  }
  const same = online.amount === direct.amount && online.unit === direct.unit
  const gives = ({ amount, unit }: { amount: number; unit: string }): string[] => [String(amount), quoted(unit)]
  return {
    source, immediate: online.unit === 'immediate',
    table: {
      name: 'time', description: source, hit: 'UNIQUE', inputs: same ? [] : [{ name: 'channel', label: 'Cách nộp', type: 'string' }], outputs: [{ name: 'amount', label: 'Thời hạn', type: 'number' }, { name: 'unit', label: 'Đơn vị', type: 'string' }],
      rules: same ? [{ tests: [], gives: gives(online), note: '' }] : [{ tests: ['"online"'], gives: gives(online), note: 'Nộp trực tuyến' }, { tests: ['not("online")'], gives: gives(direct), note: 'Nộp trực tiếp, qua bưu chính' }],
    },
  }
}

function feesOf(reading: Reading, form: ProposedForm, remark: Remarker): { fees: any[]; tables: DecisionTable[] } {
  const rates = new Map<string, { amount: number; says: string; channels: Set<string> }>()
  const free = new Map<string, Said<string>>()
  const channels = new Set(reading.channels.map(({ channel }) => (channel.value === 'online' ? 'online' : 'direct')))
  const told = new Set<string>()
  const once = (say: string, span?: Span): void => { if (!told.has(say)) remark('fees', say, span); told.add(say) }
  for (const { channel, fees } of reading.channels) for (const fee of fees) {
    if (fee.contradicts) once('ô phí và chú thích nói khác nhau; xem lại', fee.printed.span)
    if (fee.kind === 'council') once('chưa đọc được: mức phí, do Hội đồng nhân dân tỉnh quy định; thêm mức của tỉnh', fee.printed.span)
    if (fee.kind === 'by-law' || fee.kind === 'unstated') once('chưa đọc được: mức phí, bản ghi dẫn sang văn bản khác hoặc để trống', fee.printed.span)
    if (fee.kind === 'percent') once('chưa đọc được: mức phí tính theo phần trăm', fee.printed.span)
    for (const exemption of fee.exemptions) free.set(tidy(exemption.value), exemption)
    for (const { value, currency, per, condition, span } of fee.amounts) {
      if (currency !== 'VND') { once(`chưa đọc được: mức ${value} ${currency}, chỉ thu được bằng đồng Việt Nam`, span); continue }
      if (!Number.isInteger(value) || value < 1000) { once(`chưa đọc được: mức ${value} đồng trông như thiếu số`, span); continue }
      const says = tidy([condition, per && `mỗi ${per}`].filter(Boolean).join(', '))
      const rate = rates.get(`${value}|${says}`) ?? { amount: value, says, channels: new Set<string>() }
      rate.channels.add(channel.value === 'online' ? 'online' : 'direct')
      rates.set(`${value}|${says}`, rate)
    }
  }
  const all = [...rates.values()]
  if (!all.length) { for (const [say, { span }] of free) remark('fees', `miễn, giảm: ${say.slice(0, 200)}`, span); return { fees: [], tables: [] } }
  // Of several rates that hold together on one channel, the applicant says which is hers.
  const several = ['online', 'direct'].some((one) => all.filter(({ channels: of }) => of.has(one)).length > 1)
  const labelOf = ({ amount, says }: { amount: number; says: string }): string => `${says ? `${says}: ` : ''}${String(amount).replace(/\B(?=(\d{3})+$)/g, '.')} đồng`
  if (several) {
    form.ask('case', caseTitle, 'feeCase', { 'x-widget': 'choice', 'x-label': { vi: 'Mức phí nào áp dụng cho bạn', en: 'Which rate applies to you' }, 'x-options': all.map((rate, at) => ({ value: `fee-${at + 1}`, ...untranslated(labelOf(rate)) })) })
    remark('fees', 'bản ghi nêu nhiều mức; bản đề xuất hỏi người nộp mức nào, xem có thay được bằng dữ liệu khác không')
  }
  const cuts = [...free].flatMap(([say, { span }]) => {
    const off = /giảm\s+(\d{1,3})\s*%/iu.exec(say)
    const percent = off ? Number(off[1]) : /miễn|không thu|không phải nộp/iu.test(say) && !/giảm/iu.test(say) ? 100 : 0
    if (percent < 1 || percent > 100) { remark('fees', `chưa đọc được: giảm bao nhiêu trong “${say.slice(0, 200)}”`, span); return [] }
    return [{ say, percent }]
  })
  if (cuts.length) {
    form.ask('case', caseTitle, 'feeExemption', { 'x-widget': 'choice', 'x-label': { vi: 'Bạn có thuộc diện miễn, giảm phí không', en: 'Are you exempt' }, 'x-options': [{ value: 'none', vi: 'Không', en: 'No' }, ...cuts.map(({ say }, at) => ({ value: `exempt-${at + 1}`, ...untranslated(say) }))] })
    remark('fees', 'diện miễn, giảm do người nộp tự khai; xem giấy tờ hoặc dữ liệu nào chứng minh')
  }
  const source = tidy(reading.bases.find(({ number }) => /TT-BTC/u.test(number.value))?.number.value ?? '') || 'Bản ghi của danh mục quốc gia'
  const byChannel = all.some(({ channels: of }) => of.size < channels.size)
  const inputs = [...(byChannel ? [{ name: 'channel', label: 'Cách nộp', type: 'string' as const }] : []), ...(several ? [{ name: 'feeCase', label: 'Mức áp dụng', type: 'string' as const }] : [])]
  const exemptions = cuts.map(({ say }, at) => ({ code: `exempt-${at + 1}`, names: untranslated(say) }))
  return {
    fees: all.map((rate, at) => ({ code: `fee-${at + 1}`, names: untranslated(`Phí, lệ phí${rate.says ? ` (${rate.says})` : ''}`), at: 'filing', exemptions, source })),
    tables: [
      {
        name: 'fees', description: source, hit: 'COLLECT', inputs, outputs: [{ name: 'fee', label: 'Khoản', type: 'string' }, { name: 'rate', label: 'Mức, đồng', type: 'number' }],
        rules: all.map((rate, at) => ({ tests: inputs.map(({ name }) => (name === 'channel' ? (rate.channels.size === channels.size ? '-' : quoted([...rate.channels][0]!)) : quoted(`fee-${at + 1}`))), gives: [quoted(`fee-${at + 1}`), String(rate.amount)], note: `${labelOf(rate)}${rate.channels.size === channels.size ? '' : rate.channels.has('online') ? ', nộp trực tuyến' : ', nộp trực tiếp'}` })),
      },
      ...(cuts.length ? [{
        name: 'exemptions', description: source, hit: 'COLLECT' as const, inputs: [{ name: 'feeExemption', label: 'Diện miễn, giảm', type: 'string' as const }], outputs: [{ name: 'fee', label: 'Khoản', type: 'string' as const }, { name: 'exemption', label: 'Miễn, giảm', type: 'string' as const }, { name: 'off', label: 'Giảm, %', type: 'number' as const }],
        rules: all.flatMap((_, fee) => cuts.map(({ say, percent }, at) => ({ tests: [quoted(`exempt-${at + 1}`)], gives: [quoted(`fee-${fee + 1}`), quoted(`exempt-${at + 1}`), String(percent)], note: say.slice(0, 300) }))),
      }] : []),
    ],
  }
}
