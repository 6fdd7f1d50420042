import { portalCasePage } from './case.page.tsx'
import { draftCheckPage } from './draft-check.page.tsx'
import { draftPapersPage } from './draft-papers.page.tsx'
import { draftStepPage } from './draft-step.page.tsx'
import { myCasesPage } from './my-cases.page.tsx'
import { slipPage } from './slip.page.tsx'
import { startPage } from './start.page.tsx'

export const portalPages = [startPage, draftStepPage, draftPapersPage, draftCheckPage, myCasesPage, portalCasePage, slipPage]
