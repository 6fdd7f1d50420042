import type { Module } from '#platform/module'
import { forgetMessages, holdsOfMessages } from './holds.ts'
import { markAllRead } from './actions/mark-all-read.ts'
import { sendMessage } from './channels/send-message.ts'
import { messagesAboutCase } from './pages/officer/about-case.page.tsx'
import { inboxOfOfficial, messageToOfficial } from './pages/officer/inbox.page.tsx'
import { messagesAboutMyCase } from './pages/portal/about-case.page.tsx'
import { inboxOfPerson, messageToPerson } from './pages/portal/inbox.page.tsx'
import { samplePhonePage } from './pages/portal/sample-phone.page.tsx'
import { aboutQuery, inboxQuery } from './queries/messages.ts'
import { tellApplicantCaseAccepted } from './reactions/tell-applicant-case-accepted.ts'
import { tellApplicantCaseRefused } from './reactions/tell-applicant-case-refused.ts'
import { tellApplicantCaseSubmitted } from './reactions/tell-applicant-case-submitted.ts'
import { tellApplicantExtended } from './reactions/tell-applicant-extended.ts'
import { tellApplicantFeeAsked } from './reactions/tell-applicant-fee-asked.ts'
import { tellApplicantPaid } from './reactions/tell-applicant-paid.ts'
import { tellApplicantPapersAsked } from './reactions/tell-applicant-papers-asked.ts'
import { tellApplicantResult } from './reactions/tell-applicant-result.ts'
import { tellOfficialsLate } from './reactions/tell-officials-late.ts'
import { tellOfficialsOfFlow } from './reactions/tell-officials-of-flow.ts'
import { tellOfficialsWhatWaits } from './reactions/tell-officials-what-waits.ts'
import { tellPapersDoNotCome } from './reactions/tell-papers-do-not-come.ts'
import { tellWithdrawn } from './reactions/tell-withdrawn.ts'
import { en } from './texts/en.ts'
import { vi } from './texts/vi.ts'

export const notifications: Module = {
  name: 'notifications',
  holds: holdsOfMessages,
  forgets: forgetMessages,
  actions: [markAllRead],
  queries: [inboxQuery, aboutQuery],
  pages: [inboxOfPerson, messageToPerson, messagesAboutMyCase, samplePhonePage, inboxOfOfficial, messageToOfficial, messagesAboutCase],
  reactions: [
    tellApplicantCaseSubmitted, tellApplicantCaseAccepted, tellApplicantCaseRefused, tellApplicantPapersAsked, tellApplicantFeeAsked, tellApplicantPaid,
    tellApplicantExtended, tellApplicantResult, tellWithdrawn, tellPapersDoNotCome, tellOfficialsWhatWaits, tellOfficialsOfFlow, tellOfficialsLate,
  ],
  jobs: [sendMessage],
  tables: { messages: ['id'] },
  texts: { vi, en },
}
