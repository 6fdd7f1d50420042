import type { Lang } from '#platform/ctx'
import { moment } from '#ui/format'
import type { MessageRow } from '../queries/messages.ts'
import { textsOf } from '../texts/texts.ts'

/** What became of a message on its channel: sent when, tried again when, or why not. An inbox has it at once. */
export function sentInWords(lang: Lang, message: Pick<MessageRow, 'channel' | 'madeAt' | 'sentAt' | 'failed' | 'nextTryAt'>): string {
  const t = textsOf(lang).sent
  if (message.channel === 'inbox') return t.sent(moment(message.madeAt))
  if (message.sentAt) return t.sent(moment(message.sentAt))
  if (message.failed) return message.nextTryAt ? t.again(moment(message.nextTryAt)) : t.reasons[message.failed] ?? t.failed
  return t.waiting
}

/** Where the sample has no mail server and no gateway a message ends on the sample's telephone: there it has arrived. */
export const leftTheHouse = ({ failed }: Pick<MessageRow, 'failed'>): boolean => failed !== 'no-mail-server' && failed !== 'no-sms-gateway'

/** The name of a channel. */
export const channelInWords = (lang: Lang, channel: MessageRow['channel']): string => textsOf(lang).channels[channel]
