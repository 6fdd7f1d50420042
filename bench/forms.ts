/** A real form, filled in: confirmation of marital status at phường Vũ Ninh (1.004873). */
export const filledForm = (nationalId: string): object => ({
  procedure: '1.004873', competentUnit: '09169', papers: [],
  answers: {
    applicantName: 'Nguyễn Thu Lan', applicantPersonalId: nationalId, applicantBorn: `${Number(nationalId.slice(4, 6)) > 30 ? 19 : 20}${nationalId.slice(4, 6)}-06-14`, sex: Number(nationalId[3]) % 2 ? 'female' : 'male', ethnicity: 'Kinh', nationality: 'VN',
    applicantAddress: 'Số 18, ngõ 42, đường Hoàng Quốc Việt, phường Vũ Ninh', applicantPhone: '0900000318', status: 'never-married', period: 'now', purpose: 'other', otherPurpose: 'Bổ sung hồ sơ vay vốn mua nhà ở xã hội', decidingUnit: '09169',
  },
})
