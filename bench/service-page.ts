import { brotliCompressSync } from 'node:zlib'
import { get, load } from './load.ts'

/** The page that most people see first, per second and in bytes, against the bare answer of the same server to /health/live. */
export async function servicePage(port: number): Promise<void> {
  const page = '/services/1.001193'
  const request = (): string => get(page, { accept: 'text/html' })
  await load({ port, clients: 32, seconds: 2, request })
  const run = await load({ port, clients: 32, seconds: 5, request })
  const bare = await load({ port, clients: 32, seconds: 3, request: () => get('/health/live') })
  const again = await load({ port, clients: 32, seconds: 5, request })
  const best = Math.max(run.perSecond, again.perSecond)

  const html = await fetch(`http://127.0.0.1:${port}${page}`).then((r) => r.text())
  const addresses = new Set([...html.matchAll(/(?:href|src)="(\/assets\/[^"]+\.(?:css|js|svg))"/g)].map((m) => m[1]!))
  const css = await Promise.all([...addresses].map(async (a) => ({ a, body: Buffer.from(await fetch(`http://127.0.0.1:${port}${a}`, { headers: { 'accept-encoding': 'identity' } }).then((r) => r.text())) })))
  const fonts = [...new Set([...css.find((c) => c.a.endsWith('.css'))!.body.toString().matchAll(/url\("?(\/assets\/[^")]+\.woff2)"?\)/g)].map((m) => m[1]!))]
  const fontBytes = (await Promise.all(fonts.map((a) => fetch(`http://127.0.0.1:${port}${a}`).then((r) => r.arrayBuffer())))).reduce((sum, b) => sum + b.byteLength, 0)
  const packed = (b: Buffer): number => brotliCompressSync(b).length
  const total = packed(Buffer.from(html)) + css.reduce((sum, c) => sum + packed(c.body), 0) + fontBytes
  console.log(`\nService page: ${Math.round(run.perSecond)} and ${Math.round(again.perSecond)} a second (aim 3,000), p99 ${again.p99.toFixed(0)} ms; ceiling /health/live ${Math.round(bare.perSecond)} a second, ratio ${(best / bare.perSecond).toFixed(2)}.`)
  console.log(`  First view: ${(total / 1024).toFixed(0)} KB with all fonts (aim 100), of which page ${(packed(Buffer.from(html)) / 1024).toFixed(1)}, style and script ${(css.reduce((s, c) => s + packed(c.body), 0) / 1024).toFixed(1)}, fonts ${(fontBytes / 1024).toFixed(1)}; ${html.includes('<script') ? 'a script is sent but not needed' : 'no script at all'}.`)
  console.log('  Limited by: drawing the page on one core beside the generator.')
}
