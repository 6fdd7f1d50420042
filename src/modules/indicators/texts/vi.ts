import { date, number } from '#ui/format'

type N = number
const points = (n: N): string => `${number(n, 1)} điểm`

export const vi = {
  number: (n: N, decimals = 0): string => number(n, decimals),
  refusals: {
    'not-your-figures': 'Số liệu này thuộc đơn vị khác. Bạn xem được số liệu của đơn vị mình; nếu cần thêm, hãy hỏi người quản trị của đơn vị.',
    'no-such-indicator': 'Không có chỉ số {indicator}. Chọn một chỉ số trong danh sách mục tiêu.',
    'no-such-day': 'Không đọc được ngày. Viết ngày, tháng, năm, ví dụ 20/11/2026.',
    'no-such-period': 'Chọn 30 ngày, tháng, quý hoặc năm.',
    'no-such-part': 'Chỉ số này không có danh sách như vậy. Mở chỉ số rồi chọn một con số.',
  },
  overview: 'Toàn cảnh',
  indicators: 'Mục tiêu',
  meters: 'Các mục tiêu',
  sentence: {
    nothing: 'Chưa có hồ sơ nào để đo trong kỳ này.',
    good: (n: N) => `Cả ${number(n)} mục tiêu đo được đều đã đạt hoặc đúng lộ trình.`,
    some: (good: N, of: N) => `${number(good)} trên ${number(of)} mục tiêu đã đạt hoặc đúng lộ trình.`,
    needed: (n: N) => `${number(n)} mục tiêu cần chỉ đạo:`,
    overdue: (n: N) => `${number(n)} hồ sơ`,
    overdueAfter: 'đang quá hạn.',
    mostly: 'Đang quá hạn nhiều nhất ở',
  },
  state: {
    reached: 'Đã đạt', 'on-track': 'Đúng lộ trình', informative: 'Để theo dõi', unmeasured: 'Chưa đo được',
    behind: (gap: N) => `Chậm ${points(gap)}`,
    'to-go': (gap: N) => `Còn ${points(gap)} nữa`,
  },
  change: {
    up: (n: string) => `tăng ${n} trong 30 ngày`, down: (n: string) => `giảm ${n} trong 30 ngày`, same: 'giữ nguyên trong 30 ngày',
    points: (n: N) => `${number(n, 1)} điểm`, days: (n: N) => `${number(n, 1)} ngày`,
  },
  unit: { share: '%', score: '', days: ' ngày' },
  basisAt: (when: string) => `lúc ${when}`,
  basisUntil: (day: string) => `đến hết ngày ${day}`,
  whyUnmeasured: 'Trong kỳ này chưa có hồ sơ nào thuộc diện đo.',
  filter: { other: 'Chọn ngày hoặc kỳ khác', asOf: 'Xem như ngày', asOfHint: 'Ví dụ 20/11/2026; để trống là hôm nay', period: 'Tính trong', see: 'Xem', map: 'Bản đồ cho thấy', today: 'Về hôm nay' },
  period: {
    'rolling-30': '30 ngày', month: 'tháng, từ đầu tháng', quarter: 'quý, từ đầu quý', year: 'năm, từ đầu năm',
  },
  onDay: (day: string) => `ngày ${date(day)}`,
  span: (first: string, last: string) => `từ ${date(first)} đến ${date(last)}`,
  notYet: (day: string, today: string) => `Ngày ${date(day)} chưa tới, nên chưa có số liệu. Dưới đây là số liệu hôm nay, ${date(today)}.`,
  unreadDay: (typed: string, today: string) => `Không đọc được ngày “${typed}”. Dưới đây là số liệu hôm nay, ${date(today)}.`,
  pastDay: (day: string) => `Đây là toàn cảnh của ngày ${date(day)}, như lúc hết ngày hôm đó.`,
  map: {
    title: (name: string) => `${name} theo xã, phường`,
    says: (name: string) => `${name} của từng xã, phường, xếp theo vị trí`,
    whole: (place: string) => `cả ${place}, từ`, cases: 'hồ sơ', all: 'Xem đủ các xã, phường',
  },
  classes: { title: 'Bốn nhóm', from: (v: string) => `từ ${v}`, between: (a: string, b: string) => `${a} đến dưới ${b}`, below: (v: string) => `dưới ${v}`, above: (v: string) => `trên ${v}`, upTo: (v: string) => `đến ${v}`, places: 'nơi', none: 'chưa có hồ sơ' },
  overdue: { title: 'Quá hạn lâu nhất', all: (n: N) => `Cả ${number(n)} hồ sơ`, none: 'Không có hồ sơ nào đang quá hạn.' },
  card: { of: (measured: N) => `trên ${number(measured)} điểm đo được`, notMeasured: 'chưa đo' },
  ranks: { title: 'Thấp nhất và cao nhất', lowest: 'Thấp nhất', highest: 'Cao nhất', none: 'Chưa nơi nào có hồ sơ trong kỳ này.', from: (n: N) => `từ ${number(n)} hồ sơ` },
  fresh: {
    title: 'Số liệu mới đến đâu', cases: 'Hồ sơ giải quyết thủ tục', catalogue: 'Danh mục thủ tục', latest: 'Hồ sơ mới nhất', provenance: 'Mọi con số tính từ chính các hồ sơ, không ai nhập tay. Bấm vào con số để xem hồ sơ phía sau.', csv: 'Tải CSV', live: 'Trang tự cập nhật khi có số liệu mới.',
  },
  now: {
    title: (today: boolean): string => (today ? 'Bây giờ' : 'Ngày đã chọn'), target: (value: string, by: string) => `mục tiêu ${value} đến hết ${by}`, fullMarks: (value: string) => `${value} là đủ điểm`, plan: (value: string) => `lộ trình hôm nay ${value}`, how: 'Cách đo',
    method: (code: string, version: N, from: string) => `Cách đo ${code}, bản ${version}, hiệu lực từ ${from}.`, law: 'Căn cứ:', measured: (when: string, basis: string) => `Đo lúc ${when}${basis}.`, upto: (n: N) => `, đến sự kiện số ${number(n)} của sổ nhật ký`,
    score: (max: N, share: string) => `${number(max)} điểm nhân với tỷ lệ ${share}`, notCounted: 'Điểm này tính từ', plannedBy: (source: string) => `Lộ trình: ${source}.`, meanOf: 'chia cho',
  },
  trend: { title: 'Mười hai tháng', says: (first: string, firstAt: string, last: string, lastAt: string) => `Từ ${first} (${firstAt}) đến ${last} (${lastAt}).`, nothing: 'Mười hai tháng qua chưa có gì để đo.', toDate: 'đến ngày đang xem' },
  ranking: {
    title: 'Theo nơi giải quyết', caption: 'Các nơi xếp theo tỷ lệ, bấm tên cột để xếp lại', departments: 'Sở, ngành', name: 'Nơi giải quyết', value: 'Kết quả', part: 'Chưa đạt', whole: 'Hồ sơ', change: '30 ngày', all: (n: N) => `Đủ ${number(n)} nơi`, fewer: 'Chỉ 20 nơi đầu',
    by: (place: string, code: string, name: string) => `Danh mục thủ tục là một cho cả ${place}, nên các nơi được so bằng ${code}, ${name.charAt(0).toLowerCase()}${name.slice(1)}.`, shown: (n: N, of: N) => `${number(n)} trên ${number(of)} nơi`,
  },
  cases: {
    caption: 'Hồ sơ phía sau con số', case: 'Hồ sơ', procedure: 'Thủ tục', unit: 'Nơi giải quyết', filed: 'Ngày nộp', due: 'Hẹn trả', clock: 'Tiến độ', status: 'Hiện nay', rating: 'Đánh giá', days: 'Số ngày', stars: (n: N) => `${n} sao`, none: 'Không có hồ sơ nào.',
    all: 'Xem tất cả', noun: 'hồ sơ', pastHour: 'Quá giờ hẹn', procedures: 'thủ tục', parts: 'Phần của con số', why: 'Vì sao chưa toàn trình', full: 'Toàn trình', level: { commune: 'cấp xã', province: 'cấp tỉnh' }, levelHead: 'Cấp', counted: (when: string) => `Đếm lúc ${when}, từ chính các hồ sơ.`,
  },
  table: { code: 'Mã', name: 'Chỉ số', value: 'Kết quả', target: 'Mục tiêu', state: 'Tình trạng', basis: 'Đo từ', source: 'Căn cứ', by: (day: string) => `đến ${day}` },
  allIndicators: 'Mục tiêu và chỉ số',
  allIntro: 'Mọi chỉ số đang đo, mục tiêu của luật và con số hôm nay. Mỗi chỉ số mở ra cách đo, tử số, mẫu số và từng hồ sơ.',
}
export type Texts = typeof vi
