import { addedRoots, certificationRules, findAuthority, findBySerial, hashOf, serialHex, trustedRoots } from '#certification'
import type { Ctx } from '#platform/ctx'
import { NotPdf } from '../pdf/read.ts'
import { atLeast, type Level } from '../rules.ts'
import { recordsOf } from '../signature-store.ts'
import { judgeJws, looksLikeJws } from './jws.ts'
import { judgePdf } from './pdf.ts'
import { type Report, type SignatureReport, verdictOf } from './report.ts'
import type { Trust } from './trust.ts'
import { judgeXml } from './xml.ts'

type Judged = (SignatureReport & { digest?: string })[]
type Asking = Pick<Ctx, 'house' | 'db' | 'take' | 'now'>

/** Says of a file who signed it, in which capacity, when, and whether it was changed since. Any file; never throws for what is in it. */
export async function checkFile(ctx: Asking, name: string, bytes: Buffer): Promise<Report> {
  const kind = kindOf(bytes)
  const judge = (trust: Trust): Judged => (kind === 'pdf' ? judgePdf : kind === 'xml' ? judgeXml : judgeJws)(bytes, { trust, now: ctx.now })
  const file: Report['file'] = { name: [...name].slice(0, 120).join(''), bytes: bytes.length, sha256: hashOf('sha256', bytes).toString('hex'), kind }
  const checkedAt = ctx.now.toISOString()
  if (kind === 'unknown') return { file, checkedAt, verdict: 'unreadable', signatures: [] }
  let judged: Judged
  try {
    judged = await withOurs(ctx, judge)
  } catch (error) {
    // A file may be made to break whoever reads it: what cannot be read is said to be so, whatever the reason.
    if (!(error instanceof NotPdf)) ctx.house.log.warn({ error }, 'a file could not be checked')
    return { file, checkedAt, verdict: 'unreadable', signatures: [] }
  }
  const records = await recordsOf(ctx, judged.flatMap((one) => one.digest ?? []))
  const signatures = judged.map(({ digest, ...one }): SignatureReport => {
    const record = digest === undefined ? undefined : records.get(digest)
    if (!record) return one
    const lost = one.level !== undefined && promised(record.level) && !atLeast(one.level, 'B-LT')
    return { ...one, record, ...(lost && !one.faults.length ? { faults: ['proofs-removed' as const], verdict: 'broken' as const } : {}) }
  })
  return { file, checkedAt, verdict: verdictOf(signatures), signatures }
}

const promised = (level: Level): boolean => atLeast(level, 'B-LT')

/** Judges twice where certificates of ours are in it: first to see whose they are, then with what our records say of them. */
async function withOurs(ctx: Asking, judge: (trust: Trust) => Judged): Promise<Judged> {
  const authority = await findAuthority(ctx.house)
  const asked = new Set<string>()
  const trust: Trust = {
    anchors: [...(authority ? [authority.root.certificate] : []), ...ctx.take(trustedRoots), ...(await addedRoots(ctx))],
    between: authority ? [authority.issuing.certificate] : [], rules: ctx.take(certificationRules),
    ours: (certificate) => { if (authority && [authority.issuing, authority.root].some((one) => one.certificate.subject.equals(certificate.issuer))) asked.add(serialHex(certificate.serial)); return undefined },
  }
  const first = judge(trust)
  if (!asked.size) return first
  const rows = new Map(await Promise.all([...asked].slice(0, 50).map(async (serial) => [serial, await findBySerial(ctx, serial)] as const)))
  return judge({ ...trust, ours: (certificate) => { const row = rows.get(serialHex(certificate.serial)); return row?.certificate.der.equals(certificate.der) ? row : undefined } })
}

function kindOf(bytes: Buffer): Report['file']['kind'] {
  const head = bytes.toString('latin1', 0, 1024)
  if (head.startsWith('%PDF-')) return 'pdf'
  if (/^(\xef\xbb\xbf)?\s*</.test(head)) return 'xml'
  return looksLikeJws(bytes) ? 'jws' : 'unknown'
}
