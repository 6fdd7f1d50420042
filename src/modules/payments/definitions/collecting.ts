import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { parse } from 'yaml'
import { defineShelf } from '#platform/shelf'
import { CannotStart } from '#platform/settings'

const exact = { additionalProperties: false } as const
const Names = Type.Object({ vi: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) }, exact)

/** Where a unit's fees are paid to. `bin`: the bank's identification number, six digits (NAPAS). */
export const Account = Type.Object({
  unit: Type.String({ minLength: 1 }),
  provider: Type.Union([Type.Literal('sample-bank'), Type.Literal('vietqr')]),
  bin: Type.String({ pattern: '^\\d{6}$' }),
  bank: Names,
  // VietQR carries at most 19 signs here.
  number: Type.String({ pattern: '^[0-9A-Z]{1,19}$' }),
  holder: Names,
}, exact)
export type Account = Static<typeof Account>

const Collecting = Type.Object({ source: Type.String({ minLength: 1 }), accounts: Type.Array(Account) }, exact)

const file = 'payments/collecting.yaml'

/** Throws with the file and what is wrong, when the definition does not fit or a unit has two accounts. */
export function readAccounts(countryDir: string): ReadonlyMap<string, Account> {
  const read: unknown = parse(readFileSync(path.join(countryDir, file), 'utf8'))
  const shape = Compile(Collecting)
  if (!shape.Check(read)) {
    const [error] = shape.Errors(read)
    throw new CannotStart(`${file}: ${error?.instancePath.slice(1).replaceAll('/', '.') || 'the file'} ${error?.message ?? 'does not fit'}.`)
  }
  const accounts = new Map<string, Account>()
  for (const account of read.accounts) {
    if (accounts.has(account.unit)) throw new CannotStart(`${file}: unit ${account.unit} has two accounts; a payer can be shown only one.`)
    accounts.set(account.unit, account)
  }
  return accounts
}

/** Accounts by unit. */
export const collecting = defineShelf('payments/collecting', (house) => readAccounts(house.countryDir))
