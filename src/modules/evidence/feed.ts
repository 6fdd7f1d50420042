import fs from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import type { House } from '#platform/house'
import { pathOf, width } from './domain/tiles.ts'

/**
 * What outside witnesses copy, as files in SEN_DATA/log: `checkpoint` (the last head), `checkpoint.tst` (the time stamp on it), `heads` (all of them, one after
 * another) and `tile/…` as C2SP tlog-tiles lays them out. The same is served below /log. Hashes only: nothing of what
 * happened can be read from them.
 */
const folderOf = ({ settings }: Pick<House, 'settings'>): string => path.join(settings.dataDir, 'log')

export const readPublished = (house: Pick<House, 'settings'>): string | undefined => {
  const file = path.join(folderOf(house), 'checkpoint')
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined
}

/** The head last: whoever reads it finds the tiles it speaks of. */
export function writeFeed(house: Pick<House, 'settings'>, note: string, stamp: Buffer | null): void {
  const folder = folderOf(house)
  fs.mkdirSync(folder, { recursive: true })
  fs.appendFileSync(path.join(folder, 'heads'), `${note}\n`, { flush: true })
  if (stamp) replace(path.join(folder, 'checkpoint.tst'), stamp)
  else fs.rmSync(path.join(folder, 'checkpoint.tst'), { force: true })
  replace(path.join(folder, 'checkpoint'), note)
}

/** Full tiles that are not laid out yet, and the ones at the edge as they are now. */
export async function publishTiles(house: House, size: number): Promise<void> {
  const root = path.join(folderOf(house), 'tile')
  for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / width)) {
    const full = Math.floor(count / width)
    // Backwards from the newest: where one is there, those before it are.
    for (let end = full; end > 0; end -= 64) {
      const { rows } = await sql<{ n: number; hashes: Buffer }>`select n, hashes from evidence_tiles where level = ${level} and n >= ${Math.max(end - 64, 0)} and n < ${end} order by n desc`.execute(house.db)
      const missing = rows.filter(({ n }) => !fs.existsSync(path.join(root, pathOf({ level, n }))))
      for (const { n, hashes } of missing) {
        replace(path.join(root, pathOf({ level, n })), hashes)
        fs.rmSync(path.join(root, `${pathOf({ level, n })}.p`), { recursive: true, force: true })
      }
      if (missing.length < rows.length) break
    }
    const rest = count % width
    if (!rest) continue
    const row = await house.db.selectFrom('evidence_tiles').select('hashes').where('level', '=', level).where('n', '=', full).executeTakeFirst()
    const part = path.join(root, pathOf({ level, n: full }, rest))
    if (row) replace(part, row['hashes'].subarray(0, rest * 32))
    // A shorter one of before says nothing that this one does not.
    for (const old of fs.readdirSync(path.dirname(part))) if (Number(old) < rest) fs.rmSync(path.join(path.dirname(part), old))
  }
}

function replace(file: string, content: string | Buffer): void {
  fs.mkdirSync(path.dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}.new`
  fs.writeFileSync(draft, content, { flush: true })
  fs.renameSync(draft, file)
}
