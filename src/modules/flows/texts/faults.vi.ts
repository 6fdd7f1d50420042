/** What a sentence about a fault may name: the element's own name (`label`), the other element, a count. */
export type FaultParams = Readonly<Record<string, string | number>>
type Sentence = (params: any) => string

/** What is wrong with a drawing, and what to do, in the words of somebody who sees the drawing and not the file. */
export const faultsVi = {
  // The file
  'not-bpmn': ({ name }) => `Chọn tệp sơ đồ BPMN 2.0: tệp này bắt đầu bằng <${name}>, không phải <definitions>`,
  'xml-too-large': ({ limit }) => `Chọn tệp nhỏ hơn ${limit} MB`,
  'xml-too-many': ({ limit }) => `Chia sơ đồ thành nhiều tệp: tệp này có chỗ chứa hơn ${limit} phần tử hoặc thuộc tính`,
  'xml-too-deep': ({ limit }) => `Chia sơ đồ thành nhiều tệp: các phần tử lồng nhau hơn ${limit} lớp`,
  'xml-encoding': ({ encoding }) => `Lưu lại tệp với bảng mã UTF-8: không đọc được tệp theo bảng mã ${encoding}`,
  'xml-doctype': () => 'Bỏ phần <!DOCTYPE> ở đầu tệp: vì an toàn, hệ thống không đọc tệp có phần này',
  'xml-entity': ({ name }) => `Thay &${name}; bằng chính ký tự cần viết: hệ thống không đọc ký hiệu tự đặt`,
  'xml-character': ({ code }) => `Xóa ký tự U+${code}: tệp XML không được chứa ký tự này`,
  'xml-empty': () => 'Chọn tệp khác: tệp này trống',
  'xml-not': () => 'Chọn tệp sơ đồ BPMN 2.0: tệp này không phải tệp XML',
  'xml-after-end': () => 'Xóa phần nằm sau thẻ đóng cuối cùng của tệp',
  'xml-unfinished': ({ name }) => `Lưu lại tệp từ phần mềm vẽ: tệp bị đứt đoạn${name ? `, <${name}> chưa được đóng` : ''}`,
  'xml-end-tag': ({ name }) => `Đóng <${name}> đúng chỗ: thẻ đóng ở đây không khớp`,
  'xml-tag': () => 'Sửa thẻ viết sai ở dòng này',
  'xml-attribute': ({ name }) => `Sửa thuộc tính viết sai trong <${name}>`,
  'xml-attribute-twice': ({ name }) => `Chỉ ghi thuộc tính ${name} một lần`,
  'xml-prefix': ({ prefix }) => `Khai báo tiền tố ${prefix} bằng xmlns:${prefix}`,
  'xml-namespace': ({ prefix }) => `Sửa khai báo xmlns:${prefix}: tiền tố này không được khai báo như vậy`,
  'xml-text': () => 'Thay ]]> trong đoạn văn bằng ]]&gt;',
  'xml-comment': () => 'Sửa chú thích <!-- … -->: chưa đóng, hoặc có hai dấu gạch nối liền nhau bên trong',
  'xml-instruction': () => 'Sửa chỉ thị <? … ?> viết sai',
  'xml-declaration': () => 'Sửa dòng khai báo <?xml … ?> ở đầu tệp',
  'xml-declaration-place': () => 'Chuyển khai báo <?xml … ?> lên đầu tệp, trước mọi ký tự khác',

  // The shapes of the standard's schemas
  'element-unknown': ({ name, in: parent }) => `Bỏ <${name}> trong <${parent}>: BPMN 2.0 không có phần tử này`,
  'element-misplaced': ({ name, in: parent }) => `Chuyển <${name}> ra khỏi <${parent}>: phần tử này không được đặt ở đó`,
  'element-foreign': ({ name, in: parent }) => `Đưa <${name}> vào <extensionElements>: <${parent}> không nhận phần tử ngoài BPMN`,
  'element-order': ({ name, in: parent }) => `Đặt <${name}> lên trước: phần tử này đứng sai thứ tự trong <${parent}>`,
  'element-too-many': ({ name, in: parent, limit }) => `Chỉ giữ ${limit} <${name}> trong <${parent}>`,
  'element-too-few': ({ name, in: parent, least }) => `Ghi ít nhất ${least} <${name}> trong <${parent}>`,
  'element-missing': ({ name, in: parent }) => `Thêm <${name}> vào <${parent}>`,
  'element-choice': ({ name, in: parent }) => `Bỏ <${name}>: <${parent}> đã có phần tử khác dùng thay cho nó`,
  'element-abstract': ({ name }) => `Thay <${name}> bằng một loại cụ thể: tự nó chỉ là tên gọi chung`,
  'type-wrong': ({ type, in: parent }) => `Sửa xsi:type của <${parent}>: không dùng được ${type} ở đây`,
  'attribute-unknown': ({ attribute, in: parent }) => `Bỏ thuộc tính ${attribute} của <${parent}>: BPMN 2.0 không có thuộc tính này`,
  'attribute-missing': ({ attribute, in: parent }) => `Ghi thuộc tính ${attribute} cho <${parent}>`,
  'text-stray': ({ text, in: parent }) => `Bỏ dòng chữ “${text}” trong <${parent}>, hoặc ghi vào <documentation>`,
  'extension-own': ({ name }) => `Chuyển <${name}> ra khỏi phần mở rộng: chỗ đó dành cho phần tử ngoài BPMN`,
  'value': ({ attribute, value, example }) => `Sửa ${attribute}: “${value}” không đúng kiểu, ví dụ đúng: ${example}`,
  'value-list': ({ attribute, value, list }) => `Sửa ${attribute}: “${value}” không có trong các giá trị ${list}`,
  'id-form': ({ value }) => `Đổi id “${value}”: id bắt đầu bằng chữ cái hoặc dấu gạch dưới, không có dấu cách và dấu hai chấm`,
  'id-twice': ({ id, line }) => `Đổi id “${id}”: đã có phần tử khác mang id này ở dòng ${line}`,

  // References
  'ref-form': ({ attribute, value }) => `Sửa ${attribute}: “${value}” không phải là một id`,
  'ref-prefix': ({ attribute, prefix }) => `Sửa ${attribute}: tiền tố ${prefix} chưa được khai báo`,
  'ref-missing': ({ attribute, value }) => `Sửa ${attribute}: không có phần tử nào mang id “${value}”`,
  'ref-not-imported': ({ attribute, value, namespace }) => `Thêm <import> cho ${namespace}: ${attribute} trỏ tới “${value}” ở đó`,
  'ref-type': ({ attribute, value, is, wanted }) => `Sửa ${attribute}: “${value}” là ${is}, ở đây cần ${wanted}`,
} satisfies Record<string, Sentence>

export type FaultRule = keyof typeof faultsVi
export type FaultTexts = Record<FaultRule, Sentence>
