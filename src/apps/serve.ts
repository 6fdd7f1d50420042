import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { buildApp } from '#platform/http'
import { type House, openHouse, stayFresh } from '#platform/house'
import { startWorker } from '#platform/jobs'
import { openLog } from '#platform/log'
import { migrate } from '#platform/migrate'
import { openDatabase } from '#platform/postgres'
import { CannotStart, projectRoot, type Settings } from '#platform/settings'
import { fileStoreOf } from '#platform/files'
import { measured, startTracing, telemetryRoutes } from '#platform/telemetry'
import { catchUp, fillSample, followClock, sampleClock } from '#sample'
import { rooms } from './rooms.ts'
import { roof } from './roof.ts'
import { stampHeads } from './stamped-heads.ts'

export type Running = { house: House; url: string; stop(): Promise<void> }

/** The database, its tables, the house on it. What every command needs; `close` leaves all of it. */
export async function openEverything(settings: Settings): Promise<{ house: House; databaseUrl: string; close(): Promise<void> }> {
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 })
  const database = await openDatabase({ dataDir: join(settings.dataDir, 'db'), url: settings.databaseUrl })
  try {
    await migrate({ ownerUrl: database.url, schema: settings.schema })
    const house = openHouse({
      settings, modules: rooms, url: database.url, schema: settings.schema, files: fileStoreOf(settings), log: openLog(settings),
      countryDir: join(projectRoot, 'countries', settings.jurisdiction.split('-')[0]!),
      clock: sampleClock(settings), measure: measured, connections: settings.databaseConnections,
    })
    stampHeads(house)
    const rest = await stayFresh(house)
    // A command works at the hour that was set for the sample, as the server does.
    if (settings.sample) await catchUp(house)
    return { house, databaseUrl: database.url, close: async () => { rest(); await house.close(); await database.stop() } }
  } catch (error) {
    await database.stop()
    throw error
  }
}

/** Starts the platform: portal, officers' console, operations wall, API and worker in one process. */
export async function serve(settings: Settings, say: (words: string) => void = () => {}): Promise<Running> {
  const stopTracing = await startTracing(settings)
  const { house, close } = await openEverything(settings)
  try {
    if (settings.sample) await fillSample(house, undefined, say)
    const app = await buildApp(house, roof)
    telemetryRoutes(app, house)
    const url = await app.listen({ port: settings.port, host: settings.host }).catch((error) => {
      throw error.code === 'EADDRINUSE' ? new CannotStart(`Port ${settings.port} is taken by another program. Stop that, or choose another: PORT=${settings.port + 1} npm start`) : error
    })
    const worker = startWorker(house)
    const time = settings.sample ? followClock(house) : undefined
    return {
      house, url,
      // First no new questions, then the answers under way, then the work in hand, last the database.
      async stop() {
        await app.close()
        await time?.stop()
        await worker.stop()
        await close()
        await stopTracing()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}
