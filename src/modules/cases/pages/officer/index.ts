import { caseFilePage } from './case-file.page.tsx'
import { counterCasePage, counterPage } from './counter.page.tsx'
import { tryProcedurePage } from './try-procedure.page.tsx'
import { worklistPage } from './worklist.page.tsx'

export const officerPages = [worklistPage, caseFilePage, counterPage, counterCasePage, tryProcedurePage]
