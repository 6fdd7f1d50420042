import fc from 'fast-check'
import type { Procedure } from '../domain/procedure.ts'
import { sampleAnswers } from '../domain/sample-answers.ts'

/** For tests: arbitrary answers to a form that its own check must accept. */
export function answersOf(procedure: Procedure, today: string): fc.Arbitrary<Record<string, unknown>> {
  const fields = procedure.form.steps.flatMap((step) => step.fields)
  return fc.array(fc.nat(), { minLength: fields.length, maxLength: fields.length }).map((seeds) => sampleAnswers(procedure, today, seeds))
}
