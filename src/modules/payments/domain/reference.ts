import { randomBytes } from 'node:crypto'

// No 0, 1, I, O: people read it from one screen and type it on another.
const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const prefix = 'SEN'
const length = 8

/**
 * What the payer writes on the transfer: `SEN` and eight letters, 40 bits. Capital ASCII without spaces, because banks drop
 * tones, cut at 25 signs and change the case. Unique by a constraint; whoever draws one twice is refused and draws again.
 */
export const newReference = (): string => prefix + [...randomBytes(length)].map((byte) => letters[byte % letters.length]).join('')

const shape = new RegExp(`${prefix}[${letters}]{${length}}`)

/** The reference in what a bank reports. Banks put words of their own around it, and people put spaces and points into it. */
export function findReference(content: string): string | undefined {
  const plain = content.toUpperCase()
  return shape.exec(plain)?.[0] ?? shape.exec(plain.replace(/[^0-9A-Z]/g, ''))?.[0]
}
