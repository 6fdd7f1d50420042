import Format from 'typebox/format'
import { spacedId, spacedPhone } from '#platform/words'
import { isPersonId, isPhone, isTaxCode } from './identifiers.ts'
import type { Words } from './words.ts'

Format.Set('vn-person-id', isPersonId)
Format.Set('vn-phone', isPhone)
Format.Set('vn-tax-code', isTaxCode)

/**
 * The kinds of question that a form may ask, each said once: the JSON Schema of its answer, the parts it is made of, how
 * what was typed is understood, how an answer is read out, and an answer for trying a form. `x-widget` names the kind.
 */
export type Kind = {
  names: Words
  /** JSON Schema of the answer; a definition may narrow it. */
  schema: Readonly<Record<string, unknown>>
  /** Asked in several boxes, named `field-part`. */
  parts?: Readonly<Record<string, KindPart>>
  /** Rows of columns that the definition names under `x-columns`. */
  rows?: true
  /** Shown and never answered: a heading, a help, what is computed. */
  asks?: false
  options?: true
  /** `undefined`: it cannot be understood and stays as it was typed. */
  parse?(text: string, whole: boolean): unknown
  /** The answer as somebody reads it; left out: as it is. */
  show?(answer: any): string
  inputmode?: 'numeric' | 'decimal' | 'tel' | 'email'
  /** An answer that its own check takes. */
  sample(seed: number): unknown
}
export type KindPart = { kind: string; label: Words; optional?: true; hint?: Words; suffix?: Words }

const onOneLine = (text: string): string => text.replace(/\s+/g, ' ')
const figures = (text: string): string => text.replace(/[\s.]/g, '')
const text = (names: Words, schema: object, sample: Kind['sample'], more: Partial<Kind> = {}): Kind => ({ names, schema: { type: 'string', ...schema }, parse: onOneLine, sample, ...more })
const name: KindPart = { kind: 'text', label: { vi: 'Họ, chữ đệm, tên', en: 'Full name' } }
const upload = (names: Words): Kind => text(names, { maxLength: 300, pattern: '^[A-Za-z0-9-]{1,80} .+$' }, () => 'sample-file bản-chụp.pdf', { show: (it: string) => it.slice(it.indexOf(' ') + 1) })
const compound = (names: Words, parts: Kind['parts'], sample: Kind['sample'], show?: Kind['show']): Kind => ({ names, schema: { type: 'object' }, parts: parts!, sample, ...(show ? { show } : {}) })

export const kinds = {
  text: text({ vi: 'Một dòng chữ', en: 'Text' }, { maxLength: 200 }, () => 'Số 18 đường Thiên Đức'),
  'long-text': text({ vi: 'Đoạn văn', en: 'Long text' }, { maxLength: 2000 }, () => 'Đề nghị xem xét theo hồ sơ đã nộp', { parse: (it) => it.replace(/\r\n?/g, '\n') }),
  number: { names: { vi: 'Số', en: 'Number' }, schema: { type: 'number', minimum: 0 }, parse: amount, inputmode: 'decimal', sample: (seed) => 1 + (seed % 9) },
  money: { names: { vi: 'Số tiền', en: 'Money' }, schema: { type: 'integer', minimum: 0, maximum: 1_000_000_000_000_000 }, parse: amount, inputmode: 'numeric', sample: (seed) => 1000 * (1 + (seed % 900)) },
  date: { names: { vi: 'Ngày', en: 'Date' }, schema: { type: 'string', format: 'date' }, parse: day, show: spokenDay, inputmode: 'numeric', sample: () => '2026-01-15' },
  time: { names: { vi: 'Giờ', en: 'Time' }, schema: { type: 'string', pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' }, parse: hour, sample: (seed) => `${String(seed % 24).padStart(2, '0')}:30` },
  period: compound({ vi: 'Khoảng thời gian', en: 'Period' }, { from: { kind: 'date', label: { vi: 'Từ ngày', en: 'From' } }, to: { kind: 'date', label: { vi: 'Đến hết ngày', en: 'To' } } }, () => ({ from: '2026-01-15', to: '2026-02-15' }), ({ from, to }) => `${spokenDay(String(from ?? ''))} – ${spokenDay(String(to ?? ''))}`),
  choice: { names: { vi: 'Chọn một', en: 'Choice' }, schema: { type: 'string' }, options: true, parse: onOneLine, sample: () => undefined },
  choices: { names: { vi: 'Chọn nhiều', en: 'Several choices' }, schema: { type: 'array', uniqueItems: true }, options: true, sample: () => undefined },
  'yes-no': { names: { vi: 'Có hoặc Không', en: 'Yes or no' }, schema: { type: 'boolean' }, parse: truth, sample: (seed) => seed % 2 === 0 },
  person: compound({ vi: 'Một người', en: 'Person' }, { name, personalId: { kind: 'person-id', label: { vi: 'Số định danh cá nhân', en: 'Personal number' } }, born: { kind: 'date', label: { vi: 'Ngày sinh', en: 'Day of birth' } } }, () => ({ name: 'Trần Văn Hùng', personalId: '027094000318', born: '1994-06-14' })),
  organisation: compound({ vi: 'Một tổ chức', en: 'Organisation' }, { name: { kind: 'text', label: { vi: 'Tên tổ chức', en: 'Name' } }, taxCode: { kind: 'tax-code', label: { vi: 'Mã số thuế', en: 'Tax code' } }, address: { kind: 'address', label: { vi: 'Trụ sở', en: 'Head office' } } }, () => ({ name: 'Hợp tác xã Quan họ', taxCode: '0100109106', address: 'Số 18 đường Thiên Đức' })),
  address: text({ vi: 'Địa chỉ viết liền', en: 'Address in one line' }, { minLength: 5, maxLength: 300 }, () => 'Số 18 đường Thiên Đức, phường Vũ Ninh'),
  unit: text({ vi: 'Xã, phường', en: 'Commune or ward' }, { maxLength: 60 }, () => '09169'),
  'unit-address': compound({ vi: 'Địa chỉ theo xã, phường', en: 'Address by commune' }, { unit: { kind: 'unit', label: { vi: 'Xã, phường', en: 'Commune or ward' } }, line: { kind: 'text', label: { vi: 'Số nhà, đường, thôn, tổ', en: 'House number, street, village' } } }, () => ({ unit: '09169', line: 'Số 18 đường Thiên Đức' })),
  'land-parcel': compound({ vi: 'Thửa đất', en: 'Land parcel' }, {
    unit: { kind: 'unit', label: { vi: 'Xã, phường có đất', en: 'Commune or ward of the land' } }, sheet: { kind: 'text', label: { vi: 'Tờ bản đồ số', en: 'Map sheet' } }, parcel: { kind: 'text', label: { vi: 'Thửa đất số', en: 'Parcel' } },
    area: { kind: 'number', label: { vi: 'Diện tích', en: 'Area' }, optional: true, suffix: { vi: 'm²', en: 'm²' } },
  }, () => ({ unit: '09169', sheet: '12', parcel: '345', area: 120 })),
  'map-point': {
    names: { vi: 'Điểm trên bản đồ', en: 'Point on the map' }, schema: { type: 'object', properties: { lat: { type: 'number', minimum: -90, maximum: 90 }, lng: { type: 'number', minimum: -180, maximum: 180 } }, required: ['lat', 'lng'], additionalProperties: false },
    parse: point, show: ({ lat, lng }) => `${lat}, ${lng}`, sample: (seed) => ({ lat: 21 + (seed % 90) / 100, lng: 106.07 }),
  },
  file: upload({ vi: 'Tệp đính kèm', en: 'File' }),
  image: upload({ vi: 'Ảnh', en: 'Image' }),
  table: { names: { vi: 'Bảng', en: 'Table' }, schema: { type: 'array', maxItems: 50 }, rows: true, sample: () => undefined },
  group: { names: { vi: 'Nhóm lặp lại', en: 'Repeating group' }, schema: { type: 'array', maxItems: 20 }, rows: true, sample: () => undefined },
  signature: text({ vi: 'Chữ ký (gõ họ tên)', en: 'Signature (typed name)' }, { minLength: 2, maxLength: 100 }, () => 'Nguyễn Thu Lan'),
  email: text({ vi: 'Thư điện tử', en: 'E-mail' }, { format: 'email', maxLength: 100 }, () => 'lan@thu.example', { inputmode: 'email' }),
  phone: text({ vi: 'Số điện thoại', en: 'Telephone number' }, { format: 'vn-phone' }, () => '0912345678', { parse: (it) => it.replace(/[\s.()-]/g, ''), show: spacedPhone, inputmode: 'tel' }),
  'person-id': text({ vi: 'Số định danh cá nhân', en: 'Personal number' }, { format: 'vn-person-id' }, () => '027094000318', { parse: figures, show: spacedId, inputmode: 'numeric' }),
  'tax-code': text({ vi: 'Mã số thuế', en: 'Tax code' }, { format: 'vn-tax-code' }, () => '0100109106', { parse: figures }),
  'bank-account': compound({ vi: 'Tài khoản ngân hàng', en: 'Bank account' }, { bank: { kind: 'text', label: { vi: 'Ngân hàng', en: 'Bank' } }, number: { kind: 'account-number', label: { vi: 'Số tài khoản', en: 'Account number' } }, holder: { kind: 'text', label: { vi: 'Chủ tài khoản', en: 'Account holder' } } }, () => ({ bank: 'Ngân hàng Nông nghiệp', number: '0123456789', holder: 'Nguyễn Thu Lan' })),
  'account-number': text({ vi: 'Số tài khoản', en: 'Account number' }, { pattern: '^[0-9A-Z]{6,20}$' }, () => '0123456789', { parse: (it) => it.replace(/[\s.-]/g, '').toUpperCase(), inputmode: 'numeric' }),
  computed: { names: { vi: 'Giá trị tự tính', en: 'Computed' }, schema: {}, asks: false, sample: () => undefined },
  declaration: { names: { vi: 'Lời cam đoan', en: 'Declaration' }, schema: { type: 'boolean', const: true }, parse: truth, sample: () => true },
  heading: { names: { vi: 'Tiêu đề', en: 'Heading' }, schema: { type: 'null' }, asks: false, sample: () => undefined },
  help: { names: { vi: 'Lời hướng dẫn', en: 'Help' }, schema: { type: 'null' }, asks: false, sample: () => undefined },
} as const satisfies Record<string, Kind>

export type Widget = keyof typeof kinds
export const widgets = Object.keys(kinds) as Widget[]
/** A word that is no kind is taken for text: the check of definitions says what is wrong with it. */
export const kindOf = (widget: string): Kind => (Object.hasOwn(kinds, widget) ? kinds[widget as Widget] : kinds.text)
/** What a column of a table may be: one box, one answer. */
export const columnKinds: readonly Widget[] = ['text', 'number', 'money', 'date', 'time', 'choice', 'person-id', 'tax-code', 'phone', 'email', 'unit', 'address', 'yes-no']

export function day(text: string): string | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  const spoken = /^(\d{1,2})[\s/.-]+(\d{1,2})[\s/.-]+(\d{4})$/.exec(text) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(text)
  const parts = iso ? [iso[1], iso[2], iso[3]] : spoken ? [spoken[3], spoken[2], spoken[1]] : undefined
  if (!parts) return undefined
  const written = parts.map((part, at) => String(part).padStart(at === 0 ? 4 : 2, '0')).join('-')
  return Format.Test('date', written) ? written : undefined
}

/** 8:30, 8h30, 08.30, 0830, 8h. */
function hour(text: string): string | undefined {
  const parts = /^(\d{1,2})\s*(?:[:h.g]\s*(\d{2})?|(\d{2}))$/i.exec(text)
  const [hours, minutes] = [Number(parts?.[1]), Number(parts?.[2] ?? parts?.[3] ?? 0)]
  return parts && hours < 24 && minutes < 60 ? `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}` : undefined
}

/** "21.1861, 106.0763", as maps give it; a decimal comma is taken when a semicolon or a space stands between the two. */
function point(text: string): { lat: number; lng: number } | undefined {
  const parts = /^(-?\d{1,2}\.\d+|-?\d{1,2})\s*[,;\s]\s*(-?\d{1,3}\.\d+|-?\d{1,3})$/.exec(text) ?? /^(-?\d{1,2},\d+)\s*[;\s]\s*(-?\d{1,3},\d+)$/.exec(text)
  return parts ? { lat: Number(parts[1]!.replace(',', '.')), lng: Number(parts[2]!.replace(',', '.')) } : undefined
}

function truth(text: string): boolean | undefined {
  const word = text.toLowerCase()
  if (['yes', 'true', 'on', '1', 'có', 'co'].includes(word)) return true
  if (['no', 'false', 'off', '0', 'không', 'khong'].includes(word)) return false
  return undefined
}

/** Vietnamese writes 1.250,5 and English 1,250.5. Groups of three are thousands, except after a comma where decimals are asked. */
function amount(text: string, whole: boolean): number | undefined {
  const plain = text.toLowerCase().replace(/\s/g, '').replace(/(đồng|đ|vnđ|vnd|m2|m²)$/, '')
  if (!/^-?\d[\d.,]*$/.test(plain)) return undefined
  const thousands = whole ? /^-?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$/ : /^-?\d{1,3}(?:\.\d{3})+$|^-?\d{1,3}(?:,\d{3}){2,}$/
  const number = thousands.test(plain)
    ? Number(plain.replace(/[.,]/g, ''))
    : /^-?[\d.]*,\d+$/.test(plain)
      ? Number(plain.replace(/\./g, '').replace(',', '.'))
      : Number(plain.replace(/,/g, ''))
  return Number.isFinite(number) ? number : undefined
}

export function spokenDay(iso: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso)
  return parts ? `${parts[3]}/${parts[2]}/${parts[1]}` : iso
}

/** 1.250,5; in English 1,250.5. */
export function spokenNumber(number: number, lang: 'vi' | 'en' = 'vi'): string {
  const [whole = '', decimals] = String(Math.abs(number)).split('.')
  const [thousands, point] = lang === 'en' ? [',', '.'] as const : ['.', ','] as const
  return `${number < 0 ? '-' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, thousands)}${decimals ? `${point}${decimals}` : ''}`
}
