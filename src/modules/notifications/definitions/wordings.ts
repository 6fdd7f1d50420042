import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { LineCounter, isNode, parse, parseDocument } from 'yaml'
import { CannotStart } from '#platform/settings'
import { defineShelf } from '#platform/shelf'
import { type Kind, kindNames, kinds, plain, placeholdersIn, smsLengths, smsMost, wordsOf } from '../domain/message.ts'

const exact = { additionalProperties: false } as const
const Both = Type.Object({ vi: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) }, exact)
const Wording = Type.Object({ subject: Both, body: Both, sms: Type.Optional(Type.String({ minLength: 1 })) }, exact)
export type Wording = Static<typeof Wording>
const shape = Compile(Type.Object({ source: Type.String({ minLength: 1 }), messages: Type.Record(Type.String(), Wording) }, exact))

/**
 * The texts of all messages. Throws CannotStart with every file, line and sentence when a text is missing or unknown, uses a
 * word its message does not have, or a text message could become too long or carries signs a telephone cannot take.
 */
export function readWordings(countryDir: string): Record<Kind, Wording> {
  const found: Partial<Record<Kind, Wording>> = {}
  const wrong: string[] = []
  for (const name of readdirSync(path.join(countryDir, 'messages')).filter((file) => file.endsWith('.yaml')).sort()) {
    const file = `messages/${name}`
    const text = readFileSync(path.join(countryDir, file), 'utf8')
    const say = (at: readonly string[], what: string) => void wrong.push(`${file}:${lineOf(text, at)}: ${what}.`)
    const read: unknown = parse(text)
    if (!shape.Check(read)) {
      for (const error of shape.Errors(read)) { const at = error.instancePath.slice(1).split('/'); say(at, `${at.join('.')} ${error.message}`) }
      continue
    }
    for (const [kind, wording] of Object.entries(read.messages)) {
      if (!(kind in kinds)) { say(['messages', kind], `there is no message "${kind}"`); continue }
      if (found[kind as Kind]) say(['messages', kind], `"${kind}" has a text already`)
      found[kind as Kind] = wording
      for (const complaint of complaints(kind as Kind, wording)) say(['messages', kind], `"${kind}" ${complaint}`)
    }
  }
  for (const kind of kindNames) if (!found[kind]) wrong.push(`messages: "${kind}" has no text.`)
  if (wrong.length) throw new CannotStart(...wrong)
  return found as Record<Kind, Wording>
}

function complaints(kind: Kind, { subject, body, sms }: Wording): string[] {
  const known = wordsOf(kind)
  const used = [subject.vi, subject.en, body.vi, body.en, sms ?? ''].flatMap(placeholdersIn)
  const said = [...new Set(used)].filter((word) => !known.includes(word)).map((word) => `uses {${word}}, which it does not have; it may use ${known.map((w) => `{${w}}`).join(', ')}`)
  // What one language says the other must say too.
  const differs = new Set(placeholdersIn(subject.vi + body.vi)).symmetricDifference(new Set(placeholdersIn(subject.en + body.en)))
  if (differs.size) said.push(`says {${[...differs].join('}, {')}} in one language only`)
  if (sms !== undefined) {
    if (kinds[kind].to !== 'applicant') said.push('has a text message, but officials get none')
    if (plain(sms) !== sms) said.push('has tones or other signs in its text message')
    const unbounded = placeholdersIn(sms).filter((word) => !(word in smsLengths))
    if (unbounded.length) said.push(`has {${unbounded.join('}, {')}} in its text message, which may be of any length`)
    const longest = sms.replace(/\{(\w+)\}/g, (_, word: string) => 'x'.repeat(smsLengths[word] ?? 0)).length
    if (longest > smsMost) said.push(`has a text message that can become ${longest} signs long; ${smsMost} is the most`)
  }
  return said
}

/** Parsed once more, with positions, only when there is something to complain of. */
function lineOf(text: string, at: readonly string[]): number {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  for (let depth = at.length; depth > 0; depth--) {
    const node = document.getIn(at.slice(0, depth), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 1
}

/** Texts by kind. */
export const wordings = defineShelf('messages', (house) => readWordings(house.countryDir))
