/** How numbers, days, hours and money are written. Vietnamese first; English writes days alike (dd/mm/yyyy), and 18,406 and 93.6 where Vietnamese writes 18.406 and 93,6. */
import type { Lang } from '#platform/ctx'

export type { Lang }
export { spacedId, spacedPhone } from '#platform/words'

/** An instant, or a day of law as '2026-11-20'. */
export type Day = Date | string

const weekdays = {
  vi: ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
}
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

// Việt Nam keeps UTC+7 the whole year and since 1975 without change: adding it is right and fifty times faster than Intl.
const vietnamOffset = 7 * 3_600_000
const two = (n: number) => (n < 10 ? `0${n}` : `${n}`)

const parts = (at: Day) => {
  const day = typeof at === 'string' && /^(\d{4})-(\d{2})-(\d{2})$/.exec(at)
  const shifted = day ? new Date(Date.UTC(+day[1]!, +day[2]! - 1, +day[3]!)) : new Date(new Date(at).getTime() + vietnamOffset)
  return { y: shifted.getUTCFullYear(), m: shifted.getUTCMonth() + 1, d: shifted.getUTCDate(), w: shifted.getUTCDay(), h: shifted.getUTCHours(), min: shifted.getUTCMinutes() }
}

/** 20/11/2026 */
export const date = (at: Day): string => {
  const { y, m, d } = parts(at)
  return `${two(d)}/${two(m)}/${y}`
}
/** 20/11, where the year is plain. */
export const shortDate = (at: Day): string => {
  const { m, d } = parts(at)
  return `${two(d)}/${two(m)}`
}
/** A promise names its weekday: thứ Năm 26/11/2026; short: thứ Năm 26/11. */
export const promise = (lang: Lang, at: Day, short = false): string => `${weekdays[lang][parts(at).w]} ${short ? shortDate(at) : date(at)}`
/** 09:41, in Việt Nam. */
export const hour = (at: Day): string => {
  const { h, min } = parts(at)
  return `${two(h)}:${two(min)}`
}
/** 09:41, 20/11/2026 */
export const moment = (at: Day): string => `${hour(at)}, ${date(at)}`
/** 09:41, thứ Sáu 20/11/2026 */
export const momentWithDay = (lang: Lang, at: Day): string => `${hour(at)}, ${promise(lang, at)}`
/** As letters write it: ngày 20 tháng 11 năm 2026. Days and the months January and February carry two digits, as Decree 30/2020 asks. */
export const letterDate = (at: Day, lang: Lang = 'vi'): string => {
  const { y, m, d } = parts(at)
  return lang === 'en' ? `${d} ${months[m - 1]} ${y}` : `ngày ${two(d)} tháng ${m < 3 ? two(m) : m} năm ${y}`
}
/** For `datetime=`: a day stays a day, an instant carries the offset of Việt Nam. */
export const machineTime = (at: Day): string => {
  if (typeof at === 'string' && at.length === 10) return at
  const { y, m, d } = parts(at)
  return `${y}-${two(m)}-${two(d)}T${hour(at)}+07:00`
}
/** ISO day of an instant in Việt Nam: '2026-11-20'. */
export const isoDay = (at: Day): string => machineTime(at).slice(0, 10)

const marks = { vi: ['.', ','], en: [',', '.'] } as const

/** 18.406; 93,6 with one decimal; in English 18,406 and 93.6. The minus is a real minus. */
export const number = (n: number, decimals = 0, lang: Lang = 'vi'): string => {
  const [whole, rest] = Math.abs(n).toFixed(decimals).split('.')
  const zero = Number(`${whole}.${rest ?? 0}`) === 0
  const [thousands, point] = marks[lang]
  return `${n < 0 && !zero ? '−' : ''}${whole!.replace(/\B(?=(\d{3})+$)/g, thousands)}${rest ? `${point}${rest}` : ''}`
}
/** 93,6% of a share from 0 to 1. */
export const percent = (share: number, decimals = 1, lang: Lang = 'vi'): string => `${number(share * 100, decimals, lang)}%`
/** +1,1 / −2,4 / 0,0: a difference of percentages, in points. */
export const difference = (points: number, decimals = 1, lang: Lang = 'vi'): string => {
  const text = number(points, decimals, lang)
  return points > 0 && !/^[0,.]+$/.test(text) ? `+${text}` : text
}
/** 24.000 đồng, in English 24,000 đồng. */
export const money = (amount: number, lang: Lang = 'vi'): string => (amount === 0 ? (lang === 'en' ? 'free of charge' : 'miễn phí') : `${number(amount, 0, lang)} đồng`)
/** 180 KB, 2,4 MB. */
export const fileSize = (bytes: number, lang: Lang = 'vi'): string => (bytes < 1_000_000 ? `${number(Math.max(1, Math.round(bytes / 1000)), 0, lang)} KB` : `${number(bytes / 1_000_000, 1, lang)} MB`)

/** 027 194 ••• 318: who must recognise the number can, who looks over a shoulder cannot take it. */
export const maskedId = (id: string): string => (id.length === 12 ? `${id.slice(0, 3)} ${id.slice(3, 6)} ••• ${id.slice(9)}` : `${id.slice(0, 2)}•••${id.slice(-2)}`)
/** •••• ••• 627 */
export const maskedPhone = (phone: string): string => `•••• ••• ${phone.replace(/\D/g, '').slice(-3)}`
/** lan•••@thu.example */
export const maskedEmail = (email: string): string => email.replace(/^(.{0,3})[^@]*@/, '$1•••@')

/** What a person typed for a day, as '2026-11-20'; undefined when it is no day. Takes 20/11/2026, 20-11-2026, 20 11 2026, 20112026, 2026-11-20. */
export const readDate = (typed: string): string | undefined => {
  const text = typed.trim()
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  const local = /^(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{4})$/.exec(text) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(text)
  const [y, m, d] = iso ? [+iso[1]!, +iso[2]!, +iso[3]!] : local ? [+local[3]!, +local[2]!, +local[1]!] : [0, 0, 0]
  const made = new Date(Date.UTC(y, m - 1, d))
  return y >= 1000 && made.getUTCMonth() === m - 1 && made.getUTCDate() === d ? made.toISOString().slice(0, 10) : undefined
}
/** What a person typed for an amount: 50.000.000, 50,000,000, 50 000 000 đồng → 50000000; undefined when it is no whole amount. */
export const readMoney = (typed: string): number | undefined => {
  const text = typed.trim().replace(/\s*(đồng|dong|vnd|đ|₫)$/i, '')
  return /^\d{1,15}$|^\d{1,3}([.,\s]\d{3})+$/.test(text) ? Number(text.replace(/\D/g, '')) : undefined
}
/** 3,5 or 3.5 or 1.234,5 → a number; undefined when it is none. */
export const readNumber = (typed: string): number | undefined => {
  const text = typed.trim().replace(/\s/g, '')
  if (/^[-−]?\d{1,3}(\.\d{3})+(,\d+)?$/.test(text)) return Number(text.replace('−', '-').replace(/\./g, '').replace(',', '.'))
  return /^[-−]?\d+([.,]\d+)?$/.test(text) ? Number(text.replace('−', '-').replace(',', '.')) : undefined
}

/** "Thành phố Bắc Ninh" inside a sentence: "thành phố Bắc Ninh". Proper names without a kind stay. */
export const inSentence = (name: string): string => name.replace(/^(Thành phố|Tỉnh|Phường|Xã|Đặc khu|Ủy ban|Sở|Trung tâm|Công an|Văn phòng)(?= )/, (kind) => kind[0]!.toLowerCase() + kind.slice(1))
