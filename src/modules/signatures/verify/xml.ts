import type { SignatureReport } from './report.ts'
import type { Trust } from './trust.ts'

export function judgeXml(_bytes: Buffer, _how: { trust: Trust; now: Date }): (SignatureReport & { digest?: string })[] {
  return []
}
