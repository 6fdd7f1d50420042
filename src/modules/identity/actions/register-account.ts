import { defineAction } from '#platform/action'
import { Refusal } from '#platform/refusal'
import { findAccount, registerAccount } from '../accounts.ts'
import { NewAccount } from '../domain/account.ts'

export const registerAccountAction = defineAction({
  name: 'identity.register-account',
  summary: 'Make somebody known to the platform before he signs in himself: an official who takes office, a person without a telephone',
  may: 'admin',
  input: NewAccount,
  async run(ctx, input) {
    if (input.nationalId && (await findAccount(ctx, { nationalId: input.nationalId }))) throw new Refusal('conflict', 'account-exists')
    return { account: registerAccount(ctx, input, 'administrator').id }
  },
})
