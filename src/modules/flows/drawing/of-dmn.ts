import { expressionOf, readDefinitions, textOf } from '../dmn/model.ts'
import { childOf, childrenOf, type XmlElement } from '../xml.ts'

/** `cells`: the ids of its tests and outputs, where they have any. */
export type Rule = { id: string; cells: string[]; tests: string[]; outputs: string[]; notes: string[] }
/** A decision as it is shown: a table with its columns and rules, or its text. */
export type DecisionShown = { id: string; name: string; says: string; needs: string[] } & (
  | { kind: 'table'; hitPolicy: string; inputs: { label: string; expression: string; type: string }[]; outputs: { name: string; label: string }[]; rules: Rule[] }
  | { kind: 'text'; text: string }
)
export type DecisionsShown = { name: string; namespace: string; inputs: { name: string; type: string }[]; decisions: DecisionShown[] }

const attribute = (element: XmlElement, name: string): string => element.attributes.get(name) ?? ''
const said = (element: XmlElement | undefined): string => element?.text.trim() ?? ''

/** The decisions of a model in the order of the file, ready to be shown; refuses what is no DMN. What is boxed otherwise is shown by its texts. */
export function decisionsShown(xml: string): DecisionsShown {
  const { drg, name, namespace } = readDefinitions(xml)
  const all = [...drg.values()]
  const nameOf = (href: string): string => drg.get(href.replace(/^.*#/, ''))?.name ?? href
  return {
    name, namespace,
    inputs: all.filter((it) => it.kind === 'inputData').map((it) => ({ name: it.name, type: attribute(childOf(it.element, 'variable') ?? it.element, 'typeRef') || 'Any' })),
    decisions: all.filter((it) => it.kind === 'decision' || it.kind === 'businessKnowledgeModel').map((it): DecisionShown => {
      const logic = it.kind === 'decision' ? it.element : childOf(it.element, 'encapsulatedLogic')
      const expression = expressionOf(logic)
      const needs = [...childrenOf(it.element, 'informationRequirement'), ...childrenOf(it.element, 'knowledgeRequirement')].flatMap((one) => one.children.map((child) => nameOf(attribute(child, 'href'))))
      const about = { id: it.id, name: it.name, says: said(childOf(it.element, 'description')), needs }
      return expression?.name === 'decisionTable' ? { ...about, kind: 'table', ...tableOf(expression) } : { ...about, kind: 'text', text: expression ? allTexts(expression) : '' }
    }),
  }
}

function tableOf(table: XmlElement): Pick<Extract<DecisionShown, { kind: 'table' }>, 'hitPolicy' | 'inputs' | 'outputs' | 'rules'> {
  return {
    hitPolicy: [attribute(table, 'hitPolicy') || 'UNIQUE', attribute(table, 'aggregation')].filter(Boolean).join(' '),
    inputs: childrenOf(table, 'input').map((it) => { const expression = childOf(it, 'inputExpression'); return { label: attribute(it, 'label') || textOf(expression).trim(), expression: textOf(expression).trim(), type: expression ? attribute(expression, 'typeRef') : '' } }),
    outputs: childrenOf(table, 'output').map((it) => ({ name: attribute(it, 'name'), label: attribute(it, 'label') || attribute(it, 'name') })),
    rules: childrenOf(table, 'rule').map((it) => ({
      id: attribute(it, 'id'), cells: it.children.map((one) => attribute(one, 'id')).filter(Boolean), tests: childrenOf(it, 'inputEntry').map((one) => textOf(one).trim()), outputs: childrenOf(it, 'outputEntry').map((one) => textOf(one).trim()), notes: childrenOf(it, 'annotationEntry').map((one) => textOf(one).trim()),
    })),
  }
}

const allTexts = (element: XmlElement): string => [element.name === 'text' ? element.text.trim() : '', ...element.children.map(allTexts)].filter(Boolean).join('\n')
