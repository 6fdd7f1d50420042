import type { Lang } from '#platform/ctx'
import { en } from './en.ts'
import { vi } from './vi.ts'

export const textsOf = (lang: Lang): typeof vi => (lang === 'en' ? en : vi)
