export const vi = {
  refusals: {
    'no-such-message': 'Không có tin nhắn này, hoặc không phải của bạn. Mở lại từ hộp tin nhắn.',
    'no-sample-phone': 'Điện thoại mẫu chỉ có trong bản mẫu.',
  },
  inbox: {
    title: 'Tin nhắn',
    officerTitle: 'Hộp tin của bạn',
    unread: (n: number) => (n === 0 ? 'Bạn đã xem hết.' : n >= 99 ? 'Còn từ 99 tin chưa xem.' : `Còn ${n} tin chưa xem.`),
    caption: 'Tin nhắn, mới nhất trước',
    new: 'Mới',
    subject: 'Tin', when: 'Lúc', state: 'Đã xem',
    readBy: (name: string) => `${name} đã xem`,
    markAll: 'Đánh dấu đã xem tất cả',
    noun: 'tin',
    empty: 'Chưa có tin nhắn nào',
    emptySays: 'Khi hồ sơ của bạn có thay đổi, chúng tôi nhắn ở đây; nếu bạn ghi thư điện tử hoặc số điện thoại trong hồ sơ, chúng tôi gửi cả đến đó.',
    officerEmptySays: 'Việc được giao, hồ sơ bị trả lại, giấy tờ bổ sung và hồ sơ sắp trễ hẹn sẽ được báo ở đây.',
    tray: 'Gửi cho mọi người cùng giữ việc này ở đơn vị: một người xem là đủ.',
  },
  message: { openCase: 'Mở hồ sơ', openPayment: 'Mở trang nộp tiền', openReceipt: 'Xem biên nhận nộp tiền', openPayments: 'Mở mục tiền của hồ sơ', back: 'Về hộp tin' },
  sent: {
    waiting: 'đang gửi',
    sent: (when: string) => `đã gửi ${when}`,
    again: (when: string) => `chưa gửi được, thử lại lúc ${when}`,
    failed: 'không gửi được',
    reasons: { 'no-mail-server': 'không gửi ra ngoài: nơi này chưa có máy chủ thư', 'no-sms-gateway': 'không gửi ra ngoài: nơi này chưa có cổng tin nhắn' } as Record<string, string>,
  },
  channels: { inbox: 'Hộp tin trên cổng', email: 'Thư điện tử', sms: 'Tin nhắn điện thoại' },
  about: {
    title: 'Đã nhắn gì về hồ sơ này', cases: 'Hồ sơ của bạn', worklist: 'Danh sách hồ sơ', case: 'Hồ sơ',
    what: 'Tin', to: 'Cho', channel: 'Bằng', state: 'Tình trạng', desk: 'mọi người cùng giữ việc ở đơn vị',
    read: (when: string) => `đã xem ${when}`,
    empty: 'Chưa nhắn gì về hồ sơ này', emptySays: 'Mỗi lần hồ sơ có thay đổi, tin đã gửi sẽ hiện ở đây.',
  },
  phone: {
    title: (name: string) => `Điện thoại mẫu của ${name}`,
    nobody: 'người này',
    says: 'Bản mẫu không gửi thư và tin nhắn ra ngoài. Trang này cho thấy những gì sẽ đến điện thoại và hộp thư của người tưởng tượng này.',
    empty: 'Chưa có gì gửi đến',
    emptySays: 'Tin nhắn đến đây khi hồ sơ có ghi số điện thoại hoặc thư điện tử.',
    to: 'Đến',
  },
}

export type Texts = typeof vi
