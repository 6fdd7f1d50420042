import type { PageInfo } from '#platform/page'
import { Letter, LetterLines, LetterTable } from './letter.tsx'

export const examples = (_: PageInfo) => [
  {
    name: 'Letter',
    view: (
      <Letter
        under
        head={{ above: 'ỦY BAN NHÂN DÂN', body: 'PHƯỜNG VŨ NINH', unit: 'TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG', number: '0063/TNHS', placeAndDate: 'Vũ Ninh, ngày 20 tháng 11 năm 2026' }}
        title="GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"
        code={<>Mã hồ sơ: <b>H05.138.00-261120-0063</b></>}
        signatures={[{ role: 'NGƯỜI NỘP HỒ SƠ', note: '(đã ký trên bảng ký)', name: 'Dương Khánh Linh' }, { role: 'NGƯỜI TIẾP NHẬN', note: '(ký số 09:41:22 20/11/2026 +07:00)', name: 'Đỗ Minh Quân' }]}
        tracking={{ qr: 'https://sen.example/t/H05.138.00-261120-0063', label: 'Mã tra cứu hồ sơ', says: <>Quét mã hoặc vào <b>sen.example/t</b>, gõ mã hồ sơ để biết ai đang giữ, còn mấy ngày.</> }}
      >
        <LetterLines lines={[{ name: 'Tiếp nhận hồ sơ của', value: 'Dương Khánh Linh' }, { name: 'Nội dung yêu cầu', value: 'Cấp Giấy xác nhận tình trạng hôn nhân', strong: true }]} />
        <LetterTable caption="Thành phần hồ sơ, 01 bộ:" heads={['Giấy tờ', 'Hình thức']} rows={[['1. Tờ khai', 'bản điện tử'], ['Căn cước', 'tra cứu, không thu']]} />
        <LetterLines lines={[{ name: 'Trả kết quả', value: 'trước 17 giờ 00, ngày 26 tháng 11 năm 2026', strong: true }]} />
      </Letter>
    ),
  },
]
