import type { Value } from './values.ts'

export type TypeNode =
  | { t: 'name'; name: string }
  | { t: 'list' | 'range'; of: TypeNode }
  | { t: 'context'; fields: [string, TypeNode][] }
  | { t: 'function'; params: TypeNode[]; result: TypeNode }

export type BinaryOperator = '+' | '-' | '*' | '/' | '**' | '=' | '!=' | '<' | '<=' | '>' | '>=' | 'and' | 'or'

/** What an expression says, before it is compiled. */
export type Node =
  | { n: 'literal'; value: Value }
  | { n: 'name'; name: string }
  | { n: 'path'; of: Node; name: string }
  | { n: 'filter'; of: Node; by: Node }
  | { n: 'call'; what: Node; args: Node[]; names: string[] | null }
  | { n: 'list'; items: Node[] }
  | { n: 'context'; entries: [string, Node][] }
  | { n: 'range'; start: Node | null; end: Node | null; startIncluded: boolean; endIncluded: boolean }
  /** `= e` and `!= e` as a test. */
  | { n: 'same'; as: Node; not: boolean }
  | { n: 'negate'; of: Node }
  | { n: 'binary'; op: BinaryOperator; left: Node; right: Node }
  | { n: 'between'; value: Node; low: Node; high: Node }
  | { n: 'in'; value: Node; tests: Node[] }
  | { n: 'if'; test: Node; then: Node; otherwise: Node }
  | { n: 'for'; over: Iteration[]; body: Node }
  | { n: 'some' | 'every'; over: Iteration[]; body: Node }
  | { n: 'function'; params: { name: string; type: TypeNode | null }[]; body: Node; external: boolean }
  | { n: 'instance'; value: Node; type: TypeNode }

export type Iteration = { name: string; in: Node; to: Node | null }

/** The tests of one cell. */
export type UnaryTests = { any: true } | { any: false; not: boolean; tests: Node[] }
