import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { defineShelf } from '#platform/shelf'

/** The day the two-level government began, and with it every office of the sample. */
export const beginning = '2025-07-01'

type Range = { from: number; to: number }
/** How a year goes: countries/vn/sample/year.yaml, which says what each of these is. */
export type Year = {
  busyDesk: string
  procedures: Record<string, number>; toDepartments: number; elsewhere: number; online: Range; byPost: number; late: Range
  ways: Record<'refused' | 'withdrawn' | 'papersBefore' | 'papersAfter' | 'neverAnswered' | 'sentBack' | 'declined' | 'extended' | 'rated' | 'paidLate' | 'cashOnline' | 'fetchedLate', number>
  dutyFor: Record<string, number>; duties: number[]; usually: Record<string, number>
  words: Record<'request' | 'refusals' | 'papers' | 'papersWhy' | 'answers' | 'withdrawals' | 'sentBack' | 'taskNotes' | 'questions' | 'agreed' | 'differed' | 'declines' | 'extensions' | 'duties' | 'praise' | 'blame', string[]>
  fields: Record<string, string[]>
}
export const year = defineShelf('sample year', (house): Year => parse(readFileSync(join(house.countryDir, 'sample/year.yaml'), 'utf8')))
