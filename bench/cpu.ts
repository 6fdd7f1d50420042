import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const postmasterOf = (folder: string): number => Number(readFileSync(join(folder, 'db/pg/postmaster.pid'), 'utf8').split('\n')[0])

/** Milliseconds of processor that a process, its children and those that ended before have used. Linux only: 0 elsewhere. */
export function cpuOf(pid: number): number {
  const stat = (pid: number | string): string[] => { try { return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ') } catch { return [] } }
  const used = (fields: string[], which: number[]): number => which.reduce((sum, i) => sum + Number(fields[i] ?? 0), 0)
  let children: string[][] = []
  try { children = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(stat).filter((fields) => Number(fields[1]) === pid) } catch { /* no such folder */ }
  // Hundredths of a second: user, system, and of children that were waited for.
  return 10 * (used(stat(pid), [11, 12, 13, 14]) + children.reduce((sum, fields) => sum + used(fields, [11, 12]), 0))
}
