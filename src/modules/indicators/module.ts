import type { Module } from '#platform/module'
import { measureToday, pruneDayFigures } from './measuring/rounds.ts'
import { casesPage } from './pages/operations/cases.page.tsx'
import { indicatorPage } from './pages/operations/indicator.page.tsx'
import { indicatorsPage } from './pages/operations/indicators.page.tsx'
import { wallPage } from './pages/operations/wall.page.tsx'
import { indicatorQueries } from './queries/api.ts'
import { indicatorRoutes } from './routes.ts'
import { en } from './texts/en.ts'
import { vi } from './texts/vi.ts'

export const indicators: Module = {
  name: 'indicators',
  queries: indicatorQueries,
  pages: [wallPage, indicatorsPage, indicatorPage, casesPage],
  rounds: [measureToday, pruneDayFigures],
  routes: indicatorRoutes,
  texts: { vi, en },
}
