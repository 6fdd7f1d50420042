import { readBases } from './read-bases.ts'
import { readChannels } from './read-channels.ts'
import { readAgencies, readApplicants, readLevels } from './read-lists.ts'
import { readPapers, readSets } from './read-papers.ts'
import { readResults } from './read-results.ts'
import { readSteps } from './read-steps.ts'
import { type PortalField, type Reading, type RecordText, type Said, type Unread, portalFields } from './reading.ts'
import { clauses } from './read-channels.ts'
import { looksBroken, plain, saysNothing, trimmed } from './words.ts'

/** Reads one official record. A pure function of its words: the same text gives the same reading, always. */
export function readRecord(text: RecordText): Reading {
  const unread: Unread[] = []
  const whole = (field: PortalField, clean = (words: string) => words.replace(/\s+/g, ' ').trim()): Said<string> | undefined => {
    const [start, end] = trimmed(text[field], 0, text[field].length)
    return end > start && !saysNothing(text[field].slice(start, end)) ? { value: clean(text[field].slice(start, end)), span: { field, start, end }, confidence: 1 } : undefined
  }
  for (const field of portalFields) if (looksBroken(text[field])) unread.push({ span: { field, start: 0, end: text[field].length }, why: 'broken-characters' })

  const channels = readChannels(text.cach_thuc_thuc_hien, 'cach_thuc_thuc_hien', unread)
  // The page was cut at its own headings when it was copied; where a cell says "Căn cứ pháp lý" the table goes on in that field.
  const torn = !/^\s*Tên văn bản pháp lý/iu.test(text.can_cu_phap_ly) && /(?:Trực tuyến|Trực tiếp|Dịch vụ bưu chính)\d+\s?(?:Ngày|Giờ|Tháng)/u.test(text.can_cu_phap_ly)
  if (torn) {
    const from = text.can_cu_phap_ly.search(/(?:Trực tuyến|Trực tiếp|Dịch vụ bưu chính)\d/u)
    unread.push({ span: { field: 'can_cu_phap_ly', start: 0, end: from }, why: 'torn-field' })
    channels.push(...readChannels(text.can_cu_phap_ly, 'can_cu_phap_ly', unread, from))
  }
  const { results, keywords, description } = readResults(text.ket_qua_xu_ly, 'ket_qua_xu_ly', unread)
  const sets = readSets(text.thanh_phan_ho_so, 'thanh_phan_ho_so') ?? readSets(text.trinh_tu_thuc_hien, 'trinh_tu_thuc_hien')
  const optional = { code: whole('ma_thu_tuc'), name: whole('ten_thu_tuc'), decision: whole('so_quyet_dinh'), kind: whole('loai_thu_tuc'), field: whole('linh_vuc'), receivedAt: whole('dia_chi_tiep_nhan'), sets, keywords, description }
  const reading: Reading = {
    ...Object.fromEntries(Object.entries(optional).filter(([, said]) => said !== undefined)),
    levels: readLevels(text.cap_thuc_hien, 'cap_thuc_hien', unread),
    applicants: readApplicants(text.doi_tuong_thuc_hien, 'doi_tuong_thuc_hien', unread),
    competent: readAgencies(text.co_quan_co_tham_quyen, 'co_quan_co_tham_quyen'),
    delegated: readAgencies(text.co_quan_duoc_uy_quyen, 'co_quan_duoc_uy_quyen'),
    coordinating: readAgencies(text.co_quan_phoi_hop, 'co_quan_phoi_hop'),
    performing: readAgencies(text.co_quan_thuc_hien, 'co_quan_thuc_hien'),
    groups: readPapers(text.thanh_phan_ho_so, 'thanh_phan_ho_so', unread),
    channels, results,
    steps: readSteps(text.trinh_tu_thuc_hien, 'trinh_tu_thuc_hien'),
    bases: torn ? [] : readBases(text.can_cu_phap_ly, 'can_cu_phap_ly', unread),
    conditions: readConditions(text.yeu_cau_dieu_kien),
    unread,
  }
  return reading
}

function readConditions(source: string): Said<string>[] {
  const text = plain(source)
  if (saysNothing(text)) return []
  return clauses(text, 0, text.length)
    .map(([start, end]): Said<string> => ({ value: source.slice(start, end), span: { field: 'yeu_cau_dieu_kien', start, end }, confidence: 0.9 }))
    .filter(({ value }) => /\p{L}{2}/u.test(value))
}

/** The words of a record from whatever holds its fields: NFC, every field there, nothing else. */
export function recordText(raw: Readonly<Record<string, unknown>>): RecordText {
  return Object.fromEntries(portalFields.map((field) => [field, typeof raw[field] === 'string' ? (raw[field] as string).normalize('NFC') : ''])) as RecordText
}
