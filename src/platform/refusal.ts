export type RefusalKind = 'invalid' | 'forbidden' | 'not-found' | 'conflict' | 'sign-in' | 'prove' | 'too-many'

export type Found = Readonly<Record<string, { answer: unknown; from: string }>>

/**
 * The platform says no, for a reason a person can be told. Anything else that is thrown is a bug.
 * `code` names the sentence in the rooms' texts; `fields` maps a field's name to the code of its own sentence,
 * or to the sentence itself where the rule wrote one. `found` is what the registers said of fields while it was decided,
 * with the words that name the register: a form that comes back shows it, so that what it opens can be answered.
 */
export class Refusal extends Error {
  readonly kind: RefusalKind
  readonly code: string
  readonly fields: Record<string, string>
  readonly params: Record<string, string | number>
  readonly found: Found

  constructor(kind: RefusalKind, code: string, fields: Record<string, string> = {}, params: Record<string, string | number> = {}, found: Found = {}) {
    super(code)
    this.kind = kind
    this.code = code
    this.fields = fields
    this.params = params
    this.found = found
  }
}

export const httpStatus: Record<RefusalKind, number> = { invalid: 400, 'sign-in': 401, prove: 401, forbidden: 403, 'not-found': 404, conflict: 409, 'too-many': 429 }
