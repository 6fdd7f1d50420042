import type { PlaceFigure } from './figures.ts'

export type Ranks = { by: 'name' | 'value' | 'part' | 'whole' | 'change'; down: boolean; all: boolean }
const columns = ['name', 'value', 'part', 'whole', 'change'] as const

/** How an address asks for places to be sorted; the lowest value first when it does not say. */
export const ranksOf = (asked: Record<string, string | undefined>): Ranks =>
  ({ by: columns.find((one) => one === asked['sort']) ?? 'value', down: asked['down'] === '1', all: asked['all'] === '1' })

/** Places in order; those without a value come last whichever way, and equal ones with more cases first. */
export function ranked(places: readonly PlaceFigure[], { by, down }: Pick<Ranks, 'by' | 'down'>): PlaceFigure[] {
  const worth = (place: PlaceFigure): number | undefined => ({ name: 0, value: place.value, part: place.denominator - place.numerator, whole: place.denominator, change: place.change })[by]
  return places.toSorted((a, b) => {
    const [x, y] = [worth(a), worth(b)]
    if ((x === undefined) !== (y === undefined)) return x === undefined ? 1 : -1
    const first = by === 'name' ? alphabet.compare(a.name.vi.replace(/^\S+ /, ''), b.name.vi.replace(/^\S+ /, '')) : (x ?? 0) - (y ?? 0)
    return (down ? -first : first) || b.denominator - a.denominator || alphabet.compare(a.name.vi, b.name.vi)
  })
}
const alphabet = new Intl.Collator('vi')
