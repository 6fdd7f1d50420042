/** A real form, filled in: confirmation of marital status at phường Vũ Ninh (1.004873). What the register knows of Lan it fills in itself. */
export const filledForm = (nationalId: string): object => ({
  procedure: '1.004873', competentUnit: '09169', papers: [],
  answers: { applicantPersonalId: nationalId, applicantPhone: '0900000318', status: 'never-married', period: 'now', purpose: 'other', otherPurpose: 'Bổ sung hồ sơ vay vốn mua nhà ở xã hội', decidingUnit: '09169' },
})

/** The number of the person whom a token speaks for, as the platform itself says it. */
export async function nationalIdOf(port: number, token: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/identity.my-account`, { headers: { authorization: `Bearer ${token}` } })
  const said = await answer.json() as { nationalId?: string; account?: { nationalId?: string } }
  const nationalId = said.nationalId ?? said.account?.nationalId
  if (!nationalId) throw new Error(`no number for the person of the token: ${answer.status} ${JSON.stringify(said).slice(0, 200)}`)
  return nationalId
}
