import { takeNumbers } from '#cases'
import type { House } from '#platform/house'

/** Numbers of the series that many cases take from: asked for in blocks, handed out one by one. */
export class Numbers {
  private readonly house: Pick<House, 'db'>
  private readonly blocks = new Map<string, { next: number; end: number }[]>()

  constructor(house: Pick<House, 'db'>) {
    this.house = house
  }

  /** Sees to it that each series has so many in hand, with one question for all. */
  async reserve(wanted: readonly { unit: string; day: string }[]): Promise<void> {
    const short = new Map<string, { unit: string; day: string; many: number }>()
    for (const [name, same] of Map.groupBy(wanted, ({ unit, day }) => `${unit} ${day}`)) {
      const many = same.length - (this.blocks.get(name) ?? []).reduce((sum, { next, end }) => sum + end - next, 0)
      if (many > 0) short.set(name, { ...same[0]!, many })
    }
    for (const [name, first] of await takeNumbers(this.house, short)) this.blocks.set(name, [...(this.blocks.get(name) ?? []), { next: first, end: first + short.get(name)!.many }])
  }

  async take(unit: string, day: string): Promise<number> {
    const name = `${unit} ${day}`
    if (!this.blocks.get(name)?.length) await this.reserve([{ unit, day }])
    const list = this.blocks.get(name)!
    const block = list[0]!
    const number = block.next++
    if (block.next >= block.end) list.shift()
    return number
  }
}
