import type { DecisionFile } from '#flows'
import Type, { type Static, type TSchema } from 'typebox'
import type { Condition } from './condition.ts'
import { columnKinds, type Widget as WidgetName, widgets } from './kinds.ts'
import { Words } from './words.ts'

/**
 * One administrative procedure (thủ tục hành chính) as the law describes it: what it gives, who may ask, what the
 * form asks, which papers, how long, how much. Everything here is data in countries/vn/procedures; `description`
 * is the second half of the sentence that a wrong definition gets back.
 */
const say = (description: string) => ({ additionalProperties: false as const, description })

export { Words }

export const Day = Type.String({ format: 'date', description: "write a day as 'YYYY-MM-DD', in quotes" })
export type Day = Static<typeof Day>

const Value = Type.Union([Type.String(), Type.Number(), Type.Boolean()])
const FieldName = Type.String({ pattern: '^[a-z][A-Za-z0-9]*$', description: 'name a field in camelCase, for example childName' })
const Code = Type.String({ pattern: '^[a-z0-9][a-z0-9-]*$', description: 'use small letters, digits and hyphens, for example birth-notice' })

const conditionSentence = 'write { field, is }, { field, in: [] }, { field, not }, { field, above }, { feel }, { all: [] } or { any: [] }'
export const ConditionShape = Type.Unsafe<Condition>(
  Type.Cyclic(
    {
      Condition: Type.Union(
        [
          Type.Object({ field: FieldName, is: Value }, { additionalProperties: false }),
          Type.Object({ field: FieldName, in: Type.Array(Value, { minItems: 1 }) }, { additionalProperties: false }),
          Type.Object({ field: FieldName, not: Value }, { additionalProperties: false }),
          Type.Object({ field: FieldName, above: Type.Number() }, { additionalProperties: false }),
          Type.Object({ field: Type.String(), says: Type.String() }, { additionalProperties: false }),
          Type.Object({ feel: Type.String({ minLength: 1, maxLength: 2000 }) }, { additionalProperties: false }),
          Type.Object({ all: Type.Array(Type.Ref('Condition'), { minItems: 1 }) }, { additionalProperties: false }),
          Type.Object({ any: Type.Array(Type.Ref('Condition'), { minItems: 1 }) }, { additionalProperties: false }),
        ],
        { description: conditionSentence },
      ),
    },
    'Condition',
    { description: conditionSentence },
  ) as unknown as TSchema,
)

/** Which kind of question it is (`kinds.ts`). The widget also says which type and format the answer has, so a definition need not. */
export const Widget = Type.Enum(widgets as [WidgetName, ...WidgetName[]], { description: `use one of ${widgets.join(', ')}` })
export type Widget = WidgetName

export const Option = Type.Object({ value: Type.String({ minLength: 1 }), vi: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1, description: 'write it in English too' }) }, say('write { value, vi, en }'))
export type Option = Static<typeof Option>

export const Column = Type.Object(
  { name: FieldName, 'x-widget': Type.Enum(columnKinds as [WidgetName, ...WidgetName[]], { description: `use one of ${columnKinds.join(', ')}` }), 'x-label': Words, optional: Type.Optional(Type.Boolean()), 'x-options': Type.Optional(Type.Array(Option, { minItems: 2, description: 'list at least two options' })) },
  say('write { name, x-widget, x-label } of a column'),
)
export type Column = Static<typeof Column>

/** One question of the form: JSON Schema 2020-12 keywords, and what a page needs beside them under `x-`. */
export const Property = Type.Object(
  {
    /** What is computed may be of any type. */
    type: Type.Optional(Type.Enum(['string', 'integer', 'number', 'boolean', 'array', 'object', 'null'], { description: 'use string, integer, number, boolean, array, object or null' })),
    'x-widget': Widget,
    'x-label': Words,
    'x-hint': Type.Optional(Words),
    'x-options': Type.Optional(Type.Array(Option, { minItems: 2, description: 'list at least two options' })),
    /** Where the answer may already be known, best source first; a known answer is shown, not asked. */
    'x-from': Type.Optional(Type.Union([Type.String(), Type.Array(Type.String(), { minItems: 1 })], { description: 'name one source or a list of sources, for example population.self.name' })),
    /** Only then is the source asked: a grandparent's own data is not the mother's. */
    'x-from-when': Type.Optional(ConditionShape),
    /** `editable`: filled in, but hers to change for this case (a telephone number). */
    'x-known': Type.Optional(Type.Enum(['shown', 'editable'], { description: 'write shown or editable' })),
    'x-when': Type.Optional(ConditionShape),
    'x-autocomplete': Type.Optional(Type.String({ description: 'use an autofill token of HTML, for example tel' })),
    'x-not-after': Type.Optional(Type.String({ description: "write today or the name of another date field" })),
    'x-not-before': Type.Optional(Type.String({ description: "write today or the name of another date field" })),
    /** Years of age reached today, for a day of birth. */
    'x-age-from': Type.Optional(Type.Integer({ minimum: 1, maximum: 150 })),
    /** The personal number says century, sex and year of birth: name the fields that must agree with it. */
    'x-agrees': Type.Optional(Type.Object({ sex: Type.Optional(FieldName), born: Type.Optional(FieldName) }, say('name the fields of sex and day of birth'))),
    /** What each row of a table or of a repeating group asks. */
    'x-columns': Type.Optional(Type.Array(Column, { minItems: 1, maxItems: 12, description: 'list at least one column' })),
    /** FEEL over the other answers; it is never typed and never taken from outside. */
    'x-computed': Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })),
    /** A typed signature repeats this answer: the name of who signs. */
    'x-signs': Type.Optional(FieldName),
    'x-suffix': Type.Optional(Words),
    'x-example': Type.Optional(Type.String({ minLength: 1 })),
    format: Type.Optional(Type.String()),
    pattern: Type.Optional(Type.String({ format: 'regex', description: 'write a regular expression that compiles' })),
    enum: Type.Optional(Type.Array(Type.String())),
    minLength: Type.Optional(Type.Integer({ minimum: 0 })),
    maxLength: Type.Optional(Type.Integer({ minimum: 1 })),
    minimum: Type.Optional(Type.Number()),
    maximum: Type.Optional(Type.Number()),
    multipleOf: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    items: Type.Optional(Type.Object({ type: Type.Enum(['string', 'object']) }, { description: 'leave it out: it follows from x-options or x-columns' })),
    properties: Type.Optional(Type.Record(Type.String(), Type.Object({}), { description: 'leave it out: it follows from x-widget' })),
    required: Type.Optional(Type.Array(Type.String())),
    additionalProperties: Type.Optional(Type.Literal(false)),
    const: Type.Optional(Type.Literal(true)),
    minItems: Type.Optional(Type.Integer({ minimum: 0 })),
    maxItems: Type.Optional(Type.Integer({ minimum: 1 })),
    uniqueItems: Type.Optional(Type.Boolean()),
  },
  say('describe one question of the form with x-widget and x-label'),
)
export type Property = Static<typeof Property>

export const Step = Type.Object(
  { id: Code, title: Words, hint: Type.Optional(Words), when: Type.Optional(ConditionShape), fields: Type.Array(FieldName, { minItems: 1, description: 'name at least one field of form.schema.properties' }) },
  say('write { id, title, fields }'),
)
export type Step = Static<typeof Step>

export const Component = Type.Object(
  {
    code: Code,
    names: Words,
    originals: Type.Integer({ minimum: 0, description: 'count the originals, 0 if none' }),
    copies: Type.Integer({ minimum: 0, description: 'count the copies, 0 if none' }),
    need: Type.Enum(['submit', 'present'], { description: 'write submit (nộp) or present (xuất trình)' }),
    optional: Type.Optional(Type.Boolean()),
    when: Type.Optional(ConditionShape),
    /** The paper falls away when the State already holds what it proves (once-only). */
    heldAs: Type.Optional(Type.String({ description: 'write population or the code of a result, KQ…' })),
    /** The State holds it, and a law lets it be asked for again: the law, as cited to whoever asks why. */
    askAgain: Type.Optional(Type.Object({ basis: Type.String({ minLength: 5, description: 'name the act and article' }) }, say('write { basis }'))),
    note: Type.Optional(Words),
  },
  say('write { code, names, originals, copies, need }'),
)
export type Component = Static<typeof Component>

export const Exemption = Type.Object(
  {
    code: Code,
    names: Words,
    when: Type.Optional(ConditionShape),
    channel: Type.Optional(Type.Enum(['online', 'direct'])),
    /** Percent taken off. */
    off: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: 'write the percent taken off, 100 for free' })),
    validFrom: Type.Optional(Day),
    validTo: Type.Optional(Day),
    source: Type.Optional(Type.String({ minLength: 1 })),
  },
  say('write { code, names, when }'),
)
export type Exemption = Static<typeof Exemption>

export const Fee = Type.Object(
  {
    code: Code,
    names: Words,
    amount: Type.Integer({ minimum: 0, description: 'write whole đồng without dots' }),
    at: Type.Enum(['filing', 'return'], { description: 'write filing or return' }),
    /**
     * What waits until it is paid. `result`, when nothing is said: the result is neither issued nor handed over before.
     * `copies`: it is a fee for more than the result itself, which is issued at once; only handing over waits.
     */
    holds: Type.Optional(Type.Enum(['result', 'copies'], { description: 'write result or copies' })),
    channel: Type.Optional(Type.Enum(['online', 'direct'])),
    when: Type.Optional(ConditionShape),
    per: Type.Optional(Words),
    exemptions: Type.Array(Exemption, { description: 'list the exemptions, [] if the law has none' }),
    source: Type.String({ minLength: 1, description: 'name the act that sets the amount' }),
  },
  say('write { code, names, amount, at, exemptions, source }'),
)
export type Fee = Static<typeof Fee>

export const LegalBasis = Type.Object(
  { number: Type.String({ minLength: 3 }), names: Words, date: Type.Optional(Day), articles: Type.Optional(Type.String({ minLength: 1 })) },
  say('write { number, articles? } of an act named in _laws.yaml'),
)
export type LegalBasis = Static<typeof LegalBasis>

const partialSentence = 'write true, or { partial: { reason: presence-by-law | site-check | technical | other, basis, names } }: the reason is published (Decree 224/2026, article 14)'

export const Procedure = Type.Object(
  {
    code: Type.String({ pattern: '^[1-9]\\.[0-9]{6}$', description: 'use the national code, for example 1.001193' }),
    version: Type.Integer({ minimum: 1, description: 'count versions from 1' }),
    validFrom: Day,
    validTo: Type.Optional(Day),
    /** The procedure that takes its place when it ends. */
    successor: Type.Optional(Type.String({ pattern: '^[1-9]\\.[0-9]{6}$', description: 'use the national code of the procedure that takes its place' })),
    names: Words,
    /** One plain sentence that says what it gets you. */
    everyday: Words,
    /** What people call it, without the official word. */
    synonyms: Type.Array(Type.String({ minLength: 1 })),
    lifeEvents: Type.Array(Type.String()),
    field: Type.String({ description: 'name a field of fields.yaml' }),
    level: Type.Enum(['commune', 'province'], { description: 'write commune or province' }),
    /** The unit that decides, when the province does. Written as the key of the department (STP), the same in every province; read with the province's code before it (24-STP). */
    department: Type.Optional(Type.String({ pattern: '^([0-9]{2}-)?[A-Z]+$', description: 'write the key of the department, for example STP' })),
    /** Which commune decides: the one named in this field of the form. */
    competentUnit: Type.Optional(FieldName),
    /** Which answers say how much it is about, in đồng, and of what kind: a power may have limits (rules/powers.yaml). */
    matter: Type.Optional(Type.Object({ amount: Type.Optional(FieldName), kind: Type.Optional(FieldName) }, say('write { amount, kind }, each the name of a field'))),
    applicants: Type.Array(Type.Enum(['citizen', 'household-business', 'enterprise', 'organisation', 'foreigner']), { minItems: 1, uniqueItems: true, description: 'list who may apply: citizen, household-business, enterprise, organisation, foreigner' }),
    depth: Type.Enum(['full', 'listed'], { description: 'write full or listed' }),
    /** Place in the list of what most people need; 1 first. */
    popular: Type.Optional(Type.Integer({ minimum: 1 })),
    minutes: Type.Optional(Type.Integer({ minimum: 1, description: 'say about how many minutes the form takes' })),
    conditions: Type.Optional(Words),
    components: Type.Array(Component),
    form: Type.Object(
      {
        steps: Type.Array(Step, { minItems: 1 }),
        schema: Type.Object(
          {
            $schema: Type.Literal('https://json-schema.org/draft/2020-12/schema'),
            type: Type.Literal('object'),
            properties: Type.Record(Type.String(), Property),
            /** Required when shown; a hidden field is never required. */
            required: Type.Array(FieldName),
            additionalProperties: Type.Literal(false),
          },
          say('describe the answers as a flat object'),
        ),
      },
      say('write { steps, schema }'),
    ),
    /** The internal procedure its cases go by: the id of a process in countries/vn/flows. */
    flow: Type.String({ pattern: '^[a-z0-9-]+$', description: 'name a flow of countries/vn/flows, for example receive-process-decide' }),
    time: Type.Object(
      {
        amount: Type.Integer({ minimum: 0 }),
        unit: Type.Enum(['working-day', 'day', 'hour', 'immediate'], { description: 'write working-day, day, hour or immediate' }),
        /** A longer time that the law allows in a named circumstance. */
        longer: Type.Optional(Type.Object({ amount: Type.Integer({ minimum: 1 }), unit: Type.Enum(['working-day', 'day', 'hour']), names: Words }, say('write { amount, unit, names }'))),
        source: Type.String({ minLength: 1, description: 'name the act and article' }),
      },
      say('write { amount, unit, source }'),
    ),
    fees: Type.Array(Fee),
    result: Type.Object(
      {
        code: Type.String({ pattern: '^KQ[.-][A-Za-z0-9.-]+$', description: 'use the national code of the result, KQ.…' }),
        names: Words,
        documentType: Code,
        template: Code,
        /**
         * What the letter is filled with: its fields by path, each a sentence with {field} of the form in it. A single
         * {field} hands the answer over as it is, a day as a day. What was not answered is left out.
         */
        fill: Type.Optional(Type.Record(Type.String({ pattern: '^[a-zA-Z.]+$' }), Type.String({ minLength: 1 }))),
        /** What whoever has the result must do, as the law has it printed on it. */
        duties: Type.Optional(Type.Array(Words)),
        /** True when the law still gives a paper original beside the electronic one. */
        paper: Type.Boolean(),
      },
      say('write { code, names, documentType, template, paper }'),
    ),
    fullProcess: Type.Union(
      [
        Type.Literal(true),
        Type.Object(
          { partial: Type.Object({ reason: Type.Enum(['presence-by-law', 'site-check', 'technical', 'other']), basis: Type.String({ minLength: 1 }), names: Words }, { additionalProperties: false }) },
          { additionalProperties: false },
        ),
      ],
      { description: partialSentence },
    ),
    legalBases: Type.Array(LegalBasis, { minItems: 1, description: 'name at least one act' }),
    source: Type.Object(
      {
        what: Type.String({ minLength: 1 }),
        readOn: Day,
        decision: Type.Optional(Type.String()),
        /** high: read in a published text; medium, low: general knowledge, to be checked before it is published. */
        sureness: Type.Optional(Type.Enum(['high', 'medium', 'low'])),
        doubts: Type.Optional(Type.String()),
      },
      say('say what it was taken from and on which day: { what, readOn }'),
    ),
  },
  { additionalProperties: false },
)
/** What decides for a procedure; under a symbol, so that it goes along with a copy and not into what is printed. */
export const decisionsOf = Symbol('decisions')
export type Procedure = Static<typeof Procedure> & { [decisionsOf]?: DecisionFile }

export type Lang = 'vi' | 'en'
export type Channel = 'online' | 'direct'
/** Who asks, in the words of the definition. */
export type Applicant = Procedure['applicants'][number]

/**
 * A definition with its keys in the order in which people write them, whatever order they came in: as this file lists them,
 * questions in the order of asking.
 */
export function inWritingOrder(definition: Record<string, any>): Record<string, any> {
  const asked: string[] = (Array.isArray(definition['form']?.steps) ? definition['form'].steps : []).flatMap((step: any) => (Array.isArray(step?.fields) ? step.fields : []))
  const places = new Map([...writing, ...asked].map((key, at) => [key, at]))
  const place = (key: string): number => places.get(key) ?? places.size
  const order = (it: any): any => (Array.isArray(it) ? it.map(order) : typeof it === 'object' && it !== null ? Object.fromEntries(Object.keys(it).sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1)).map((key) => [key, order(it[key])])) : it)
  return order(definition)
}

const writing: readonly string[] = [...new Set(['value', 'vi', 'en', 'use', 'id', 'title', ...keysOf(Procedure), ...keysOf(Property), ...keysOf(Column), ...[Step, Component, Fee, Exemption, LegalBasis].flatMap(keysOf)])]
function keysOf(shape: any): string[] {
  return Object.entries<any>(shape.properties ?? {}).flatMap(([key, inside]) => [key, ...keysOf(inside)])
}
