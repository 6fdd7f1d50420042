import type { ComponentChildren } from 'preact'
import { Qr } from './qr.tsx'

/** Whose letter it is: the body above in capitals, the body, and its unit in bold ("Trung tâm Phục vụ hành chính công"). */
export type LetterHead = { above: string; body: string; unit?: string; number?: string; placeAndDate: string }
export type Signature = { role: string; note?: string; name: string }

/**
 * A letter of the state on A5, printable as it is: the fixed lines of Decree 30/2020, number, place and date, the text, the two signatures,
 * and below the cut the code with its address in words. Always Vietnamese, whatever the page's language: it is a document.
 * `under` when the page has a heading of its own.
 */
export const Letter = ({ head, title, code, children, signatures, tracking, under }: { head: LetterHead; title: string; under?: boolean; code?: ComponentChildren; children: ComponentChildren; signatures?: readonly Signature[]; tracking?: { qr: string; label: string; says: ComponentChildren } }) => (
  <article class="letter" lang="vi">
    <div class="two">
      <p>{head.above}<br />{head.unit ? <>{head.body}<br /><b>{head.unit}</b></> : <b>{head.body}</b>}{head.number && <><br />Số: {head.number}</>}</p>
      <p><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br /><span class="motto">Độc lập - Tự do - Hạnh phúc</span></b><br /><i>{head.placeAndDate}</i></p>
    </div>
    {under ? <h2>{title}</h2> : <h1>{title}</h1>}
    {code && <p class="center">{code}</p>}
    {children}
    {signatures && (
      <div class="two even">
        {signatures.map((s) => (
          <p><b>{s.role}</b>{s.note && <><br /><i>{s.note}</i></>}<br /><br />{s.name}</p>
        ))}
      </div>
    )}
    {tracking && (
      <div class="tracking">
        <Qr text={tracking.qr} label={tracking.label} />
        <p>{tracking.says}</p>
      </div>
    )}
  </article>
)

/** "Tên: giá trị" lines of a letter; `strong` for the ones that decide. */
export const LetterLines = ({ lines }: { lines: readonly { name: string; value: ComponentChildren; strong?: boolean }[] }) => (
  <p>
    {lines.map((l, i) => (
      <>{i > 0 && <br />}{l.strong ? <b>{l.name}: {l.value}</b> : <>{l.name}: {l.value}</>}</>
    ))}
  </p>
)

/** The numbered list of papers of a letter. */
export const LetterTable = ({ caption, heads, rows }: { caption: string; heads: readonly string[]; rows: readonly (readonly ComponentChildren[])[] }) => (
  <table>
    <caption>{caption}</caption>
    <thead><tr>{heads.map((h) => <th scope="col">{h}</th>)}</tr></thead>
    <tbody>{rows.map((row) => <tr>{row.map((c) => <td>{c}</td>)}</tr>)}</tbody>
  </table>
)
