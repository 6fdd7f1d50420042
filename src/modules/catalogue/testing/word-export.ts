import { strToU8, zipSync } from 'fflate'

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const paragraph = (text: string): string => `<w:p>${text.split('\n').map((line) => `<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">${escape(line)}</w:t></w:r>`).join('<w:r><w:br/></w:r>')}</w:p>`
const table = (rows: string[][]): string => `<w:tbl><w:tblPr/>${rows.map((row) => `<w:tr>${row.map((cell) => `<w:tc><w:tcPr/>${cell.split('\n').map(paragraph).join('')}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`

export interface WordRecord {
  fields: Record<string, string>
  ways: { channel: string; time: string; fee: string; says?: string }[]
  groups: { case?: string; papers: { name: string; form?: string; originals: number; copies: number }[] }[]
  laws: { number: string; title: string; day?: string; by?: string }[]
}

/** A Word file as the portal's "Xuất chi tiết" makes one: labelled rows, then the tables of channels, papers and laws under their headings. */
export const wordExport = (record: WordRecord): Uint8Array => wordFile([
  paragraph('CHI TIẾT THỦ TỤC HÀNH CHÍNH'),
  table(Object.entries(record.fields).map(([label, text]) => [`${label}:`, text])),
  paragraph('Cách thức thực hiện:'), table([['Hình thức nộp', 'Thời hạn giải quyết', 'Phí, lệ phí', 'Mô tả'], ...record.ways.map(({ channel, time, fee, says }) => [channel, time, fee, says ?? ''])]),
  paragraph('Thành phần hồ sơ:'),
  ...record.groups.flatMap((group) => [...(group.case ? [paragraph(group.case)] : []), table([['Tên giấy tờ', 'Mẫu đơn, tờ khai', 'Số lượng'], ...group.papers.map((paper) => [paper.name, paper.form ?? '', `Bản chính: ${paper.originals}\nBản sao: ${paper.copies}`])])]),
  paragraph('Căn cứ pháp lý:'), table([['Số ký hiệu', 'Trích yếu', 'Ngày ban hành', 'Cơ quan ban hành'], ...record.laws.map(({ number, title, day, by }) => [number, title, day ?? '', by ?? ''])]),
].join(''))

export const wordFile = (body: string, more: Record<string, Uint8Array> = {}): Uint8Array => zipSync({
  '[Content_Types].xml': strToU8('<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
  'word/document.xml': strToU8(`<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`),
  ...more,
})
