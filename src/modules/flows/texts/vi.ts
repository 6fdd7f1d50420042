import { decisionRefusals } from '../dmn/texts.ts'
import { runRefusalsVi } from './run.vi.ts'
import type { Act } from '#platform/actor'
import type { StepWord, WrongKey } from '../domain/definition.ts'

const acts: Record<Act, string> = { receive: 'cán bộ một cửa', process: 'công chức chuyên môn', decide: 'người có thẩm quyền', sign: 'người ký', seal: 'văn thư', lead: 'lãnh đạo phòng, trung tâm', oversee: 'lãnh đạo tỉnh', admin: 'quản trị', protect: 'cán bộ bảo vệ dữ liệu cá nhân' }
const steps: Record<StepWord, string> = { forward: 'chuyển hồ sơ', draft: 'dự thảo kết quả', approve: 'ký duyệt', work: 'làm việc này', consult: 'lấy ý kiến', 'give-opinion': 'cho ý kiến' }
/** `{value}` and its like are filled in. */
const wrong: Record<WrongKey, string> = {
  'no-process': 'Vẽ một quy trình có ít nhất một bước, và đặt mã cho quy trình',
  'nobody-does': 'Đổi thành công việc của người dùng (user task) có sen:step và sen:act: ở đây không ai làm loại công việc này',
  'many-processes': 'Để mỗi quy trình trong một tệp: tệp này có thêm một quy trình nữa',
  'no-version': 'Ghi sen:version của quy trình là số nguyên từ 1',
  'no-step': 'Ghi sen:step cho công việc này: nó là bước gì trong giải quyết hồ sơ',
  'unknown-step': 'Không có loại bước {value}: dùng một trong {known}',
  'no-act': 'Ghi sen:act cho công việc này: ai được làm',
  'unknown-act': 'Không có quyền {value}: dùng một trong {known}',
  'unknown-unit': 'Không hiểu sen:unit là {value}: ghi receiving, competent, agency hoặc department: rồi mã sở, ví dụ department:STP',
  'bad-within': 'Không hiểu thời hạn {value}: ghi như 4 hours, 2 working-days, 12 days hoặc 30%',
  'back-to-nowhere': 'Không có công việc {value} để trả lại: ghi mã của một công việc trong sơ đồ này',
  twice: 'Bước {value} có hai lần: mỗi quy trình chỉ có một bước này',
  'missing-step': 'Thiếu bước {value}: có ký thì phải có dự thảo, có cho ý kiến thì phải có bước chọn cơ quan để hỏi',
  'bad-day': 'Ghi sen:validFrom là ngày có thật, ví dụ 2026-12-01, thay cho “{value}”',
}

export const vi = {
  refusals: {
    ...runRefusalsVi,
    ...decisionRefusals.vi,
    'flow-has-faults': 'Sơ đồ có {count} chỗ cần sửa. Xem danh sách bên cạnh.',
    'decision-has-faults': 'Bảng quyết định có {count} chỗ cần sửa. Xem danh sách bên cạnh.',
    'no-such-decision': 'Không có bảng quyết định này.',
    'no-such-flow': 'Không có quy trình này.',
    'no-such-version': 'Không có phiên bản này.',
    'not-before-today': 'Chọn ngày hôm nay hoặc sau đó.',
    'proposed-already': '{who} đã đề xuất phiên bản này. Xem và ban hành, hoặc trả lại trước đã.',
    'not-proposed-now': 'Phiên bản này không còn chờ ban hành.',
    'needs-another-pair-of-eyes': 'Người vẽ không tự ban hành. Nhờ một người quản trị khác xem và ban hành.',
  },
  wrong, acts, steps,
  list: {
    title: 'Quy trình và quyết định',
    lead: 'Quy trình nội bộ mà hồ sơ đi theo, và bảng quyết định mà phí, giấy tờ, thời hạn tính theo. Cả hai là tệp mở, mở được bằng mọi công cụ vẽ BPMN và DMN.',
    flows: 'Quy trình nội bộ',
    decisions: 'Bảng quyết định',
    name: 'Tên', version: 'Phiên bản', since: 'Từ ngày', usedBy: 'Thủ tục áp dụng', steps: 'Số bước',
    tables: 'Số bảng', rules: 'Số quy tắc',
    procedures: (n: number) => `${n} thủ tục`,
    waiting: 'Chờ xem và duyệt', proposedBy: 'Người đề xuất', proposedOn: 'Ngày đề xuất',
  },
  flow: {
    tryIt: 'Chạy thử',
    drawing: 'Sơ đồ',
    drawingOf: (name: string) => `Sơ đồ quy trình ${name}`,
    noDrawing: 'Chưa có gì để vẽ.',
    inWords: 'Từng bước bằng lời',
    step: 'Bước', does: 'Ai làm', where: 'Ở đâu', within: 'Trong', may: 'Được phép',
    units: { receiving: 'nơi tiếp nhận', competent: 'cơ quan giải quyết', agency: 'cơ quan được hỏi ý kiến' },
    department: (key: string) => `sở ${key}`,
    time: { hour: (n: number) => `${n} giờ làm việc`, 'working-day': (n: number) => `${n} ngày làm việc`, day: (n: number) => `${n} ngày`, share: (n: number) => `${n}% thời hạn của hồ sơ` },
    mayBack: (names: string) => `trả lại: ${names}`,
    maySkip: (who: string) => `bỏ qua được, do ${who} cho phép`,
    mayTakeOver: (who: string) => `${who} nhận thay được`,
    versions: 'Các phiên bản',
    version: (n: number) => `Phiên bản ${n}`,
    from: (day: string) => `áp dụng từ ${day}`,
    inForce: 'đang áp dụng', toCome: 'chưa đến ngày', before: 'chỉ còn hồ sơ cũ',
    country: 'tệp của cả nước', published: 'ban hành ở đây',
    usedBy: 'Thủ tục đi theo quy trình này',
    usedByNone: 'Chưa có thủ tục nào.',
    file: 'Tải tệp BPMN',
    source: 'Căn cứ',
  },
  draw: {
    title: 'Vẽ quy trình', lead: 'Sửa sơ đồ rồi đề xuất thành phiên bản mới. Một người quản trị khác xem và ban hành; hồ sơ đang giải quyết vẫn theo phiên bản cũ.',
    notRead: 'Không mở được sơ đồ để sửa.', download: 'Tải bản đang vẽ về', propose: 'Đề xuất phiên bản mới', proposeSays: 'Số phiên bản được ghi tự động. Sơ đồ sai quy tắc thì không đề xuất được; từng chỗ sai được chỉ rõ.',
    file: 'Tệp BPMN đã sửa', fileHint: (kinds: string) => `Tệp ${kinds.replace(',', ' hoặc ')}, không quá 2 MB`, validFrom: 'Áp dụng từ ngày', note: 'Đổi điều gì, vì sao', proposeNow: 'Đề xuất', faults: (n: number) => `Có ${n} chỗ cần sửa`,
    waits: (version: number, from: string) => `Phiên bản ${version} chờ ban hành, áp dụng từ ${from}`, by: (who: string, on: string) => `${who} đề xuất ngày ${on}`, anotherLooks: 'Chờ một người quản trị khác xem và ban hành.',
    publish: 'Ban hành', reject: 'Trả lại', why: 'Vì sao', rejectNow: 'Trả lại', see: 'Sửa sơ đồ',
    fields: [['step', 'Loại bước', 'draft'], ['act', 'Ai làm', 'process'], ['unit', 'Ở đâu', 'competent'], ['within', 'Trong', '2 working-days'], ['backTo', 'Trả lại được về', 'draft'], ['skip', 'Ai cho bỏ qua', 'lead'], ['takeOver', 'Ai nhận thay', 'lead'], ['en', 'Tên tiếng Anh', 'Examine']],
  },
  drawDecision: {
    title: 'Sửa bảng quyết định', lead: 'Sửa các bảng rồi đưa vào bản thảo của thủ tục. Ở đó từng chỗ đổi được người khác xem và ban hành; hồ sơ nộp từ ngày áp dụng tính theo bảng mới.',
    notRead: 'Không mở được bảng để sửa.', tables: 'Các bảng', propose: 'Đưa vào bản thảo', proposeNow: 'Đưa vào bản thảo', proposeSays: 'Bảng được xét như mọi tệp của cả nước: đúng quy tắc của DMN, đọc được từng ô, và nói đến đúng giấy tờ, khoản thu, thời hạn của thủ tục. Từng chỗ sai được chỉ rõ.',
    file: 'Tệp DMN đã sửa', see: 'Sửa bảng', views: 'Chọn bảng để sửa',
    modeller: { 'View DRD': 'Xem sơ đồ', When: 'Khi', Then: 'Thì', And: 'và', Annotations: 'Ghi chú', 'Add rule': 'Thêm quy tắc', 'Add input': 'Thêm cột điều kiện', 'Add output': 'Thêm cột kết quả', 'Hit policy': 'Cách chọn quy tắc', 'Hit policy:': 'Cách chọn quy tắc:', Unique: 'Đúng một quy tắc', First: 'Quy tắc đúng đầu tiên', Collect: 'Mọi quy tắc đúng', Any: 'Cùng kết quả', Priority: 'Theo ưu tiên', 'Rule order': 'Theo thứ tự quy tắc', 'Output order': 'Theo thứ tự kết quả', Rules: 'Quy tắc', 'Add rule above': 'Thêm quy tắc ở trên', 'Add rule below': 'Thêm quy tắc ở dưới', 'Remove rule': 'Bỏ quy tắc', 'Copy rule': 'Chép quy tắc', 'Cut rule': 'Cắt quy tắc', Rule: 'Quy tắc', Input: 'Điều kiện', Output: 'Kết quả', Expression: 'Biểu thức', 'Input label': 'Tên cột', 'Output label': 'Tên cột', 'Output name': 'Tên kết quả', Type: 'Kiểu', 'Expression language': 'Ngôn ngữ' } as Record<string, string>,
  },
  try: {
    title: 'Chạy thử', lead: 'Đi từng bước trên hồ sơ tưởng tượng, đồng hồ nhảy theo bước. Không có gì được ghi lại.', next: 'Đang chờ', trace: 'Đã đi qua',
    stopped: 'Quy trình dừng lại', stuck: (name: string) => `“${name}” không chờ ở đây, nên các bước sau đó không được thử.`, over: (name: string) => (name ? `Đã kết thúc: ${name}.` : 'Đã kết thúc.'),
    jump: 'Nhảy đến giờ này', again: 'Thử lại từ đầu', began: 'Bắt đầu', rang: (name: string) => `Đến giờ: ${name}`, did: (name: string) => `Xong: ${name}`, due: (at: string) => `hạn ${at}`,
    grant: 'Đồng ý', decline: 'Từ chối', askThree: 'Hỏi ba cơ quan', askNobody: 'Không hỏi ai', done: 'Xong', back: (name: string) => `Trả lại: ${name}`,
  },
  decision: {
    file: 'Tải tệp DMN', rule: 'Quy tắc', held: 'đúng', any: 'bất kỳ', note: 'Ghi chú', when: (label: string) => `Khi: ${label}`, usedBy: 'Thủ tục dùng các bảng này',
    names: { time: 'Thời hạn', papers: 'Giấy tờ phải nộp', fees: 'Mức thu', exemptions: 'Miễn, giảm', due: 'Số phải nộp', counted: 'Cách đếm' } as Record<string, string>,
    inputs: { channel: 'Cách nộp', day: 'Ngày nộp', longer: 'Trường hợp được kéo dài' } as Record<string, string>,
    outputs: {} as Record<string, string>,
    hitPolicies: { UNIQUE: 'Đúng một quy tắc áp dụng.', FIRST: 'Quy tắc đúng đầu tiên áp dụng.', COLLECT: 'Mọi quy tắc đúng đều áp dụng.', ANY: 'Các quy tắc đúng đều cho cùng kết quả.' } as Record<string, string>,
    try: 'Thử quyết định', trySays: 'Nhập dữ liệu tưởng tượng; không có gì được ghi lại.', which: 'Quyết định', unanswered: 'chưa trả lời', yes: 'Có', no: 'Không', online: 'Trên mạng', direct: 'Trực tiếp', dateHint: 'Năm-tháng-ngày, ví dụ 2026-12-01', decide: 'Thử', result: 'Kết quả', why: 'Vì sao',
    looked: 'Đã xét', nothingHeld: 'Không quy tắc nào đúng.',
  },
  where: {
    title: 'Hồ sơ đang ở bước nào',
    says: (name: string) => `Sơ đồ quy trình ${name}, với chỗ hồ sơ đang ở`,
    done: 'đã xong', now: 'đang làm', late: 'đang làm, quá hạn', skipped: 'được bỏ qua', next: 'chưa đến',
  },
}
