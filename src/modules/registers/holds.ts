import type { Ctx } from '#platform/ctx'
import type { Holding, Whom } from '#platform/module'
import { unitRegister } from '#organisations'
import { day } from '#platform/clock'
import { spacedId } from '#platform/words'
import { findPerson } from './population.ts'

const sexes = { female: { vi: 'Nữ', en: 'Female' }, male: { vi: 'Nam', en: 'Male' } }
const standings = { 'never-married': { vi: 'Chưa kết hôn', en: 'Never married' }, married: { vi: 'Đã kết hôn', en: 'Married' }, divorced: { vi: 'Đã ly hôn', en: 'Divorced' }, widowed: { vi: 'Góa', en: 'Widowed' } }

/** What the population register says of a person, and her household business. Her own look is noted as every other. */
export async function holdsOfRegisters(ctx: Ctx, { nationalId }: Whom): Promise<Holding[]> {
  const person = nationalId === undefined ? undefined : await findPerson(ctx, nationalId, { purpose: 'own-data' })
  if (!person) return []
  const businesses = await ctx.db.selectFrom('businesses').select(['tax_code', 'name', 'registration_number', 'address', 'confirmed_on']).where('owner', '=', person.nationalId).orderBy('tax_code').limit(50).execute()
  const unit = ctx.take(unitRegister).find(person.residence.unit, day(ctx.now))?.full[ctx.lang] ?? person.residence.unit
  const line = (vi: string, en: string, value: string | undefined): Holding['items'] => (value ? [{ name: { vi, en }, value }] : [])
  return [{
    title: { vi: 'Dữ liệu dân cư', en: 'Population data' }, from: { vi: 'Cơ sở dữ liệu quốc gia về dân cư', en: 'National population database' }, asOf: person.confirmedOn,
    items: [
      ...line('Họ tên', 'Name', person.name), ...line('Số định danh', 'Personal number', spacedId(person.nationalId)), ...line('Ngày sinh', 'Date of birth', person.birthDate), ...line('Giới tính', 'Sex', sexes[person.sex][ctx.lang]),
      ...line('Dân tộc', 'Ethnicity', person.ethnicity), ...line('Quốc tịch', 'Nationality', person.nationality === 'VN' ? 'Việt Nam' : person.nationality), ...line('Nơi sinh', 'Place of birth', person.birthPlace), ...line('Quê quán', 'Origin', person.origin),
      ...line('Nơi thường trú', 'Residence', `${person.residence.line}, ${unit}`), ...line('Nơi ở hiện tại', 'Current address', person.currentAddress), ...line('Tình trạng hôn nhân', 'Marital status', standings[person.maritalStatus as keyof typeof standings]?.[ctx.lang]),
      ...line('Vợ, chồng', 'Spouse', person.spouse && spacedId(person.spouse)), ...line('Cha', 'Father', person.father && spacedId(person.father)), ...line('Mẹ', 'Mother', person.mother && spacedId(person.mother)), ...line('Con', 'Children', person.children.map(spacedId).join(', ')), ...line('Chủ hộ', 'Head of household', person.householdHead && spacedId(person.householdHead)),
    ],
    data: person,
  }, ...businesses.map((one): Holding => ({
    title: { vi: 'Hộ kinh doanh', en: 'Household business' }, from: { vi: 'Cơ sở dữ liệu về đăng ký kinh doanh', en: 'Business register' }, asOf: one['confirmed_on'],
    items: [...line('Tên', 'Name', one['name']), ...line('Mã số thuế', 'Tax code', one['tax_code']), ...line('Số đăng ký', 'Registration number', one['registration_number']), ...line('Địa chỉ', 'Address', one['address'])],
    data: one,
  }))]
}
