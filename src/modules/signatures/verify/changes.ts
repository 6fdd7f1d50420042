import type { Pdf } from '../pdf/read.ts'
import { type Dict, isDict, nameOf, Ref, same, Stream, type Value } from '../pdf/values.ts'

/** What was changed after a signature. Only further signatures, time stamps and proofs may be added to a signed paper. */
export type Change = 'page-added' | 'page-removed' | 'page-changed' | 'annotation-added' | 'annotation-changed' | 'field-changed' | 'field-removed' | 'catalogue-changed' | 'properties-changed' | 'covers-content' | 'bytes-behind-end' | 'not-readable' | 'references-changed'

/** A signature seen over more of a page than this hides what was signed before. */
const mostOfPage = 0.25
const inheritable = ['Resources', 'MediaBox', 'CropBox', 'Rotate']

/**
 * Compares a paper as it was signed with the paper as it is shown now, from the catalogue downwards and through every
 * reference: what a reader shows can change by a new page, but as well by one exchanged picture, font or form behind an old
 * number (shadow attacks). Objects that nothing leads to are not looked at; no reader shows them.
 */
export function changesSince(then: Pdf, now: Pdf): Change[] {
  const found = new Set<Change>()
  const before = new Map(then.pages().map((ref, i) => [ref.n, i]))
  const after = new Map(now.pages().map((ref, i) => [ref.n, i]))
  const seen = new Set<string>()

  const equal = (a: Value | undefined, b: Value | undefined, depth = 0): boolean => {
    if (depth > 400) return false
    if (a instanceof Ref && b instanceof Ref) {
      const [p, q] = [before.get(a.n), after.get(b.n)]
      // Pages are compared by themselves; here it only counts that it is the same one.
      if (p !== undefined || q !== undefined) return p === q
      const pair = `${a.n} ${b.n}`
      if (seen.has(pair)) return true
      seen.add(pair)
    }
    const [x, y] = [then.get(a), now.get(b)]
    if (x instanceof Stream || y instanceof Stream) return x instanceof Stream && y instanceof Stream && x.raw.equals(y.raw) && dicts(x.dict, y.dict, depth)
    if (isDict(x)) return isDict(y) && dicts(x, y, depth)
    if (Array.isArray(x)) return Array.isArray(y) && x.length === y.length && x.every((one, i) => equal(one, y[i], depth + 1))
    return same(x, y)
  }
  const dicts = (a: Dict, b: Dict, depth: number, but: readonly string[] = []): boolean =>
    [...new Set([...a.keys(), ...b.keys()])].every((key) => but.includes(key) || equal(a.get(key), b.get(key), depth + 1))

  const note = (what: Change, holds: boolean): void => { if (!holds) found.add(what) }

  // The catalogue
  note('catalogue-changed', dicts(then.catalog, now.catalog, 0, ['AcroForm', 'DSS', 'Extensions', 'Pages']))
  note('properties-changed', equal(then.trailer.get('Info'), now.trailer.get('Info')))

  // The form: what was there stays; what came is a signature.
  const [form, grown] = [then.dictAt(then.catalog.get('AcroForm')), now.dictAt(now.catalog.get('AcroForm'))]
  if (form) note('field-changed', grown !== undefined && dicts(form, grown, 0, ['Fields', 'SigFlags']))
  const fields = refs(then.listAt(form?.get('Fields')))
  const held = refs(now.listAt(grown?.get('Fields')))
  const signed = new Set<number>()
  for (const ref of fields) {
    if (!held.some((one) => one.n === ref.n)) { found.add('field-removed'); continue }
    const [a, b] = [then.dictAt(ref), now.dictAt(ref)]
    if (a && b && nameOf(a.get('FT')) === 'Sig' && !a.has('V') && b.has('V')) {
      // An empty place for a signature was filled.
      note('field-changed', dicts(a, b, 0, ['V', 'AP', 'F', 'M']))
      signed.add(ref.n)
    } else note('field-changed', equal(ref, ref))
  }
  for (const ref of held) if (!fields.some((one) => one.n === ref.n)) {
    const field = now.dictAt(ref)
    if (nameOf(field?.get('FT')) === 'Sig' && isDict(now.get(field!.get('V')))) signed.add(ref.n)
    else found.add('field-changed')
  }

  // The pages
  const [old, fresh] = [then.pages(), now.pages()]
  if (fresh.length > old.length) found.add('page-added')
  if (fresh.length < old.length) found.add('page-removed')
  for (let i = 0; i < Math.min(old.length, fresh.length); i++) {
    const [a, b] = [then.dictAt(old[i])!, now.dictAt(fresh[i])!]
    note('page-changed', dicts(a, b, 0, ['Annots', 'Parent', ...inheritable]))
    for (const key of inheritable) note('page-changed', equal(then.inherited(a, key), now.inherited(b, key)))
    const notes = then.listAt(a.get('Annots'))
    const more = now.listAt(b.get('Annots'))
    for (const one of notes) {
      const there = one instanceof Ref ? more.find((other) => other instanceof Ref && other.n === one.n) : more.find((other) => same(one, other))
      const filled = one instanceof Ref && signed.has(one.n)
      if (there === undefined) found.add('annotation-changed')
      else if (!filled) note('annotation-changed', equal(one, there))
    }
    for (const one of more) {
      if (one instanceof Ref && notes.some((other) => other instanceof Ref && other.n === one.n)) continue
      if (!(one instanceof Ref)) { if (!notes.some((other) => same(other, one))) found.add('annotation-added'); continue }
      if (!signed.has(one.n)) { found.add('annotation-added'); continue }
      if (share(now, now.dictAt(one)!, b) > mostOfPage) found.add('covers-content')
    }
  }
  return [...found]
}

const refs = (list: readonly Value[]): Ref[] => list.filter((one): one is Ref => one instanceof Ref)

/** How much of a page a field covers. */
function share(pdf: Pdf, field: Dict, page: Dict): number {
  const area = (value: Value): number => {
    const box = pdf.get(value)
    return Array.isArray(box) && box.length === 4 && box.every((n) => typeof pdf.get(n) === 'number') ? Math.abs((Number(pdf.get(box[2])) - Number(pdf.get(box[0]))) * (Number(pdf.get(box[3])) - Number(pdf.get(box[1])))) : 0
  }
  const whole = area(pdf.inherited(page, 'MediaBox'))
  return whole ? area(field.get('Rect') ?? null) / whole : 1
}
