import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import { openLetterPress } from '#documents'
import { projectRoot } from '#platform/settings'
import { signPdf, type Stamper } from '../src/modules/signatures/pdf/sign.ts'
import { testAuthority } from '../src/modules/signatures/testing/authority.ts'
import { letterSamples } from '../src/modules/documents/testing/letter-samples.ts'

/** How long each figure is taken for, in milliseconds. */
const span = 1500

/** How often a second of this thread's own time on the processor: what others do on the machine does not count. */
async function rate(work: () => unknown): Promise<number> {
  // A signer that has been at work for a second, as one is when there is much to sign.
  for (const warm = performance.now(); performance.now() - warm < 1000; ) await work()
  const begun = performance.now()
  const before = process.threadCpuUsage()
  let n = 0
  while (performance.now() - begun < span) { await work(); n++ }
  const { user, system } = process.threadCpuUsage(before)
  return (n * 1_000_000) / (user + system)
}

/** Signed results per second and core, beside the bare key operation of the same run. */
export async function benchSigning(): Promise<void> {
  const press = openLetterPress(join(projectRoot, 'countries/vn/letters'))
  const pdf = await press.render('birth-certificate', letterSamples['birth-certificate']!)
  await press.close()
  const authority = testAuthority(new Date())
  const say = { at: new Date(), name: 'Vũ Đức Thịnh', reason: 'Ký ban hành' }
  const far = farStamper()
  console.log(`\nSigned results per second and core (a birth certificate of ${(pdf.length / 1000).toFixed(0)} kB, one signature each)`)
  for (const [name, kind] of [['P-256', 'P-256'], ['RSA-2048', 'RSA-2048']] as const) {
    const member = authority.member({ name: 'Vũ Đức Thịnh', kind })
    const bytes = Buffer.alloc(200, 7)
    const bare = await rate(() => member.signer.sign(bytes))
    const hashing = await rate(() => { createHash('sha256').update(pdf).digest() })
    const alone = await rate(() => signPdf(pdf, member.signer, say))
    const stamped = await rate(() => signPdf(pdf, member.signer, say, authority.stamp))
    // Forty at once, so that one message to the time-stamp authority carries many questions.
    const batch = (await rate(() => Promise.all(Array.from({ length: 40 }, () => signPdf(pdf, member.signer, say, far.stamper))))) * 40
    const bound = 1 / (1 / bare + 1 / hashing)
    const share = (n: number): string => `${Math.round(n)}/s, ${Math.round((n / bare) * 100)} % of the bare key operation, ${Math.round((n / bound) * 100)} % of key and hash`
    console.log(`  ${name}: bare key operation ${Math.round(bare)}/s; with the hash of the paper ${Math.round(bound)}/s`)
    console.log(`    B-B                                 ${share(alone)}`)
    console.log(`    B-T, its own time stamps, same core ${share(stamped)}`)
    console.log(`    B-T, stamped in batches elsewhere   ${share(batch)} (aim 80 %)`)
  }
  await far.close()
  console.log('  Limited by: the key operation for RSA; for P-256 the hash of the paper alone costs as much as the key, and reading and adding to the PDF twice as much again.')
}

/** A time-stamp authority on another core, asked by the batch, as one across the network would be. */
function farStamper(): { stamper: Stamper; close(): Promise<number> } {
  const worker = new Worker(new URL(import.meta.url), { execArgv: process.execArgv })
  const waiting = new Map<number, (token: Buffer) => void>()
  let asked: { id: number; imprint: Buffer }[] = []
  let last = 0
  worker.on('message', (tokens: { id: number; token: Uint8Array }[]) => {
    for (const { id, token } of tokens) { waiting.get(id)?.(Buffer.from(token.buffer, token.byteOffset, token.byteLength)); waiting.delete(id) }
  })
  return {
    stamper: {
      room: 2_000,
      token: (_hash, imprint) => new Promise((done) => {
        const id = ++last
        waiting.set(id, done)
        asked.push({ id, imprint })
        if (asked.length === 1) setImmediate(() => { worker.postMessage(asked); asked = [] })
      }),
    },
    close: () => worker.terminate(),
  }
}

if (!isMainThread) {
  const authority = testAuthority(new Date())
  parentPort!.on('message', async (asked: { id: number; imprint: Uint8Array }[]) => {
    parentPort!.postMessage(await Promise.all(asked.map(async ({ id, imprint }) => ({ id, token: await authority.stamp.token('sha256', Buffer.from(imprint)) }))))
  })
}
