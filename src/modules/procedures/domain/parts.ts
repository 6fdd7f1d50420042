/** What of a definition is edited where. Boxes name their place in the definition; what they are called stands in the texts. */
export type Box = {
  at: string
  kind: 'line' | 'long' | 'lines' | 'words' | 'long-words' | 'count' | 'day' | 'yes-no' | 'one' | 'many' | 'condition' | 'formula' | 'options' | 'columns'
  optional?: true
  /** Where the choices come from: the page knows them. */
  of?: string
}
export type Part = { boxes: readonly Box[]; list?: { at: string; boxes: readonly Box[]; /** A list inside each entry, written a line each. */ codes?: true }; tables?: readonly string[] }

const optional = true as const
export const parts = {
  names: { boxes: [{ at: 'names', kind: 'words' }, { at: 'everyday', kind: 'long-words' }, { at: 'synonyms', kind: 'lines', optional }, { at: 'field', kind: 'one', of: 'fields' }, { at: 'lifeEvents', kind: 'many', of: 'lifeEvents', optional }, { at: 'minutes', kind: 'count', optional }, { at: 'popular', kind: 'count', optional }] },
  who: { boxes: [
    { at: 'applicants', kind: 'many', of: 'applicants' }, { at: 'level', kind: 'one', of: 'levels' }, { at: 'department', kind: 'one', of: 'departments', optional }, { at: 'competentUnit', kind: 'one', of: 'unitFields', optional }, { at: 'conditions', kind: 'long-words', optional },
    { at: 'partial.reason', kind: 'one', of: 'reasons', optional }, { at: 'partial.basis', kind: 'line', optional }, { at: 'partial.names', kind: 'words', optional },
  ] },
  papers: {
    boxes: [], tables: ['papers'],
    list: { at: 'components', codes: true, boxes: [
      { at: 'names', kind: 'words' }, { at: 'originals', kind: 'count' }, { at: 'copies', kind: 'count' }, { at: 'need', kind: 'one', of: 'needs' }, { at: 'optional', kind: 'yes-no', optional },
      { at: 'heldAs', kind: 'one', of: 'holders', optional }, { at: 'askAgain.basis', kind: 'line', optional }, { at: 'note', kind: 'long-words', optional },
    ] },
  },
  time: { boxes: [{ at: 'time.source', kind: 'line' }, { at: 'time.longer.names', kind: 'words', optional }], tables: ['time'] },
  fees: {
    boxes: [], tables: ['fees', 'exemptions'],
    list: { at: 'fees', codes: true, boxes: [{ at: 'names', kind: 'words' }, { at: 'at', kind: 'one', of: 'feeTimes' }, { at: 'holds', kind: 'one', of: 'feeHolds', optional }, { at: 'per', kind: 'words', optional }, { at: 'source', kind: 'line' }, { at: 'exemptions', kind: 'options', optional }] },
  },
  flow: { boxes: [{ at: 'flow', kind: 'one', of: 'flows' }] },
  result: { boxes: [{ at: 'result.code', kind: 'line' }, { at: 'result.names', kind: 'words', optional }, { at: 'result.documentType', kind: 'line' }, { at: 'result.template', kind: 'one', of: 'letters' }, { at: 'result.paper', kind: 'yes-no' }, { at: 'result.fill', kind: 'long', optional }] },
  law: { boxes: [], list: { at: 'legalBases', boxes: [{ at: 'number', kind: 'line' }, { at: 'names', kind: 'words', optional }, { at: 'articles', kind: 'line', optional }, { at: 'date', kind: 'day', optional }] } },
  validity: { boxes: [{ at: 'validFrom', kind: 'day' }, { at: 'source.what', kind: 'long' }, { at: 'source.decision', kind: 'line', optional }, { at: 'source.readOn', kind: 'day' }, { at: 'source.sureness', kind: 'one', of: 'sureness' }, { at: 'source.doubts', kind: 'long', optional }] },
} as const satisfies Record<string, Part>
export type PartName = keyof typeof parts
/** The order in which they are walked; the form stands among them and has pages of its own. */
export const partNames = ['names', 'who', 'form', 'papers', 'time', 'fees', 'flow', 'result', 'law', 'validity'] as const

/** What is asked of a step. */
export const stepBoxes: readonly Box[] = [{ at: 'title', kind: 'words' }, { at: 'hint', kind: 'long-words', optional }, { at: 'when', kind: 'condition', optional }]

const shared: readonly Box[] = [{ at: 'x-label', kind: 'words' }, { at: 'x-hint', kind: 'long-words', optional }]
const prefilled: readonly Box[] = [{ at: 'x-from', kind: 'lines', optional, of: 'sources' }, { at: 'x-from-when', kind: 'condition', optional }, { at: 'x-known', kind: 'one', of: 'known', optional }]
const lengths: readonly Box[] = [{ at: 'minLength', kind: 'count', optional }, { at: 'maxLength', kind: 'count', optional }]
const limits: readonly Box[] = [{ at: 'minimum', kind: 'count', optional }, { at: 'maximum', kind: 'count', optional }, { at: 'x-suffix', kind: 'words', optional }, { at: 'x-example', kind: 'line', optional }]
const rows: readonly Box[] = [{ at: 'x-columns', kind: 'columns' }, { at: 'minItems', kind: 'count', optional }, { at: 'maxItems', kind: 'count', optional }]
const ofKind: Record<string, readonly Box[]> = {
  text: [...prefilled, ...lengths, { at: 'x-example', kind: 'line', optional }], 'long-text': [...prefilled, ...lengths], address: prefilled, number: [...prefilled, ...limits], money: limits,
  date: [...prefilled, { at: 'x-not-after', kind: 'one', of: 'days', optional }, { at: 'x-not-before', kind: 'one', of: 'days', optional }, { at: 'x-age-from', kind: 'count', optional }],
  choice: [{ at: 'x-options', kind: 'options' }, ...prefilled], choices: [{ at: 'x-options', kind: 'options' }], unit: prefilled, phone: prefilled, email: prefilled, 'person-id': prefilled, 'tax-code': prefilled,
  table: rows, group: rows, computed: [{ at: 'x-computed', kind: 'formula' }, { at: 'x-suffix', kind: 'words', optional }], signature: [{ at: 'x-signs', kind: 'one', of: 'textFields', optional }],
}
/** What is asked of a question of the form, by its kind. */
export const fieldBoxes = (widget: string): readonly Box[] => [...shared, ...(ofKind[widget] ?? []), { at: 'x-when', kind: 'condition', optional }]
