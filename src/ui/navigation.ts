import { holds } from '#platform/actor'
import type { PageInfo } from '#platform/page'
import type { Words } from './texts.ts'

/** One word of the masthead. `current` on Layout names it by `key`. */
export type NavItem = { key: string; href: string; word: string; counts?: boolean }

/** The masthead of each face. What an official may not open is not offered; the page refuses all the same. */
export const navigation = (p: PageInfo, t: Words): NavItem[] => {
  const official = p.actor.kind === 'official'
  switch (p.face) {
    case 'portal':
      return [
        { key: 'services', href: '/', word: t.services },
        { key: 'cases', href: '/cases', word: t.cases },
        { key: 'documents', href: '/documents', word: t.documents },
        { key: 'messages', href: '/inbox', word: t.messages, counts: true },
      ]
    case 'officer':
      return [
        { key: 'worklist', href: '/officer', word: t.cases },
        ...(holds(p.actor, 'receive') ? [{ key: 'counter', href: '/officer/counter', word: t.counter }, { key: 'payments', href: '/officer/payments', word: t.payments }] : []),
        ...(holds(p.actor, 'decide') || holds(p.actor, 'admin') ? [{ key: 'delegations', href: '/officer/delegations', word: t.delegations }] : []),
        ...((['oversee', 'admin'] as const).some((act) => holds(p.actor, act)) ? [{ key: 'authority', href: '/officer/authority', word: t.authority }] : []),
        ...(holds(p.actor, 'admin') ? [{ key: 'officials', href: '/officer/officials', word: t.officials }, { key: 'certificates', href: '/officer/certificates', word: t.certificates }, { key: 'work-left', href: '/officer/work-left', word: t.workLeft }] : []),
        ...(['lead', 'decide', 'admin'] as const).some((act) => holds(p.actor, act)) ? [{ key: 'flows', href: '/officer/flows', word: t.flows }] : [],
        ...((['oversee', 'admin'] as const).some((act) => holds(p.actor, act)) ? [{ key: 'procedures', href: '/officer/procedures', word: t.procedures }] : []),
        ...((['oversee', 'admin'] as const).some((act) => holds(p.actor, act)) ? [{ key: 'catalogue', href: '/officer/catalogue', word: t.catalogue }] : []),
        ...(holds(p.actor, 'protect') ? [{ key: 'privacy', href: '/officer/privacy', word: t.personalData }] : []),
        { key: 'messages', href: '/officer/inbox', word: t.messages, counts: true },
        ...(['oversee', 'lead', 'decide'] as const).some((act) => holds(p.actor, act)) ? [{ key: 'operations', href: '/operations', word: t.operations }] : [],
      ]
    case 'operations':
      return [
        { key: 'overview', href: '/operations', word: t.overview },
        { key: 'indicators', href: '/operations/indicators', word: t.indicators },
        ...(official ? [{ key: 'desk', href: '/officer', word: t.desk }] : []),
      ]
  }
}

/** Where people come in and go out; identity serves these. */
export const doors = { signIn: '/sign-in', signOut: '/sign-out', account: '/account', myData: '/my-data', about: '/about', accessibility: '/accessibility', privacy: '/privacy', api: '/api' } as const

/** The way in, which leads back to where the reader is. */
export const signInFrom = (p: PageInfo, to = p.href(p.path)): string => `${p.href(doors.signIn)}${p.path.startsWith(doors.signIn) ? '' : `?to=${encodeURIComponent(to)}`}`

/** The same page in the other language. */
export const otherLanguage = (p: PageInfo): string => (p.lang === 'en' ? p.path : `/en${p.path === '/' ? '' : p.path}`)
