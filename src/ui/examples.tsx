import type { PageInfo } from '#platform/page'
import type { Lang } from './format.tsx'

/** A page without a platform, for examples and tests of the look. Sentences of refusals are the codes themselves. */
export const examplePage = (lang: Lang = 'vi', more: Partial<PageInfo> = {}): PageInfo => ({
  lang,
  face: 'portal',
  path: '/gallery',
  actor: { id: 'lan', kind: 'person', name: 'Nguyễn Thu Lan', powers: [], nationalId: '027194000318' },
  now: new Date('2026-11-20T09:41:00+07:00'),
  csrf: 'csrf',
  key: 'key',
  typed: {},
  place: { name: 'Thành phố Bắc Ninh', nameEn: 'Bac Ninh City', short: 'Bắc Ninh' },
  sample: true,
  waiting: 2,
  href: (path) => (lang === 'en' ? `/en${path === '/' ? '' : path}` : path),
  say: (code) => code,
  ...more,
})
