import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { defineShelf } from '#platform/shelf'

export const levels = ['B-B', 'B-T', 'B-LT', 'B-LTA'] as const
/** PAdES baseline levels (EN 319 142-1, 6): signed; with a time stamp; with the proofs in the file; with a time stamp over all of it. */
export type Level = (typeof levels)[number]
export const atLeast = (level: Level, wanted: Level): boolean => levels.indexOf(level) >= levels.indexOf(wanted)

type Names = { vi: string; en: string }
export const copyForms = ['true-copy', 'duplicate', 'extract'] as const
export type CopyForm = (typeof copyForms)[number]
/** countries/vn/rules/signing.yaml; lengths in millimetres. */
export type SigningRules = {
  results: { level: Level }
  citizens: { level: Level }
  personal: { width: number; height: number }
  seal: { diameter: number; overlap: number }
  words: { size: number; fromTop: number; fromRight: number }
  copies: Record<CopyForm, Names>
}

export const signingRules = defineShelf<SigningRules>('signing', (house) => {
  const path = join(house.countryDir, 'rules/signing.yaml')
  const read = parse(readFileSync(path, 'utf8'))
  for (const whose of ['results', 'citizens']) if (!levels.includes(read[whose]?.level)) throw new Error(`${path}: ${whose} are signed as one of ${levels.join(', ')}`)
  for (const form of copyForms) if (!read.copies?.[form]?.vi || !read.copies[form].en) throw new Error(`${path}: copies of the form ${form} need their words in Vietnamese and English`)
  return {
    results: read.results, citizens: read.citizens, copies: read.copies,
    personal: { width: read.personal.width.mm, height: read.personal.height.mm },
    seal: { diameter: read.seal.diameter.mm, overlap: read.seal.overlap.share },
    words: { size: read.words.size.points, fromTop: read.words.fromTop.mm, fromRight: read.words.fromRight.mm },
  }
})
