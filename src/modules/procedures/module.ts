import { day } from '#platform/clock'
import type { Module } from '#platform/module'
import { catalogue } from './shelf.ts'
import { homePage } from './pages/portal/home.page.tsx'
import { servicePage } from './pages/portal/service.page.tsx'
import { servicesPage } from './pages/portal/services.page.tsx'
import { procedureQueries } from './queries/procedures.ts'
import { en } from './texts/en.ts'
import { vi } from './texts/vi.ts'

export const procedures: Module = {
  name: 'procedures',
  queries: procedureQueries,
  pages: [homePage, servicesPage, servicePage],
  texts: { vi, en },
  follows: (ctx) => ctx.take(catalogue).list({ day: day(ctx.now) }).map(({ code, names, flow }) => ({ flow, code, names, href: `/services/${code}` })),
}
