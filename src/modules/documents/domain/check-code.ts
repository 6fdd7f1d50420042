import { randomBytes } from 'node:crypto'

// 32 signs, so that a byte's five bits are one sign; without I, L, O, U, which are misread or make words.
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Printed on what the State issues, so that anyone can ask whether it is real. 60 bits of chance: guessing one of a billion papers takes a thousand years at a thousand tries a second. */
export const newCheckCode = (): string => group([...randomBytes(12)].map((byte) => signs[byte % 32]).join(''))

/** A code as people type it (small letters, spaces, o for 0, l for 1), the way it was given out; undefined when it cannot be one. */
export function readCheckCode(typed: string): string | undefined {
  const plain = typed.toUpperCase().replace(/[^0-9A-Z]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  return plain.length === 12 && [...plain].every((sign) => signs.includes(sign)) ? group(plain) : undefined
}

const group = (plain: string): string => plain.replace(/(.{4})(?=.)/g, '$1-')
