import Type from 'typebox'
import { type CheckAnswer, readCheckCode } from '#documents'
import { defineQuery } from '#platform/action'
import { day } from '#platform/clock'
import { date } from '#ui/format'
import { statusWord } from '#ui/tag'
import { deskName, procedureName, unitName } from '../pages/words.tsx'
import { en } from '../texts/en.ts'
import { vi } from '../texts/vi.ts'

/** What anyone may learn from the code on a slip: which service, which agency, where it stands. No name, no answers. */
export const checkSlip = defineQuery({
  name: 'cases.check',
  summary: 'Is an appointment slip with this code real, and where does its case stand',
  may: 'anyone',
  input: Type.Object({ code: Type.String({ maxLength: 60, description: 'The code printed at the foot of the slip' }) }, { additionalProperties: false }),
  async run(ctx, { code }): Promise<{ answer?: CheckAnswer }> {
    const checkCode = readCheckCode(code)
    const found = checkCode && (await ctx.db.selectFrom('case_rows').select(['code', 'procedure', 'procedure_version', 'receiving_unit', 'competent_unit', 'national_code', 'filed_at', 'accepted_at', 'due_on']).where('check_code', '=', checkCode).executeTakeFirst())
    if (!found) return {}
    const both = (of: (lang: 'vi' | 'en') => string) => ({ vi: of('vi'), en: of('en') })
    const word = (key: 'code' | 'about' | 'receivedAt' | 'decides' | 'filedOn' | 'due' | 'state') => ({ vi: vi.slip[key], en: en.slip[key] })
    const on = day(found['filed_at'])
    return {
      answer: {
        title: found['accepted_at'] ? { vi: vi.slip.title, en: en.slip.title } : { vi: vi.slip.sentTitle, en: en.slip.sentTitle },
        verdict: { tone: 'good', words: { vi: vi.slip.checkGenuine, en: en.slip.checkGenuine } },
        facts: [
          { name: word('code'), value: found['code'] },
          { name: word('about'), value: both((lang) => procedureName({ ...ctx, lang }, found['procedure'], found['procedure_version'])) },
          { name: word('receivedAt'), value: both((lang) => deskName({ ...ctx, lang }, found['receiving_unit'], on)) },
          { name: word('decides'), value: both((lang) => unitName({ ...ctx, lang }, found['competent_unit'], on)) },
          { name: word('filedOn'), value: date(found['filed_at']) },
          ...(found['due_on'] ? [{ name: word('due'), value: date(found['due_on']) }] : []),
          { name: word('state'), value: both((lang) => statusWord(lang, found['national_code'])) },
        ],
      },
    }
  },
})
