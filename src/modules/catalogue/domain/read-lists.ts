import type { ApplicantKind, Level, PortalField, Said, Span, Unread } from './reading.ts'
import { plain, saysNothing, trimmed } from './words.ts'

/** Pieces of an enumeration. A comma divides only where `opens` accepts what follows it. */
function pieces(text: string, opens: (rest: string) => boolean): [number, number][] {
  const found: [number, number][] = []
  let start = 0, depth = 0
  for (let i = 0; i <= text.length; i++) {
    const c = text[i]
    if (c === '(') depth++
    else if (c === ')') depth = Math.max(0, depth - 1)
    const divides = c === undefined || (depth === 0 && (c === ';' || c === '\n' || (c === ',' && opens(text.slice(i + 1).trimStart()))))
    if (!divides) continue
    const [a, b] = trimmed(text, start, i)
    if (b > a) found.push([a, b])
    start = i + 1
  }
  return found
}

/** First words of the names of agencies. After a comma they open a new agency; anything else goes on with the name before. */
const agencyHead = /^(?:(?:Các|Liên)\s+)?(?:Bộ(?! phận)|Bộ phận|Sở|Cục|Chi cục|Tổng cục|Tổng công ty|Tổng Liên đoàn|Vụ|Phòng|Ban|Ủy ban|UBND|HĐND|UB |Chủ tịch|Phó Chủ tịch|Công an|Tòa án|Viện|Văn phòng|Trung tâm|Cơ quan|Ngân hàng|Kho bạc|Bảo hiểm|Thuế|Cục Thuế|Hải quan|Cảng vụ|Biên phòng|Bộ đội|Chi nhánh|Hội đồng|Thanh tra|Tổ chức|Khu |Hội |Liên đoàn|Liên minh|Công đoàn|Trường|Bệnh viện|Đại sứ quán|Trạm|Đội|Đồn|Quân khu|Quân chủng|Quân đoàn|Thủ tướng|Chính phủ|Quốc hội|Thi hành án|Đài|Tập đoàn|Doanh nghiệp|Giám đốc|Thủ trưởng|Hạt|Cơ sở|Đơn vị|Học viện|Đại học|Mặt trận|Kiểm toán|Nhà |Bưu điện|Quỹ|Lãnh sự|Tổng Lãnh sự|Phái đoàn|Người|Thống đốc|Bộ trưởng|Tư lệnh|Tỉnh|Thành ủy|Đảng|Tổ |Trưởng|Cảng|Cơ yếu|Nhân dân|Ủy viên|Sàn|Sở Giao dịch|Điểm|Thư viện|Bảo tàng|Thanh tra|Tòa|Lực lượng)/u

export function readAgencies(source: string, field: PortalField): Said<string>[] {
  if (saysNothing(source)) return []
  const text = plain(source)
  return pieces(text, (rest) => agencyHead.test(rest)).map(([start, end]) => ({ value: source.slice(start, end).replace(/\u00a0/g, ' ').replace(/\s+/g, ' ').replace(/\.$/, ''), span: { field, start, end }, confidence: agencyHead.test(text.slice(start, end)) ? 0.98 : 0.8 }))
}

const levels: [RegExp, Level][] = [
  [/^(?:Cấp\s+)?(?:Bộ|Trung ương|bộ)/iu, 'ministry'], [/^(?:Cấp\s+)?(?:tỉnh|thành phố)/iu, 'province'], [/^(?:Cấp\s+)?(?:huyện|quận)/iu, 'district'], [/^(?:Cấp\s+)?(?:xã|phường)/iu, 'commune'], [/^(?:Cơ quan khác|Khác)/iu, 'other'],
]

export function readLevels(source: string, field: PortalField, unread: Unread[]): Said<Level>[] {
  if (saysNothing(source)) return []
  const text = plain(source)
  return pieces(text, () => true).flatMap(([start, end]): Said<Level>[] => {
    const span: Span = { field, start, end }
    const level = levels.find(([pattern]) => pattern.test(text.slice(start, end)))?.[1]
    if (!level) { unread.push({ span, why: 'unknown-level' }); return [] }
    return [{ value: level, span, confidence: 1 }]
  })
}

const applicants: [RegExp, ApplicantKind][] = [
  [/^(?:Công dân(?: Việt Nam)?|Cá nhân)$/iu, 'citizen'], [/^Người Việt Nam định cư ở nước ngoài$/iu, 'overseas-vietnamese'], [/^Người nước ngoài$/iu, 'foreigner'],
  [/^Cán bộ, công chức, viên chức$/iu, 'official'], [/^Đảng viên$/iu, 'party-member'], [/^Doanh nghiệp$/iu, 'enterprise'], [/^Doanh nghiệp Việt Nam$/iu, 'vietnamese-enterprise'],
  [/^Doanh nghiệp có vốn đầu tư nước ngoài$/iu, 'foreign-invested-enterprise'], [/^Hợp tác xã$/iu, 'cooperative'], [/^Tổ chức(?: \(không bao gồm doanh nghiệp, HTX\))?$/iu, 'organisation'],
  [/^Tổ chức nước ngoài$/iu, 'foreign-organisation'], [/^Tổ chức Đảng$/iu, 'party-organisation'],
]

export function readApplicants(source: string, field: PortalField, unread: Unread[]): Said<ApplicantKind>[] {
  if (saysNothing(source)) return []
  const text = plain(source)
  return pieces(text, (rest) => /^\p{Lu}/u.test(rest)).map(([start, end]): Said<ApplicantKind> => {
    const span: Span = { field, start, end }
    const kind = applicants.find(([pattern]) => pattern.test(text.slice(start, end).replace(/\s+/g, ' ').replace(/\.$/, '')))?.[1]
    if (!kind) unread.push({ span, why: 'unknown-applicant' })
    return { value: kind ?? 'other', span, confidence: kind ? 1 : 0.5 }
  })
}
