/** Vietnam keeps one time zone and has no summer time; law counts in its days. */
const ahead = 7 * 3600_000

/** The day in Vietnam on which an instant falls: '2026-11-21'. */
export const day = (at: Date): string => new Date(at.getTime() + ahead).toISOString().slice(0, 10)

/** The instant at which `hour` ('08:00') strikes in Vietnam on `ofDay`. */
export const instant = (ofDay: string, hour = '00:00'): Date => new Date(`${ofDay}T${hour}:00+07:00`)
