import { join } from 'node:path'
import { fileStream, labelFor, openLetterPress, type StoredFile } from '#documents'
import { catalogue } from '#procedures'
import { system } from '#platform/actor'
import { openCtx } from '#platform/ctx'
import { unopened } from '#platform/events'
import type { House } from '#platform/house'
import { readState, stateRow } from './state.ts'
import type { Specimens } from './telling/tale.ts'

type Kept = Pick<StoredFile, 'hash' | 'size' | 'type'>
type Printed = { upload: Kept; refusal: Kept; results: Record<string, Kept> }

/** What an answer to a request for papers brings. */
export const supplement = 'Giấy tờ bổ sung'
const idOf = (label: string): string => `specimen-${Buffer.from(label).toString('base64url')}`

/** Everything that stands in for a paper is printed once, kept once, and says of itself that it is a specimen. */
export async function openSpecimens(house: House): Promise<Specimens> {
  const printed = (await readState<Printed>(house, 'specimens')) ?? (await print(house))
  const uploads = new Map<string, StoredFile>()
  return {
    upload(name) {
      let file = uploads.get(name)
      if (!file) uploads.set(name, (file = { id: idOf(name), ...printed.upload, label: labelFor(`${name}.pdf`, 'pdf') }))
      return file
    },
    result: (procedure, outcome) => (outcome === 'decline' ? printed.refusal : printed.results[procedure]!),
  }
}

/** The sheet that is uploaded wherever the sample uploads something. */
export async function specimenSheet(house: Pick<House, 'countryDir'>): Promise<Buffer> {
  const press = openLetterPress(join(house.countryDir, 'sample/letters'))
  try {
    return await press.render('specimen', sheets.upload)
  } finally {
    await press.close()
  }
}

const head = { date: '2025-07-01' }
const sheets = {
  upload: { head, what: 'Giấy tờ kèm theo hồ sơ', about: 'Trong dữ liệu mẫu, tờ này thay cho ảnh chụp giấy tờ mà một người thật sẽ nộp. In the sample, this sheet stands for the photograph of a paper.' },
  refusal: { head, what: 'Quyết định từ chối giải quyết', about: 'Trong dữ liệu mẫu, tờ này thay cho văn bản từ chối. Không có người ký, không có giá trị. In the sample, this sheet stands for a refusal. Nobody signed it.' },
  result: (what: string) => ({ head, what, about: 'Trong dữ liệu mẫu, tờ này thay cho kết quả của nhiều hồ sơ cùng loại; nội dung của từng hồ sơ xem trên trang hồ sơ. Không có người ký, không có giá trị. In the sample, this sheet stands for the results of many cases of this kind. Nobody signed it.' }),
}

async function print(house: House): Promise<Printed> {
  const press = openLetterPress(join(house.countryDir, 'sample/letters'))
  try {
    const keep = async (data: object): Promise<Kept> => {
      const { hash, size, type } = await house.files.put(await press.render('specimen', data), { type: 'application/pdf' })
      return { hash, size, type }
    }
    const procedures = house.take(catalogue).list()
    const [upload, refusal, ...results] = await Promise.all([keep(sheets.upload), keep(sheets.refusal), ...procedures.map((one) => keep(sheets.result(one.result.names.vi)))])
    const printed: Printed = { upload: upload!, refusal: refusal!, results: Object.fromEntries(procedures.map((one, i) => [one.code, results[i]!])) }
    const ctx = openCtx(house, system)
    for (const name of new Set([supplement, ...procedures.flatMap((one) => one.components.map((component) => component.names.vi))]))
      ctx.record(fileStream, unopened(idOf(name)), [{ type: 'documents.uploaded', data: { id: idOf(name), ...printed.upload, label: labelFor(`${name}.pdf`, 'pdf') } }])
    ctx.write(stateRow('specimens', printed))
    await house.writer.write(ctx.pending)
    return printed
  } finally {
    await press.close()
  }
}
