export { notifications } from './module.ts'
export { messagesAbout, type MessageRow, waitingFor } from './queries/messages.ts'
export { channelInWords, sentInWords } from './pages/sent.ts'
