import type { PageInfo } from '#platform/page'
import { Bars, Ranking } from './bars.tsx'
import { Meter } from './gauge.tsx'
import { Trend } from './trend.tsx'

export const examples = (p: PageInfo) => {
  const vi = p.lang === 'vi'
  return [
    {
      name: 'Meter, Gauge, Spark',
      wall: true,
      view: (
        <div class="meters">
          <Meter p={p} code="A1" name={vi ? 'Dịch vụ công trực tuyến toàn trình' : 'Full online services'} href="#" value={96.8} target={100} state={vi ? 'Đúng lộ trình' : 'On plan'} trend={[90, 92, 93, 94, 96.8]} change={vi ? 'tăng 0,4 trong 30 ngày' : 'up 0,4 in 30 days'} basis={vi ? '1.874 thủ tục, 3 giờ trước' : '1.874 services, 3 hours ago'} stale />
          <Meter p={p} code="A3" name={vi ? 'Người dùng hài lòng' : 'Satisfaction'} href="#" value={91.2} target={95} tone="late" state={vi ? 'Chậm 2,4 điểm' : '2,4 points behind'} trend={[94, 93, 92, 91.2]} change={vi ? 'giảm 0,7 trong 30 ngày' : 'down 0,7 in 30 days'} basis={vi ? '61.230 lượt đánh giá' : '61.230 ratings'} />
          <Meter p={p} code="B5" name={vi ? 'Trưởng thành dữ liệu' : 'Data maturity'} href="#" state={vi ? 'Chưa đo được' : 'Not measured'} why={vi ? 'Chưa có tiêu chí. Không đoán, không điền tay.' : 'No criteria yet. Not guessed, not typed in.'} basis={vi ? '0 nguồn' : '0 sources'} />
        </div>
      ),
    },
    {
      name: 'Trend',
      wall: true,
      view: <Trend p={p} says={vi ? 'Từ 82% tháng 12/2025 lên 94,9% tháng 9/2026, rồi giảm còn 93,6%.' : 'From 82% in December 2025 up to 94.9% in September 2026, then down to 93.6%.'} tone="late" points={[82, 84, 85.2, 87.9, undefined, 90.8, 92.1, 93, 94.4, 94.9, 94.3, 93.6].map((value, i) => ({ label: i === 0 ? '12/25' : i === 11 ? '11/26' : String(i), long: i === 0 ? '12/2025' : `${i}/2026`, value, plan: 80 + i * 1.4545 }))} />,
    },
    { name: 'Bars', wall: true, view: <Bars items={[{ name: vi ? 'Công khai, minh bạch' : 'Openness', value: '15,8', of: '18', share: 15.8 / 18 }, { name: vi ? 'Dịch vụ trực tuyến' : 'Online services', value: '8,5', of: '12', share: 8.5 / 12, tone: 'soon' }, { name: vi ? 'Quá hạn' : 'Overdue', value: '2', share: 0.014, tone: 'late', href: '#' }]} /> },
    {
      name: 'Ranking',
      wall: true,
      view: <Ranking p={p} caption={vi ? 'Mười nơi thấp nhất' : 'The ten lowest'} words={vi ? { name: 'Xã, phường', value: 'Tỷ lệ', part: 'Bị hỏi lại', whole: 'Hồ sơ', change: '30 ngày' } : { name: 'Commune', value: 'Share', part: 'Asked again', whole: 'Cases', change: '30 days' }} sort={{ value: { href: '#', now: 'up' }, name: { href: '#' } }} rows={[{ name: 'Phường Nếnh', href: '#', value: 82.8, part: 71, partHref: '#', whole: 412, change: -6.1, tone: 'late' }, { name: 'Phường Thuận Thành', href: '#', value: 96.7, part: 13, whole: 390, change: 2, tone: 'good' }, { name: 'Xã Lục Sơn', href: '#', whole: 0 }]} />,
    },
  ]
}
