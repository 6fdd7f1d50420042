/** What a sentence about a fault may use. */
export type Said = { label: string; other: string; day: string; limit: string; example: string; chosen: boolean; widget: string }

export const vi = {
  refusals: {
    'no-such-procedure': 'Không có thủ tục này, hoặc thủ tục đã hết hiệu lực. Tìm lại theo việc bạn cần.',
  } as Record<string, string>,
  money: (number: string) => `${number} đồng`,
  form: { yes: 'Có', no: 'Không', notAnswered: 'Chưa khai' },
  faults: {
    required: ({ label, chosen, widget }: Said) =>
      widget === 'date' ? `Nhập ${label} theo dạng ngày/tháng/năm, ví dụ 05/11/2026` : widget === 'yes-no' ? `Chọn Có hoặc Không cho câu: ${label}` : chosen ? `Chọn ${label}` : `Nhập ${label}`,
    unknown: ({ label }: Said) => `Bỏ mục ${label}: thủ tục này không hỏi mục đó`,
    date: ({ label }: Said) => `Nhập ${label} theo dạng ngày/tháng/năm, ví dụ 05/11/2026`,
    'after-today': ({ label }: Said) => `Nhập ${label} là hôm nay hoặc một ngày đã qua`,
    'before-today': ({ label }: Said) => `Nhập ${label} là hôm nay hoặc một ngày sắp tới`,
    'after-field': ({ label, other, day }: Said) => `Nhập ${label} không muộn hơn ${other} (${day})`,
    'before-field': ({ label, other, day }: Said) => `Nhập ${label} không sớm hơn ${other} (${day})`,
    number: ({ label, example }: Said) => `Nhập ${label} bằng chữ số, ví dụ ${example || '72,5'}`,
    'whole-number': ({ label, example, widget }: Said) => `Nhập ${label} bằng chữ số, ví dụ ${example || (widget === 'money' ? '50.000.000' : '12')}`,
    minimum: ({ label, limit }: Said) => `Nhập ${label} từ ${limit} trở lên`,
    maximum: ({ label, limit }: Said) => `Nhập ${label} không quá ${limit}`,
    step: ({ label, limit }: Said) => `Nhập ${label} là bội số của ${limit}`,
    'too-long': ({ label, limit }: Said) => `Viết ${label} ngắn lại, không quá ${limit} ký tự`,
    'too-short': ({ label, limit }: Said) => `Viết ${label} đầy đủ hơn, ít nhất ${limit} ký tự`,
    option: ({ label }: Said) => `Chọn ${label} trong danh sách`,
    'too-few': ({ label, limit }: Said) => `Chọn ít nhất ${limit} mục cho ${label}`,
    'too-many': ({ label, limit }: Said) => `Chọn không quá ${limit} mục cho ${label}`,
    'yes-no': ({ label }: Said) => `Chọn Có hoặc Không cho câu: ${label}`,
    'too-young': ({ label, limit }: Said) => `Xem lại ${label}: luật yêu cầu đủ ${limit} tuổi`,
    'person-id': ({ label }: Said) => `Nhập ${label} đủ 12 chữ số, như trên thẻ căn cước`,
    'person-id-sex': ({ label, other }: Said) => `Xem lại ${label} và ${other}: chữ số thứ tư của số này dành cho giới tính khác`,
    'person-id-born': ({ label, other }: Said) => `Xem lại ${label} và ${other}: hai chữ số thứ năm, thứ sáu phải là năm sinh`,
    'tax-code': ({ label }: Said) => `Xem lại ${label}: nhập 10 chữ số như trên giấy đăng ký, hoặc số định danh 12 chữ số`,
    phone: ({ label }: Said) => `Nhập ${label} gồm 10 chữ số, ví dụ 0912 345 678`,
    email: ({ label }: Said) => `Nhập ${label} theo dạng ten@noigui.vn`,
    pattern: ({ label, example }: Said) => (example ? `Nhập ${label} theo mẫu, ví dụ ${example}` : `Nhập lại ${label} theo hướng dẫn bên trên`),
  },
}

export type Texts = typeof vi
