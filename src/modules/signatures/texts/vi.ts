export const vi = {
  refusals: {
    'signing-no-certificate': '{name} chưa có chứng thư chữ ký số còn hiệu lực nên chưa ký được. Quản trị viên của cơ quan cấp tại trang Chứng thư số.',
    'pdf-not-readable': 'Không đọc được tệp PDF này. Tệp có thể bị hỏng; hãy tải lại bản gốc.',
    'pdf-encrypted': 'Tệp PDF này có mật khẩu. Bỏ mật khẩu rồi thử lại.',
  },
}
