import { Refusal } from '#platform/refusal'
import { atInstant, type FeelDateTime } from './temporal.ts'

/** How far one evaluation may go. Generous for anything drawn by people, small for anything that explodes. */
export type Limits = { steps: number; depth: number; listSize: number; textSize: number; sourceSize: number; nesting: number }

export const defaultLimits: Limits = {
  /** Function calls, iterations and list items looked at: about two seconds of work on a small machine. */
  steps: 5_000_000,
  /** Calls within calls; the stack of the machine below holds about as many. */
  depth: 1000,
  listSize: 500_000,
  textSize: 2_000_000,
  /** One expression, in characters. */
  sourceSize: 200_000,
  /** Brackets within brackets in one expression. */
  nesting: 150,
}

/**
 * What one evaluation carries with it: the clock that `now()` and `today()` read, what it has used up, and what it has to
 * say. In FEEL an error is a null; the reason is kept here, so that the explanation can name it.
 */
export class Run {
  readonly limits: Limits
  readonly clock: Date
  readonly notes: string[] = []
  private left: number
  private depth = 0

  constructor(options: { clock?: Date; limits?: Partial<Limits> } = {}) {
    this.limits = options.limits ? { ...defaultLimits, ...options.limits } : defaultLimits
    this.clock = options.clock ?? new Date()
    this.left = this.limits.steps
  }

  /** Vietnam keeps one time zone; today is its day. */
  now(): FeelDateTime {
    return atInstant(BigInt(this.clock.getTime()) * 1_000_000n, { offset: 7 * 3600, zone: null })!
  }

  step(count = 1): void {
    if ((this.left -= count) < 0) throw new Refusal('invalid', 'feel-too-many-steps', {}, { limit: this.limits.steps })
  }

  enter(): void {
    this.step()
    if (++this.depth > this.limits.depth) throw new Refusal('invalid', 'feel-too-deep', {}, { limit: this.limits.depth })
  }

  leave(): void {
    this.depth--
  }

  /** A list of that length is about to be made. */
  room(size: number): void {
    this.step(size)
    this.grown(size)
  }

  /** A list has grown to that length. */
  grown(size: number): void {
    if (size > this.limits.listSize) throw new Refusal('invalid', 'feel-list-too-long', {}, { limit: this.limits.listSize })
  }

  text(size: number): void {
    if (size > this.limits.textSize) throw new Refusal('invalid', 'feel-text-too-long', {}, { limit: this.limits.textSize })
    if (size > 1000) this.step(size / 100)
  }

  /** The result is null for this reason. */
  nothing(why: string): null {
    if (this.notes.length < 50) this.notes.push(why)
    return null
  }
}

/** Parts of lists and contexts that one evaluation may hold against each other, write as text or give out. */
const mostLookedAt = 1_000_000
let looking = 0
let inside = 0

/**
 * Counts what is looked at inside of values. A list of twice the same list, forty times over, takes little room and has more
 * parts than can ever be gone through; so this is counted and not only what is made.
 */
export function look(parts: number): void {
  if (inside > 0 && (looking += parts) > mostLookedAt) throw new Refusal('invalid', 'feel-value-too-large', {}, { limit: mostLookedAt })
}

/** One evaluation, or a part of one. A stack that overflows below our own count (very long chains of operators) is the same refusal. */
export function guarded<T>(work: () => T): T {
  if (inside++ === 0) looking = 0
  try {
    return work()
  } catch (error) {
    if (error instanceof RangeError && /call stack/i.test(error.message)) throw new Refusal('invalid', 'feel-too-deep', {}, { limit: defaultLimits.depth })
    throw error
  } finally {
    inside--
  }
}
