import { hash, verify } from '@node-rs/argon2'
import type { House } from '#platform/house'
import { Refusal } from '#platform/refusal'

/** Long rather than strange: NIST SP 800-63B asks for length and for nothing that people then write on the screen's edge. */
export const shortestPassword = 12

/** Argon2id with the library's own cost (19 MiB, two passes), which is what OWASP recommends. Some 30 ms. */
export async function hashPassword(password: string): Promise<string> {
  if (password.length < shortestPassword) throw new Refusal('invalid', 'check-the-form', { password: 'password-too-short' }, { least: shortestPassword })
  return hash(password.normalize('NFC'))
}

// Of nobody's password: so that asking for a number we do not know takes as long as for one we know.
let nobodys: Promise<string> | undefined

/** The account of that personal number, when this is its password. */
export async function accountByPassword(house: House, nationalId: string, password: string): Promise<string | undefined> {
  const row = await house.db.selectFrom('passwords as w').innerJoin('accounts as a', 'a.id', 'w.account').select(['a.id', 'w.hash']).where('a.national_id', '=', nationalId).executeTakeFirst()
  const right = await verify(row?.hash ?? (await (nobodys ??= hash('nobody'))), password.normalize('NFC'))
  return right && row ? row.id : undefined
}
