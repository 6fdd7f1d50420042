import type { PageInfo } from '#platform/page'
import { Carto } from './carto.tsx'

// Code, name, tile, an invented value and count.
const rows = `
07246|Xã Xuân Lương|5|0|99.6|235
07282|Xã Đồng Kỳ|6|0|98.7|234
07543|Xã Sơn Hải|11|0|98.3|238
07531|Xã Tân Sơn|12|0|96.4|334
07534|Xã Sa Lý|13|0|99.1|229
07333|Xã Quang Trung|3|1|99.4|329
07264|Xã Tam Tiến|4|1|98.8|240
07306|Xã Nhã Nam|5|1|96.3|188
07288|Xã Yên Thế|6|1|99.4|319
07381|Xã Tiên Lục|7|1|100.0|250
07294|Xã Bố Hạ|8|1|97.5|353
07399|Xã Kép|9|1|93.8|224
07552|Xã Kiên Lao|10|1|95.8|354
07525|Phường Chũ|11|1|100.0|445
07537|Xã Biên Sơn|12|1|87.3|276
07627|Xã Đại Sơn|13|1|97.1|244
07864|Xã Hợp Thịnh|2|2|95.5|179
07822|Xã Hoàng Vân|3|2|97.5|240
07351|Xã Ngọc Thiện|4|2|99.7|287
07339|Xã Tân Yên|5|2|100.0|305
07330|Xã Phúc Hoà|6|2|98.2|224
07420|Xã Mỹ Thái|7|2|98.6|215
07375|Xã Lạng Giang|8|2|95.7|161
07462|Xã Bảo Đài|9|2|96.4|197
07450|Xã Đông Phú|10|2|99.1|224
07612|Phường Phượng Sơn|11|2|98.9|789
07573|Xã Biển Động|12|2|96.7|336
07621|Xã Vân Sơn|13|2|99.6|233
07870|Xã Xuân Cẩm|1|3|92.1|317
07840|Xã Hiệp Hoà|2|3|95.4|173
07774|Phường Tự Lạn|3|3|99.1|799
07777|Phường Việt Yên|4|3|99.4|659
07795|Phường Nếnh|5|3|98.3|545
07228|Phường Đa Mai|6|3|95.8|719
07210|Phường Bắc Giang|7|3|91.7|611
07432|Xã Tân Dĩnh|8|3|93.4|288
07444|Xã Lục Nam|9|3|95.4|174
07603|Xã Nam Dương|10|3|98.6|361
07582|Xã Lục Ngạn|11|3|100.0|316
07642|Xã Yên Định|12|3|98.5|269
07615|Xã Sơn Động|13|3|99.4|158
07654|Xã An Lạc|14|3|96.0|253
09193|Xã Yên Phong|1|4|91.9|210
09205|Xã Yên Trung|2|4|100.0|194
09208|Xã Tam Đa|3|4|98.2|337
07798|Phường Vân Hà|4|4|95.4|807
09169|Phường Vũ Ninh|5|4|98.4|496
07696|Phường Tiền Phong|6|4|98.1|425
07681|Phường Yên Dũng|7|4|92.1|583
07699|Phường Tân Tiến|8|4|99.6|494
07498|Xã Bắc Lũng|9|4|95.7|256
07486|Xã Nghĩa Phương|10|4|99.0|308
07489|Xã Trường Sơn|11|4|99.5|222
07594|Xã Đèo Gia|12|4|99.5|212
07663|Xã Tuấn Đạo|13|4|95.9|171
07672|Xã Dương Hưu|14|4|99.5|206
09202|Xã Tam Giang|0|5|92.3|195
09238|Xã Văn Môn|1|5|99.4|317
09319|Xã Tiên Du|2|5|99.5|218
09190|Phường Võ Cường|3|5|99.8|445
09187|Phường Kinh Bắc|4|5|99.6|527
09286|Phường Nam Sơn|5|5|98.6|837
09253|Phường Nhân Hoà|6|5|99.7|653
09247|Phường Quế Võ|7|5|93.4|439
07738|Phường Cảnh Thuỵ|8|5|98.7|630
07682|Phường Tân An|9|5|91.6|821
07519|Xã Cẩm Lý|10|5|99.6|271
07492|Xã Lục Sơn|11|5|100.0|209
07616|Xã Tây Yên Tử|12|5|98.7|314
09379|Phường Phù Khê|0|6|99.5|551
09370|Phường Tam Sơn|1|6|99.2|639
09334|Xã Liên Bão|2|6|97.3|225
09325|Phường Hạp Lĩnh|3|6|94.4|732
09343|Xã Tân Chi|4|6|83.9|186
09313|Xã Chi Lăng|5|6|88.6|297
09265|Phường Phương Liễu|6|6|92.0|528
09295|Phường Bồng Lai|7|6|91.3|610
09301|Phường Đào Viên|8|6|98.5|463
09292|Xã Phù Lãng|9|6|97.4|196
07735|Xã Đồng Việt|10|6|99.1|230
09385|Phường Đồng Nguyên|1|7|87.5|529
09340|Xã Đại Đồng|2|7|98.7|302
09349|Xã Phật Tích|3|7|100.0|169
09400|Phường Thuận Thành|4|7|98.8|411
09409|Phường Mão Điền|5|7|97.3|694
09487|Xã Đông Cứu|6|7|84.8|198
09469|Xã Đại Lai|7|7|87.8|320
09475|Xã Nhân Thắng|8|7|96.2|238
09466|Xã Cao Đức|9|7|95.5|199
09367|Phường Từ Sơn|2|8|98.8|852
09427|Phường Trí Quả|3|8|98.7|863
09445|Phường Ninh Xá|4|8|96.3|536
09529|Xã Lâm Thao|5|8|99.5|186
09430|Phường Trạm Lộ|6|8|91.7|856
09454|Xã Gia Bình|7|8|96.0|328
09496|Xã Lương Tài|8|8|98.7|224
09499|Xã Trung Kênh|9|8|99.0|298
09433|Phường Song Liễu|3|9|92.4|845
09523|Xã Trung Chính|9|9|99.4|332
`.trim().split('\n').map((line) => line.split('|') as [string, string, string, string, string, string])

export const examples = (p: PageInfo) => [
  {
    name: 'Carto',
    wall: true,
    view: (
      <Carto p={p} limits={[90, 95, 98]} noun={p.lang === 'en' ? 'cases' : 'hồ sơ'} all={{ href: '#', words: p.lang === 'en' ? 'All 99 places' : 'Xem đủ 99 nơi' }}
        says={p.lang === 'en' ? 'On-time share of 99 communes, by position' : 'Tỷ lệ đúng hạn của 99 xã, phường, xếp theo vị trí'}
        tiles={rows.map(([id, name, x, y, value, count], i) => ({ id, name, x: +x, y: +y, value: i === 40 ? undefined : +value, count: i === 40 ? undefined : +count, href: `#${id}` }))} />
    ),
  },
]
