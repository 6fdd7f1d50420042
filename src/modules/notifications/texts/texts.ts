import type { Lang } from '#platform/ctx'
import { en } from './en.ts'
import { type Texts, vi } from './vi.ts'

export const textsOf = (lang: Lang): Texts => (lang === 'en' ? en : vi)
