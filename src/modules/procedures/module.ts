import { day } from '#platform/clock'
import type { Lang } from '#platform/ctx'
import type { Module } from '#platform/module'
import { readDecisions } from '#flows'
import { decisionsOf } from './domain/procedure.ts'
import { catalogue } from './shelf.ts'
import { openDataPage } from './open-data/open-data.page.tsx'
import { openDataRoutes } from './open-data/routes.ts'
import { fromDecisions, sayRemark } from './reading/from-decisions.ts'
import { homePage } from './pages/portal/home.page.tsx'
import { servicePage } from './pages/portal/service.page.tsx'
import { servicesPage } from './pages/portal/services.page.tsx'
import { procedureQueries } from './queries/procedures.ts'
import { en } from './texts/en.ts'
import { vi } from './texts/vi.ts'

export const procedures: Module = {
  name: 'procedures',
  queries: procedureQueries,
  pages: [homePage, servicesPage, servicePage, openDataPage],
  routes: openDataRoutes,
  texts: { vi, en },
  follows: (ctx) => ctx.take(catalogue).list({ day: day(ctx.now) }).map((it) => ({
    flow: it.flow, code: it.code, names: it.names, href: `/services/${it.code}`,
    ...(it[decisionsOf] && { decision: it[decisionsOf].key, disagrees: (xml: string, lang: Lang) => { const read = readDecisions(xml, '', lang); return 'faults' in read ? read.faults : fromDecisions(structuredClone(it), read.decisions).map((remark) => ({ element: remark.element, say: sayRemark(remark, lang) })) } }),
  })),
}
