import { createHash, hash } from 'node:crypto'
import type { HashName } from './scheme.ts'

/** In one call: a third faster than an object for it, which counts where every result is hashed. */
export const hashOf = (name: HashName, bytes: Buffer): Buffer => hash(name, bytes, 'buffer')
/** Of several pieces, one after the other. */
export function hashOfPieces(name: HashName, pieces: readonly Buffer[]): Buffer {
  const seen = createHash(name)
  for (const piece of pieces) seen.update(piece)
  return seen.digest()
}
