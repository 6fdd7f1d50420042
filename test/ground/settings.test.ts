import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { CannotStart, describeSettings, readSettings } from '#platform/settings'

const folder = () => fs.mkdtempSync(path.join(os.tmpdir(), 'sen-settings-'))
const refusal = (env: NodeJS.ProcessEnv) => {
  try {
    readSettings(env)
  } catch (error) {
    assert.ok(error instanceof CannotStart)
    return error.sentences
  }
  return []
}

test('nothing set is a sensible home', () => {
  const dataDir = folder()
  const settings = readSettings({ SEN_DATA: dataDir })
  assert.equal(settings.port, 8080)
  assert.equal(settings.schema, 'vn_24')
  assert.equal(settings.sample, true)
  assert.equal(settings.publicUrl, 'http://localhost:8080')
  assert.equal(settings.files, path.join(dataDir, 'files'))
  assert.equal(settings.databaseUrl, undefined)
})

test('the secret is made once and kept where only its owner reads it', () => {
  const dataDir = path.join(folder(), 'new')
  const first = readSettings({ SEN_DATA: dataDir }).secret
  assert.ok(first.length >= 32)
  assert.equal(readSettings({ SEN_DATA: dataDir }).secret, first)
  assert.equal(fs.statSync(path.join(dataDir, 'secret')).mode & 0o077, 0)
  assert.notEqual(readSettings({ SEN_DATA: folder() }).secret, first)
})

test('everything that is wrong is said at once, and a password is not repeated', () => {
  const sentences = refusal({ PORT: 'eighty', SEN_SAMPLE: 'maybe', DATABASE_URL: 'mysql://me:hunter2@db/x', SEN_CLOCK: 'tomorrow', SEN_SECRET: 'short' })
  assert.equal(sentences.length, 5)
  assert.match(sentences.join('\n'), /PORT is "eighty" but must be a whole number from 0 to 65535\./)
  assert.doesNotMatch(sentences.join('\n'), /hunter2/)
})

test('production refuses what is only fit for home', () => {
  const sentences = refusal({ SEN_MODE: 'production', SEN_SAMPLE: 'on', SEN_PUBLIC_URL: 'http://dichvucong.example', SEN_CLOCK: '2026-09-01T08:00:00+07:00' })
  for (const about of ['SEN_SAMPLE is on', 'SEN_CLOCK is set', 'SEN_SECRET is not set', 'begins with http', 'Neither DATABASE_URL nor SEN_DATA', 'SEN_JURISDICTION is not set'])
    assert.ok(sentences.some((sentence) => sentence.includes(about)), about)
})

test('production starts when it is told what it needs, without the sample', () => {
  const settings = readSettings({
    SEN_MODE: 'production',
    SEN_SECRET: 'x'.repeat(32),
    SEN_PUBLIC_URL: 'https://dichvucong.example/',
    DATABASE_URL: 'postgres://sen@db/sen',
    SEN_FILES: 's3://files/bac-ninh',
    S3_ENDPOINT: 'https://s3.example',
    S3_ACCESS_KEY_ID: 'a',
    S3_SECRET_ACCESS_KEY: 'b',
    SEN_JURISDICTION: 'vn-24',
  })
  assert.equal(settings.sample, false)
  assert.equal(settings.host, '0.0.0.0')
  assert.equal(settings.publicUrl, 'https://dichvucong.example')
})

test('settings that need each other say so', () => {
  assert.deepEqual(refusal({ SEN_DATA: folder(), SEN_FILES: 's3://files', S3_ENDPOINT: 'https://s3.example', S3_ACCESS_KEY_ID: 'a' }), ['SEN_FILES is set, so S3_SECRET_ACCESS_KEY is needed too.'])
  assert.deepEqual(refusal({ SEN_DATA: folder(), SEN_FILES: folder() }), [])
})

test('every setting is described', () => {
  for (const { name, means, home } of describeSettings()) assert.ok(means.endsWith('.') && home.length > 0, name)
})
