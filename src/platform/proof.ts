import type { Actor } from './actor.ts'
import type { House } from './house.ts'
import { Refusal } from './refusal.ts'

/** What a token says of how surely it is he (`acr`, RFC 9470): by one factor, or by two. */
export const acr = (assurance: 1 | 2): string => `urn:sen:acr:${assurance}`

/** Has he shown by two factors that it is he, so lately that it still counts (SEN_PROOF_MINUTES)? */
export const hasProved = ({ settings }: Pick<House, 'settings'>, { kind, provedAt }: Pick<Actor, 'kind' | 'provedAt'>): boolean =>
  kind === 'system' || (provedAt !== undefined && Date.now() - provedAt.getTime() <= settings.proofMinutes * 60_000)

/**
 * A session can be left open on a desk, and a token be stolen; a signature must be his all the same (Law on Electronic
 * Transactions 20/2023/QH15 art. 22: made under the signer's own control). Refuses with prove `prove-it-is-you`: a page then
 * asks for his key and keeps what was typed, a program is told to bring a fresher token.
 */
export function mustHaveProved(house: Pick<House, 'settings'>, actor: Actor): void {
  if (!hasProved(house, actor)) throw new Refusal('prove', 'prove-it-is-you', {}, { minutes: house.settings.proofMinutes })
}
