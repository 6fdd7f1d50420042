import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { pem } from '#certification'

/** Other people's programs: what they say counts more than what we say of ourselves. */
const there = new Map<string, boolean>()
export function has(program: string): boolean {
  let known = there.get(program)
  if (known === undefined) there.set(program, (known = !spawnSync(program, ['--version'], { stdio: 'ignore' }).error))
  return known
}
/** Skips with a sentence where one of them is missing. */
export const needs = (...programs: string[]): { skip: string | false } => {
  const missing = programs.filter((one) => !has(one))
  return { skip: missing.length ? `${missing.join(', ')} is not installed here; as root, \`npm test\` installs it` : false }
}

export type Bench = { folder: string; put(name: string, bytes: Buffer | string): string; pdfsig(pdf: Buffer): string; qpdf(pdf: Buffer): boolean; run(program: string, ...args: string[]): { ok: boolean; said: string } }

/** A folder with the authority's certificates in it, and an NSS store for pdfsig. */
export function bench(t: TestContext, authority: { root: { certificate: { der: Buffer } }; issuing: { certificate: { der: Buffer } } }): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'sen-others-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const put = (name: string, bytes: Buffer | string): string => { writeFileSync(join(folder, name), bytes); return join(folder, name) }
  const run = (program: string, ...args: string[]): { ok: boolean; said: string } => {
    const done = spawnSync(program, args, { cwd: folder, encoding: 'utf8', env: { ...process.env, TZ: 'UTC' } })
    return { ok: done.status === 0, said: `${done.stdout}${done.stderr}` }
  }
  put('root.pem', pem(authority.root.certificate.der))
  put('issuing.pem', pem(authority.issuing.certificate.der))
  if (has('certutil')) {
    execFileSync('certutil', ['-N', '-d', folder, '--empty-password'], { stdio: 'ignore' })
    execFileSync('certutil', ['-A', '-d', folder, '-n', 'root', '-t', 'C,C,C', '-a', '-i', join(folder, 'root.pem')], { stdio: 'ignore' })
    execFileSync('certutil', ['-A', '-d', folder, '-n', 'issuing', '-t', ',,', '-a', '-i', join(folder, 'issuing.pem')], { stdio: 'ignore' })
  }
  let n = 0
  return {
    folder, put, run,
    pdfsig: (pdf) => run('pdfsig', '-nssdir', folder, put(`p${++n}.pdf`, pdf)).said,
    qpdf: (pdf) => run('qpdf', '--check', put(`q${++n}.pdf`, pdf)).ok,
  }
}
