import type { Lang } from '#platform/ctx'
import { Tag, type Tone } from '#ui/tag'
import type { ChargeStatus } from '../domain/charge.ts'
import { textsOf } from '../texts/texts.ts'

const tones: Record<ChargeStatus, Tone> = { due: 'soon', paid: 'good', refunded: 'calm', cancelled: 'calm' }

export const StatusOf = ({ lang, status }: { lang: Lang; status: ChargeStatus }) => <Tag tone={tones[status]}>{textsOf(lang).status[status]}</Tag>
