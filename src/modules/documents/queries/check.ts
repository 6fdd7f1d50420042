import Type from 'typebox'
import { ask, defineQuery, type Query } from '#platform/action'
import { calledIn } from '#organisations'
import { checkFile, type Report } from '#signatures'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import { readCheckCode } from '../domain/check-code.ts'
import { initials, type Names, validityOn } from '../domain/document.ts'
import { en } from '../texts/en.ts'
import { vi } from '../texts/vi.ts'

/** What the public page says about a paper: no more than whoever holds it needs to compare. */
export type CheckAnswer = {
  title: Names
  verdict: { tone: 'good' | 'late' | 'pause' | 'calm'; words: Names }
  facts: { name: Names; value: Names | string }[]
}
export type CheckQuery = Query<any, { answer?: CheckAnswer }>

const Code = Type.Object({ code: Type.String({ maxLength: 60, description: 'The code printed at the foot of the paper' }) }, { additionalProperties: false })

/** A document issued into a person's store. Whom it is about is told by initials, the number and what it says are not told. */
export const checkDocument = defineQuery({
  name: 'documents.check',
  summary: 'Is a document with this code real, and does it still count',
  may: 'anyone',
  input: Code,
  async run(ctx, { code }): Promise<{ answer?: CheckAnswer }> {
    const checkCode = readCheckCode(code)
    const found = checkCode && ((await ctx.db.selectFrom('stored_documents').select(['title_vi', 'title_en', 'owner_name', 'subject', 'issued_by', 'issued_unit', 'issued_on', 'valid_to', 'state', 'ended_on', 'file']).where('check_code', '=', checkCode).executeTakeFirst()) as any)
    if (!found) return {}
    const signatures = await signaturesOf(ctx, found.file)
    const validity = validityOn(day(ctx.now), { state: found.state, validTo: found.valid_to })
    const both = (of: (t: typeof vi.check) => string): Names => ({ vi: of(vi.check), en: of(en.check) })
    const called = (words: (string | undefined | false)[]): Names => {
      const said = (lang: 'vi' | 'en') => words.filter((one) => one).map((one) => calledIn(ctx, lang, one as string, found.issued_unit, found.issued_on)).join(', ')
      return { vi: said('vi'), en: said('en') }
    }
    return {
      answer: {
        title: { vi: found.title_vi, en: found.title_en },
        // A paper of which the signatures no longer hold is not called real, whatever our records say of it.
        verdict: signatures?.verdict === 'broken' ? { tone: 'late', words: both((t) => t.verdicts.broken) } : { tone: validity === 'valid' ? 'good' : 'late', words: both((t) => t.verdicts[validity]) },
        facts: [
          { name: both((t) => t.issuedBy), value: called([found.issued_by]) },
          { name: both((t) => t.issuedOn), value: shown(found.issued_on) },
          { name: both((t) => (found.subject ? t.about : t.holder)), value: initials(found.subject ?? found.owner_name) },
          ...(found.valid_to ? [{ name: both((t) => t.validTo), value: shown(found.valid_to) }] : []),
          ...(signatures?.signatures ?? []).flatMap((one) => (one.kind === 'signature' && one.signer ? [
            { name: both((t) => (one.record?.kind === 'seal' ? t.sealedBy : t.signedBy)), value: called([one.signer.name, one.record?.kind === 'seal' ? undefined : (one.record?.position ?? one.signer.title), one.at && shown(day(new Date(one.at)))]) },
            ...(one.record?.inNameOf ? [{ name: both((t) => t.inNameOf), value: called([one.record.inNameOf.name, one.record.inNameOf.position]) }] : []),
          ] : [])),
          ...(found.ended_on ? [{ name: both((t) => t.endedOn), value: shown(found.ended_on) }] : []),
        ],
      },
    }
  },
})

/** Who signed the file that was issued; undefined where it was issued unsigned. */
async function signaturesOf(ctx: Ctx, file: string): Promise<Report | undefined> {
  const kept = await ctx.db.selectFrom('stored_files').select(['hash', 'label', 'type']).where('id', '=', file).executeTakeFirst()
  if (kept?.['type'] !== 'application/pdf') return undefined
  const report = await checkFile(ctx, kept['label'], await ctx.house.files.read(kept['hash']))
  return report.signatures.length ? report : undefined
}

/**
 * Asks every room that gives out codes: a room does so by a query called `<room>.check` that answers a `CheckAnswer`.
 * By name, not by import: slips are given out on floors above this one.
 */
export async function checkByCode(ctx: Ctx, code: string): Promise<CheckAnswer | undefined> {
  if (!readCheckCode(code)) return undefined
  for (const room of ctx.house.modules) {
    const query = room.queries?.find((q) => q.name === `${room.name}.check`) as CheckQuery | undefined
    const answer = query && (await ask(ctx.house, ctx.actor, query, { code: readCheckCode(code) }, ctx.lang)).answer
    if (answer) return answer
  }
  return undefined
}

const shown = (day: string): string => day.split('-').reverse().join('/')
