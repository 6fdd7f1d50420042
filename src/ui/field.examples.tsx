import type { PageInfo } from '#platform/page'
import { Refusal } from '#platform/refusal'
import { Button } from './button.tsx'
import { Choice, Choices, DateField, EmailField, FileField, Known, LongText, MoneyField, NumberField, PersonIdField, PhoneField, Select, TextField, Tick, YesNo } from './field.tsx'
import { Actions, FilterForm, Form } from './form.tsx'
import { ErrorSummary } from './notice.tsx'

export const examples = (p: PageInfo) => {
  const vi = p.lang === 'vi'
  const refused: PageInfo = {
    ...p,
    refusal: new Refusal('invalid', 'check-the-form', { capital: vi ? 'Nhập số vốn bằng chữ số, ví dụ 50.000.000' : 'Enter the capital in digits, for example 50.000.000', trades: vi ? 'Chọn ít nhất một ngành nghề' : 'Choose at least one trade', born: vi ? 'Tháng 11 chỉ có 30 ngày' : 'November has only 30 days' }),
    typed: { capital: vi ? 'năm mươi triệu' : 'fifty million', born: '31/11/2026' },
  }
  const source = vi ? 'Từ CSDL quốc gia về dân cư' : 'From the national population database'
  return [
    {
      name: 'Form, fields',
      view: (
        <Form p={p} submit="save" panel multipart>
          <TextField p={p} name="child-name" label={vi ? 'Họ, chữ đệm, tên của con' : 'Full name of the child'} hint={vi ? 'Viết như bạn muốn ghi trong giấy khai sinh' : 'As it should stand in the certificate'} autocomplete="off" />
          <DateField p={p} name="child-born" label={vi ? 'Ngày sinh của con' : 'Date of birth'} value="2026-11-03" />
          <PersonIdField p={p} name="mother-id" label={vi ? 'Số định danh của mẹ' : 'Mother’s personal number'} value="027194000318" from={source} />
          <PhoneField p={p} name="phone" label={vi ? 'Số điện thoại nhận tin' : 'Phone'} value="0912 345 627" from={vi ? 'Từ tài khoản của bạn. Bạn đổi được, chỉ dùng cho hồ sơ này.' : 'From your account. You may change it for this case.'} />
          <EmailField p={p} name="email" label={vi ? 'Thư điện tử' : 'E-mail'} optional />
          <MoneyField p={p} name="amount" label={vi ? 'Vốn kinh doanh' : 'Capital'} value={50000000} />
          <NumberField p={p} name="floors" label={vi ? 'Diện tích xây dựng' : 'Built area'} unit="m²" decimals />
          <YesNo p={p} name="married" label={vi ? 'Cha mẹ đã đăng ký kết hôn?' : 'Are the parents married?'} value={true} />
          <Choice p={p} name="return" label={vi ? 'Nhận kết quả' : 'Receive the result'} value="online" options={[{ value: 'online', label: vi ? 'Bản điện tử, trong Giấy tờ của tôi' : 'Electronic, in My documents', hint: vi ? 'nhanh nhất, miễn phí' : 'fastest, free' }, { value: 'counter', label: vi ? 'Tại quầy một cửa' : 'At the counter' }]} />
          <Choices p={p} name="copies" label={vi ? 'Bản sao cần thêm' : 'Further copies'} optional values={['birth']} options={[{ value: 'birth', label: vi ? 'Giấy khai sinh' : 'Birth certificate' }, { value: 'extract', label: vi ? 'Trích lục' : 'Extract' }]} />
          <Select p={p} name="ethnicity" label={vi ? 'Dân tộc' : 'Ethnicity'} short options={[{ value: '01', label: 'Kinh' }, { group: vi ? 'Khác' : 'Others', options: [{ value: '02', label: 'Tày' }, { value: '03', label: 'Nùng' }] }]} />
          <LongText p={p} name="remark" label={vi ? 'Điều muốn nói thêm' : 'Anything to add'} optional rows={3} />
          <FileField p={p} name="proof" label={vi ? 'Giấy chứng sinh' : 'Hospital birth note'} most="10 MB" kept={{ name: 'giay-chung-sinh.jpg', href: '#', size: '1,2 MB' }} />
          <Tick p={p} name="true" label={vi ? 'Những điều trên là đúng.' : 'The above is true.'} hint={vi ? 'Khai sai thì giấy có thể bị thu hồi.' : 'A false statement can cost the certificate.'} />
          <Actions><Button value="go">{vi ? 'Lưu và tiếp tục' : 'Save and continue'}</Button><Button value="later" kind="second">{vi ? 'Lưu, làm tiếp sau' : 'Save for later'}</Button></Actions>
        </Form>
      ),
    },
    {
      name: 'ErrorSummary, refused fields',
      view: (
        <div class="flow">
          <ErrorSummary p={refused} />
          <Form p={refused} submit="save" panel>
            <MoneyField p={refused} name="capital" label={vi ? 'Vốn kinh doanh' : 'Capital'} />
            <DateField p={refused} name="born" label={vi ? 'Ngày sinh' : 'Date of birth'} />
            <Choices p={refused} name="trades" label={vi ? 'Ngành nghề' : 'Trades'} options={[{ value: '1071', label: vi ? 'Làm bánh' : 'Baking', hint: vi ? 'mã 1071' : 'code 1071' }, { value: '4722', label: vi ? 'Bán lẻ thực phẩm' : 'Food retail' }]} />
          </Form>
        </div>
      ),
    },
    { name: 'Known', view: <Known p={p} report="#" reportWords={vi ? 'Báo cơ quan giữ dữ liệu sửa' : 'Report an error to the keeper'} items={[{ name: vi ? 'Họ tên' : 'Name', value: <span lang="vi">Nguyễn Thu Lan</span>, from: source }, { name: vi ? 'Số định danh' : 'Personal number', value: '027 194 ••• 318', from: source }]} /> },
    {
      name: 'FilterForm',
      view: (
        <FilterForm p={p}>
          <TextField p={p} name="find" label={vi ? 'Tìm trong danh sách' : 'Search the list'} />
          <Select p={p} name="procedure" label={vi ? 'Thủ tục' : 'Service'} empty={vi ? 'Mọi thủ tục' : 'Every service'} options={[{ value: '1.001193', label: vi ? 'Đăng ký khai sinh' : 'Birth registration' }]} />
        </FilterForm>
      ),
    },
  ]
}
