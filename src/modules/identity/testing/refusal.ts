import { Refusal, type RefusalKind } from '#platform/refusal'

export const isRefusal = (kind: RefusalKind, code: string) => (error: unknown): boolean => error instanceof Refusal && error.kind === kind && error.code === code
