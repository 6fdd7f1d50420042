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

const prepare = (name: string, body: Buffer, effort = 11): Asset => {
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 10)
  const made: Asset = { name, url: `/assets/${hash}/${name}`, type: types[extname(name)] ?? 'application/octet-stream', body }
  // Fonts are compressed already; packing them again only makes them larger.
  if (extname(name) === '.woff2') return made
  const brotli = brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: effort, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } })
  return { ...made, gzip: gzipSync(body, { level: Math.min(9, effort) }), brotli }
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
  // The browser's half of the library that the server checks passkeys with, as its makers packed it.
  keep(prepare('webauthn.js', readFileSync(new URL('../../node_modules/@simplewebauthn/browser/dist/bundle/index.umd.min.js', import.meta.url))))
  // One file: on a slow line each further stylesheet costs a round trip before anything is shown.
  const css = ['tokens.css', 'sen.css'].map((name) => read(name).toString()).join('\n')
  const withFonts = css.replace(/url\("fonts\/([^"]+)"\)/g, (_, font: string) => `url("${found.get(font)!.url}")`)
  keep(prepare('sen.css', Buffer.from(lighter(withFonts))))
  return found
})()
const byUrl = new Map([...all.values()].map((asset) => [asset.url, asset]))

const modules = new URL('../../node_modules/', import.meta.url)
const borrowedText = (path: string): string => readFileSync(new URL(path, modules)).toString()
/** The fonts of a modeller's icons come by an address of ours; its other formats are for browsers that are gone. */
const withFont = (css: string, family: string, font: string): string => `@font-face{font-family:'${family}';src:url('${asset(font)}') format('woff2')}${css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/@font-face\s*\{[^}]*\}/g, '').replace(/@charset "[^"]*";/g, '')}`

/**
 * What is borrowed from packages for one page only, the modellers of BPMN and DMN: half a megabyte each, so it is read when somebody
 * first asks for it and packed quickly.
 */
const borrowed: Record<string, () => Buffer> = {
  'bpmn-modeler.js': () => readFileSync(new URL('bpmn-js/dist/bpmn-modeler.production.min.js', modules)),
  'dmn-modeler.js': () => readFileSync(new URL('dmn-js/dist/dmn-modeler.production.min.js', modules)),
  'bpmn.woff2': () => readFileSync(new URL('bpmn-js/dist/assets/bpmn-font/font/bpmn.woff2', modules)),
  'dmn.woff2': () => readFileSync(new URL('dmn-js/dist/assets/dmn-font/font/dmn.woff2', modules)),
  'bpmn-modeler.css': () => Buffer.from(['diagram-js', 'bpmn-js'].map((name) => borrowedText(`bpmn-js/dist/assets/${name}.css`)).join('\n') + withFont(borrowedText('bpmn-js/dist/assets/bpmn-font/css/bpmn.css'), 'bpmn', 'bpmn.woff2')),
  'dmn-modeler.css': () => Buffer.from(['diagram-js', 'dmn-js-shared', 'dmn-js-drd', 'dmn-js-decision-table', 'dmn-js-decision-table-controls', 'dmn-js-literal-expression', 'dmn-js-boxed-expression', 'dmn-js-boxed-expression-controls'].map((name) => borrowedText(`dmn-js/dist/assets/${name}.css`)).join('\n') + withFont(borrowedText('dmn-js/dist/assets/dmn-font/css/dmn.css'), 'dmn', 'dmn.woff2')),
}

function borrow(name: string): Asset | undefined {
  const read = Object.hasOwn(borrowed, name) ? borrowed[name] : undefined
  if (!read) return undefined
  const made = prepare(name, read(), 5)
  all.set(name, made)
  byUrl.set(made.url, made)
  return made
}

/** The address of a file of the look: asset('sen.css'). A name that is not there is a mistake in a page, so it throws. */
export const asset = (name: string): string => {
  const found = all.get(name) ?? borrow(name)
  if (!found) throw new Error(`There is no asset "${name}" in src/ui/assets`)
  return found.url
}

/** What stands at an address below /assets/, for the HTTP layer; undefined when nothing does. */
export const findAsset = (url: string): Asset | undefined => byUrl.get(url) ?? (borrow(/^\/assets\/[^/]+\/([^/]+)$/.exec(url)?.[1] ?? '')?.url === url ? byUrl.get(url) : undefined)
