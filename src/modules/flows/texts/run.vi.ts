type Sentence = (params: any) => string

/** What a model may be drawn with, but cannot be run as it is written. */
export const runFaultsVi = {
  'not-feel': ({ text }) => `Viết lại biểu thức “${text}” bằng FEEL: hệ thống không hiểu và không chạy ngôn ngữ khác`,
  'not-a-time': ({ text }) => `Viết lại thời gian “${text}” theo ISO 8601, ví dụ PT8H, P3D, 2026-12-31 hoặc R3/PT1H`,
  'nothing-to-run': () => 'Vẽ ít nhất một quy trình có một bước: tệp này không có gì để chạy',
} satisfies Record<string, Sentence>

/** Why a happening is refused; the codes of refusals. */
export const runRefusalsVi = {
  'flow-step-is-over': 'Việc này đã xong hoặc không còn phải làm. Tải lại trang để xem hồ sơ đang ở đâu.',
  'flow-element-not-here': 'Trong quy trình không có “{element}” để bắt đầu. Chọn một việc khác.',
  'flow-one-at-a-time': 'Các việc ở đây làm lần lượt: hãy làm xong việc đang làm rồi mới bắt đầu “{element}”.',
  'flow-never-rests': 'Quy trình đi vòng hơn {most} lần mà không có bước nào để chờ. Thêm một bước chờ hoặc một điều kiện dừng.',
  'flow-has-too-many-tokens': 'Quy trình có hơn {most} việc cùng lúc. Kiểm tra vòng lặp sinh ra việc.',
  'flow-has-too-many-instances': 'Một bước phải làm hơn {most} lần. Kiểm tra danh sách hoặc số lần lặp.',
  'flow-is-too-deep': 'Quy trình gọi lồng nhau hơn {most} lớp. Kiểm tra quy trình tự gọi lại chính nó.',
  'flow-variables-too-large': 'Dữ liệu của quy trình dài hơn {most} ký tự. Bỏ bớt dữ liệu, chỉ giữ đường dẫn tới tài liệu.',
  'flow-has-too-many-messages': 'Có hơn {most} tin nhắn chưa có ai nhận. Kiểm tra bên nhận tin.',
  'flow-time-not-understood': 'Không hiểu thời gian “{text}” ở “{element}”. Ghi theo ISO 8601, ví dụ PT8H hoặc P3D.',
} satisfies Record<string, string>
