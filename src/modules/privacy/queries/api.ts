import Type from 'typebox'
import { defineQuery } from '#platform/action'
import { consentsOf, holdingsOf, readersOf, requestsOf, requestsToAnswer } from './my-data.ts'
import { breaches, processingRegister, retention } from './officer.ts'

const Nothing = Type.Object({}, { additionalProperties: false })

export const privacyQueries = [
  defineQuery({ name: 'privacy.my-data', summary: 'Everything that is kept of you, room by room, as it lies there', may: 'person', input: Nothing, run: async (ctx) => ({ at: ctx.now, holdings: (await holdingsOf(ctx)).map(({ room, title, from, asOf, data }) => ({ room, title, from, asOf, data })) }) }),
  defineQuery({
    name: 'privacy.readers', summary: 'Who looked at what is kept of you, in which office, when and why; latest first', may: 'person',
    input: Type.Object({ most: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })), own: Type.Optional(Type.Boolean()) }, { additionalProperties: false }),
    run: async (ctx, { most = 100, own = false }) => ({ readers: await readersOf(ctx, { most, own }) }),
  }),
  defineQuery({ name: 'privacy.my-consents', summary: 'What you may agree to, in which words, and how it stands', may: 'person', input: Nothing, run: async (ctx) => ({ consents: await consentsOf(ctx) }) }),
  defineQuery({ name: 'privacy.my-requests', summary: 'What you asked about your data, and the answers', may: 'person', input: Nothing, run: async (ctx) => ({ requests: await requestsOf(ctx) }) }),
  defineQuery({ name: 'privacy.requests', summary: 'What people asked about their data, most urgent first', may: 'protect', input: Type.Object({ over: Type.Optional(Type.Boolean()) }, { additionalProperties: false }), run: async (ctx, { over = false }) => ({ requests: await requestsToAnswer(ctx, { over }) }) }),
  defineQuery({ name: 'privacy.breaches', summary: 'Breaches of personal data, those whose hours run first', may: 'protect', input: Nothing, run: async (ctx) => ({ breaches: await breaches(ctx) }) }),
  defineQuery({ name: 'privacy.processing', summary: 'The register of processing, beside the columns the database keeps', may: 'protect', input: Nothing, run: (ctx) => processingRegister(ctx) }),
  defineQuery({ name: 'privacy.retention', summary: 'Rules of retention, what would be erased today by each, and what was', may: 'protect', input: Nothing, run: (ctx) => retention(ctx) }),
]
