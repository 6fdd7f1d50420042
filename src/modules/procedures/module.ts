import { day } from '#platform/clock'
import type { Ctx, Lang } from '#platform/ctx'
import type { Module } from '#platform/module'
import { readDecisions } from '#flows'
import { decisionsOf } from './domain/procedure.ts'
import { beginProcedureDesign, importDesign } from './actions/begin-design.ts'
import { discardDesign, publishDesign, sendBackDesign, submitDesign, takeBackDesign } from './actions/decide-design.ts'
import { arrangeDesignForm, editDesign, editDesignField, editDesignStep, settleRemark } from './actions/edit-design.ts'
import { declineRetirement, proposeRetirement, retireProcedure } from './actions/retire-procedure.ts'
import { takeDecisions } from './designing.ts'
import { designRoutes } from './design-routes.ts'
import { designStream, versionStream } from './design-store.ts'
import { designFieldPage, designFormPage, designStepPage } from './pages/officer/design-form.page.tsx'
import { designPartPage } from './pages/officer/design-part.page.tsx'
import { designPage } from './pages/officer/design.page.tsx'
import { designsPage } from './pages/officer/designs.page.tsx'
import { differencesPage } from './pages/officer/differences.page.tsx'
import { previewPage } from './pages/officer/preview.page.tsx'
import { catalogue, lookForPublished } from './shelf.ts'
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
  actions: [beginProcedureDesign, importDesign, editDesign, editDesignField, editDesignStep, arrangeDesignForm, settleRemark, submitDesign, takeBackDesign, sendBackDesign, publishDesign, discardDesign, proposeRetirement, retireProcedure, declineRetirement],
  streams: [designStream, versionStream],
  tables: { procedure_designs: ['code'], procedure_versions: ['code', 'version'] },
  keepsFresh: lookForPublished,
  pages: [homePage, servicesPage, servicePage, openDataPage, designsPage, designPage, designPartPage, designFormPage, designFieldPage, designStepPage, previewPage, differencesPage],
  routes: (app, house) => { openDataRoutes(app, house); designRoutes(app, house) },
  downloads: [{ path: '/officer/procedures/{code}/files/{file}', summary: 'The definition (draft.yaml, 2.yaml) or the decisions (draft.dmn, 2.dmn) of a draft or a version', types: ['application/yaml', 'application/xml'] }],
  texts: { vi, en },
  follows: (ctx) => ctx.take(catalogue).list({ day: day(ctx.now) }).map((it) => ({
    flow: it.flow, code: it.code, names: it.names, href: `/services/${it.code}`,
    ...(it[decisionsOf] && { decision: it[decisionsOf].key, disagrees: (xml: string, lang: Lang) => { const read = readDecisions(xml, '', lang); return 'faults' in read ? read.faults : fromDecisions(structuredClone(it), read.decisions).map((remark) => ({ element: remark.element, say: sayRemark(remark, lang) })) }, takes: (asking: Ctx, xml: string) => takeDecisions(asking, it, xml) }),
  })),
}
