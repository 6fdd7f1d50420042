import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { projectRoot } from '#platform/settings'

test('the lockfile names the parts of every platform, or npm ci refuses it', () => {
  const { packages } = JSON.parse(fs.readFileSync(path.join(projectRoot, 'package-lock.json'), 'utf8')) as { packages: Record<string, { optionalDependencies?: Record<string, string> }> }
  const missing = Object.entries(packages).flatMap(([place, entry]) =>
    Object.keys(entry.optionalDependencies ?? {}).filter((name) => !packages[`node_modules/${name}`] && !packages[`${place}/node_modules/${name}`]),
  )
  // `npm i` drops an optional package that the registry did not give it; put its entry back by hand (version, os, cpu, optional).
  assert.deepEqual(missing, [])
})

test('package.json and the lockfile ask for the same', () => {
  const read = (file: string) => JSON.parse(fs.readFileSync(path.join(projectRoot, file), 'utf8'))
  const wanted = read('package.json')
  const locked = read('package-lock.json').packages['']
  for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies']) assert.deepEqual(locked[kind], wanted[kind], kind)
})

test('the launcher needs no package: in a clone without npm it says what is missing', () => {
  const clone = fs.mkdtempSync(path.join(os.tmpdir(), 'sen-clone-'))
  try {
    for (const file of ['sen.mjs', 'package.json', 'package-lock.json']) fs.copyFileSync(path.join(projectRoot, file), path.join(clone, file))
    const { status, stderr, stdout } = spawnSync(process.execPath, ['sen.mjs', 'token', 'citizen'], { cwd: clone, encoding: 'utf8', env: { PATH: clone } })
    assert.equal(status, 1)
    assert.match(stderr, /Installing the packages/)
    assert.match(stderr, /could not be installed/)
    assert.equal(stdout, '', 'standard output is for what was asked')
  } finally {
    fs.rmSync(clone, { recursive: true, force: true })
  }
})

test('exit codes pass through, and a command that is not known is not a success', () => {
  const { status } = spawnSync(process.execPath, ['sen.mjs', 'test', 'nowhere'], { cwd: projectRoot, encoding: 'utf8' })
  assert.equal(status, 1)
})
