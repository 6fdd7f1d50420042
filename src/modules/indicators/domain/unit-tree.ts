import type { Day, Unit, UnitRegister } from '#organisations'

export type Line = { unit: string; reading: Day; numerator: number; denominator: number }
export type Sum = { numerator: number; denominator: number }
/** A unit as cases name it, and the number (from 1) of the reading by which its code is to be understood. */
export type Named = { unit: string; reading: number }

/**
 * Which unit a case counts for. Cases keep the name of the unit that was competent when they were filed; units have merged
 * since, and codes were used again. A figure is rolled up over the tree of its own day, so that the wall of a past day shows
 * the units of that day, and a trend runs across a merger. Days before the tile map began are shown in the first units it has.
 */
export class UnitTree {
  /** The days on which codes changed their meaning, oldest first: a code is read on the last of them before the case was filed. */
  readonly readings: readonly Day[]
  readonly province: string
  private readonly register: UnitRegister
  private readonly notBefore: Day | undefined
  private readonly resolved = new Map<string, Unit | undefined>()
  private readonly inverse = new Map<Day, ReadonlyMap<string, readonly Named[]>>()

  constructor(register: UnitRegister, province: string, notBefore?: Day) {
    this.register = register
    this.province = province
    this.notBefore = notBefore
    this.readings = [...new Set(register.all.map((unit) => unit.validFrom))].sort()
  }

  /** The day whose tree is used for a wall of `asOf`: two days between two changes have the same. */
  treeDay(asOf: Day): Day {
    const day = this.notBefore !== undefined && asOf < this.notBefore ? this.notBefore : asOf
    return this.readings.findLast((reading) => reading <= day) ?? this.readings[0]!
  }

  /** What the unit became by the day of the tree; undefined when it was split, and nobody can say which part the case belongs to. */
  resolve(unit: string, reading: Day, treeDay: Day): Unit | undefined {
    const key = `${unit} ${reading} ${treeDay}`
    if (!this.resolved.has(key)) {
      const found = this.register.find(unit, reading)
      const successors = found ? this.register.successorsOf(unit, reading, treeDay) : []
      this.resolved.set(key, successors.length === 1 ? successors[0]!.unit : undefined)
    }
    return this.resolved.get(key)
  }

  find = (code: string, asOf: Day): Unit | undefined => this.register.find(code, this.treeDay(asOf))

  /** The communes of the province, then its departments and other bodies, in the order of their codes. */
  places(asOf: Day): Unit[] {
    const day = this.treeDay(asOf)
    return [...this.register.communesOf(this.province, day), ...this.register.childrenOf(this.province, day).filter((unit) => unit.level === 'body')]
  }

  communes = (asOf: Day): Unit[] => this.register.communesOf(this.province, this.treeDay(asOf))

  isUnder(code: string, top: string, asOf: Day): boolean {
    return this.register.isUnder(code, top, this.treeDay(asOf))
  }

  /** The place a unit belongs to: its commune, or the department directly under the province. The province itself stays. */
  private placeOf(unit: Unit, treeDay: Day): string {
    const line = this.register.ancestryOf(unit.code, treeDay)
    return line.find((one) => one.level === 'commune')?.code ?? line.at(-2)?.code ?? unit.code
  }

  /** Everything under `top`. For the province it is simply all: no case is lost because its unit cannot be told. */
  sum(lines: readonly Line[], top: string, asOf: Day): Sum {
    const day = this.treeDay(asOf)
    let numerator = 0, denominator = 0
    for (const line of lines) {
      if (top !== this.province) {
        const unit = this.resolve(line.unit, line.reading, day)
        if (!unit || !this.register.isUnder(unit.code, top, day)) continue
      }
      numerator += line.numerator
      denominator += line.denominator
    }
    return { numerator, denominator }
  }

  /** One sum a place. What cannot be told, or is the province's own, stands under the province's code: the sums add up to `sum` of the province. */
  byPlace(lines: readonly Line[], asOf: Day): Map<string, Sum> {
    const day = this.treeDay(asOf)
    const sums = new Map<string, Sum>()
    for (const line of lines) {
      const unit = this.resolve(line.unit, line.reading, day)
      const place = unit ? this.placeOf(unit, day) : this.province
      const sum = sums.get(place) ?? { numerator: 0, denominator: 0 }
      sums.set(place, { numerator: sum.numerator + line.numerator, denominator: sum.denominator + line.denominator })
    }
    return sums
  }

  /** Every unit that stood on `reading` in a province of which ours is made on `day`. */
  private standing(reading: Day, day: Day): Unit[] {
    const below = (unit: Unit): Unit[] => [unit, ...this.register.childrenOf(unit.code, reading).flatMap(below)]
    return this.register.provinces(reading).filter((unit) => this.register.successorsOf(unit.code, reading, day).some((one) => one.unit.code === this.province)).flatMap(below)
  }

  /** How cases name what counts for `top` on that day; undefined for the province: everything does. */
  namesUnder(top: string, asOf: Day): readonly Named[] | undefined {
    if (top === this.province) return undefined
    const day = this.treeDay(asOf)
    let names = this.inverse.get(day)
    if (!names) {
      const found = new Map<string, Named[]>()
      this.readings.forEach((reading, i) => {
        for (const one of this.standing(reading, day)) {
          const unit = this.resolve(one.code, reading, day)
          if (!unit) continue
          const line = this.register.ancestryOf(unit.code, day)
          if (line.at(-1)?.code !== this.province) continue
          for (const above of line) {
            const names = found.get(above.code)
            if (names) names.push({ unit: one.code, reading: i + 1 })
            else found.set(above.code, [{ unit: one.code, reading: i + 1 }])
          }
        }
      })
      found.delete(this.province)
      this.inverse.set(day, (names = found))
    }
    return names.get(top) ?? []
  }
}
