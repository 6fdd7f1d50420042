import type { PortalField, Said, Step } from './reading.ts'
import { plain, saysNothing, trimmed } from './words.ts'

const numbered = /(?:^|\n|(?<=[.;:)]\s{0,3}[-+*•]?\s{0,3}))[ \t]*(?:[-+*•]\s*)?(?:[a-zđ]\)|\d+(?:\.\d+)*[.)])?\s*Bước\s+(\d+|[a-zđ]|một|hai|ba|bốn|năm|sáu)\s*[:.)\-–]?/giu
const lettered = /(?:^|\n)[ \t]*(?:[-*•]\s+|[a-zđ]\)\s*|\d+(?:\.\d+)*[.)]\s+|[ivx]+\)\s*)/giu

const applicant = /(?:Người(?! đứng đầu)|Tổ chức|Cá nhân|Doanh nghiệp|Công dân|Chủ (?!tịch)|Hợp tác xã|Nhà đầu tư|Hộ |Thương nhân|Công ty|Chủ sở hữu|Cơ sở(?! dữ liệu)|Đương sự|Khách hàng|Hộ gia đình|Ngân hàng thương mại|Tổ chức tín dụng|Chi nhánh ngân hàng|Đơn vị (?:đề nghị|kinh doanh|vận tải)|Thân nhân|Đại diện|Bên |Phương tiện|Thuyền trưởng|Người làm thủ tục)/u
const agency = /(?:Người đứng đầu|Cơ quan|Cán bộ|Công chức|Bộ (?:phận|trưởng|[A-ZĐ])|Sở |Ủy ban nhân dân|UBND|Chủ tịch|Cục |Chi cục|Phòng |Trung tâm|Công an|Tòa án|Thủ trưởng|Hội đồng|Văn phòng|Ngân hàng Nhà nước|Hải quan|Kho bạc|Bảo hiểm xã hội|Hệ thống|Ủy ban|Vụ |Tổ chức hành nghề công chứng|Cảng vụ|Giám đốc|Thuế )/u

/** The order of work: one entry per step, in order, with who acts. Steps without numbers are the top bullets. */
export function readSteps(source: string, field: PortalField): Step[] {
  const text = plain(source)
  if (saysNothing(text)) return []
  const marks = [...text.matchAll(numbered)].map((match) => ({ at: match.index + (/^\n/.test(match[0]) ? 1 : 0), number: match[1] as string | undefined, textFrom: match.index + match[0].length }))
  const cuts = marks.length >= 1 ? marks : [...text.matchAll(lettered)].map((match) => ({ at: match.index + (/^\n/.test(match[0]) ? 1 : 0), number: undefined as string | undefined, textFrom: match.index + match[0].length }))
  if (!cuts.length || (marks.length === 0 && text.slice(0, cuts[0]!.at).trim())) cuts.unshift({ at: 0, number: undefined, textFrom: 0 })
  return cuts.flatMap((cut, i): Step[] => {
    const [start, end] = trimmed(text, cut.textFrom, cuts[i + 1]?.at ?? text.length)
    if (end <= start) return []
    const step: Step = { text: { field, start, end }, actorKind: 'unknown' }
    if (cut.number) {
      const at = text.lastIndexOf(cut.number, cut.textFrom)
      step.number = { value: cut.number, span: { field, start: at, end: at + cut.number.length }, confidence: 1 }
    }
    const actor = actorOf(text, source, field, start, end)
    return [{ ...step, ...(actor ?? {}) }]
  })
}

/** Whoever is named first at the beginning of the step acts in it. */
function actorOf(text: string, source: string, field: PortalField, start: number, end: number): Pick<Step, 'actor' | 'actorKind'> | undefined {
  const opening = text.slice(start, Math.min(end, start + 260))
  const first = [['applicant', applicant.exec(opening)] as const, ['agency', agency.exec(opening)] as const].filter(([, match]) => match).sort((a, b) => a[1]!.index - b[1]!.index)[0]
  if (!first) return undefined
  const [actorKind, match] = first
  const at = match!.index
  const words = /^[^,.;:()\n]*?(?=\s+(?:có|nộp|gửi|lập|chuẩn bị|tiếp nhận|kiểm tra|thực hiện|xem xét|thẩm định|tổ chức|phải|được|đề nghị|ban hành|cấp|trả|ra|quyết định|trình|phân công|xử lý|khai|kê khai|đăng|tìm|căn cứ|chịu|hoàn|thông báo|điền|nhận|chuyển|phối hợp|giải quyết|báo cáo|hướng dẫn|thu|ký|cập nhật|không|sẽ|đã|trong|để|là|yêu cầu|tải|chọn|đến)\s)/u.exec(opening.slice(at))?.[0].trim()
  const listed = /^[^,.;:()\n]{2,40}(?:,\s*(?:cá nhân|tổ chức|hộ gia đình|cộng đồng dân cư|doanh nghiệp|đơn vị|hợp tác xã)(?:\s+\p{Ll}+){0,3}?)+(?=\s+(?:có|nộp|gửi|lập|chuẩn bị|đề nghị|thực hiện|truy cập|hoàn thiện|phải|được|khi|điền|căn cứ)\s)/u.exec(opening.slice(at))?.[0].trim()
  const said = listed ?? words
  if (!said || said.length > 120) return { actorKind, actor: { value: match![0].trim(), span: { field, start: start + at, end: start + at + match![0].trimEnd().length }, confidence: 0.6 } }
  const actor: Said<string> = { value: source.slice(start + at, start + at + said.length), span: { field, start: start + at, end: start + at + said.length }, confidence: at < 40 ? 0.85 : 0.6 }
  return { actor, actorKind }
}
