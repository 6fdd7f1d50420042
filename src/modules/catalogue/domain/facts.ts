import type { ApplicantKind, Channel, Duration, Fee, Level, Reading } from './reading.ts'

/** What lists, totals and checks of the whole catalogue need of a record, without spans: a few kilobytes each. */
export interface ProcedureFacts {
  code: string
  name: string
  field: string
  levels: Level[]
  applicants: ApplicantKind[]
  agencies: string[]
  channels: { channel: Channel; time?: Duration; fee: Fee['kind']; amounts: number[] }[]
  groups: { case?: string; papers: { name: string; kind: 'paper' | 'note' | 'heading'; originals: number; copies: number; forms: number; presentOnly: boolean; conditional: boolean }[] }[]
  results: { name: string; code?: string }[]
  bases: string[]
  steps: number
  /** How many conditions, and those of them, and sentences of the steps, that speak of presence or inspection: rules in data weigh them. */
  conditions: number
  conditionWords: string[]
  words: string
  unread: number
  /** Flags on which an official has decided. */
  settled?: Record<string, { holds: boolean; basis: string }>
}

/** Words of a sentence about how a thing is done: what a rule about presence or inspection looks through. */
const telling = /kiểm tra|thẩm định|trực tiếp|có mặt|xuất trình|hiện trường|thực địa|thực tế|sinh trắc|vân tay|phỏng vấn|sát hạch|khám|lấy mẫu|ký tên|ký vào|điểm chỉ|bản giấy|mật|quốc phòng/iu

export function factsOf(reading: Reading, steps = ''): ProcedureFacts {
  return {
    code: reading.code?.value ?? '', name: reading.name?.value ?? '', field: reading.field?.value ?? '',
    levels: [...new Set(reading.levels.map(({ value }) => value))], applicants: [...new Set(reading.applicants.map(({ value }) => value))],
    agencies: [...new Set([...reading.competent, ...reading.performing].map(({ value }) => value))],
    channels: reading.channels.map(({ channel, time, fees }) => ({ channel: channel.value, ...(time ? { time: time.value } : {}), fee: fees[0]?.kind ?? 'unstated', amounts: fees.flatMap(({ amounts }) => amounts.map(({ value }) => value)) })),
    groups: reading.groups.map((group) => ({
      ...(group.case ? { case: group.case.value } : {}),
      papers: group.papers.map((paper) => ({
        name: paper.name.value, kind: paper.kind, originals: paper.originals.value, copies: paper.copies.value, forms: paper.forms.length, presentOnly: paper.presentOnly !== undefined,
        conditional: paper.conditions.length > 0 || /nếu có/iu.test(paper.name.value),
      })),
    })),
    results: reading.results.map(({ name, code }) => ({ name: name.value, ...(code ? { code: code.value } : {}) })),
    bases: reading.bases.map(({ number }) => number.value),
    steps: reading.steps.length, conditions: reading.conditions.length, conditionWords: reading.conditions.map(({ value }) => value.slice(0, 400)).filter((sentence) => telling.test(sentence)).slice(0, 20),
    words: steps.split(/[.;\n]/).map((sentence) => sentence.trim()).filter((sentence) => telling.test(sentence)).join('\n').slice(0, 6000),
    unread: reading.unread.length,
  }
}
