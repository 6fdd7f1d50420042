import { sql } from 'kysely'
import type { Module } from '#platform/module'
import { holdsOfAccount } from './holds.ts'
import { accountStream } from './accounts.ts'
import { endOtherSessions, endSessionAction, signOut } from './actions/end-session.ts'
import { registerAccountAction } from './actions/register-account.ts'
import { clientStream, registerClient, registerService } from './actions/register-client.ts'
import { answerMandate, endMandate, giveMandate } from './actions/mandates.ts'
import { addPasskey, removePasskey } from './actions/passkeys.ts'
import { appointByNumber } from './actions/appoint.ts'
import { setUp, setUpStream } from './actions/set-up.ts'
import { confirmPage } from './pages/confirm.page.tsx'
import { sampleTelephonePage } from './pages/sample-telephone.page.tsx'
import { tellSignedOut } from './oidc/provider.ts'
import { mandateStream } from './mandates.ts'
import { accountPage } from './pages/account.page.tsx'
import { officialsPage } from './pages/officials.page.tsx'
import { passkeyPage } from './pages/passkey.page.tsx'
import { setUpPage } from './pages/set-up.page.tsx'
import { signInPage } from './pages/sign-in.page.tsx'
import { signOutPage } from './pages/sign-out.page.tsx'
import { passkeyStream } from './passkeys.ts'
import { myAccount } from './queries.ts'
import { signInRoutes } from './routes.ts'
import { proofStream, sessionStream } from './sessions.ts'
import { texts } from './texts/texts.ts'

export const identity: Module = {
  name: 'identity',
  holds: holdsOfAccount,
  actions: [setUp, appointByNumber, registerAccountAction, registerClient, registerService, signOut, endSessionAction, endOtherSessions, addPasskey, removePasskey, giveMandate, answerMandate, endMandate],
  queries: [myAccount],
  pages: [signInPage, passkeyPage, signOutPage, accountPage, confirmPage, sampleTelephonePage, setUpPage, officialsPage],
  streams: [accountStream, sessionStream, clientStream, setUpStream, passkeyStream, proofStream, mandateStream],
  tables: { accounts: ['id'], passwords: ['account'], issuer_names: ['issuer', 'subject'], sessions: ['id'], passkeys: ['id'], oidc_things: ['kind', 'id'], mandates: ['id'] },
  rounds: [{
    name: 'identity.forget-what-ran-out',
    everySeconds: 3600,
    async run(ctx) {
      await sql`delete from oidc_things where expires_at < now() - interval '1 hour'`.execute(ctx.db)
      await sql`delete from passkey_challenges where ends_at < now()`.execute(ctx.db)
      await sql`delete from proof_codes where ends_at < now()`.execute(ctx.db)
      // What happened stays in the log; the row is only needed while somebody may still come with the secret.
      await sql`delete from sessions where ends_at < now() - interval '1 day' or ended_at < now() - interval '1 day'`.execute(ctx.db)
    },
  }],
  jobs: [{ name: 'identity.tell-signed-out', run: (ctx, { account, client }) => tellSignedOut(ctx.house, account, client) }],
  routes: signInRoutes,
  texts,
}
