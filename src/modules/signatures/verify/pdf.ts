import { certificateFrom, type Certificate, type HashName, hashOfPieces, readSignedMessage } from '#certification'
import { NotDer } from '#platform/der'
import { NotPdf, Pdf } from '../pdf/read.ts'
import { type Dict, isDict, nameOf, Ref, Stream, Text, type Value, wordsOf } from '../pdf/values.ts'
import type { Level } from '../rules.ts'
import { type Change, changesSince } from './changes.ts'
import { judgeMessage, judgeStamp, type MessageJudgement, toldOf } from './message.ts'
import type { Fault, SignatureReport } from './report.ts'
import type { Evidence, Trust } from './trust.ts'

/** More signatures than this has no paper; each is held against the whole file. */
const mostSignatures = 60

type Found = { field: string; dict: Dict; contents: Text; range: [number, number, number, number]; stamp: boolean; end: number }

/** What is found about every signature of a PDF, in the order in which they were made. Throws NotPdf for what cannot be read. */
export function judgePdf(bytes: Buffer, { trust, now }: { trust: Trust; now: Date }): (SignatureReport & { digest?: string })[] {
  const pdf = new Pdf(bytes)
  const found = signaturesIn(pdf)
  const evidence = evidenceIn(pdf)
  const judged = found.map((one) => ('fault' in one ? one : { ...one, digestOf: digests(bytes, one.range) }))

  // From the last to the first: a time stamp over the whole file proves what stands before it.
  const reports: (SignatureReport & { digest?: string })[] = []
  let provenAt: Date | undefined
  let stampEnd = 0
  for (const one of [...judged].reverse()) {
    if ('fault' in one) { reports.unshift(broken(one.field, one.stamp, [one.fault])); continue }
    const changes = changesAfter(bytes, pdf, one.end)
    if (one.stamp) {
      const result = judgeStamp(one.contents.bytes, one.digestOf, { trust, evidence, now, ...(provenAt ? { provenAt } : {}) })
      const faults: Fault[] = [...result.faults.map((fault): Fault => (fault === 'stamp-for-something-else' ? 'content-changed' : fault)), ...(changes.length ? ['changed-after-signing' as const] : [])]
      if (!faults.length && result.at) { provenAt = result.at; stampEnd = one.end }
      reports.unshift({
        kind: 'time-stamp', field: one.field, faults, changes, remarks: result.belief?.known === 'unknown' && !faults.length ? ['revocation-unknown'] : [], atProven: result.at !== undefined, verdict: faults.length ? 'broken' : 'good',
        ...(result.at ? { at: result.at.toISOString() } : {}), ...(result.certificate ? toldOf(result.certificate, result.belief) : {}),
      })
      continue
    }
    const report = judgeOne(one, { trust, evidence, now, ...(provenAt ? { provenAt } : {}) })
    if (!report) { reports.unshift(broken(one.field, false, ['signature-unreadable'])); continue }
    const { belief, stampBelief, stamped, own: _own, ...rest } = report
    const faults = [...rest.faults, ...(changes.length ? ['changed-after-signing' as const] : [])]
    const inside = belief?.known === 'inside' && (!stampBelief || stampBelief.known === 'inside') && evidence.certificates.length > 0
    const level: Level = !stamped ? 'B-B' : !inside ? 'B-T' : provenAt && stampEnd > one.end ? 'B-LTA' : 'B-LT'
    const reason = wordsOf(pdf.get(one.dict.get('Reason')))
    const claimed = pdfMoment(wordsOf(pdf.get(one.dict.get('M'))))
    reports.unshift({
      ...rest, kind: 'signature', field: one.field, level, faults, changes, verdict: faults.length ? 'broken' : rest.remarks.includes('revocation-unknown') ? 'unknown' : 'good',
      ...(reason ? { reason } : {}), ...(!rest.at && claimed ? { at: claimed.toISOString() } : {}),
    })
  }
  return reports
}

const broken = (field: string, stamp: boolean, faults: Fault[]): SignatureReport => ({ kind: stamp ? 'time-stamp' : 'signature', field, verdict: 'broken', faults, changes: [], remarks: [], atProven: false })

function judgeOne(one: Found & { digestOf(hash: HashName): Buffer }, judging: Parameters<typeof judgeMessage>[3]): MessageJudgement | undefined {
  try {
    const message = readSignedMessage(one.contents.bytes)
    const signer = message.signers[0]
    if (!signer || message.signers.length !== 1) return undefined
    const judged = judgeMessage(message, signer, one.digestOf, judging)
    // PAdES: the content stays outside, and what the signer says of the time proves nothing and is not signed (EN 319 142-1, 6.3).
    return message.inside ? { ...judged, faults: [...judged.faults, 'signature-unreadable'] } : judged
  } catch (error) {
    if (error instanceof NotDer) return undefined
    throw error
  }
}

const digests = (bytes: Buffer, [, a, b, c]: Found['range']) => {
  const known = new Map<HashName, Buffer>()
  return (hash: HashName): Buffer => {
    let digest = known.get(hash)
    if (!digest) known.set(hash, (digest = hashOfPieces(hash, [bytes.subarray(0, a), bytes.subarray(b, b + c)])))
    return digest
  }
}

/** Every signature field that is filled, in the order of what it covers. */
function signaturesIn(pdf: Pdf): (Found | { field: string; stamp: boolean; fault: Fault; end: number })[] {
  const out: (Found | { field: string; stamp: boolean; fault: Fault; end: number })[] = []
  const go = (list: Value[], above: { name: string; type?: string | undefined }, depth: number): void => {
    for (const ref of list) {
      const field = pdf.dictAt(ref)
      if (!field || depth > 20 || out.length >= mostSignatures) continue
      const own = wordsOf(pdf.get(field.get('T')))
      const name = [above.name, own].filter(Boolean).join('.')
      const type = nameOf(pdf.get(field.get('FT'))) ?? above.type
      const value = pdf.get(field.get('V'))
      if (type === 'Sig' && isDict(value)) out.push(readOne(pdf, name, value, field.get('V')!))
      else go(pdf.listAt(field.get('Kids')), { name, type }, depth + 1)
    }
  }
  go(pdf.listAt(pdf.dictAt(pdf.catalog.get('AcroForm'))?.get('Fields')), { name: '' }, 0)
  return out.sort((a, b) => a.end - b.end)
}

/**
 * What a signature covers must be the file from its first byte to the end of its revision, all of it but the signature
 * itself, exactly where that stands: everything else is a way to show something that was not signed.
 */
function readOne(pdf: Pdf, field: string, dict: Dict, at: Value): Found | { field: string; stamp: boolean; fault: Fault; end: number } {
  const stamp = nameOf(pdf.get(dict.get('SubFilter'))) === 'ETSI.RFC3161'
  const range = pdf.listAt(dict.get('ByteRange')).map((one) => pdf.get(one))
  const contents = pdf.get(dict.get('Contents'))
  const wrong = { field, stamp, fault: 'byte-range-wrong' as const, end: pdf.bytes.length }
  if (range.length !== 4 || !range.every((n): n is number => typeof n === 'number' && Number.isInteger(n) && n >= 0) || !(contents instanceof Text)) return wrong
  const [zero, a, b, c] = range as [number, number, number, number]
  if (zero !== 0 || a === 0 || b <= a || c === 0 || b + c > pdf.bytes.length) return wrong
  if (contents.at !== a || contents.end !== b || !contents.hex) return wrong
  // The signature stands in the part of the file that it covers, and under the number by which the field names it.
  const entry = at instanceof Ref ? pdf.entryOf(at.n) : undefined
  if (!entry || !('offset' in entry) || entry.offset >= a) return wrong
  // What is covered ends where a revision ends.
  if (!/%%EOF[\r\n ]*$/.test(pdf.bytes.toString('latin1', Math.max(0, b + c - 12), b + c))) return wrong
  return { field, dict, contents, range: [zero, a, b, c], stamp, end: b + c }
}

function changesAfter(bytes: Buffer, now: Pdf, end: number): Change[] {
  if (end >= bytes.length) return []
  const rest = bytes.subarray(end)
  if (/^[\s\0]*$/.test(rest.toString('latin1', 0, 4096)) && rest.length <= 4096) return []
  // What stands behind must be a revision that readers see; anything else hides something.
  if (!now.sections.some((section) => section.at >= end)) return ['bytes-behind-end']
  try {
    return changesSince(new Pdf(bytes.subarray(0, end)), now)
  } catch (error) {
    if (error instanceof NotPdf) return ['not-readable']
    throw error
  }
}

/** The proofs that lie in the file (Document Security Store). */
function evidenceIn(pdf: Pdf): Evidence {
  const store = pdf.dictAt(pdf.catalog.get('DSS'))
  const streams = (key: string): Buffer[] => pdf.listAt(store?.get(key)).slice(0, 500).flatMap((ref) => {
    const stream = pdf.get(ref)
    try { return stream instanceof Stream ? [pdf.unfold(stream)] : [] } catch { return [] }
  })
  return { certificates: streams('Certs').map(certificateFrom).filter((one): one is Certificate => one !== undefined), ocsp: streams('OCSPs'), crls: streams('CRLs') }
}

/** D:20261122093000+07'00' */
function pdfMoment(words: string | undefined): Date | undefined {
  const found = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-])(\d\d)'?(\d\d)?)?/.exec(words ?? '')
  if (!found) return undefined
  const at = Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3]), Number(found[4]), Number(found[5]), Number(found[6]))
  const ahead = (Number(found[8] ?? 0) * 60 + Number(found[9] ?? 0)) * 60_000
  return new Date(found[7] === '-' ? at + ahead : at - ahead)
}
