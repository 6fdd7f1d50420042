import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import pg from 'pg'
import { backup, restore } from '#platform/backup'
import { folderStore } from '#platform/files'
import { fileCase } from '../../src/modules/payments/testing/case-in-town.ts'
import { town } from '../../src/testing/town.ts'

test('every table of the platform comes back as it was, and goes on from there', async (t) => {
  const here = await town(t)
  await fileCase(here, 'case-1')
  await fileCase(here, 'case-2')
  await here.settle()

  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sen-backup-town-'))
  const url = here.house.pool.options.connectionString!
  const { schema } = here.house.settings
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const to = path.join(folder, 'backup')
    const manifest = await backup({ url, schema, files: here.house.files, to })
    assert.ok(manifest.tables['events']!.rows >= 2)
    await restore({ url, schema: 'drill', files: folderStore(path.join(folder, 'files')), from: to })

    for (const table of Object.keys(manifest.tables)) {
      const rows = async (from: string) => (await client.query(`select (to_jsonb(x) - 'written_by' - 'before' - 'upto_xid')::text as row from ${from}."${table}" x order by 1`)).rows
      const restored = await rows('drill')
      assert.equal(restored.length, manifest.tables[table]!.rows, table)
      assert.deepEqual(restored, await rows(schema), table)
    }
    // Grants come with the migrations: the application may still not change what was recorded.
    await client.query('set role sen_app')
    await assert.rejects(client.query(`update drill.events set actor = 'somebody else'`), /permission denied/)
  } finally {
    await client.end()
    fs.rmSync(folder, { recursive: true, force: true })
  }
})
