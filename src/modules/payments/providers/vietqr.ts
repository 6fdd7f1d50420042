import { QRPay } from 'vietnam-qr-pay'

/** The text of a VietQR code (EMVCo merchant-presented, NAPAS profile, with its CRC). `amount` whole VND; `purpose` ASCII, at most 25 signs. */
export function vietQr({ bin, account, amount, purpose }: { bin: string; account: string; amount: number; purpose: string }): string {
  return QRPay.initVietQR({ bankBin: bin, bankNumber: account, amount: String(amount), purpose }).build()
}

/** What a payer's bank reads out of the code; undefined when it was altered (the CRC does not fit). */
export function readVietQr(payload: string): { bin: string; account: string; amount: number; purpose: string } | undefined {
  const read = new QRPay(payload)
  if (!read.isValid) return undefined
  return { bin: read.consumer.bankBin ?? '', account: read.consumer.bankNumber ?? '', amount: Number(read.amount), purpose: read.additionalData.purpose ?? '' }
}
