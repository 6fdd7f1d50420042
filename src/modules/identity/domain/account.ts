import Type, { type Static } from 'typebox'

/** What is known of somebody when the platform meets him first. */
export const NewAccount = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 200 }),
  nationalId: Type.Optional(Type.String({ pattern: '^[0-9]{12}$' })),
  birthDate: Type.Optional(Type.String({ format: 'date' })),
  sex: Type.Optional(Type.Enum(['female', 'male'])),
  phone: Type.Optional(Type.String({ maxLength: 20 })),
  email: Type.Optional(Type.String({ maxLength: 200 })),
  /** May also be used in office; what it may do there is for the organisations room to say. */
  official: Type.Optional(Type.Boolean()),
  /** Level of the electronic identity, Decree 69/2024. Absent: never signed in, known from the counter. */
  assurance: Type.Optional(Type.Union([Type.Literal(1), Type.Literal(2)])),
}, { additionalProperties: false })
export type NewAccount = Static<typeof NewAccount>

/** Who somebody is, whoever says so: the account, an issuer's claims, the counter. */
export type Described = Omit<NewAccount, 'official'>

export type Account = Described & { id: string; official: boolean }

/** Events of an account carry no personal data: the log keeps them for ever, the account does not. */
export type AccountEvent =
  | { type: 'identity.account-registered'; data: { official: boolean; by: 'counter' | 'issuer' | 'administrator' | 'sample' | 'register' } }
  | { type: 'identity.became-official'; data: Record<string, never> }
  | { type: 'identity.programs-signed-out'; data: { programs: number } }
  | { type: 'identity.account-confirmed'; data: { issuer: string; changed: string[] } }

export type PasskeyEvent =
  | { type: 'identity.passkey-added'; data: { account: string; synced: boolean } }
  | { type: 'identity.passkey-removed'; data: { account: string } }

export type ProofEvent = { type: 'identity.proved'; data: { account: string; session: string; by: 'passkey' | 'code' | 'issuer' } }

export type SessionEvent =
  | { type: 'identity.signed-in'; data: { account: string; capacity: 'person' | 'official'; through: string } }
  | { type: 'identity.token-made'; data: { account: string; capacity: 'person' | 'official'; label: string } }
  | { type: 'identity.session-ended'; data: { account: string } }
