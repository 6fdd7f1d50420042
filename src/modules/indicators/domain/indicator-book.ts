import type { Day } from '#organisations'
import type { Indicator, Roadmap, Scorecard, TileMap } from './indicator.ts'

export type IndicatorBook = {
  /** Every indicator once, in the version of `day` (days before the first version are measured by the first); meters first, by place. */
  all(day: Day): readonly Indicator[]
  find(code: string, day: Day): Indicator | undefined
  /** Those that have a meter on the wall, in their order. */
  meters(day: Day): readonly Indicator[]
  scorecards: readonly Scorecard[]
  roadmapOf(province: string): Roadmap | undefined
  tilesOf(province: string): TileMap | undefined
}

export function indicatorBook({ indicators, scorecards, roadmaps, tiles }: { indicators: readonly Indicator[]; scorecards: readonly Scorecard[]; roadmaps: readonly Roadmap[]; tiles: readonly TileMap[] }): IndicatorBook {
  const byCode = Map.groupBy([...indicators].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1)), (one) => one.code)
  const on = (versions: readonly Indicator[], day: Day): Indicator | undefined => {
    const found = versions.findLast((one) => one.validFrom <= day) ?? versions[0]
    return found && (found.validTo === undefined || day <= found.validTo) ? found : undefined
  }
  const all = (day: Day) => [...byCode.values()].flatMap((versions) => on(versions, day) ?? []).sort((a, b) => (a.place ?? 99) - (b.place ?? 99) || (a.code < b.code ? -1 : 1))
  return {
    all,
    find: (code, day) => on(byCode.get(code) ?? [], day),
    meters: (day) => all(day).filter((one) => one.place !== undefined),
    scorecards,
    roadmapOf: (province) => roadmaps.find((one) => one.province === province),
    tilesOf: (province) => tiles.find((one) => one.province === province),
  }
}
