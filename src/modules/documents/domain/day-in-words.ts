/** "Ngày ba tháng mười một năm hai nghìn không trăm hai mươi sáu": how civil-status papers repeat a date. Month 4 is "tháng tư". */
export const dayInWords = (year: number, month: number, day: number): string =>
  `Ngày ${numberInWords(day)} tháng ${month === 4 ? 'tư' : numberInWords(month)} năm ${numberInWords(year)}`

export const momentInWords = (year: number, month: number, day: number, hour: number, minute: number): string => {
  const date = dayInWords(year, month, day)
  return `${capital(numberInWords(hour))} giờ ${minute ? `${numberInWords(minute)} phút` : 'đúng'}, ${date[0]!.toLowerCase()}${date.slice(1)}`
}

const digits = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const
const digit = (n: number): string => digits[n]!
const capital = (text: string): string => text[0]!.toUpperCase() + text.slice(1)

/** Whole numbers from 0 to 9999, northern usage: linh, mốt, tư, lăm. */
export function numberInWords(n: number): string {
  if (!Number.isInteger(n) || n < 0 || n > 9999) throw new RangeError(`no words for ${n}`)
  const [thousands, hundreds, rest] = [Math.floor(n / 1000), Math.floor(n / 100) % 10, n % 100]
  const words: string[] = []
  if (thousands) words.push(digit(thousands), 'nghìn')
  if (hundreds || (thousands && rest)) words.push(digit(hundreds), 'trăm')
  if (rest || !words.length) words.push(underHundred(rest, words.length > 0))
  return words.join(' ')
}

function underHundred(n: number, afterHundreds: boolean): string {
  const [tens, ones] = [Math.floor(n / 10), n % 10]
  if (tens === 0) return afterHundreds ? `linh ${digit(ones)}` : digit(ones)
  const ten = tens === 1 ? 'mười' : `${digit(tens)} mươi`
  if (ones === 0) return ten
  if (ones === 5) return `${ten} lăm`
  if (tens > 1 && ones === 1) return `${ten} mốt`
  if (tens > 1 && ones === 4) return `${ten} tư`
  return `${ten} ${digit(ones)}`
}
