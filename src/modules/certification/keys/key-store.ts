import type { Scheme } from '../domain/scheme.ts'

export type KeySpec = 'P-256' | 'P-384' | 'RSA-2048' | 'RSA-3072' | 'RSA-4096'

/** Where private keys live. They are asked to sign and never handed out; what the house gets is the public half. */
export type KeyStore = {
  kind: 'software' | 'pkcs11'
  /** The public half (SubjectPublicKeyInfo) of the key of that name; undefined when there is none. */
  find(name: string): Promise<Buffer | undefined>
  /** The public half of the key of that name, which is made when there is none: of two who make it at once, both get the same. */
  make(name: string, spec: KeySpec): Promise<Buffer>
  /** Signs with the key of that name; ECDSA in DER. Throws when there is no such key. */
  sign(name: string, scheme: Scheme, bytes: Buffer): Buffer | Promise<Buffer>
  /** Signs a hash that somebody else has made (remote signing, CSC API). RSA by any store, curves where the store can. */
  signHash(name: string, scheme: Scheme, hash: Buffer): Buffer | Promise<Buffer>
  close(): Promise<void>
}

/** Names become file names and labels of a token. */
export const isKeyName = (name: string): boolean => /^[a-z0-9][a-z0-9.-]{0,100}$/.test(name)
