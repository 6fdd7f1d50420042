export { signatures } from './module.ts'
export { canSign, type ResultToSign, signAnnex, signCopy, type SignedHere, signResult } from './sign-result.ts'
export { stamperOf } from './stamping.ts'
export type { SignatureEvent } from './signature-store.ts'
