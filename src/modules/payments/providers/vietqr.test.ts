import assert from 'node:assert/strict'
import fs from 'node:fs'
import { test } from 'node:test'
import { readVietQr, vietQr } from './vietqr.ts'

test('the code is the one that VietQR applications know, and an altered amount is not', () => {
  const payload = vietQr({ bin: '999999', account: '0024000100', amount: 50_000, purpose: 'SEN8K3M7Q2X' })
  assert.equal(payload, '00020101021238540010A00000072701240006999999011000240001000208QRIBFTTA53037045405500005802VN62150811SEN8K3M7Q2X' + payload.slice(-8))
  assert.match(payload, /6304[0-9A-F]{4}$/)
  assert.equal(crc16(payload.slice(0, -4)), payload.slice(-4))
  assert.deepEqual(readVietQr(payload), { bin: '999999', account: '0024000100', amount: 50_000, purpose: 'SEN8K3M7Q2X' })
  assert.equal(readVietQr(payload.replace('540550000', '540540000')), undefined)
})

const vectors = new URL('../../../../../shared/data/text/vietqr_vectors.json', import.meta.url)
test('payloads agree with two other makers of VietQR', { skip: !fs.existsSync(vectors) && 'the shared vectors are not beside this checkout' }, () => {
  for (const known of JSON.parse(fs.readFileSync(vectors, 'utf8')).vietqr_vectors) {
    assert.equal(vietQr({ bin: known.bin, account: known.account, amount: Number(known.amount), purpose: known.purpose }), known.payload)
    assert.equal(readVietQr(known.payload)?.amount, Number(known.amount))
    assert.equal(readVietQr(known.payload.replace(`05${known.amount}`, `05${Number(known.amount) - 1000}`)), undefined)
  }
})

/** CRC-16/CCITT-FALSE, written down once more from EMVCo so that the library is not its own witness. */
function crc16(text: string): string {
  let crc = 0xffff
  for (const byte of Buffer.from(text)) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff
  }
  return crc.toString(16).toUpperCase().padStart(4, '0')
}
