import type { ComponentChildren } from 'preact'
import type { Lang } from './format.tsx'
import { Icon, type IconName } from './icon.tsx'

/** What a colour says, never how it looks: late = error, overdue; soon = needs you; good = done; pause = stopped, worth knowing; you = for you. */
export type Tone = 'late' | 'soon' | 'good' | 'pause' | 'you' | 'calm'

export const Tag = ({ tone, icon, children }: { tone: Tone; icon?: IconName; children: ComponentChildren }) => (
  <span class={`tag ${tone}`}>
    {icon && <Icon name={icon} />}
    {children}
  </span>
)

// The ten states of a case that every system of the country shares, with their numbers.
const statuses: Record<number, { tone: Tone; vi: string; en: string }> = {
  1: { tone: 'calm', vi: 'Mới đăng ký', en: 'Submitted' },
  2: { tone: 'calm', vi: 'Được tiếp nhận', en: 'Accepted' },
  3: { tone: 'late', vi: 'Không tiếp nhận', en: 'Not accepted' },
  4: { tone: 'calm', vi: 'Đang xử lý', en: 'In process' },
  5: { tone: 'pause', vi: 'Yêu cầu bổ sung', en: 'More papers asked for' },
  6: { tone: 'pause', vi: 'Chờ nộp phí', en: 'Fee to be paid' },
  7: { tone: 'calm', vi: 'Đã rút', en: 'Withdrawn' },
  8: { tone: 'late', vi: 'Dừng xử lý', en: 'Stopped' },
  9: { tone: 'good', vi: 'Đã xử lý xong', en: 'Finished' },
  10: { tone: 'good', vi: 'Đã trả kết quả', en: 'Result returned' },
}

/** The word of a national status code, 1 to 10. */
export const statusWord = (lang: Lang, code: number): string => statuses[code]?.[lang] ?? String(code)

export const StatusTag = ({ lang, code }: { lang: Lang; code: number }) => <span class={`tag ${statuses[code]?.tone ?? 'calm'}`}>{statusWord(lang, code)}</span>
