/** What a sentence about a fault may name: the element's own name, the other element, a count. */
export type FaultParams = Readonly<Record<string, string | number>>
type Sentence = (params: any) => string

/** What is wrong with a drawing, and what to do, in the words of somebody who sees the drawing and not the file. */
export const faultsVi = {
  'not-bpmn': ({ name }) => `Chọn tệp sơ đồ BPMN 2.0: tệp này bắt đầu bằng <${name}>, không phải <definitions>`,
} satisfies Record<string, Sentence>

export type FaultRule = keyof typeof faultsVi
export type FaultTexts = Record<FaultRule, Sentence>
