import { readHeld } from '#procedures'
import { factsOf } from '../domain/facts.ts'
import { readRecord, recordText } from '../domain/read-record.ts'
import { readUpload } from '../reading/read-upload.ts'
import { readReadinessRules } from '../rules.ts'
import { assess, burdenTotals, byHolder, totalsBy, within } from './assessed.ts'

/** What a file of official records comes to, in lines for the command line. Nothing is stored. */
export function reportOf(countryDir: string, file: string, bytes: Uint8Array): string {
  const { found } = readUpload(bytes)
  const rules = readReadinessRules(countryDir), book = readHeld(countryDir)
  const all = assess(found.filter(({ fault }) => !fault).map(({ raw }) => {
    const text = recordText(raw)
    return { ...factsOf(readRecord(text), text.trinh_tu_thuc_hien), source: raw.nguon ?? null }
  }), rules, book, () => ({ offered: 'none' }))
  const { whole, rows } = totalsBy(all, 'source')
  const burden = burdenTotals(all)
  return [
    `${file}: ${all.length} records, ${found.length - all.length} that cannot be taken`,
    ...found.filter(({ fault }) => fault).slice(0, 50).map(({ at, raw, fault }) => `  ${at}  ${raw.ma_thu_tuc ?? ''}  ${fault}`),
    '', `Full-process (Decree 224/2026, article 14): ${whole.qualifies} of ${whole.all} qualify; ${whole.complete} have all seven parts of Index 766; about ${whole.hours} hours of work left`,
    ...rows.map((row) => `  ${row.name.padEnd(28)} ${String(row.qualifies).padStart(5)} of ${row.all}`),
    ...rules.flags.map(({ code, names }) => `  held back: ${String(within(all, { show: `flag:${code}` }).length).padStart(5)}  ${names.en} (${code})`),
    '', `Once only: ${burden.papers} papers asked for; ${burden.papersNow} after what is connected; ${burden.papersIfAll} if every holder were`,
    ...byHolder(all).map(({ holder, connected, papers, procedures }) => `  ${connected ? 'connected' : 'not yet  '}  ${String(papers).padStart(5)} papers in ${String(procedures).padStart(4)} procedures  ${book?.holders[holder]?.names.en ?? 'results of other procedures'}`),
  ].join('\n')
}
