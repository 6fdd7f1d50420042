import { compileFeel } from '../../feel/feel.ts'
import type { CompileExpression } from './expression.ts'

/** The one place where flows touch the language of their expressions. Numbers come out as numbers, lists as arrays; `now()` is when the happening happened. */
export const compileExpression: CompileExpression = (text) => {
  const compiled = compileFeel(text)
  return (variables, now) => compiled(variables as Record<string, unknown>, { clock: new Date(now) })
}
