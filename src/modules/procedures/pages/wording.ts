import type { Lang } from '#platform/ctx'
import { date, money } from '#ui/format'
import type { Condition } from '../domain/condition.ts'
import { feesFor } from '../domain/needs.ts'
import { type Exemption, type Fee, type LegalBasis, type Procedure } from '../domain/procedure.ts'
import { en } from '../texts/en.ts'
import { vi } from '../texts/vi.ts'

export const textsOf = (lang: Lang) => (lang === 'vi' ? vi : en)

/** "3 ngày làm việc", "Trong ngày". */
export function timeWords({ amount, unit }: { amount: number; unit: Procedure['time']['unit'] }, lang: Lang): string {
  const { time } = textsOf(lang)
  return unit === 'immediate' ? time.immediate : time[unit](amount)
}

/** The fee in one line, for somebody who has answered nothing yet and files online on this day. */
export function feeWords(procedure: Procedure, lang: Lang, day: string): string {
  const { fee } = textsOf(lang)
  if (procedure.fees.length === 0) return fee.free
  const sure = procedure.fees.filter((it) => !it.when)
  const perUnit = sure.find((it) => it.per)
  if (perUnit?.per) return fee.per(money(perUnit.amount, lang), perUnit.per[lang])
  if (sure.length === 0) return fee.free
  const due = feesFor(procedure, {}, 'online', day)
  const full = due.reduce((sum, it) => sum + it.full, 0)
  const left = due.reduce((sum, it) => sum + it.amount, 0)
  if (left === full) return money(full, lang)
  const byChannel = due.some((it) => it.exemption?.channel === 'online')
  return byChannel ? (left === 0 ? fee.freeOnline(money(full, lang)) : fee.online(money(full, lang), money(left, lang))) : fee.now(money(full, lang), money(left, lang))
}

/** One fee with what it depends on: "8.000 đồng một bản, nộp khi nhận kết quả". */
export function feeLine(fee: Fee, lang: Lang): string {
  const texts = textsOf(lang).fee
  const amount = fee.per ? texts.per(money(fee.amount, lang), fee.per[lang]) : money(fee.amount, lang)
  return [amount, texts.at[fee.at]].join(', ')
}

export function exemptionLine(exemption: Exemption, lang: Lang): string {
  const until = exemption.validTo ? ` (${textsOf(lang).fee.until(date(exemption.validTo))})` : ''
  return exemption.names[lang].includes(exemption.validTo ? date(exemption.validTo) : '\0') ? exemption.names[lang] : exemption.names[lang] + until
}

/** "Chỉ khi chọn “Mua bán”": when something is asked, in the words of the form. */
export function whenWords(procedure: Procedure, condition: Condition, lang: Lang): string {
  const { when } = textsOf(lang)
  if ('all' in condition) return condition.all.map((part) => whenWords(procedure, part, lang)).join(when.and)
  if ('any' in condition) return condition.any.map((part) => whenWords(procedure, part, lang)).join(when.or)
  if ('feel' in condition) return condition.feel
  const property = procedure.form.schema.properties[condition.field]
  const label = property?.['x-label'][lang] ?? condition.field
  const option = (value: unknown) => `“${property?.['x-options']?.find((it) => it.value === value)?.[lang] ?? String(value)}”`
  if ('says' in condition) return `${label}: ${condition.says}`
  // "Counted at all" is what the fee by unit says already.
  if ('above' in condition && condition.above === 0) return ''
  if ('above' in condition) return when.above(small(label), String(condition.above))
  if ('in' in condition) return when.chosen(condition.in.map(option).join(when.orOption))
  if ('not' in condition) return typeof condition.not === 'boolean' ? (condition.not ? when.no(label) : when.yes(small(label))) : when.notChosen(option(condition.not))
  if (typeof condition.is === 'boolean') return condition.is ? when.yes(small(label)) : when.no(label)
  return when.chosen(option(condition.is))
}

/** "Luật Hộ tịch 60/2014/QH13, Điều 13 đến 16"; "Nghị định 87/2020/NĐ-CP về cơ sở dữ liệu …": as officials cite. */
export function basisWords({ number, names, articles }: LegalBasis): string {
  const kind = /^(Nghị định|Nghị quyết|Thông tư) /.exec(names.vi)?.[1]
  const cited = kind ? `${kind} ${number} ${names.vi.slice(kind.length + 1)}` : `${names.vi} ${number}`
  return articles ? `${cited}, ${articles}` : cited
}

export const small = (text: string): string => (/^\p{Lu}\p{Lu}/u.test(text) ? text : text.charAt(0).toLocaleLowerCase('vi') + text.slice(1))
