/**
 * Who may call on whom, for an answer now. A room is entered by its front door (`#cases`), never through a window.
 * Calls go down this list only: what stands lower knows nothing of what stands above it.
 */
export const mayCall: Record<string, readonly string[]> = {
  sample: ['indicators', 'notifications', 'payments', 'cases', 'flows', 'procedures', 'registers', 'documents', 'identity', 'organisations'],
  indicators: ['procedures', 'organisations'],
  notifications: ['cases', 'procedures', 'identity', 'organisations'],
  privacy: ['organisations', 'evidence'],
  cases: ['procedures', 'flows', 'registers', 'documents', 'identity', 'organisations', 'evidence'],
  payments: ['organisations'],
  catalogue: ['procedures', 'flows', 'registers', 'documents', 'organisations'],
  procedures: ['flows', 'organisations'],
  registers: ['documents', 'identity', 'organisations', 'evidence'],
  flows: ['organisations'],
  documents: ['signatures', 'identity', 'organisations', 'evidence'],
  signatures: ['certification', 'identity', 'organisations'],
  certification: ['identity', 'organisations'],
  identity: ['organisations'],
  organisations: [],
  evidence: [],
}

/** Whose events a room listens to. Only their types are imported (`import type`), so this may point anywhere. */
export const hears: Record<string, readonly string[]> = {
  notifications: ['cases', 'payments', 'organisations'],
  indicators: ['cases', 'payments', 'documents'],
  payments: ['cases'],
  cases: ['payments'],
  registers: ['procedures'],
}

const drawing = ['#ui', 'preact']

/** Inside a room: what each kind of file may not reach for, and why. */
export const inside: Record<string, { mayNotUse: readonly string[]; because: string }> = {
  domain: { mayNotUse: ['actions', 'queries', 'pages', 'reactions', '#platform/action', '#platform/house', '#platform/ctx', '#platform/http', 'kysely', 'pg', 'fastify', ...drawing], because: 'rules are plain functions: pass in the date, the holidays, the rates; do not fetch them' },
  actions: { mayNotUse: ['pages', 'fastify', 'preact'], because: 'an action decides and records; it never draws a page' },
  queries: { mayNotUse: ['actions', 'reactions', 'fastify'], because: 'a query reads; what it learns is decided elsewhere' },
  pages: { mayNotUse: ['reactions', 'pg', 'fastify'], because: 'a page asks a query, offers actions and shows' },
  reactions: { mayNotUse: ['pages', 'fastify', 'preact'], because: 'a reaction answers an event with an action' },
}
