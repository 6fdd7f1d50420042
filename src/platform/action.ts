import type { Static, TObject, TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import { type Act, type Actor, holds } from './actor.ts'
import { type Ctx, type Lang, openCtx } from './ctx.ts'
import { isEmpty } from './events.ts'
import type { House } from './house.ts'
import { mustHaveProved } from './proof.ts'
import { Refusal } from './refusal.ts'
import { traced } from './telemetry.ts'

/** Who may try: anyone at all, whoever is signed in, a person (not in office), or who holds that act in some unit. */
export type May = 'anyone' | 'signed-in' | 'person' | 'official' | Act | readonly Act[]

/** Something a person or a system may do. One definition is the page's button, the JSON API, its description and the command line. */
export type Action<S extends TObject = TObject, R = unknown> = {
  name: string
  summary: string
  may: May
  input: S
  /** What it answers as JSON, for those who call it from elsewhere; tests hold every answer they get against it. Left out: any object. */
  answer?: TSchema
  /** The answer holds a secret that is told once: it is not kept beside the request's key, and cannot be asked for again by it. */
  answerIsSecret?: true
  /** It is signed, sealed or lent with: whoever asks has to have shown just now, by two factors, that it is he. */
  proof?: true
  run(ctx: Ctx, input: Static<S>): Promise<R>
}
export const defineAction = <S extends TObject, R>(action: Action<S, R>): Action<S, R> => action

/** A question with an answer in JSON. The same question serves a page. */
export type Query<S extends TObject = TObject, R = unknown> = Action<S, R> & { kind: 'query' }
export const defineQuery = <S extends TObject, R>(query: Action<S, R>): Query<S, R> => ({ ...query, kind: 'query' })

export function mustMay(actor: Actor, may: May): void {
  if (may === 'anyone' || actor.kind === 'system') return
  if (actor.kind === 'nobody') throw new Refusal('sign-in', 'sign-in-first')
  if (may === 'signed-in') return
  const allowed = may === 'person' ? actor.kind === 'person'
    : may === 'official' ? actor.kind === 'official'
    : (typeof may === 'string' ? [may] : may).some((act) => holds(actor, act))
  if (!allowed) throw new Refusal('forbidden', 'not-your-role')
}

/**
 * Does `action` for `actor`: may he, is the input right, what follows, and one write of all of it.
 * With a `key`, asking twice gives the first answer and does the work once (a double click, a line that broke).
 */
export async function perform<S extends TObject, R>(house: House, actor: Actor, action: Action<S, R>, raw: unknown, { key, lang = 'vi' }: { key?: string; lang?: Lang } = {}): Promise<R> {
  const started = performance.now()
  try {
    // Longer than any key that is a number by chance, and than an index keeps.
    if (key && key.length > 200) throw new Refusal('invalid', 'not-understood')
    mustMay(actor, action.may)
    const input = mustFit(action, raw)
    if (action.proof) mustHaveProved(house, actor)
    const ctx = openCtx(house, actor, lang)
    const answer = await traced(action.name, () => action.run(ctx, input))
    if (!isEmpty(ctx.pending)) {
      if (key) ctx.pending.key = { actor: actor.id, key, action: action.name, answer: action.answerIsSecret ? {} : answer, at: ctx.now }
      await traced('write', () => house.writer.write(ctx.pending))
    }
    house.measure(action.name, 'done', performance.now() - started)
    return answer
  } catch (error) {
    // Not found as well: what was asked for the first time may have used up what it began with, as handing in ends the draft.
    if (key && error instanceof Refusal && (error.kind === 'conflict' || error.kind === 'not-found')) {
      const first = await house.db.selectFrom('request_keys').select(['action', 'answer']).where('actor', '=', actor.id).where('key', '=', key).executeTakeFirst()
      if (first?.action === action.name && action.answerIsSecret) throw new Refusal('conflict', 'seen-key')
      if (first?.action === action.name) return first.answer as R
    }
    house.measure(action.name, error instanceof Refusal ? error.kind : 'failed', performance.now() - started)
    throw error
  }
}

export async function ask<S extends TObject, R>(house: House, actor: Actor, query: Query<S, R>, raw: unknown, lang: Lang = 'vi'): Promise<R> {
  mustMay(actor, query.may)
  const ctx = openCtx(house, actor, lang)
  const answer = await query.run(ctx, mustFit(query, raw))
  // A question may leave something behind: that personal data was read, and by whom.
  if (!isEmpty(ctx.pending)) await house.writer.write(ctx.pending)
  return answer
}

const validators = new WeakMap<TObject, Validator>()

/** What stands at a path of the input: an empty box is missing, whatever else its shape asks. */
const valueAt = (raw: unknown, path: string): unknown => path.split('/').slice(1).reduce<any>((at, key) => at?.[key], raw)

/** The input as the schema says, or a refusal that names every field. */
export function mustFit<S extends TObject>(action: Pick<Action<S>, 'input' | 'name'>, raw: unknown): Static<S> {
  let validator = validators.get(action.input)
  if (!validator) validators.set(action.input, (validator = Compile(action.input) as unknown as Validator))
  if (validator.Check(raw)) return raw as Static<S>
  const fields: Record<string, string> = {}
  for (const error of validator.Errors(raw)) {
    const missing = (error.params as { requiredProperties?: string[] }).requiredProperties
    const extra = (error.params as { additionalProperties?: string[] }).additionalProperties
    const at = error.instancePath.slice(1).replaceAll('/', '.')
    for (const name of missing ?? []) fields[at ? `${at}.${name}` : name] ??= 'field-missing'
    for (const name of extra ?? []) fields[at ? `${at}.${name}` : name] ??= 'field-unknown'
    // What is unknown is also reported as `boolean`, by the schema `false` that stands for it.
    const wanted = error.keyword === 'type' && [(error.params as { type?: string | string[] }).type].flat()[0]
    const { limit } = error.params as { limit?: string | number }
    if (!missing && !extra && at && error.keyword !== 'boolean') fields[at] ??= valueAt(raw, error.instancePath) === '' ? 'field-missing' : wanted === 'integer' || wanted === 'number' ? 'field-number' : `field-${error.keyword}${limit === undefined ? '' : ` ${limit}`}`
  }
  throw new Refusal('invalid', 'check-the-form', fields)
}
