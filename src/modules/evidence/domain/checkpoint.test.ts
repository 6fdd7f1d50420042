import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { newKey, openNote, readKey, readNotes, readVerifier, signHead, signedText, verifierText } from './checkpoint.ts'
import { leafHash } from './merkle.ts'

// The example key of Go's golang.org/x/mod/sumdb/note, which the form of C2SP signed-note comes from.
const example = 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz'
const exampleVerifier = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
const exampleNote = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"

test('keys have the form and the number that C2SP gives them', () => {
  assert.equal(verifierText(readKey(example).verifier), exampleVerifier)
  assert.equal(verifierText(readVerifier(exampleVerifier)), exampleVerifier)
  assert.deepEqual(signedText(exampleNote, readVerifier(exampleVerifier)), { text: exampleNote.split('\n—')[0] })
  assert.deepEqual(readNotes(exampleNote), [exampleNote])
  assert.throws(() => readKey(example.replace('Peter', 'Paul')))
  assert.throws(() => readVerifier(exampleVerifier.replace('c74f20a3', 'c74f20a4')))
  assert.throws(() => newKey('a log'))
})

const head = { origin: 'log.example.vn/vn_24', size: 20, root: leafHash(Buffer.from('x')), at: new Date('2026-09-09T02:00:00Z') }

test('a signed head is read by who holds the key, and not when a single letter was changed', () => {
  const key = readKey(newKey(head.origin))
  const note = signHead(head, key)
  assert.deepEqual(openNote(note, key.verifier), head)
  assert.equal(openNote(note, readKey(newKey(head.origin)).verifier), 'not-signed-by-this-key')
  assert.equal(openNote(signHead(head, readKey(newKey('other.example'))), readKey(newKey('other.example')).verifier), 'not-signed-by-this-key')
  const other = readKey(newKey('other.example'))
  assert.equal(openNote(signHead(head, other), other.verifier), 'other-log')
  fc.assert(fc.property(fc.nat(note.length - 1), fc.constantFrom(...'aZ0/+ \n'), (at, letter) => {
    if (note[at] === letter) return
    const changed = note.slice(0, at) + letter + note.slice(at + 1)
    const opened = openNote(changed, key.verifier)
    // What no signature covers is base64's own slack at the end of a signature, which says the same bytes.
    assert.ok(typeof opened === 'string' || at > note.length - 4, changed)
  }))
})

test('a witness who signed as well is no hindrance, and a feed is many notes', () => {
  const key = readKey(newKey(head.origin))
  const witness = readKey(newKey('witness.example'))
  const note = signHead(head, key)
  const cosigned = note + signHead(head, witness).split('\n\n')[1]
  assert.deepEqual(openNote(cosigned, key.verifier), head)
  const later = signHead({ ...head, size: 21 }, key)
  assert.deepEqual(readNotes(`${cosigned}\n${later}\n`), [cosigned, later])
})
