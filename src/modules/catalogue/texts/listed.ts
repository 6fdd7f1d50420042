const vi = {
  crumb: 'Tìm thủ tục',
  notHereTitle: 'Thủ tục này chưa nộp được trên mạng ở đây',
  notHere: 'Mang giấy tờ đến Trung tâm Phục vụ hành chính công xã, phường nào gần bạn nhất; cán bộ tiếp nhận và chuyển đúng nơi. Cần hỏi trước, gọi',
  agency: 'Cơ quan giải quyết', level: 'Cấp thực hiện', who: 'Ai được làm', gets: 'Nhận được', field: 'Lĩnh vực',
  how: 'Nộp thế nào, mất bao lâu, bao nhiêu tiền', channel: 'Cách nộp', time: 'Thời hạn', fee: 'Phí, lệ phí', notSaid: 'bản ghi không nêu',
  papers: 'Giấy tờ cần có', inCase: (text: string) => `Trường hợp: ${text}`, counts: (originals: number, copies: number) => [originals ? `${originals} bản chính` : '', copies ? `${copies} bản sao` : ''].filter(Boolean).join(', '), present: 'chỉ xuất trình', noPapers: 'Bản ghi không nêu giấy tờ.',
  conditions: 'Điều kiện', bases: 'Căn cứ pháp lý', of: (code: string, at: string) => `Mã ${code}. Theo Cơ sở dữ liệu quốc gia về thủ tục hành chính, nhập ngày ${at}.`,
}
const en: typeof vi = {
  crumb: 'Find a procedure',
  notHereTitle: 'This procedure cannot be handed in online here yet',
  notHere: 'Take your papers to the Public Administrative Service Centre of any commune or ward; it receives them and passes them on. To ask first, call',
  agency: 'Decided by', level: 'Level', who: 'Who may apply', gets: 'What you get', field: 'Field',
  how: 'How to hand it in, how long it takes, what it costs', channel: 'Way', time: 'Time', fee: 'Fees', notSaid: 'not stated in the record',
  papers: 'Papers you need', inCase: (text: string) => `In the case: ${text}`, counts: (originals: number, copies: number) => [originals ? `${originals} original${originals === 1 ? '' : 's'}` : '', copies ? `${copies} cop${copies === 1 ? 'y' : 'ies'}` : ''].filter(Boolean).join(', '), present: 'shown only', noPapers: 'The record names no papers.',
  conditions: 'Conditions', bases: 'Legal bases', of: (code: string, at: string) => `Code ${code}. From the national database of administrative procedures, imported on ${at}. The words of the record are in Vietnamese.`,
}

/** Texts of the pages on which anybody reads a record. */
export const listedTexts = { vi, en }
