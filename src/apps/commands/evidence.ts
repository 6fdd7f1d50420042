import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { checkReceipt, type Finding, type Head, headsAfter, makeKey, openNote, readNotes, type Receipt, readVerifier, signingKey, type Verifier, verifierText, verifyLog } from '#evidence'
import { CannotStart, type Settings } from '#platform/settings'
import { openEverything } from '../serve.ts'

const usage = `npm run sen -- evidence key                               makes the key that heads of the log are signed with
npm run sen -- evidence verify [--heads FILE] [--tiles FOLDER] [--key KEY]
                                                          holds the whole database against heads that were published
npm run sen -- evidence check FILE [--key KEY]            checks a receipt of a case (cases.proof); needs no database`

/** The log before its judges: outside copies count, and what the database says of itself only where there are none. */
export async function evidenceCommand(settings: Settings, [what = '', ...args]: string[]): Promise<number> {
  const option = (name: string): string | undefined => { const at = args.indexOf(`--${name}`); return at < 0 ? undefined : args[at + 1] }
  const given = option('key')
  const key = given === undefined ? undefined : readVerifier(given.includes('+') ? given : contentOf(given))
  switch (what) {
    case 'key': return makeTheKey(settings)
    case 'check': return check(args[0], key)
    case 'verify': return verify(settings, { headsFile: option('heads'), tiles: option('tiles'), key })
    default:
      console.error(usage)
      return 1
  }
}

function makeTheKey(settings: Settings): number {
  try {
    const { file, verifier } = makeKey({ ...settings, sample: false })
    console.log(`The key is in ${file}. Copy it to a safe place: it is in no backup.\nHeads are checked with\n  ${verifier}`)
    return 0
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    console.error(`There is a key already. Its heads are checked with\n  ${verifierText(signingKey(settings)!.verifier)}`)
    return 1
  }
}

function check(file: string | undefined, key: Verifier | undefined): number {
  if (!file) {
    console.error(usage)
    return 1
  }
  const receipt = JSON.parse(contentOf(file)) as Receipt
  const { head, faults } = checkReceipt(receipt, key ? verifierText(key) : receipt.key)
  for (const fault of faults) console.error(fault.what === 'head' ? `The head does not hold: ${fault.why}.` : `${fault.why}: ${fault.entry}`)
  if (!faults.length && head) {
    console.log(`${receipt.events.length} events stand in the log ${head.origin}, under its head of ${head.size} events of ${head.at.toISOString()}.${receipt.waiting ? ` ${receipt.waiting} more waited for the next head.` : ''}`)
    if (!key) console.log(`Checked with the key that came with the receipt. Compare it with one you have from elsewhere:\n  ${receipt.key}`)
  }
  return faults.length ? 1 : 0
}

async function verify(settings: Settings, { headsFile, tiles, key }: { headsFile: string | undefined; tiles: string | undefined; key: Verifier | undefined }): Promise<number> {
  const { house, databaseUrl, close } = await openEverything(settings)
  try {
    const own = signingKey(settings)?.verifier
    const verifier = key ?? own
    const kept = []
    for (let after = 0; ; ) {
      const some = await headsAfter(house.db, after, 1000)
      if (!some.length) break
      kept.push(...some)
      after = some.at(-1)!.size
    }
    const notes = headsFile ? readNotes(contentOf(headsFile)) : kept.map((head) => head.note)
    if (notes.length && !verifier) {
      console.error('Say with which key the heads are checked: --key KEY, as /log/key gives it.')
      return 1
    }
    const opened = notes.map((note) => openNote(note, verifier!))
    const broken = opened.filter((head): head is Exclude<typeof head, Head> => typeof head === 'string')
    for (const why of broken) console.error(`A head does not hold: ${why}.`)
    const client = new pg.Client({ connectionString: databaseUrl, options: `-c search_path=${settings.schema} -c timezone=UTC` })
    await client.connect()
    try {
      const begun = performance.now()
      const verdict = await verifyLog(client, { heads: opened.filter((head) => typeof head !== 'string'), tops: kept, ...(tiles ? { tiles } : {}) })
      console.log(`${verdict.events} events held against the tree and ${verdict.heads} heads ${headsFile ? `of ${headsFile}` : 'that the database itself keeps (an outside copy, --heads, proves more)'} in ${((performance.now() - begun) / 1000).toFixed(1)} s.`)
      if (verdict.erased) console.log(`${verdict.erased} of them have had their content deleted by an order that the log holds, or are named below.`)
      for (const finding of verdict.findings.slice(0, 20)) console.error(inWords(finding))
      if (verdict.all > 20) console.error(`… ${verdict.all} in all.`)
      if (!verdict.all && !broken.length) console.log('Nothing was changed, removed, added or reordered.')
      return verdict.all || broken.length ? 1 : 0
    } finally {
      await client.end()
    }
  } finally {
    await close()
  }
}

function contentOf(file: string): string {
  try {
    return readFileSync(statSync(file).isDirectory() ? join(file, 'heads') : file, 'utf8')
  } catch (error) {
    throw new CannotStart(`${file} cannot be read: ${(error as Error).message}`)
  }
}

function inWords({ what, leaf, from, position, moved, event }: Finding): string {
  const which = `event ${position}${event ? ` (${event.type}, number ${event.version} of ${event.stream}, ${event.at})` : ''}${leaf === undefined ? '' : `, leaf ${leaf} of the tree`}`
  switch (what) {
    case 'changed': return `Changed: ${which} does not say what it said.`
    case 'removed': return `Removed: ${which} is gone.`
    case 'reordered': return `Reordered: ${which} now stands at ${moved}.`
    case 'added': return `Added: ${which} was put in behind the log's back.`
    case 'unordered': return `Deleted without an order: the content of ${which}.`
    case 'rewritten': return `Rewritten: the tree is not the one that was published; the first event that was touched is among the leaves ${from} to ${leaf}.`
    case 'shortened': return `Shortened: a published head covers more events than the tree's ${leaf}.`
  }
}
