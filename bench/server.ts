import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { projectRoot } from '#platform/settings'

export type Server = { port: number; pid: number; readyAfter: number; kill(signal: NodeJS.Signals): Promise<void> }

export const freePort = (): Promise<number> => new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address() as { port: number }
    server.close(() => resolve(port))
  })
})

/** The real platform as a process of its own, in the data folder `dataDir`; resolves when it says that it is ready. */
export async function startServer(dataDir: string, env: NodeJS.ProcessEnv = {}, port?: number): Promise<Server> {
  const at = port ?? (await freePort())
  const begun = performance.now()
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', join(projectRoot, 'src/apps/cli.ts'), 'start'], {
    cwd: projectRoot, stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', SEN_LOG_LEVEL: 'error', SEN_DATA: dataDir, PORT: String(at), DATABASE_URL: undefined, ...env },
  })
  let ended = false
  const gone = new Promise<void>((resolve) => child.once('exit', () => { ended = true; resolve() }))
  for (;;) {
    if (ended) throw new Error('the server ended before it was ready')
    const ok = await fetch(`http://127.0.0.1:${at}/health/ready`).then((r) => r.ok, () => false)
    if (ok) break
    await sleep(20)
  }
  return { port: at, pid: child.pid!, readyAfter: performance.now() - begun, async kill(signal) { child.kill(signal); await gone } }
}
