import type { ComponentChildren } from 'preact'
import type { PageInfo } from '#platform/page'
import { Facts, type Fact } from './facts.tsx'
import { money } from './format.tsx'
import { Qr } from './qr.tsx'

/**
 * A payment that waits for the person: the VietQR picture and, always beside it, the same in words (what for, who receives, what to write).
 * `children` are the buttons; `note` says until when and what happens after.
 */
export const PaymentPanel = ({ p, qr, amount, items, note, children }: { p: PageInfo; qr: string; amount: number; items: Fact[]; note?: ComponentChildren; children?: ComponentChildren }) => (
  <div class="panel petal row top">
    <Qr text={qr} label={p.lang === 'en' ? `VietQR code to pay ${money(amount, 'en')}` : `Mã VietQR nộp ${money(amount)}`} />
    <div class="grow flow">
      <Facts p={p} items={items} bare tight />
      {children && <div class="row">{children}</div>}
      {note && <p class="hint">{note}</p>}
    </div>
  </div>
)

/** Fees as a list with their sum: name, amount, the exemption that applies in words. */
export const FeeTable = ({ p, caption, items, total }: { p: PageInfo; caption: string; items: readonly { name: string; amount: number; note?: ComponentChildren }[]; total?: string }) => (
  <div class="panel rows sheet">
    <table class="stack">
      <caption class="hide">{caption}</caption>
      <thead><tr><th scope="col">{p.lang === 'en' ? 'Fee' : 'Khoản'}</th><th scope="col" class="num">{p.lang === 'en' ? 'Amount' : 'Số tiền'}</th></tr></thead>
      <tbody>
        {items.map((i) => (
          <tr><th scope="row">{i.name}{i.note && <span class="hint">{i.note}</span>}</th><td class="num">{money(i.amount, p.lang)}</td></tr>
        ))}
        {total && <tr><th scope="row"><b>{total}</b></th><td class="num"><b>{money(items.reduce((sum, i) => sum + i.amount, 0), p.lang)}</b></td></tr>}
      </tbody>
    </table>
  </div>
)
