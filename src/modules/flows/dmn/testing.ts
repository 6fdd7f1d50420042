/** Small DMN models for tests, written as they are thought. */
const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')

export const definitions = (body: string, { namespace = 'urn:test', version = 'https://www.omg.org/spec/DMN/20230324/MODEL/', name = 'test' } = {}): string =>
  `<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="${version}" namespace="${namespace}" name="${name}" id="model">${body}</definitions>`

const typed = (type?: string): string => (type ? ` typeRef="${escape(type)}"` : '')

export const input = (name: string, type?: string): string => `<inputData name="${escape(name)}" id="in_${idOf(name)}"><variable name="${escape(name)}"${typed(type)}/></inputData>`

/** `needs`: names of inputs (`in:`), decisions (`d:`), knowledge models (`bkm:`) or services (`ds:`), or whole hrefs. */
export const decision = (name: string, expression: string, needs: readonly string[] = [], type?: string): string =>
  `<decision name="${escape(name)}" id="d_${idOf(name)}"><variable name="${escape(name)}"${typed(type)}/>${requirements(needs)}${expression}</decision>`

export const knowledge = (name: string, params: Record<string, string>, expression: string, needs: readonly string[] = [], { type, kind }: { type?: string; kind?: string } = {}): string =>
  `<businessKnowledgeModel name="${escape(name)}" id="bkm_${idOf(name)}"><variable name="${escape(name)}"${typed(type)}/><encapsulatedLogic${kind ? ` kind="${kind}"` : ''}>${formal(params)}${expression}</encapsulatedLogic>${requirements(needs)}</businessKnowledgeModel>`

export const service = (name: string, parts: { outputs: string[]; encapsulated?: string[]; decisions?: string[]; data?: string[] }, type?: string): string => {
  const refs = (element: string, hrefs: readonly string[] = []): string => hrefs.map((href) => `<${element} href="${hrefOf(href)}"/>`).join('')
  return `<decisionService name="${escape(name)}" id="ds_${idOf(name)}"><variable name="${escape(name)}"${typed(type)}/>${refs('outputDecision', parts.outputs)}${refs('encapsulatedDecision', parts.encapsulated)}${refs('inputDecision', parts.decisions)}${refs('inputData', parts.data)}</decisionService>`
}

export const formal = (params: Record<string, string>): string => Object.entries(params).map(([name, type]) => `<formalParameter name="${escape(name)}"${typed(type)}/>`).join('')
export const literal = (text: string, type?: string): string => `<literalExpression${typed(type)}><text>${escape(text)}</text></literalExpression>`
export const entry = (name: string | null, expression: string, type?: string): string => `<contextEntry>${name === null ? '' : `<variable name="${escape(name)}"${typed(type)}/>`}${expression}</contextEntry>`
export const item = (name: string, inner: string, attributes = ''): string => `<itemDefinition name="${escape(name)}"${attributes}>${inner}</itemDefinition>`
export const of = (type: string): string => `<typeRef>${escape(type)}</typeRef>`
export const allowed = (tests: string): string => `<allowedValues><text>${escape(tests)}</text></allowedValues>`

/** Each row: the tests of the inputs, then the outputs, as many of each as are declared. */
export function table(policy: string, inputs: readonly (string | { text: string; type?: string; values?: string })[], outputs: readonly (string | { name: string; values?: string; fallback?: string })[], rows: readonly (readonly string[])[]): string {
  const [hitPolicy, aggregation] = policy.split('+') as [string, string?]
  const text = (element: string, value: string): string => `<${element}><text>${escape(value)}</text></${element}>`
  const ins = inputs.map((one) => (typeof one === 'string' ? { text: one } : one)) as { text: string; type?: string; values?: string }[]
  const outs = outputs.map((one) => (typeof one === 'string' ? { name: one } : one)) as { name: string; values?: string; fallback?: string }[]
  return `<decisionTable hitPolicy="${hitPolicy}"${aggregation ? ` aggregation="${aggregation}"` : ''}>${ins.map((one) => `<input><inputExpression${typed(one.type)}><text>${escape(one.text)}</text></inputExpression>${one.values ? text('inputValues', one.values) : ''}</input>`).join('')}${outs
    .map((one) => `<output${outs.length > 1 ? ` name="${escape(one.name)}"` : ''}>${one.values ? text('outputValues', one.values) : ''}${one.fallback ? text('defaultOutputEntry', one.fallback) : ''}</output>`).join('')}${rows
    .map((row, i) => `<rule id="r${i + 1}">${row.slice(0, ins.length).map((cell) => text('inputEntry', cell)).join('')}${row.slice(ins.length, ins.length + outs.length).map((cell) => text('outputEntry', cell)).join('')}</rule>`).join('')}</decisionTable>`
}

const idOf = (name: string): string => name.replace(/[^\p{L}\p{N}]/gu, '_')
function hrefOf(need: string): string {
  const [kind, ...rest] = need.split(':')
  const prefix = { in: 'in_', d: 'd_', bkm: 'bkm_', ds: 'ds_' }[kind!]
  return prefix ? `#${prefix}${idOf(rest.join(':'))}` : need
}
const requirements = (needs: readonly string[]): string =>
  needs.map((need) => {
    const href = hrefOf(need)
    const id = href.slice(href.indexOf('#') + 1)
    if (/^(bkm|ds)_/.test(id)) return `<knowledgeRequirement><requiredKnowledge href="${href}"/></knowledgeRequirement>`
    return `<informationRequirement><${id.startsWith('in_') ? 'requiredInput' : 'requiredDecision'} href="${href}"/></informationRequirement>`
  }).join('')
