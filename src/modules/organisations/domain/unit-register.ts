import type { Names } from './calendar.ts'
import { type Day, addDays, within } from './day.ts'
import { toneless } from './toneless.ts'

/** What a unit went into. `part`: only a piece of it went there. */
export type Succession = { readonly code: string; readonly part: boolean }
export type Level = 'province' | 'district' | 'commune' | 'body'

/**
 * A unit as it is from `validFrom` to `validTo`, both days with it. When its name, kind or place changes, another begins.
 * A place's code stands for the place and for the committee that governs it; a body (department, service centre) has its own.
 * Codes were used again after the mergers: a code means something only together with a day.
 */
export type Unit = {
  readonly code: string
  readonly level: Level
  /** A key of `units/kinds.yaml`: city, province, ward, commune, department, service-centre … */
  readonly kind: string
  /** As people say it: "Vũ Ninh", "Sở Tư pháp". */
  readonly name: Names
  /** With its kind, as a line of an address: "Phường Vũ Ninh". */
  readonly full: Names
  /** The same in the middle of a sentence: "phường Vũ Ninh". */
  readonly place: Names
  /** The authority, as letters and signatures name it: "Ủy ban nhân dân phường Vũ Ninh". */
  readonly formal: Names
  readonly parent?: string
  /** The unit a service centre receives for. */
  readonly serves?: string
  /** Identifier of Decision 20/2020/QD-TTg in three groups, 'H05.159.00': the beginning of case codes. Absent where none is known. */
  readonly agencyCode?: string
  readonly calendar?: string
  readonly validFrom: Day
  readonly validTo?: Day
  readonly into: readonly Succession[]
  readonly source: string
}

/** What a unit on one day has become on another. More than one: whoever knows must be asked which. */
export type Successor = { unit: Unit; part: boolean }

export type UnitSearch = { day: Day; under?: string; levels?: readonly Level[]; limit?: number }

const forever: Day = '9999-12-31'

/** All units there are and were. Every question takes the day it is asked for; answers about one code cost the same however many there are. */
export class UnitRegister {
  readonly all: readonly Unit[]
  private readonly byCode: ReadonlyMap<string, readonly Unit[]>
  private readonly byParent: ReadonlyMap<string, readonly Unit[]>
  private index: Indexed[] | undefined

  constructor(units: readonly Unit[]) {
    this.all = units.toSorted((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : a.validFrom < b.validFrom ? -1 : 1))
    this.byCode = Map.groupBy(this.all, (unit) => unit.code)
    this.byParent = Map.groupBy(this.all.filter((unit) => unit.parent !== undefined), (unit) => unit.parent!)
  }

  /** Every unit that ever had `code`, oldest first. */
  versionsOf(code: string): readonly Unit[] {
    return this.byCode.get(code) ?? []
  }

  find(code: string, day: Day): Unit | undefined {
    return this.byCode.get(code)?.find((unit) => within(day, unit))
  }

  /** The unit of that code on that day. Throws when there was none: a code in our tables without a unit is a bug. */
  get(code: string, day: Day): Unit {
    const unit = this.find(code, day)
    if (!unit) throw new Error(`No unit "${code}" stood on ${day}`)
    return unit
  }

  /** The units directly under `code` on a day, in the order of their codes. */
  childrenOf(code: string, day: Day): Unit[] {
    return (this.byParent.get(code) ?? []).filter((unit) => within(day, unit))
  }

  /** The communes of a province on a day, whether or not there are districts between them. */
  communesOf(province: string, day: Day): Unit[] {
    return this.childrenOf(province, day).flatMap((unit) => (unit.level === 'commune' ? [unit] : unit.level === 'district' ? this.childrenOf(unit.code, day) : []))
  }

  provinces(day: Day): Unit[] {
    return this.all.filter((unit) => unit.level === 'province' && within(day, unit))
  }

  /** The unit and everything above it, nearest first. Empty when the unit did not stand on that day. */
  ancestryOf(code: string, day: Day): Unit[] {
    const line: Unit[] = []
    for (let at = this.find(code, day); at; at = at.parent === undefined ? undefined : this.find(at.parent, day)) line.push(at)
    return line
  }

  provinceOf(code: string, day: Day): Unit | undefined {
    return this.ancestryOf(code, day).find((unit) => unit.level === 'province')
  }

  /**
   * The place a letter of the unit is dated from: "Vũ Ninh" for its committee and its centre, "Bắc Ninh" for a department of the
   * province (Decree 30/2020/ND-CP, Annex I, II.4). Undefined when the unit did not stand on that day.
   */
  datedFrom(code: string, day: Day): Names | undefined {
    return this.ancestryOf(code, day).find((unit) => unit.level !== 'body')?.name
  }

  /** Is `code` the unit `above` itself, or somewhere under it, on that day? */
  isUnder(code: string, above: string, day: Day): boolean {
    return code === above ? this.find(code, day) !== undefined : this.ancestryOf(code, day).some((unit) => unit.code === above)
  }

  /** Departments, offices and centres under a unit, and under each other; not those of the places below it. */
  bodiesUnder(code: string, day: Day): Unit[] {
    return this.childrenOf(code, day).filter((unit) => unit.level === 'body').flatMap((body) => [body, ...this.bodiesUnder(body.code, day)])
  }

  /** The service centre that takes cases in for a unit: a commune's own, and the province's for the province and its departments. */
  centreOf(code: string, day: Day): Unit | undefined {
    for (const unit of this.ancestryOf(code, day)) {
      const centre = unit.serves !== undefined ? unit : this.bodiesUnder(unit.code, day).find((body) => body.serves === unit.code)
      if (centre) return centre
    }
    return undefined
  }

  /**
   * What the unit that had `code` on `day` has become by `on` (the last that is known, when not said).
   * One: an old address or case moves there by itself. Several: it was split, and the person has to be asked. None: there was no such unit.
   */
  successorsOf(code: string, day: Day, on: Day = forever): Successor[] {
    const found = new Map<string, Successor>()
    const unit = this.find(code, day)
    if (unit) this.follow(unit, false, on, found)
    // What was cut and came together again in one unit is whole there.
    return found.size === 1 ? [...found.values()].map(({ unit }) => ({ unit, part: false })) : [...found.values()]
  }

  private follow(unit: Unit, part: boolean, on: Day, found: Map<string, Successor>): void {
    if (unit.validTo === undefined || on <= unit.validTo) {
      found.set(unit.code, { unit, part: part && (found.get(unit.code)?.part ?? true) })
      return
    }
    for (const next of unit.into) this.follow(this.get(next.code, addDays(unit.validTo, 1)), part || next.part, on, found)
  }

  /** Codes of units that ended before `on` and of which something went into the unit, directly or through others. */
  mergedInto(code: string, on: Day): string[] {
    const at = this.find(code, on)
    const found = new Set<string>()
    const back = (into: Unit): void => {
      for (const unit of this.intoOf(into.code)) {
        if (unit.validTo === undefined || !within(addDays(unit.validTo, 1), into)) continue
        if (unit.code !== code && !found.has(unit.code)) found.add(unit.code)
        back(unit)
      }
    }
    if (at) back(at)
    return [...found]
  }

  private came: ReadonlyMap<string, readonly Unit[]> | undefined
  private intoOf(code: string): readonly Unit[] {
    this.came ??= new Map([...Map.groupBy(this.all.flatMap((unit) => unit.into.map((next) => ({ to: next.code, unit }))), ({ to }) => to)].map(([to, list]) => [to, list.map(({ unit }) => unit)]))
    return this.came.get(code) ?? []
  }

  /** The units standing on `day` of which the unit that has `code` on `on` is made: how a trend runs back across a merger. */
  predecessorsOf(code: string, on: Day, day: Day): Successor[] {
    const level = this.find(code, on)?.level
    return this.all.filter((unit) => unit.level === level && within(day, unit)).flatMap((unit) => {
      const reached = this.successorsOf(unit.code, day, on).find((successor) => successor.unit.code === code)
      return reached ? [{ unit, part: reached.part }] : []
    })
  }

  /** Places (or the levels asked for) whose name, or place above, has every word typed, tones or not: best first, then by name. At most 10, when not said otherwise. */
  search(typed: string, { day, under, levels = ['province', 'district', 'commune'], limit = 10 }: UnitSearch): Unit[] {
    const asked = toneless(typed)
    if (!asked) return []
    const words = asked.split(' ')
    const hits: { unit: Unit; rank: number }[] = []
    // Folded at the first search: most houses search, a script that counts days does not.
    this.index ??= this.all.map((unit) => {
      const [own = '', ...above] = this.ancestryOf(unit.code, unit.validFrom).map((one) => ` ${toneless(one.full.vi)}`)
      return { unit, name: toneless(unit.name.vi), own, text: own + above.join('') }
    })
    for (const { unit, name, own, text } of this.index) {
      if (!within(day, unit) || !levels.includes(unit.level)) continue
      if (!words.every((word) => text.includes(` ${word}`))) continue
      if (under !== undefined && !this.isUnder(unit.code, under, day)) continue
      hits.push({ unit, rank: name === asked ? 0 : name.startsWith(asked) ? 1 : own.includes(` ${asked}`) ? 2 : words.every((word) => own.includes(` ${word}`)) ? 3 : 4 })
    }
    return hits.sort((a, b) => a.rank - b.rank || order[a.unit.level] - order[b.unit.level] || byName.compare(a.unit.name.vi, b.unit.name.vi)).slice(0, limit).map(({ unit }) => unit)
  }
}

const order: Record<Level, number> = { province: 0, district: 1, commune: 2, body: 3 }
const byName = new Intl.Collator('vi')
type Indexed = { unit: Unit; name: string; own: string; text: string }

/** The beginning of a case code: the unit's identifier. Throws where none is known. */
export function caseCodePrefix(unit: Unit): string {
  if (unit.agencyCode === undefined) throw new Error(`${unit.full.vi} (${unit.code}) has no agency code`)
  return unit.agencyCode
}
