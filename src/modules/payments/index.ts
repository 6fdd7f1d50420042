export { payments } from './module.ts'
export { type ChargeRow, chargesOf, openChargeOf } from './queries/charges.ts'
export type { ChargeEvent, ChargeStatus } from './domain/charge.ts'
export type { Payable, Provider } from './providers/provider.ts'
