import type { Applicant, Channel, Delivery } from '#cases'

/**
 * One thing that somebody does to a case, and when. The same words whether the real action is driven with them or the
 * case is told in memory. `by` is the key of an official; deeds without it are the applicant's.
 */
export type Deed = { at: Date } & (
  | { do: 'accept'; by: string }
  | { do: 'refuse'; by: string; reason: string }
  | { do: 'ask-papers'; by: string; items: string[]; reason: string }
  | { do: 'supply-papers'; answer?: string; file?: string }
  | { do: 'assign'; by: string; to: string }
  | { do: 'ask-fee'; by: string; amount: number; reason: string }
  /** Pays all that is due: by transfer, or with `by` in cash at the desk. */
  | { do: 'pay'; by?: string }
  | { do: 'draft'; by: string; outcome: 'grant' | 'decline'; reason?: string }
  | { do: 'send-back'; by: string; remark: string }
  | { do: 'do-task'; by: string; task: string; note?: string }
  | { do: 'consult'; by: string; units: string[]; question?: string }
  | { do: 'give-opinion'; by: string; agrees: boolean; words?: string }
  | { do: 'approve'; by: string }
  | { do: 'return'; by: string; how?: 'desk' | 'post'; to?: string }
  | { do: 'extend'; by: string; workingDays: number; reason: string }
  | { do: 'withdraw'; reason: string }
  | { do: 'rate'; stars: number; words?: string }
)

export type Filing = {
  at: Date
  applicant: Applicant
  channel: Channel
  procedure: string
  answers: Record<string, unknown>
  from: Record<string, { source: string; on: string }>
  /** By component: `file` names what was photographed, without it the paper itself lies on the desk. */
  papers: { component: string; file?: string }[]
  competentUnit: string
  receivingUnit?: string
  delivery?: Delivery
  /** The officer at the counter, when it was not filed online. */
  by?: string
}

export type Life = { filing: Filing; deeds: Deed[] }
