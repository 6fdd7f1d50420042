import type { PageInfo } from '#platform/page'
import { CaseList, ServiceList } from './case-list.tsx'
import { Clock, clockWords, type ClockState } from './clock.tsx'
import { Empty } from './empty.tsx'
import { CheckAnswers, Facts, KeyFacts } from './facts.tsx'
import { Notice } from './notice.tsx'
import { Pagination } from './pagination.tsx'
import { Papers } from './paper.tsx'
import { LifePath } from './path.tsx'
import { PaymentPanel, FeeTable } from './money.tsx'
import { StepHeading, StepsList } from './steps-bar.tsx'
import { Tag } from './tag.tsx'
import { Timeline } from './timeline.tsx'

export const examples = (p: PageInfo) => {
  const vi = p.lang === 'vi'
  const clocks: Parameters<typeof clockWords>[1][] = [
    { state: 'not-yet', startsAt: new Date('2026-11-23T08:00:00+07:00') },
    { state: 'running', workingDays: 3, dueOn: '2026-11-26', skipped: [{ day: '2026-11-24', name: vi ? 'Ngày Văn hóa Việt Nam' : 'Vietnam Culture Day' }] },
    { state: 'today', dueOn: new Date('2026-11-20T17:00:00+07:00') },
    { state: 'late', workingDays: 2, dueOn: '2026-11-18' },
    { state: 'paused', workingDays: 5, waitsFor: 'you' },
    { state: 'done', workingDays: 1, at: '2026-10-02' },
    { state: 'done-late', workingDays: 2, at: '2026-10-02' },
    { state: 'ended', at: '2026-10-02' },
  ]
  const share: Partial<Record<ClockState, number>> = { running: 0.7, today: 0.9 }
  return [
    { name: 'Clock, clockWords', view: <ul class="panel rows">{clocks.map((r) => <li class="case"><Clock {...clockWords(p.lang, r)} share={share[r.state]} /> <Clock {...clockWords(p.lang, r, true)} share={share[r.state]} /></li>)}</ul> },
    {
      name: 'Notice',
      view: (
        <div class="flow">
          <Notice tone="soon" id="todo" title={vi ? 'Hai việc đang chờ bạn' : 'Two things wait for you'}><ol><li><a href="#">{vi ? 'Gửi ý kiến của chủ hộ' : 'Send the householder’s consent'}</a></li><li><a href="#">{vi ? 'Nộp 24.000 đồng' : 'Pay 24.000 đồng'}</a></li></ol></Notice>
          <Notice tone="late"><p>{vi ? 'Một giấy chưa đọc được.' : 'One paper cannot be read.'}</p></Notice>
          <Notice tone="good"><p>{vi ? 'Đã nhận 24.000 đồng lúc 09:41.' : 'Received 24.000 đồng at 09:41.'}</p></Notice>
          <Notice tone="pause" icon="place"><p>{vi ? 'Nhận tại Vũ Ninh, giải quyết tại Từ Sơn.' : 'Received in Vũ Ninh, handled in Từ Sơn.'}</p></Notice>
        </div>
      ),
    },
    { name: 'KeyFacts', view: <KeyFacts items={[{ name: vi ? 'Thời gian' : 'Time', value: vi ? '3 ngày làm việc' : '3 working days' }, { name: vi ? 'Lệ phí' : 'Fee', value: vi ? 'Miễn phí' : 'Free' }, { name: vi ? 'Làm ở đâu' : 'Where', value: vi ? 'Trọn trên mạng' : 'All online' }]} /> },
    { name: 'Facts, CheckAnswers', view: <div class="flow"><Facts p={p} items={[{ name: vi ? 'Người nộp' : 'Applicant', value: <span lang="vi">Nguyễn Thu Lan</span>, from: vi ? 'Từ CSDL quốc gia về dân cư' : 'From the national population database' }]} /><CheckAnswers p={p} groups={[{ title: vi ? 'Bạn đã khai' : 'Your answers', items: [{ name: vi ? 'Tên con' : 'Name of the child', value: <span lang="vi">Phạm Nguyễn Minh An</span>, change: '#' }] }]} /></div> },
    { name: 'Papers', view: <Papers p={p} items={[{ name: vi ? 'Tờ khai' : 'Declaration', note: vi ? 'điền từ dữ liệu dân cư' : 'filled in from population data', state: { tone: 'good', word: vi ? 'Bản điện tử gốc' : 'Electronic original' }, see: '#' }, { name: vi ? 'Giấy chứng sinh' : 'Hospital birth note', state: { tone: 'soon', word: vi ? 'Chờ quét' : 'To be scanned' }, see: '#', seeWords: vi ? 'Quét' : 'Scan' }]} /> },
    {
      name: 'CaseList',
      view: <CaseList items={[{ title: vi ? 'Đăng ký khai sinh' : 'Birth registration', href: '#', code: 'H05.138.00-261109-0031', about: <span lang="vi">Phạm Nguyễn Minh An</span>, todo: <><Tag tone="soon">{vi ? '1 việc chờ bạn' : '1 thing waits for you'}</Tag> {vi ? 'Gửi ý kiến của chủ hộ.' : 'Send the householder’s consent.'}</>, clock: <Clock {...clockWords(p.lang, { state: 'paused', workingDays: 5, waitsFor: 'you' })} /> }, { title: vi ? 'Bản sao trích lục kết hôn' : 'Copy of a marriage extract', href: '#', code: 'H05.138.00-261001-0012', clock: <Clock {...clockWords(p.lang, { state: 'done', workingDays: 1, at: '2026-10-02' })} /> }]} />,
    },
    { name: 'ServiceList', view: <ServiceList level={3} items={[{ name: vi ? 'Cấp Giấy xác nhận tình trạng hôn nhân' : 'Certificate of marital status', href: '#', says: vi ? 'Xác nhận bạn chưa kết hôn, đã ly hôn hoặc vợ, chồng đã mất.' : 'Says that you are unmarried, divorced or widowed.', facts: vi ? '3 ngày làm việc · Miễn phí · mã 1.004873' : '3 working days · Free · code 1.004873' }]} /> },
    { name: 'LifePath', view: <LifePath items={[{ icon: 'baby', name: vi ? 'Sinh con' : 'A child is born', note: vi ? 'khai sinh, thường trú, thẻ BHYT' : 'registration, residence, insurance', href: '#' }, { icon: 'rings', name: vi ? 'Kết hôn' : 'Getting married', href: '#' }, { icon: 'home', name: vi ? 'Làm nhà, mua đất' : 'House and land', href: '#' }, { icon: 'shop', name: vi ? 'Mở cửa hàng' : 'Opening a shop', href: '#' }, { icon: 'candle', name: vi ? 'Người thân qua đời' : 'A death in the family', href: '#' }]} /> },
    {
      name: 'Timeline',
      view: <Timeline p={p} items={[{ what: vi ? 'Chờ bạn bổ sung' : 'Waiting for you', whenWords: vi ? 'Bây giờ' : 'Now', state: 'now' }, { what: vi ? 'Yêu cầu bổ sung' : 'Papers asked for', when: new Date('2026-11-13T16:05:00+07:00'), who: vi ? 'Công an phường; đồng hồ dừng' : 'Ward police; the clock stops', note: vi ? 'Cần ý kiến của chủ hộ' : 'The householder must agree', state: 'done' }, { what: vi ? 'Bạn gửi hồ sơ' : 'You sent the case', when: new Date('2026-11-08T20:14:00+07:00'), state: 'done' }]} />,
    },
    { name: 'StepHeading, StepsList', view: <div class="cols"><StepHeading p={p} service={vi ? 'Đăng ký khai sinh' : 'Birth registration'} title={vi ? 'Cha mẹ' : 'The parents'} step={2} of={3} /><StepsList p={p} id="steps-example" steps={[{ title: vi ? 'Người con' : 'The child', href: '#', state: 'done' }, { title: vi ? 'Cha mẹ' : 'The parents', state: 'now', note: vi ? 'còn 2 chỗ cần sửa' : '2 to correct' }, { title: vi ? 'Kiểm tra và gửi' : 'Check and send' }]} /></div> },
    {
      name: 'PaymentPanel, FeeTable',
      view: (
        <div class="flow">
          <PaymentPanel p={p} qr="00020101021238570010A000000727012700069704220113SEN00000000010208QRIBFTTA530370454062400005802VN62150811H05138006304ABCD" amount={24000} items={[{ name: vi ? 'Khoản nộp' : 'For', value: vi ? '3 bản sao, mỗi bản 8.000 đồng' : '3 copies at 8.000 đồng' }, { name: vi ? 'Nội dung' : 'Message', value: <span class="code">H0513800 261109 0031</span> }]} note={vi ? 'Mã có hiệu lực đến 23:59 hôm nay. (Mã mẫu, không chuyển tiền.)' : 'Valid until 23:59 today. (A sample code; no money moves.)'}><a class="button" href="#">{vi ? 'Mở ứng dụng ngân hàng' : 'Open the bank app'}</a> <a class="act" href="#">{vi ? 'Nộp ở quầy' : 'Pay at the counter'}</a></PaymentPanel>
          <FeeTable p={p} caption={vi ? 'Lệ phí' : 'Fees'} items={[{ name: vi ? 'Bản sao trích lục' : 'Copies', amount: 24000, note: '3 × 8.000' }, { name: vi ? 'Đăng ký khai sinh' : 'Registration', amount: 0 }]} total={vi ? 'Cộng' : 'Total'} />
        </div>
      ),
    },
    { name: 'Empty', view: <Empty level={3} title={vi ? 'Bạn chưa có hồ sơ nào' : 'You have no cases yet'} action={<a class="button second" href="#">{vi ? 'Tìm việc cần làm' : 'Find a service'}</a>}>{vi ? 'Hồ sơ nộp ở bất kỳ quầy nào trên địa bàn cũng hiện ở đây.' : 'Cases handed in at any counter of the province show up here.'}</Empty> },
    { name: 'Pagination', view: <Pagination p={p} shown={14} total={1178} noun={vi ? 'hồ sơ' : 'cases'} previous="#" next="#" /> },
  ]
}
