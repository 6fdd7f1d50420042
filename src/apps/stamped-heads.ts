import { createHash } from 'node:crypto'
import { stampHeadsWith } from '#evidence'
import type { House } from '#platform/house'
import { stamperOf } from '#signatures'

/** Heads of the log carry the time of the authority that stamps our signatures: one outside, where SEN_TSA_URL names it. */
export const stampHeads = (house: House): void =>
  stampHeadsWith(house, async (bytes) => await (await stamperOf(house)).token('sha256', createHash('sha256').update(bytes).digest()))
