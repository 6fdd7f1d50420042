import { sql } from 'kysely'
import { importRecords } from '#catalogue'
import { perform } from '#platform/action'
import { nobody, system } from '#platform/actor'
import { importDesign } from '../../src/modules/procedures/actions/begin-design.ts'
import { everyKindYaml } from '../../src/modules/procedures/testing/every-kind.ts'
import { jsonLines, madeUp } from '../../src/modules/catalogue/testing/records.ts'
import { date } from '#ui/format'
import type { Province } from './province.ts'
import { fillIn, type Visitor, visitor } from './visitor.ts'

/** Copies of a civil-status record: the shortest service with a fee that is paid when filing. */
export const copies = '2.000635'
export const birth = '1.001193'

/** What pages need to be more than empty: Lan's cases, one in every state that looks its own way, and what belongs to them. */
export type Story = {
  /** Cases by how they stand. */
  cases: Record<'owing' | 'filed' | 'received' | 'asked' | 'drafted' | 'returned' | 'refused' | 'withdrawn', string>
  draft: string
  message: { lan: string; nam: string }
  reference: string
  checkCode: string
  slipCode: string
  /** The first import into the catalogue, and a record of it whose newer version waits. */
  imported: string
  /** A draft of the procedure that asks every kind of question. */
  everyKind: string
  /** Reports about her signed paper, as it is and with one letter changed. */
  verified: { good: string; broken: string }
  /** What Lan asked about her data, and a breach that waits to be told. */
  request: string
  breach: string
}

export async function tellStory({ house, url, settled }: Province): Promise<Story> {
  const [lan, minh, nam, thinh] = await Promise.all(['lan', 'minh', 'nam', 'thinh'].map((who) => visitor(url, who))) as [Visitor, Visitor, Visitor, Visitor]
  const idOf = (address: string): string => /\/cases\/([^/?]+)/.exec(address)![1]!
  const file = async (what: string): Promise<string> => {
    const check = await fillIn(lan, copies, { applicant: { applicantPhone: '0900000318' }, record: { record: 'birth', personName: what, registeredAt: 'Xã Tam Đa', registerNumber: '', copies: '2' }, where: { decidingUnit: '09169' } })
    return idOf(await lan.done(check, 'submit', { delivery: 'online' }))
  }
  const reference = async (caseId: string): Promise<string> => (await house.db.selectFrom('charges').select('reference').where('case_id', '=', caseId).executeTakeFirstOrThrow())['reference']
  const pay = async (caseId: string): Promise<void> => {
    await settled()
    const of = await reference(caseId)
    await lan.done(`/sample-bank/${of}`, 'once', { amount: '16.000', content: of })
    await settled()
  }
  const cases = {} as Story['cases']
  const names = { owing: 'Nguyễn Thu Lan', filed: 'Nguyễn Hữu Phúc', received: 'Phạm Minh Đức', asked: 'Nguyễn Thu Hiền', drafted: 'Nguyễn Văn Hải', returned: 'Nguyễn Thu Lan', refused: 'Nguyễn Thu Thủy', withdrawn: 'Nguyễn Thu Hà' }
  for (const [state, name] of Object.entries(names)) cases[state as keyof typeof cases] = await file(name)
  await settled()
  for (const state of ['filed', 'received', 'asked', 'drafted', 'returned'] as const) await pay(cases[state])
  const at = (state: keyof typeof cases): string => `/officer/cases/${cases[state]}`
  for (const state of ['received', 'asked', 'drafted', 'returned'] as const) await minh.done(at(state), 'accept')
  await settled()
  await minh.done(at('asked'), 'ask-papers', { items: 'Ảnh chụp sổ hộ khẩu cũ\nẢnh chụp giấy khai sinh bản cũ, nếu còn', 'ask-reason': 'Sổ gốc năm 1994 của xã bị mờ, cần đối chiếu họ tên.' })
  await minh.done(at('refused'), 'refuse', { 'refuse-reason': 'Sổ gốc ở tỉnh khác, đề nghị nộp nơi đã đăng ký.' })
  await lan.done(`/cases/${cases.withdrawn}`, 'withdraw', { reason: 'Tìm thấy bản cũ' })
  for (const state of ['drafted', 'returned'] as const) {
    await nam.done(at(state), 'draft', { outcome: 'grant', note: 'Đã đối chiếu sổ gốc' })
  }
  await thinh.done(at('drafted'), 'send-back', { remark: 'Ghi rõ số quyển của sổ gốc.' })
  await nam.done(at('drafted'), 'draft', { outcome: 'grant', note: 'Đã ghi số quyển' })
  await thinh.done(at('returned'), 'approve')
  await settled()
  await thinh.done('/officer/delegations', 'give', { unit: '09169', to: 'nam', validFrom: '09/09/2026', validTo: '15/09/2026', reason: 'Đi công tác', acts: ['decide'], scope: 'named', procedures: [copies] })
  await minh.done('/officer?q=lan', 'save-view', { name: 'Hồ sơ của Lan', query: 'q=lan' })

  // A birth registration begun and left at the step of the child.
  const draft = (await lan.done(`/services/${birth}/start`, 'start')).split('/')[2]!
  await lan.done(`/drafts/${draft}/applicant`, 'next', { applicantPhone: '0900000318', relation: 'mother' })
  await lan.done(`/drafts/${draft}/child`, 'next', child)
  // A record of the national catalogue, and a newer version of it; two that contradict each other.
  const twins = ['Chăn nuôi', 'Trồng trọt'].map((linh_vuc) => madeUp({ ma_thu_tuc: '9.000102', linh_vuc }))
  const { import: imported } = await perform(house, system, importRecords, { file: 'bo-nong-nghiep.jsonl', content: jsonLines(madeUp(), madeUp({ ma_thu_tuc: '9.000103', ten_thu_tuc: 'Cấp lại giấy phép nuôi ong' }), ...twins) })
  await perform(house, system, importRecords, { file: 'ban-moi.jsonl', content: jsonLines(madeUp({ ma_thu_tuc: '9.000103', ten_thu_tuc: 'Cấp lại giấy phép nuôi ong trong vườn', cap_thuc_hien: 'Cấp xã' })) })
  // A service drafted from that record; another that asks every kind of question, published, and changed once more.
  const thao = await visitor(url, 'thao')
  const [son, sample] = [await visitor(url, 'son'), '9.000109']
  await thao.done('/officer/catalogue/records/9.000101/proposal', 'design')
  await perform(house, system, importDesign, { yaml: everyKindYaml(sample, '2026-09-09') })
  await thao.done(`/officer/procedures/${sample}`, 'submit')
  await son.done(`/officer/procedures/${sample}`, 'publish', { decision: '215/QĐ-UBND' })
  await thao.done(`/officer/procedures/${sample}`, 'begin')
  await thao.done(`/officer/procedures/${sample}/form`, 'arrange', { do: 'add-field', step: 'all', widget: 'text', label: 'Số tổ ong' })
  await thao.done(`/officer/procedures/${sample}`, 'submit')
  const everyKind = (await lan.done(`/services/${sample}/start`, 'start')).split('/')[2]!
  // Lan's mistake in the register, and a list that went to the wrong address.
  const ngoc = await visitor(url, 'ngoc')
  const last = (address: string): string => address.split('?')[0]!.split('/').at(-1)!
  const request = last(await lan.done('/my-data/requests', 'ask', { right: 'correct', about: 'Nơi thường trú', words: 'Tôi đã chuyển về số 20 cùng ngõ từ tháng 8, dữ liệu vẫn ghi số 18.' }))
  await lan.done('/my-data/consents', 'give', { purpose: 'survey', version: '1' })
  const breach = last(await ngoc.done('/officer/privacy/breaches', 'note', {
    title: 'Gửi nhầm danh sách hồ sơ', day: date(new Date(house.clock().getTime() - 86_400_000)), hour: '20:00', what: 'Danh sách 35 hồ sơ hộ tịch được gửi nhầm qua thư điện tử cho một đơn vị không liên quan.', categories: 'Họ tên, số định danh, số điện thoại',
    people: '35', cause: 'Chọn nhầm người nhận trong danh bạ', harm: 'Lộ số định danh; có thể bị mạo danh khi gọi điện',
  }))
  await ngoc.done('/officer/privacy/processing', 'file', { activity: 'registers', words: 'Rủi ro: tra cứu ngoài hồ sơ. Biện pháp: bắt buộc nêu hồ sơ, ghi nhật ký từng lượt, người dân tự xem.' })
  // And a letter that nobody could send for half a day.
  await sql`insert into jobs (name, data, due_at, tries, last_error, given_up_at) values ('notifications.send', '{"message":"x"}', now(), 20, 'connect ECONNREFUSED 10.0.0.9:587', ${house.clock()})`.execute(house.db)
  await settled()
  const newest = async (who: Visitor, inbox: string): Promise<string> => {
    const link = new RegExp(`href="${inbox}/([^"?]+)"`).exec((await who.get(inbox)).body)
    if (!link) throw new Error(`Nothing lies in ${inbox}`)
    return link[1]!
  }
  const row = await house.db.selectFrom('case_rows').select('check_code').where('id', '=', cases.received).executeTakeFirstOrThrow()
  const document = await house.db.selectFrom('stored_documents as d').innerJoin('stored_files as f', 'f.id', 'd.file').select(['check_code', 'hash']).where('case_id', '=', cases.returned).executeTakeFirstOrThrow()
  const paper = await house.files.read(document['hash'])
  const check = async (bytes: Buffer): Promise<string> => (await perform(house, nobody, house.modules.flatMap((m) => m.actions ?? []).find((one) => one.name === 'signatures.verify')!, { name: 'trich-luc.pdf', content: bytes.toString('base64') })).id
  const changed = Buffer.from(paper)
  changed[2000]! ^= 1
  const verified = { good: await check(paper), broken: await check(changed) }
  return { verified, cases, draft, message: { lan: await newest(lan, '/inbox'), nam: await newest(nam, '/officer/inbox') }, reference: await reference(cases.owing), checkCode: document['check_code'], slipCode: row['check_code'], imported, request, breach, everyKind }
}

export const child = {
  childName: 'Phạm Nguyễn Minh An', childBorn: '30/08/2026', childSex: 'female', childEthnicity: 'Kinh', childNationality: 'VN', childHomeTown: 'Xã Tân Yên, Bắc Ninh',
  bornAtFacility: 'true', birthPlace: 'Bệnh viện Sản Nhi Bắc Ninh, phường Võ Cường', surrogacy: 'false',
}
