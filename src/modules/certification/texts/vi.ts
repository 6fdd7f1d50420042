export const vi = {
  refusals: {
    'no-certification-service': 'Nền tảng chưa có dịch vụ chứng thực. Quản trị viên lập dịch vụ bằng lệnh: npm run sen -- ceremony found.',
    'certification-service-stands': 'Dịch vụ chứng thực đã được lập. Muốn thay khóa, dùng lệnh ceremony renew.',
    'no-key-store': 'Chưa có nơi giữ khóa ký. Quản trị viên đặt SEN_KEYS trỏ tới thiết bị lưu khóa (PKCS#11).',
    'no-such-certificate': 'Không có chứng thư này.',
    'certificate-revoked-already': 'Chứng thư này đã bị thu hồi trước đó.',
    'not-your-certificate': 'Chứng thư này của cơ quan khác; bạn không thu hồi được.',
    'certificate-not-readable': 'Đây không phải tệp chứng thư. Chọn tệp .cer, .crt hoặc .pem do tổ chức chứng thực cung cấp.',
    'certificate-not-of-an-authority': 'Chứng thư này không phải của một tổ chức chứng thực nên không dùng làm gốc tin cậy được.',
    'authority-trusted-already': 'Tổ chức chứng thực này đã có trong danh sách tin cậy.',
    'no-such-authority': 'Không có tổ chức chứng thực này trong danh sách.',
  },
}
