/**
 * What was read out of one official record: every value with the words it was read from and how sure the reading is.
 * What could not be read stands in `unread`; a value that no words carry does not exist (issue: nothing invented).
 */

/** The fields of the portal's page of one procedure, as the portal names them. The record is kept under these names. */
export const portalFields = [
  'ma_thu_tuc', 'ten_thu_tuc', 'so_quyet_dinh', 'cap_thuc_hien', 'loai_thu_tuc', 'linh_vuc', 'doi_tuong_thuc_hien', 'co_quan_co_tham_quyen',
  'dia_chi_tiep_nhan', 'co_quan_duoc_uy_quyen', 'co_quan_phoi_hop', 'thu_tuc_lien_quan', 'trinh_tu_thuc_hien', 'cach_thuc_thuc_hien',
  'thanh_phan_ho_so', 'can_cu_phap_ly', 'co_quan_thuc_hien', 'yeu_cau_dieu_kien', 'ket_qua_xu_ly', 'nguon',
] as const
export type PortalField = (typeof portalFields)[number]

/** The words of a record by field, in NFC; spans count UTF-16 units in these. */
export type RecordText = Readonly<Record<PortalField, string>>

export interface Span { field: PortalField; start: number; end: number }

/** A value that the text states. `confidence` is 0…1: 1 for a cell of a table, less where words had to be weighed. */
export interface Said<T> { value: T; span: Span; confidence: number }

export type Level = 'ministry' | 'province' | 'district' | 'commune' | 'other'
export type ApplicantKind =
  | 'citizen' | 'overseas-vietnamese' | 'foreigner' | 'official' | 'party-member'
  | 'enterprise' | 'vietnamese-enterprise' | 'foreign-invested-enterprise' | 'cooperative' | 'organisation' | 'foreign-organisation' | 'party-organisation' | 'other'
export type Channel = 'online' | 'direct' | 'post'
export type TimeUnit = 'working-days' | 'days' | 'hours' | 'working-hours' | 'months' | 'weeks' | 'years' | 'minutes' | 'immediate' | 'unstated'

/** `max` is the limit; `min` only where the text gives a range. An immediate answer has max 0; `unstated` is a bare number. */
export interface Duration { min?: number; max: number; unit: TimeUnit }

/** A time that the description states beside the cell: for one case, one stage, or one addition. */
export interface CaseTime extends Said<Duration> { case?: string; caseSpan?: Span; channel?: Channel }

export interface FeeAmount extends Said<number> { currency: string; per?: string; condition?: string; from?: string; to?: string }

/** What a channel costs. `printed` is the cell as it stands; `kind` is what cell and note say together. */
export interface Fee {
  kind: 'free' | 'amount' | 'tiers' | 'percent' | 'council' | 'by-law' | 'unstated'
  printed: Said<number | 'free' | 'unstated'>
  currency: string
  amounts: FeeAmount[]
  percents: Said<number>[]
  exemptions: Said<string>[]
  note?: Span
  /** The cell and its note say different things: an official must look. */
  contradicts: boolean
}

export interface ChannelReading { channel: Said<Channel>; time?: Said<Duration>; fees: Fee[]; times: CaseTime[]; description?: Span }

export interface Paper {
  name: Said<string>
  /** A note or a heading is a row of the table that asks for no paper. */
  kind: 'paper' | 'note' | 'heading'
  originals: Said<number>
  copies: Said<number>
  forms: Said<string>[]
  presentOnly?: Said<true>
  /** Words that say when this paper is needed: "đối với …", "trường hợp …", "nếu có". */
  conditions: Said<string>[]
}

export interface PaperGroup { case?: Said<string>; papers: Paper[] }

export interface Step { text: Span; number?: Said<string>; actor?: Said<string>; actorKind: 'applicant' | 'agency' | 'unknown' }
export interface ResultRead { name: Said<string>; code?: Said<string> }

/** A law or decree the procedure stands on. `number` is normalised ("33/2026/NĐ-CP"). */
export interface BasisRead {
  number: Said<string>
  kind?: string
  issuer?: string
  date?: Said<string>
  title?: Said<string>
}

export interface Unread { span: Span; why: UnreadWhy }
export const unreadReasons = [
  'time-without-unit', 'time-in-words', 'digits-run-together', 'fee-below-a-thousand', 'no-table', 'torn-field', 'no-count', 'unknown-level', 'unknown-applicant',
  'unknown-form-name', 'no-legal-number', 'outside-the-table', 'broken-characters', 'no-result-code',
] as const
export type UnreadWhy = (typeof unreadReasons)[number]

export interface Reading {
  code?: Said<string>
  name?: Said<string>
  decision?: Said<string>
  kind?: Said<string>
  field?: Said<string>
  levels: Said<Level>[]
  applicants: Said<ApplicantKind>[]
  competent: Said<string>[]
  delegated: Said<string>[]
  coordinating: Said<string>[]
  performing: Said<string>[]
  receivedAt?: Said<string>
  groups: PaperGroup[]
  /** How many sets are handed in, when the text says so ("01 bộ"). */
  sets?: Said<number>
  channels: ChannelReading[]
  steps: Step[]
  results: ResultRead[]
  bases: BasisRead[]
  conditions: Said<string>[]
  keywords?: Said<string>
  description?: Said<string>
  unread: Unread[]
}
