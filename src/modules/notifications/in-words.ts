import { money, promise } from '#ui/format'
import type { Both } from './domain/message.ts'

/** Values as messages say them, in both languages. */
export { date } from '#ui/format'

const both = (vi: string, en = vi): Both => ({ vi, en })

/** A promise names its weekday: thứ Năm 26/11/2026. */
export const promised = (day: string): Both => both(promise('vi', day), promise('en', day))
export const amount = (vnd: number): Both => both(money(vnd), money(vnd, 'en'))
export const listed = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n')
export const linesOf = (lines: readonly { names: Both; amount: number }[]): Both =>
  both(listed(lines.map((line) => `${line.names.vi}: ${money(line.amount)}`)), listed(lines.map((line) => `${line.names.en}: ${money(line.amount, 'en')}`)))
/** A sentence of its own, with the space after it; nothing where no day was set. */
export const deadline = (until: string | undefined): Both => (until ? both(`Gửi chậm nhất ${promise('vi', until)}. `, `Send them by ${promise('en', until)} at the latest. `) : both(''))
/** A fee of handing over is asked for when the result is signed: what paying it brings. */
export const whatFollowsPaying = (granted: boolean): Both =>
  granted ? both('Kết quả đã được ký; chúng tôi trả ngay khi nhận đủ tiền. ', 'The result is signed; it is handed over as soon as the money is here. ') : both('')
export const due = (dueOn: string | undefined): Both => (dueOn ? both(`Hẹn trả ${promise('vi', dueOn)}.`, `Due on ${promise('en', dueOn)}.`) : both(''))
export const answerBy = (until: string | undefined): Both => (until ? both(`Trả lời chậm nhất ${promise('vi', until)}.`, `Answer by ${promise('en', until)} at the latest.`) : both(''))
export const opinionOf = (agrees: boolean, words: string): Both =>
  agrees ? both(words ? `Đồng ý: ${words}` : 'Đồng ý.', words ? `It agrees: ${words}` : 'It agrees.') : both(`Ý kiến khác: ${words}`, `It differs: ${words}`)
export const handlerNamed = (name: string | undefined): Both => (name ? both(name) : both('chưa giao ai', 'nobody yet'))

export const pickup = (delivery: 'online' | 'desk' | 'post'): Both =>
  delivery === 'desk' ? both('Bản giấy chờ bạn ở quầy một cửa đã nhận hồ sơ; mang theo căn cước.', 'The paper copy waits for you at the one-stop desk that received the case; bring your identity card.')
    : delivery === 'post' ? both('Bản giấy được gửi bưu điện đến địa chỉ bạn đã ghi.', 'The paper copy is sent by post to the address you gave.')
    : both('')

export const howReturned = (how: 'desk' | 'post', to: string | undefined): Both => {
  const [vi, en] = how === 'post' ? ['qua bưu điện', 'by post'] : ['tại quầy một cửa', 'at the one-stop desk']
  return to ? both(`${vi}, cho ${to}`, `${en}, to ${to}`) : both(vi, en)
}

const reasons: Record<string, Both> = {
  'case-withdrawn': both('hồ sơ đã rút', 'the case was withdrawn'),
  'case-refused': both('hồ sơ không được tiếp nhận', 'the case was not accepted'),
  'charge-cancelled': both('tiền đến sau khi khoản thu đã hủy', 'the money came after the charge was cancelled'),
  'paid-already': both('khoản này đã được nộp đủ từ trước', 'the charge had been paid already'),
  overpaid: both('số tiền nộp nhiều hơn số phải nộp', 'more was paid than was asked'),
}
export const refundReason = (reason: string): Both => reasons[reason] ?? both(reason)
