import type { Texts } from './vi.ts'

export const en: Texts = {
  refusals: {
    'no-such-message': 'There is no such message, or it is not yours. Open it again from your messages.',
    'no-sample-phone': 'The sample phone exists in the sample only.',
  },
  inbox: {
    title: 'Messages',
    officerTitle: 'Your inbox',
    unread: (n) => (n === 0 ? 'You have read everything.' : n >= 99 ? '99 or more are unread.' : n === 1 ? '1 is unread.' : `${n} are unread.`),
    caption: 'Messages, newest first',
    new: 'New',
    subject: 'Message', when: 'At', state: 'Read',
    readBy: (name) => `Read by ${name}`,
    markAll: 'Mark all as read',
    noun: 'messages',
    empty: 'No messages yet',
    emptySays: 'When something changes in your case we write to you here; if you gave an e-mail address or a telephone number in the case, we send it there as well.',
    officerEmptySays: 'Work given to you, drafts sent back, papers supplied and cases about to be late are told here.',
    tray: 'Sent to everybody who holds this duty in the unit: one reader is enough.',
  },
  message: { openCase: 'Open the case', openPayment: 'Open the payment page', openReceipt: 'See the receipt', openPayments: 'Open the payments of the case', back: 'Back to messages' },
  sent: {
    waiting: 'being sent',
    sent: (when) => `sent ${when}`,
    again: (when) => `could not be sent, trying again at ${when}`,
    failed: 'could not be sent',
    reasons: { 'no-mail-server': 'does not leave this place: no mail server is set here', 'no-sms-gateway': 'does not leave this place: no SMS gateway is set here' },
  },
  channels: { inbox: 'Inbox on the portal', email: 'E-mail', sms: 'Text message' },
  about: {
    title: 'What was said about this case', cases: 'Your cases', worklist: 'Worklist', case: 'The case',
    what: 'Message', to: 'To', channel: 'By', state: 'State', desk: 'everybody with this duty in the unit',
    read: (when) => `read ${when}`,
    empty: 'Nothing was said about this case yet', emptySays: 'Every time the case changes, what was sent is shown here.',
  },
  phone: {
    title: (name) => `Sample phone of ${name}`,
    nobody: 'this person',
    says: 'The sample sends no mail and no text messages to the outside. This page shows what would reach the telephone and mailbox of this invented person.',
    empty: 'Nothing has come yet',
    emptySays: 'Messages come here when the case carries a telephone number or an e-mail address.',
    to: 'To',
  },
}
