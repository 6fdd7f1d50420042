/** The sentences of reading models and deciding; the room's own texts take them in. */
const vi = {
  'xml-too-large': 'Tệp lớn hơn mức cho phép ({limit}). Hãy chia mô hình thành nhiều tệp nhỏ hơn.',
  'xml-too-deep': 'Tệp có quá nhiều lớp lồng nhau (hơn {limit}). Hãy kiểm tra lại tệp hoặc xuất lại từ công cụ vẽ.',
  'xml-forbidden': 'Tệp có khai báo DOCTYPE ở dòng {line}; hệ thống không nhận khai báo này. Hãy xuất lại tệp từ công cụ vẽ.',
  'xml-malformed': 'Tệp không đúng định dạng XML ở dòng {line}: {reason}. Hãy xuất lại tệp từ công cụ vẽ.',
  'feel-syntax': 'Biểu thức "{text}" không đúng cú pháp FEEL ở ký tự {at}: {reason}.',
  'feel-too-many-steps': 'Biểu thức tính quá {limit} bước nên đã bị dừng. Hãy kiểm tra vòng lặp hoặc hàm tự gọi chính nó.',
  'feel-too-deep': 'Biểu thức gọi lồng nhau quá {limit} lớp nên đã bị dừng. Hãy kiểm tra hàm tự gọi chính nó.',
  'feel-list-too-long': 'Biểu thức tạo danh sách dài quá {limit} phần tử nên đã bị dừng.',
  'feel-text-too-long': 'Biểu thức tạo văn bản dài quá {limit} ký tự nên đã bị dừng.',
  'feel-value-too-large': 'Biểu thức tạo ra giá trị có hơn {limit} phần nên đã bị dừng.',
  'feel-pattern-too-slow': 'Mẫu so khớp văn bản chạy quá {limit} mili giây nên đã bị dừng. Hãy viết mẫu đơn giản hơn.',
  'feel-input-too-deep': 'Dữ liệu đưa vào lồng nhau quá {limit} lớp.',
  'feel-input-no-context': 'Dữ liệu đưa vào phải là các cặp tên và giá trị.',
  'dmn-not-dmn': 'Tệp không phải là mô hình DMN (phần tử gốc là {found}). Hãy chọn tệp quyết định ở định dạng DMN 1.1 đến 1.6.',
  'dmn-no-such-decision': 'Mô hình không có quyết định nào tên là "{name}". Hãy kiểm tra lại tên hoặc mã.',
  'dmn-import-missing': 'Mô hình cần một mô hình khác ("{name}") nhưng chưa được cung cấp. Hãy gửi kèm mô hình đó.',
  'dmn-cycle': 'Quyết định "{name}" phụ thuộc vào chính nó nên không tính được. Hãy bỏ vòng lặp trong sơ đồ quyết định.',
}

const en: typeof vi = {
  'xml-too-large': 'The file is larger than allowed ({limit}). Divide the model into several smaller files.',
  'xml-too-deep': 'The file nests too deeply (more than {limit}). Check the file, or export it again from the modeller.',
  'xml-forbidden': 'The file declares a DOCTYPE in line {line}, which is not accepted. Export it again from the modeller.',
  'xml-malformed': 'The file is not well-formed XML in line {line}: {reason}. Export it again from the modeller.',
  'feel-syntax': 'The expression "{text}" is not FEEL at character {at}: {reason}.',
  'feel-too-many-steps': 'The expression took more than {limit} steps and was stopped. Look for a loop, or a function that calls itself.',
  'feel-too-deep': 'The expression calls more than {limit} levels deep and was stopped. Look for a function that calls itself.',
  'feel-list-too-long': 'The expression makes a list of more than {limit} items and was stopped.',
  'feel-text-too-long': 'The expression makes a text of more than {limit} characters and was stopped.',
  'feel-value-too-large': 'The expression makes a value of more than {limit} parts and was stopped.',
  'feel-pattern-too-slow': 'A text pattern ran for more than {limit} milliseconds and was stopped. Write it more simply.',
  'feel-input-too-deep': 'The input nests more than {limit} levels deep.',
  'feel-input-no-context': 'The input must be names with values.',
  'dmn-not-dmn': 'The file is no DMN model (its root is {found}). Choose a decision file of DMN 1.1 to 1.6.',
  'dmn-no-such-decision': 'The model has no decision called "{name}". Check the name or the id.',
  'dmn-import-missing': 'The model needs another model ("{name}") that was not given. Send it along.',
  'dmn-cycle': 'The decision "{name}" depends on itself and cannot be made. Take the cycle out of the decision diagram.',
}

export const decisionRefusals = { vi, en }

/** What `checkModel` finds; `{reason}` is the detail. */
const faultsVi = {
  'feel-syntax': 'Biểu thức không đúng cú pháp FEEL: {reason}.',
  'dmn-not-feel': 'Biểu thức viết bằng ngôn ngữ khác FEEL ({reason}) nên không chạy được.',
  'dmn-rule-cells': 'Số ô của dòng quy tắc không khớp số cột ({reason}).',
  'dmn-hit-policy': 'Chính sách chọn quy tắc "{reason}" không có trong DMN.',
  'dmn-same-key': 'Khóa "{reason}" xuất hiện hai lần.',
  'dmn-same-id': 'Mã "{reason}" được dùng cho nhiều phần tử.',
  'dmn-same-name': 'Tên "{reason}" được đặt cho nhiều phần tử.',
  'dmn-no-name': 'Phần tử ({reason}) chưa có tên.',
  'dmn-no-such-type': 'Kiểu dữ liệu "{reason}" chưa được định nghĩa.',
  'dmn-type-cycle': 'Kiểu dữ liệu "{reason}" được định nghĩa bằng chính nó.',
  'dmn-no-such-element': 'Liên kết tới "{reason}" không dẫn tới phần tử nào.',
  'dmn-wrong-kind': 'Liên kết tới {reason} không đúng loại phần tử.',
  'dmn-no-output': 'Chưa có kết quả đầu ra.',
  'dmn-output-names': 'Mỗi cột kết quả cần một tên riêng ({reason}).',
  'dmn-no-priorities': 'Chính sách {reason} cần danh sách giá trị kết quả theo thứ tự ưu tiên.',
  'dmn-cycle': 'Quyết định "{reason}" phụ thuộc vào chính nó.',
  'dmn-import-missing': 'Mô hình được nhập "{reason}" chưa được cung cấp.',
}

const faultsEn: typeof faultsVi = {
  'feel-syntax': 'The expression is not FEEL: {reason}.',
  'dmn-not-feel': 'The expression is written in another language than FEEL ({reason}) and cannot run.',
  'dmn-rule-cells': 'The rule has not as many cells as the table has columns ({reason}).',
  'dmn-hit-policy': 'DMN has no hit policy "{reason}".',
  'dmn-same-key': 'The key "{reason}" stands twice.',
  'dmn-same-id': 'The id "{reason}" is used more than once.',
  'dmn-same-name': 'The name "{reason}" is used more than once.',
  'dmn-no-name': 'The element ({reason}) has no name.',
  'dmn-no-such-type': 'The type "{reason}" is not defined.',
  'dmn-type-cycle': 'The type "{reason}" is defined by itself.',
  'dmn-no-such-element': 'The reference to "{reason}" leads nowhere.',
  'dmn-wrong-kind': 'The reference to {reason} is to the wrong kind of element.',
  'dmn-no-output': 'There is no output.',
  'dmn-output-names': 'Each output column needs a name of its own ({reason}).',
  'dmn-no-priorities': 'The hit policy {reason} needs the output values in the order of their priority.',
  'dmn-cycle': 'The decision "{reason}" depends on itself.',
  'dmn-import-missing': 'The imported model "{reason}" was not given.',
}

export const decisionFaults = { vi: faultsVi, en: faultsEn }
