import { stringify } from 'yaml'
import { emptyContent } from '../designing.ts'
import { complete } from '../reading/completing.ts'
import type { Procedure } from '../domain/procedure.ts'

const said = (vi: string, en: string) => ({ vi, en })
const options = [{ value: 'a', vi: 'Cách thứ nhất', en: 'The first' }, { value: 'b', vi: 'Cách thứ hai', en: 'The second' }]
const ask = (widget: string, vi: string, en: string, more: object = {}) => ({ 'x-widget': widget, 'x-label': said(vi, en), ...more })

/** For tests: the form of a definition that asks one question in every kind there is. */
export const everyKindForm = {
  steps: [{ id: 'all', title: said('Mọi loại câu hỏi', 'Every kind of question'), fields: ['heading', 'help', 'text', 'number', 'money', 'longText', 'date', 'time', 'period', 'choice', 'choices', 'yesNo', 'person', 'organisation', 'address', 'unit', 'unitAddress', 'landParcel', 'mapPoint', 'file', 'image', 'table', 'group', 'email', 'phone', 'personId', 'taxCode', 'bankAccount', 'accountNumber', 'computed', 'declaration', 'signature'] }],
  schema: {
    required: ['text', 'number', 'money', 'date', 'time', 'period', 'choice', 'choices', 'yesNo', 'person', 'organisation', 'unitAddress', 'landParcel', 'mapPoint', 'table', 'group', 'bankAccount', 'declaration', 'signature'],
    properties: {
      heading: ask('heading', 'Phần một', 'Part one'), help: ask('help', 'Đọc trước', 'Read this first', { 'x-hint': said('Điền như trên giấy tờ.', 'As on your papers.') }),
      text: ask('text', 'Họ tên', 'Full name'), longText: ask('long-text', 'Nói thêm', 'Anything else', { 'x-when': { feel: 'computed > 100000' } }), number: ask('number', 'Số bản', 'Copies'), money: ask('money', 'Giá một bản', 'Price each'),
      date: ask('date', 'Ngày', 'Day'), time: ask('time', 'Giờ hẹn', 'Time'), period: ask('period', 'Một khoảng thời gian', 'A period'),
      choice: ask('choice', 'Cách nhận', 'How', { 'x-options': options }), choices: ask('choices', 'Các cách', 'Which', { 'x-options': options }), yesNo: ask('yes-no', 'Đã từng làm', 'Done before'),
      person: ask('person', 'Người làm chứng', 'Witness'), organisation: ask('organisation', 'Nơi làm việc', 'Employer'), address: ask('address', 'Địa chỉ', 'Address'), unit: ask('unit', 'Xã, phường', 'Commune'), unitAddress: ask('unit-address', 'Nơi ở', 'Home'),
      landParcel: ask('land-parcel', 'Thửa đất', 'The land'), mapPoint: ask('map-point', 'Vị trí', 'Place'), file: ask('file', 'Bản vẽ', 'Drawing'), image: ask('image', 'Ảnh chân dung', 'Portrait'),
      table: ask('table', 'Tài sản', 'Assets', { 'x-columns': [{ name: 'what', 'x-widget': 'text', 'x-label': said('Tên', 'Name') }, { name: 'worth', 'x-widget': 'money', 'x-label': said('Giá trị', 'Worth'), optional: true }] }),
      group: ask('group', 'Người cùng ở', 'Household', { 'x-columns': [{ name: 'name', 'x-widget': 'text', 'x-label': said('Họ tên', 'Name') }, { name: 'born', 'x-widget': 'date', 'x-label': said('Ngày sinh', 'Born') }, { name: 'how', 'x-widget': 'choice', 'x-label': said('Quan hệ', 'Relation'), 'x-options': options, optional: true }] }),
      email: ask('email', 'Thư điện tử', 'E-mail'), phone: ask('phone', 'Điện thoại', 'Telephone'), personId: ask('person-id', 'Số định danh', 'Personal number'), taxCode: ask('tax-code', 'Mã số thuế', 'Tax code'),
      bankAccount: ask('bank-account', 'Tài khoản nhận tiền', 'Account'), accountNumber: ask('account-number', 'Số tài khoản khác', 'Another account'), computed: ask('computed', 'Tổng tiền', 'Total', { 'x-computed': 'number * money' }),
      declaration: ask('declaration', 'Tôi cam đoan lời khai là đúng', 'I declare that this is true'), signature: ask('signature', 'Chữ ký', 'Signature', { 'x-signs': 'text' }),
    },
  },
}

export const everyKind = (): Procedure => complete({ code: '9.000001', version: 1, names: said('Mọi loại câu hỏi', 'Every kind'), form: everyKindForm, components: [], fees: [] }, { parts: {}, options: {}, laws: {}, results: {} }) as Procedure

/** The same as a definition that may be published: nothing else in it says more than must be said. */
export function everyKindYaml(code: string, today: string): string {
  const { content } = emptyContent(code, 'Thủ tục mẫu có mọi loại câu hỏi', today)
  const { definition } = content
  return stringify({
    ...definition, names: said('Thủ tục mẫu có mọi loại câu hỏi', 'Sample procedure that asks every kind of question'), everyday: said('Để xem mọi loại câu hỏi trên màn hình.', 'To see every kind of question on the screen.'),
    result: { ...definition['result'], names: said('Quyết định mẫu', 'Sample decision') },
    form: { steps: [...everyKindForm.steps, ...definition['form'].steps], schema: everyKindForm.schema },
  })
}
