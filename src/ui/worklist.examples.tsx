import type { PageInfo } from '#platform/page'
import { Button } from './button.tsx'
import { Clock, clockWords } from './clock.tsx'
import { Form } from './form.tsx'
import { Table } from './table.tsx'
import { BulkBar, KeysHint, Views, Worklist } from './worklist.tsx'

type Row = { code: string; procedure: string; who: string; unit: string; step: string; officer?: string; left: Parameters<typeof clockWords>[1]; share: number }

export const examples = (p: PageInfo) => {
  const vi = p.lang === 'vi'
  const late: Row[] = [{ code: '139-261102-0017', procedure: 'Cấp giấy phép xây dựng nhà ở riêng lẻ', who: 'Đinh Công Hoan', unit: 'Kinh Bắc', step: vi ? 'Thẩm định' : 'Examination', officer: 'Trần Quốc Việt', left: { state: 'late', workingDays: 2, dueOn: '2026-11-18' }, share: 1 }]
  const today: Row[] = [
    { code: '138-261119-0052', procedure: 'Đăng ký khai sinh', who: 'Phan Anh Tuấn', unit: 'Vũ Ninh', step: vi ? 'Soạn kết quả' : 'Drafting', officer: 'Lê Thu Trang', left: { state: 'today', dueOn: new Date('2026-11-20T17:00:00+07:00') }, share: 0.9 },
    { code: '141-261117-0009', procedure: 'Cấp Giấy xác nhận tình trạng hôn nhân', who: 'Ngô Phương Thảo', unit: 'Từ Sơn', step: vi ? 'Xác minh' : 'Verification', left: { state: 'today', dueOn: new Date('2026-11-20T17:00:00+07:00') }, share: 0.9 },
  ]
  const columns = [
    { label: vi ? 'Hạn' : 'Due', cell: (r: Row) => <Clock {...clockWords(p.lang, r.left, true)} share={r.share} />, sort: { href: '#', now: 'up' as const } },
    { label: vi ? 'Mã hồ sơ' : 'Case', head: true, code: true, cell: (r: Row) => <a href="#">{r.code}</a>, sort: { href: '#' } },
    { label: vi ? 'Thủ tục' : 'Service', cell: (r: Row) => <span lang="vi">{r.procedure}</span> },
    { label: vi ? 'Người nộp' : 'Applicant', cell: (r: Row) => <span lang="vi">{r.who}</span> },
    { label: vi ? 'Nơi nhận' : 'Received in', cell: (r: Row) => <span lang="vi">{r.unit}</span> },
    { label: vi ? 'Bước' : 'Step', cell: (r: Row) => r.step },
    { label: vi ? 'Người xử lý' : 'Officer', cell: (r: Row) => (r.officer ? <span lang="vi">{r.officer}</span> : <span class="tag you">{vi ? 'Chưa ai nhận' : 'Nobody'}</span>) },
  ]
  return [
    {
      name: 'Worklist, BulkBar, KeysHint',
      view: (
        <div class="desk-example flow">
          <KeysHint p={p} />
          <Form p={p}>
            <Worklist<Row> p={p} caption={vi ? 'Hồ sơ, hạn gần nhất trước' : 'Cases, nearest due first'} columns={columns} groups={[{ title: vi ? 'Quá hạn' : 'Overdue', rows: late }, { title: vi ? 'Đến hạn hôm nay' : 'Due today', rows: today }]} pick={{ name: 'cases', value: (r) => r.code, label: (r) => r.code }} />
            <BulkBar p={p}>
              <label for="assign-to">{vi ? 'Giao cho' : 'Assign to'}</label>
              <select class="input" id="assign-to" name="official"><option>Hoàng Minh Đức (3)</option></select>
              <Button value="assign">{vi ? 'Giao' : 'Assign'}</Button>
            </BulkBar>
          </Form>
        </div>
      ),
    },
    { name: 'Views', view: <Views p={p} groups={[{ title: vi ? 'Của phòng' : 'Of the unit', views: [{ href: '#', label: vi ? 'Tất cả việc' : 'All work', count: 41, current: true }, { href: '#', label: vi ? 'Chưa ai nhận' : 'Nobody has it', count: 9 }] }]} /> },
    { name: 'Table', view: <Table<Row> p={p} caption={vi ? 'Hồ sơ đã giao' : 'Assigned cases'} rows={today} columns={[{ label: vi ? 'Mã hồ sơ' : 'Case', head: true, code: true, cell: (r) => r.code }, { label: vi ? 'Người nộp' : 'Applicant', cell: (r) => <span lang="vi">{r.who}</span> }, { label: vi ? 'Số tờ' : 'Sheets', num: true, cell: () => '2' }]} /> },
  ]
}
