import type { Story } from './story.ts'
import { birth, copies } from './story.ts'

/** An address of a page as somebody sees it. */
export type Address = {
  /** The page as its room names it. */
  page: string
  at: string
  as?: string
  /** What this state of the page is, in a file name; absent for the plain one. */
  state?: string
  /** A button pressed with something missing: the page says no, and keeps what was typed. */
  refused?: { submit: string; typed?: Record<string, string> }
  /** The status where it is not 200. */
  status?: number
  /** Looked at with more care, because most people meet it: axe at both widths. */
  main?: true
}

/** Every page, with an example of each of its faces that looks its own way. A new page has to be added here; the test says so. */
export function addresses(s: Story): Address[] {
  const c = (state: keyof Story['cases']): string => `/cases/${s.cases[state]}`
  const o = (state: keyof Story['cases']): string => `/officer/cases/${s.cases[state]}`
  const draft = `/drafts/${s.draft}`
  return [
    // The portal, for anyone
    { page: '/', at: '/', main: true },
    { page: '/', at: '/', as: 'lan', state: 'signed-in' },
    { page: '/services', at: '/services' },
    { page: '/services', at: '/services?q=dang+ky+khai+sinh', state: 'found', main: true },
    { page: '/services', at: '/services?q=xyzzy', state: 'nothing-found' },
    { page: '/services', at: '/services?event=birth', state: 'life-event' },
    { page: '/services', at: '/services?q=nuoi+ong', state: 'by-its-record' },
    { page: '/data/services', at: '/data/services' },
    { page: '/catalogue/:code', at: '/catalogue/9.000101' },
    { page: '/services/:code', at: `/services/${birth}`, main: true },
    { page: '/services/:code', at: '/services/1.013225', state: 'partly-online' },
    { page: '/services/:code', at: '/services/1.008628', state: 'department' },
    { page: '/check', at: '/check' },
    { page: '/check', at: '/check?code=ABCD-EFGH-JKMN', state: 'unknown' },
    { page: '/check/:code', at: `/check/${s.checkCode}`, state: 'result' },
    { page: '/check/:code', at: `/check/${s.slipCode}`, state: 'slip' },
    { page: '/log', at: '/log' },
    { page: '/verify', at: '/verify', main: true },
    { page: '/verify', at: '/verify', state: 'nothing-chosen', refused: { submit: 'verify' } },
    { page: '/verify/:id', at: `/verify/${s.verified.good}`, state: 'good', main: true },
    { page: '/verify/:id', at: `/verify/${s.verified.broken}`, state: 'broken' },
    { page: '/sign-in', at: '/sign-in', main: true },
    { page: '/sign-in', at: '/sign-in?q=nguyen+van', state: 'found' },
    { page: '/sign-in', at: '/sign-in?to=%2Fcases', state: 'asked-for' },
    { page: '/sign-in/passkey', at: '/sign-in/passkey' },
    { page: '/sign-in/passkey', at: '/sign-in/passkey?why=passkey-not-accepted', state: 'refused' },
    { page: '/sign-out', at: '/sign-out' },
    { page: '/sign-out', at: '/sign-out', as: 'lan', state: 'signed-in' },
    { page: '/set-up', at: '/set-up', state: 'done' },
    { page: '/about', at: '/about' },
    { page: '/accessibility', at: '/accessibility' },
    { page: '/privacy', at: '/privacy' },
    { page: '/gallery', at: '/gallery' },
    { page: '/api', at: '/api' },
    { page: '/sample-bank/:reference', at: `/sample-bank/${s.reference}` },
    { page: '/sample-bank/:reference', at: '/sample-bank/SEN0', state: 'unknown' },
    { page: '/sample-time', at: '/sample-time' },
    { page: '/sample-time', at: '/sample-time', as: 'lan', state: 'signed-in' },
    { page: '/sample-time', at: '/sample-time', as: 'lan', state: 'refused', refused: { submit: 'go', typed: { hour: '25:00' } } },
    { page: '/sample-phone/:person', at: '/sample-phone/lan' },
    { page: '/sample-phone/:person', at: '/sample-phone/tuan', state: 'empty' },
    // Lan
    { page: '/sign', at: '/sign', as: 'lan' },
    { page: '/sign', at: '/sign', as: 'lan', state: 'refused', refused: { submit: 'enrol', typed: { pin: '111111' } } },
    { page: '/services/:code/start', at: `/services/${copies}/start`, as: 'lan' },
    { page: '/services/:code/start', at: `/services/${birth}/start`, as: 'lan', state: 'begun-before' },
    { page: '/drafts/:draftId/:step', at: `${draft}/applicant`, as: 'lan', state: 'applicant' },
    { page: '/drafts/:draftId/:step', at: `${draft}/child`, as: 'lan', state: 'child', main: true },
    { page: '/drafts/:draftId/:step', at: `${draft}/child`, as: 'lan', state: 'child-refused', refused: { submit: 'next', typed: { childName: 'A', childBorn: '30/2' } }, main: true },
    { page: '/drafts/:draftId/:step', at: `${draft}/mother`, as: 'lan', state: 'mother' },
    { page: '/drafts/:draftId/:step', at: `${draft}/father`, as: 'lan', state: 'father' },
    { page: '/drafts/:draftId/:step', at: `${draft}/place`, as: 'lan', state: 'place' },
    { page: '/drafts/:draftId/papers', at: `${draft}/papers`, as: 'lan' },
    { page: '/drafts/:draftId/check', at: `${draft}/check`, as: 'lan', main: true },
    { page: '/cases', at: '/cases', as: 'lan', main: true },
    { page: '/cases', at: '/cases', as: 'hoa', state: 'empty' },
    { page: '/cases/:caseId', at: `${c('filed')}?sent=1`, as: 'lan', state: 'just-sent' },
    { page: '/cases/:caseId', at: c('owing'), as: 'lan', state: 'owing' },
    { page: '/cases/:caseId', at: c('received'), as: 'lan', state: 'in-hand', main: true },
    { page: '/cases/:caseId', at: c('asked'), as: 'lan', state: 'papers-asked' },
    { page: '/cases/:caseId', at: c('asked'), as: 'lan', state: 'papers-refused', refused: { submit: 'supply' } },
    { page: '/cases/:caseId', at: c('returned'), as: 'lan', state: 'returned' },
    { page: '/cases/:caseId', at: c('refused'), as: 'lan', state: 'refused' },
    { page: '/cases/:caseId', at: c('withdrawn'), as: 'lan', state: 'withdrawn' },
    { page: '/cases/:caseId/slip', at: `${c('received')}/slip`, as: 'lan' },
    { page: '/cases/:caseId/messages', at: `${c('returned')}/messages`, as: 'lan' },
    { page: '/cases/:caseId/pay', at: `${c('owing')}/pay`, as: 'lan', main: true },
    { page: '/cases/:caseId/pay', at: `${c('owing')}/pay?look=1`, as: 'lan', state: 'waiting for the bank' },
    { page: '/cases/:caseId/pay', at: `${c('received')}/pay`, as: 'lan', state: 'paid' },
    { page: '/cases/:caseId/receipts/:n', at: `${c('received')}/receipts/1`, as: 'lan' },
    { page: '/documents', at: '/documents', as: 'lan' },
    { page: '/documents', at: '/documents', as: 'tuan', state: 'empty' },
    { page: '/inbox', at: '/inbox', as: 'lan' },
    { page: '/inbox', at: '/inbox', as: 'hoa', state: 'empty' },
    { page: '/inbox/:message', at: `/inbox/${s.message.lan}`, as: 'lan' },
    { page: '/account', at: '/account', as: 'lan' },
    { page: '/account', at: '/account', as: 'minh', state: 'official' },
    { page: '/my-data', at: '/my-data', as: 'lan', main: true },
    { page: '/my-data', at: '/my-data?whole=1', as: 'lan', state: 'whole' },
    { page: '/my-data/readers', at: '/my-data/readers', as: 'lan' },
    { page: '/my-data/readers', at: '/my-data/readers', as: 'hoa', state: 'empty' },
    { page: '/my-data/consents', at: '/my-data/consents', as: 'lan' },
    { page: '/my-data/requests', at: '/my-data/requests', as: 'lan' },
    { page: '/my-data/requests', at: '/my-data/requests?right=correct', as: 'lan', state: 'refused', refused: { submit: 'ask' } },
    { page: '/my-data/requests/:request', at: `/my-data/requests/${s.request}`, as: 'lan' },
    // Officials of phường Vũ Ninh
    { page: '/officer', at: '/officer', as: 'minh', main: true },
    { page: '/officer', at: '/officer?q=lan', as: 'nam', state: 'specialist-searching' },
    { page: '/officer', at: '/officer?view=to-decide', as: 'thinh', state: 'to-decide' },
    { page: '/officer', at: '/officer?q=xyzzy', as: 'minh', state: 'empty' },
    { page: '/officer', at: '/officer', as: 'nam', state: 'refused', refused: { submit: 'assign' } },
    { page: '/officer/cases/:caseId', at: o('filed'), as: 'minh', state: 'to-accept', main: true },
    { page: '/officer/cases/:caseId', at: o('owing'), as: 'minh', state: 'owing' },
    { page: '/officer/cases/:caseId', at: o('received'), as: 'nam', state: 'to-draft' },
    { page: '/officer/cases/:caseId', at: o('received'), as: 'nam', state: 'refused', refused: { submit: 'ask-papers' } },
    { page: '/officer/cases/:caseId', at: o('drafted'), as: 'thinh', state: 'to-approve' },
    { page: '/officer/cases/:caseId', at: o('returned'), as: 'minh', state: 'returned' },
    { page: '/officer/cases/:caseId/payments', at: `${o('owing')}/payments`, as: 'minh' },
    { page: '/officer/cases/:caseId/messages', at: `${o('returned')}/messages`, as: 'minh' },
    { page: '/officer', at: '/officer?view=closed', as: 'minh', state: 'what is over' },
    { page: '/officer/counter', at: '/officer/counter', as: 'minh' },
    { page: '/officer/counter', at: '/officer/counter?q=xyzzy', as: 'minh', state: 'empty' },
    { page: '/officer/counter/:code', at: `/officer/counter/${birth}`, as: 'minh' },
    { page: '/officer/counter/:code', at: `/officer/counter/${copies}`, as: 'minh', state: 'refused', refused: { submit: 'register' } },
    { page: '/officer/delegations', at: '/officer/delegations', as: 'thinh' },
    { page: '/officer/delegations', at: '/officer/delegations', as: 'ha', state: 'received' },
    { page: '/officer/delegations', at: '/officer/delegations', as: 'thinh', state: 'refused', refused: { submit: 'give', typed: { unit: '09169' } } },
    { page: '/officer/flows', at: '/officer/flows', as: 'thinh' },
    { page: '/officer/flows/:key', at: '/officer/flows/consult-with-lead', as: 'thinh' },
    { page: '/officer/flows/:key', at: '/officer/flows/receive-process-decide', as: 'nam', state: 'plain' },
    { page: '/officer/flows/:key/try', at: '/officer/flows/consult-with-lead/try', as: 'thinh' },
    { page: '/officer/flows/:key/try', at: `/officer/flows/consult-with-lead/try?${['{"do":"done","node":"forward"}', '{"do":"done","node":"consult","set":{"agencies":["A","B","C"]}}', '{"do":"done","node":"opinion","unit":"B"}'].map((it) => `d=${encodeURIComponent(it)}`).join('&')}`, as: 'thinh', state: 'under-way' },
    { page: '/officer/flows/:key/draw', at: '/officer/flows/immediate/draw', as: 'thao' },
    { page: '/officer/flows/:key/draw', at: '/officer/flows/immediate/draw', as: 'thao', state: 'refused', refused: { submit: 'propose', typed: { validFrom: '01/01/2020' } } },
    { page: '/officer/decisions/:key', at: '/officer/decisions/1.001612-thanh-lap-ho-kinh-doanh', as: 'nam' },
    { page: '/officer/decisions/:key', at: '/officer/decisions/2.000815-chung-thuc-ban-sao?decision=due&pages=5&copies=2', as: 'nam', state: 'tried' },
    { page: '/officer/payments', at: '/officer/payments', as: 'minh' },
    { page: '/officer/inbox', at: '/officer/inbox', as: 'nam' },
    { page: '/officer/inbox/:message', at: `/officer/inbox/${s.message.nam}`, as: 'nam' },
    // The administrator
    { page: '/officer/certificates', at: '/officer/certificates?unit=09169', as: 'thao' },
    { page: '/officer/certificates', at: '/officer/certificates', as: 'thao', state: 'refused', refused: { submit: 'trust', typed: { certificate: 'x', why: 'y' } } },
    { page: '/officer/officials', at: '/officer/officials', as: 'thao' },
    { page: '/officer/work-left', at: '/officer/work-left', as: 'thao' },
    { page: '/officer/officials', at: '/officer/officials?unit=09169', as: 'thao', state: 'commune' },
    { page: '/officer/catalogue', at: '/officer/catalogue', as: 'thao' },
    { page: '/officer/catalogue', at: '/officer/catalogue?q=xyzzy', as: 'son', state: 'nothing-found' },
    { page: '/officer/catalogue/readiness', at: '/officer/catalogue/readiness', as: 'son' },
    { page: '/officer/catalogue/readiness', at: '/officer/catalogue/readiness?by=level&show=flag:site-check', as: 'son', state: 'behind-a-number' },
    { page: '/officer/catalogue/once-only', at: '/officer/catalogue/once-only', as: 'son' },
    { page: '/officer/catalogue/once-only', at: '/officer/catalogue/once-only?holder=population', as: 'thao', state: 'of-a-holder' },
    { page: '/officer/catalogue/import', at: '/officer/catalogue/import', as: 'thao' },
    { page: '/officer/catalogue/import', at: '/officer/catalogue/import', as: 'thao', state: 'refused', refused: { submit: 'import' } },
    { page: '/officer/catalogue/imports/:id', at: `/officer/catalogue/imports/${s.imported}`, as: 'thao' },
    { page: '/officer/catalogue/records/:code', at: '/officer/catalogue/records/9.000101?edit=channels/direct/time', as: 'thao' },
    { page: '/officer/catalogue/records/:code', at: '/officer/catalogue/records/9.000103', as: 'thao', state: 'changed' },
    { page: '/officer/catalogue/records/:code', at: '/officer/catalogue/records/9.000101', as: 'son', state: 'looking-on' },
    // Who protects personal data
    { page: '/officer/privacy', at: '/officer/privacy', as: 'ngoc', main: true },
    { page: '/officer/privacy/requests/:request', at: `/officer/privacy/requests/${s.request}`, as: 'ngoc' },
    { page: '/officer/privacy/requests/:request', at: `/officer/privacy/requests/${s.request}`, as: 'ngoc', state: 'refused', refused: { submit: 'answer' } },
    { page: '/officer/privacy/breaches', at: '/officer/privacy/breaches', as: 'ngoc' },
    { page: '/officer/privacy/breaches', at: '/officer/privacy/breaches', as: 'ngoc', state: 'refused', refused: { submit: 'note' } },
    { page: '/officer/privacy/breaches/:breach', at: `/officer/privacy/breaches/${s.breach}`, as: 'ngoc' },
    { page: '/officer/privacy/processing', at: '/officer/privacy/processing', as: 'ngoc' },
    { page: '/officer/privacy/retention', at: '/officer/privacy/retention', as: 'ngoc' },
    // The chair of the province
    { page: '/operations', at: '/operations', as: 'son', main: true },
    { page: '/operations', at: '/operations?asOf=2026-06-30', as: 'son', state: 'past-day' },
    { page: '/operations', at: '/operations?unit=09169', as: 'son', state: 'commune' },
    { page: '/operations/indicators', at: '/operations/indicators', as: 'son' },
    { page: '/operations/:indicator', at: '/operations/A1', as: 'son' },
    { page: '/operations/:indicator', at: '/operations/A3', as: 'son', state: 'satisfaction' },
    { page: '/operations/:indicator/cases', at: '/operations/A1/cases', as: 'son' },
    // Where there is nothing to see
    { page: '404', at: '/khong-co-trang-nay', status: 404 },
    { page: '404', at: '/officer/khong-co', as: 'minh', status: 404, state: 'officer' },
    { page: '403', at: '/operations', as: 'lan', status: 403 },
    { page: '403', at: '/officer', as: 'lan', status: 403, state: 'officer' },
  ]
}

/** The examples that stand for no page of a room. */
export const noPages = ['404', '403']
export const fileName = ({ page, state }: Address): string => `${page === '/' ? 'home' : page.replace(/^\//, '').replaceAll('/', '-').replaceAll(':', '')}${state ? `--${state}` : ''}`
