import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { day } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import { defineShelf } from '#platform/shelf'
import type { UploadRules } from './domain/inspect.ts'

type Dated = UploadRules & { validFrom: string; validTo?: string }
const numbers = ['mostBytes', 'leastPixels', 'mostPixels', 'mostPixelsRead', 'mostPages', 'mostUnfolded'] as const

export const uploadRules = defineShelf('upload rules', (house) => readUploadRules(join(house.countryDir, 'rules/uploads.yaml')))

/** The rules in force on the day of the upload. */
export function uploadRulesOn(ctx: Pick<Ctx, 'take' | 'now'>): UploadRules {
  const today = day(ctx.now)
  const rules = ctx.take(uploadRules).findLast((r) => r.validFrom <= today && (!r.validTo || today <= r.validTo))
  if (!rules) throw new Error(`no rules for uploads are in force on ${today}`)
  return rules
}

/** Every number of the file with its reason, oldest version first; what is wrong is refused with a sentence. */
export function readUploadRules(path: string): Dated[] {
  const { versions } = parse(readFileSync(path, 'utf8')) as { versions: any[] }
  return versions.map((v) => {
    for (const name of numbers) {
      if (!Number.isSafeInteger(v[name]?.amount) || v[name].amount <= 0) throw new Error(`${path}: ${name} of the version from ${v.validFrom} needs an amount, a whole number above 0`)
      if (!v[name].reason) throw new Error(`${path}: ${name} of the version from ${v.validFrom} needs a reason`)
    }
    if (!v.source?.what) throw new Error(`${path}: the version from ${v.validFrom} needs a source`)
    const types = (group: Record<string, { type: string }>): string[] => Object.values(group ?? {}).map((kind) => kind.type)
    return {
      validFrom: v.validFrom, ...(v.validTo ? { validTo: v.validTo } : {}), images: types(v.images), documents: types(v.documents),
      ...(Object.fromEntries(numbers.map((name) => [name, v[name].amount])) as Record<(typeof numbers)[number], number>),
    }
  }).sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
}
