// Never resolved by anyone: only there so that an address without a host can be read.
const here = 'http://here.invalid'

/**
 * Where a person may be sent after signing in: an address on this very site, or undefined. A stranger's link that begins
 * with our sign-in must not end on his page, whatever a browser makes of slashes, backslashes, tabs or dots in it.
 */
export function localPath(to: unknown): string | undefined {
  if (typeof to !== 'string' || to.length > 2000 || !/^\/(?![/\\])[^\s\\\u0000-\u001f\u007f]*$/.test(to)) return undefined
  if (!URL.canParse(to, here)) return undefined
  const { origin, pathname, search } = new URL(to, here)
  if (origin !== here || pathname.startsWith('//')) return undefined
  // Back to the door itself would go round in circles; the API answers no browsers.
  if (/^(\/en)?\/(sign-in|sign-out)$/.test(pathname) || pathname === '/api' || pathname.startsWith('/api/')) return undefined
  return pathname + search
}

/** After signing in: where he wanted to go, as far as it is a place for him; otherwise a person's cases or an official's desk. */
export function wayIn(to: unknown, capacity: 'person' | 'official', lang: 'vi' | 'en'): string {
  const wanted = localPath(to)
  const prefix = lang === 'en' ? '/en' : ''
  if (capacity === 'person') return wanted ?? `${prefix}/cases`
  return wanted && isForOffice(wanted) ? wanted : `${prefix}/officer`
}

/** Places an official goes to in office. Everywhere else he is a citizen like any other. */
export const isForOffice = (path: string): boolean => /^(\/en)?\/(officer|operations|account|sign-in\/continue)(?=[/?]|$)/.test(path)
