import type { partNames } from './parts.ts'

type Fault = { file: string; say: string; at?: readonly (string | number)[] }
type PartName = (typeof partNames)[number]

const places: Record<string, PartName> = {
  names: 'names', everyday: 'names', synonyms: 'names', field: 'names', lifeEvents: 'names', minutes: 'names', popular: 'names', applicants: 'who', level: 'who', department: 'who', competentUnit: 'who', conditions: 'who', fullProcess: 'who',
  form: 'form', components: 'papers', time: 'time', fees: 'fees', flow: 'flow', result: 'result', legalBases: 'law',
}

/** The part of a draft in which a fault is mended. Those of the decisions name their table first. */
export function partOfFault({ at, say }: Fault): PartName {
  if (at?.length) return places[String(at[0])] ?? 'validity'
  return /^(time|longer)/.test(say) ? 'time' : /^(fees|exemptions|due)/.test(say) ? 'fees' : 'papers'
}

/** The question that a fault is about, when it is about one. */
export const fieldOfFault = ({ at }: Fault): string | undefined => (at?.[0] === 'form' && at[1] === 'schema' && at[2] === 'properties' && typeof at[3] === 'string' ? at[3] : undefined)

/**
 * What the checks of definitions say, in Vietnamese. They speak English to whoever writes files; officials read their own
 * language. A sentence that is not here is shown as the check says it.
 */
const vietnamese: readonly [RegExp, string][] = [
  [/^(\S+) asks for what (.+) holds \((.+)\): write heldAs: (\S+) so/, '$1 hỏi điều Nhà nước đã có ($3): chọn nguồn $4 ở ô “Đã có ở đâu” để hệ thống tự tra, hoặc ghi căn cứ pháp luật cho phép hỏi lại'],
  [/^(\S+) is held by the population database: write x-from: (\S+)/, 'Câu hỏi $1 hỏi điều cơ sở dữ liệu dân cư đã có: ghi nguồn điền sẵn $2 để hiện ra thay vì hỏi'],
  [/^(\S+) is missing/, 'Thiếu $1: điền mục này'],
  [/^(\S+) is not known here/, 'Mục $1 không có trong định nghĩa thủ tục: sửa lại tên hoặc bỏ đi'],
  [/^the field (\S+) is not in/, 'Lĩnh vực $1 chưa có trong danh sách: chọn lĩnh vực khác, hoặc đặt tên lĩnh vực mới'],
  [/^a procedure of the province needs a department/, 'Thủ tục cấp tỉnh cần có cơ quan giải quyết: chọn sở, ngành'],
  [/^a procedure of the commune is decided/, 'Thủ tục cấp xã do xã giải quyết: bỏ chọn sở, ngành'],
  [/^a procedure of the commune needs competentUnit/, 'Thủ tục cấp xã cần một câu hỏi cho biết xã, phường nào giải quyết: chọn câu hỏi đó'],
  [/^the form has no field (\S+): name the field that says/, 'Biểu mẫu không có câu hỏi $1 về xã, phường giải quyết: chọn câu hỏi khác'],
  [/^the field (\S+) must have the widget unit/, 'Câu hỏi $1 phải là loại “Xã, phường” và bắt buộc, vì hồ sơ được chuyển theo đó'],
  [/^no province has a department (\S+?):/, 'Không tỉnh nào có cơ quan $1: chọn cơ quan khác'],
  [/^the English text is the Vietnamese one/, 'Phần tiếng Anh giống hệt tiếng Việt: hãy dịch'],
  [/^no step asks (\S+?):/, 'Câu hỏi $1 không nằm trong bước nào: đưa vào một bước, hoặc bỏ đi'],
  [/^the step asks (\S+), which/, 'Một bước hỏi $1 nhưng biểu mẫu không có câu hỏi đó: thêm câu hỏi, hoặc bỏ khỏi bước'],
  [/^(?:the condition|the value of \S+) asks about (\S+), which/, 'Điều kiện hoặc phép tính nhắc đến $1 mà biểu mẫu không có: sửa lại tên câu hỏi'],
  [/^(?:the condition|the value of \S+) is no FEEL at character (\S+)/, 'Điều kiện hoặc phép tính viết sai từ ký tự thứ $1: sửa lại biểu thức'],
  [/^the condition compares (\S+) with (.+), which is not among/, 'Điều kiện so $1 với $2, không có trong các phương án: chọn phương án có thật'],
  [/^whether (\S+) is shown depends, in a circle/, 'Việc hiện câu hỏi $1 phụ thuộc vòng tròn vào chính nó: bỏ bớt một điều kiện'],
  [/^(\S+) is a choice without x-options/, 'Câu hỏi $1 chưa có phương án: liệt kê các phương án'],
  [/^nobody knows (\S+?):/, 'Không nguồn nào biết $1: chọn nguồn điền sẵn khác'],
  [/^nothing is issued as (\S+?):/, 'Không có kết quả nào mang mã $1: chọn nguồn khác'],
  [/^(\S+) asks for no original and no copy/, 'Giấy tờ $1 chưa ghi số bản: ghi ít nhất một bản, hoặc đánh dấu không bắt buộc'],
  [/^there is no letter (\S+?):/, 'Không có mẫu văn bản $1: chọn mẫu khác'],
  [/^the letter is filled from (\S+), which/, 'Mẫu kết quả lấy dữ liệu từ $1 mà biểu mẫu không có: sửa lại tên câu hỏi'],
  [/^there is no flow (\S+?):/, 'Không có quy trình $1: chọn quy trình khác'],
  [/^flow and time disagree/, 'Quy trình và thời hạn chưa khớp: quy trình giải quyết ngay thì thời hạn là “ngay”, và ngược lại'],
  [/^say how long/, 'Ghi thời hạn từ 1 trở lên'],
  [/^there is no shared step (\S+?):/, 'Không có bước dùng chung $1: chọn bước khác'],
  [/^there is no shared list (\S+?):/, 'Không có danh sách dùng chung $1: chọn danh sách khác, hoặc ghi từng phương án'],
  [/^(\S+) is not in _laws/, 'Văn bản $1 chưa có tên: ghi tên văn bản bằng hai thứ tiếng'],
  [/^(\S+) is not in _results/, 'Kết quả $1 chưa có tên: ghi tên kết quả bằng hai thứ tiếng'],
  [/^(\S+) is (?:a table|a group) without x-columns/, 'Bảng $1 chưa có cột: ghi các cột'],
]

export function sayDesignFault({ say }: Fault, lang: 'vi' | 'en'): string {
  if (lang === 'en') return say
  for (const [pattern, words] of vietnamese) {
    const found = pattern.exec(say)
    if (found) return words.replace(/\$(\d)/g, (_, n) => found[Number(n)] ?? '')
  }
  return say
}
