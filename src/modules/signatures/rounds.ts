import type { Round } from '#platform/module'

/** What was found about files is forgotten after its day. */
export const forgetReports: Round = {
  name: 'signatures.forget-reports',
  everySeconds: 3600,
  async run(ctx) {
    const old = await ctx.db.selectFrom('verifications').select('id').where('forget_at', '<=', ctx.now).limit(5000).execute()
    for (const { id } of old) ctx.write({ table: 'verifications', remove: { id } })
  },
}
