import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** A file of the look, ready to send. Its address carries the hash of its content, so it may be kept for ever. */
export type Asset = { name: string; url: string; type: string; body: Buffer; gzip?: Buffer; brotli?: Buffer }

const folder = new URL('./assets/', import.meta.url)
const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

const prepare = (name: string, body: Buffer): Asset => {
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 10)
  const made: Asset = { name, url: `/assets/${hash}/${name}`, type: types[extname(name)] ?? 'application/octet-stream', body }
  // Fonts are compressed already; packing them again only makes them larger.
  if (extname(name) === '.woff2') return made
  const brotli = brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } })
  return { ...made, gzip: gzipSync(body, { level: 9 }), brotli }
}

/** Comments and the white space around punctuation, never inside quotes; nothing cleverer, so that what is sent can be read beside the source. */
const lighter = (css: string) =>
  css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .split(/("[^"]*")/)
    .map((part, i) => (i % 2 ? part : part.replace(/\s+/g, ' ').replace(/ ?([{};,>]) ?/g, '$1').replace(/: /g, ':').replace(/;}/g, '}')))
    .join('')
    .trim()

const read = (name: string) => readFileSync(new URL(name, folder))

const all = (() => {
  const found = new Map<string, Asset>()
  const keep = (asset: Asset) => found.set(asset.name, asset)
  for (const font of readdirSync(new URL('fonts/', folder))) keep(prepare(font, read(`fonts/${font}`)))
  for (const name of readdirSync(folder)) if (['.js', '.svg'].includes(extname(name))) keep(prepare(name, read(name)))
  // One file: on a slow line each further stylesheet costs a round trip before anything is shown.
  const css = ['tokens.css', 'sen.css'].map((name) => read(name).toString()).join('\n')
  const withFonts = css.replace(/url\("fonts\/([^"]+)"\)/g, (_, font: string) => `url("${found.get(font)!.url}")`)
  keep(prepare('sen.css', Buffer.from(lighter(withFonts))))
  return found
})()
const byUrl = new Map([...all.values()].map((asset) => [asset.url, asset]))

/** The address of a file of the look: asset('sen.css'). A name that is not there is a mistake in a page, so it throws. */
export const asset = (name: string): string => {
  const found = all.get(name)
  if (!found) throw new Error(`There is no asset "${name}" in src/ui/assets`)
  return found.url
}

/** What stands at an address below /assets/, for the HTTP layer; undefined when nothing does. */
export const findAsset = (url: string): Asset | undefined => byUrl.get(url)
