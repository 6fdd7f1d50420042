/** The sentences of reading models and deciding; the room's own texts take them in. */
const vi = {
  'xml-too-large': 'Tệp lớn hơn mức cho phép ({limit}). Hãy chia mô hình thành nhiều tệp nhỏ hơn.',
  'xml-too-deep': 'Tệp có quá nhiều lớp lồng nhau (hơn {limit}). Hãy kiểm tra lại tệp hoặc xuất lại từ công cụ vẽ.',
  'xml-forbidden': 'Tệp có khai báo DOCTYPE ở dòng {line}; hệ thống không nhận khai báo này. Hãy xuất lại tệp từ công cụ vẽ.',
  'xml-malformed': 'Tệp không đúng định dạng XML ở dòng {line}: {reason}. Hãy xuất lại tệp từ công cụ vẽ.',
}

const en: typeof vi = {
  'xml-too-large': 'The file is larger than allowed ({limit}). Divide the model into several smaller files.',
  'xml-too-deep': 'The file nests too deeply (more than {limit}). Check the file, or export it again from the modeller.',
  'xml-forbidden': 'The file declares a DOCTYPE in line {line}, which is not accepted. Export it again from the modeller.',
  'xml-malformed': 'The file is not well-formed XML in line {line}: {reason}. Export it again from the modeller.',
}

export const decisionRefusals = { vi, en }
