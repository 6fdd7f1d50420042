import Type from 'typebox'
import { defineQuery } from '#platform/action'
import { acts } from '#platform/actor'
import { day } from '#platform/clock'
import { DayInput, Id } from '../shapes.ts'
import { unitRegister } from '../shelves.ts'
import type { Unit } from '../domain/unit-register.ts'
import { delegationsOf, officialsOf, readAllAuthority } from './officials.ts'
import { mustAsk, powerReports, topOf, transferOf, whatWould } from './powers.ts'
import { mustFindUnit } from './units.ts'

const open = ({ code, level, kind, name, full, formal, parent, validFrom, validTo }: Unit) => ({ code, level, kind, name, full, formal, parent, validFrom, validTo })

/** What integrators and forms ask of this room. */
export const organisationQueries = [
  defineQuery({
    name: 'organisations.find-units',
    summary: 'Units by name, with or without tones, as they are today or were on a day',
    may: 'anyone',
    input: Type.Object({
      q: Type.String({ maxLength: 100 }), under: Type.Optional(Id), level: Type.Optional(Type.Enum(['province', 'district', 'commune', 'body'])), day: Type.Optional(DayInput),
    }, { additionalProperties: false }),
    run: async (ctx, { q, under, level, day: on = day(ctx.now) }) => ({ units: ctx.take(unitRegister).search(q, { day: on, ...(under && { under }), ...(level && { levels: [level] }) }).map(open) }),
  }),
  defineQuery({
    name: 'organisations.unit',
    summary: 'A unit by its code, as it is today or was on a day',
    may: 'anyone',
    input: Type.Object({ code: Id, day: Type.Optional(DayInput) }, { additionalProperties: false }),
    run: async (ctx, { code, day: on = day(ctx.now) }) => open(mustFindUnit(ctx, code, on)),
  }),
  defineQuery({
    name: 'organisations.successors',
    summary: 'What a unit of a day has become; several when it was split and the person has to be asked',
    may: 'anyone',
    input: Type.Object({ code: Id, day: DayInput, on: Type.Optional(DayInput) }, { additionalProperties: false }),
    async run(ctx, { code, day: then, on = day(ctx.now) }) {
      mustFindUnit(ctx, code, then)
      return { successors: ctx.take(unitRegister).successorsOf(code, then, on).map(({ unit, part }) => ({ unit: open(unit), part })) }
    },
  }),
  defineQuery({
    name: 'organisations.officials',
    summary: 'Who works in a unit and its service centre',
    may: 'official',
    input: Type.Object({ unit: Id }, { additionalProperties: false }),
    run: async (ctx, { unit }) => ({ officials: await officialsOf(ctx, unit) }),
  }),
  defineQuery({
    name: 'organisations.might',
    summary: 'Might this official do this act in this unit on that day, and why: the chain from post to law to delegation',
    may: ['admin', 'oversee'],
    input: Type.Object({ official: Id, act: Type.Enum([...acts]), unit: Id, procedure: Type.Optional(Id), day: Type.Optional(DayInput), filedOn: Type.Optional(DayInput) }, { additionalProperties: false }),
    async run(ctx, { official, act, unit, procedure, day: on = day(ctx.now), filedOn }) {
      mustAsk(ctx, unit)
      const { authority } = await readAllAuthority(ctx)
      const { may, entry, reasons } = authority.why({ official, act, unit, procedure, day: on, filedOn })
      return { may, ...(entry?.power.inNameOf && { inNameOf: entry.power.inNameOf }), reasons: reasons.map(({ say }) => say), ...(entry && { source: entry.grant.source, from: entry.from, to: entry.to, delegations: entry.via.map(({ id }) => id) }) }
    },
  }),
  defineQuery({
    name: 'organisations.power-reports',
    summary: 'Powers that nobody holds, that too many hold, or that were lent by or to people who left',
    may: ['admin', 'oversee'],
    input: Type.Object({ unit: Id, day: Type.Optional(DayInput) }, { additionalProperties: false }),
    async run(ctx, { unit, day: on = day(ctx.now) }) {
      mustAsk(ctx, unit)
      return powerReports(ctx, unit, on)
    },
  }),
  defineQuery({
    name: 'organisations.what-if',
    summary: 'What moving a power between province and communes on a day would do: who gains, who loses, running cases, units where nobody could do it',
    may: ['admin', 'oversee'],
    input: Type.Object({
      procedure: Id, unit: Type.String({ minLength: 1, maxLength: 100, description: 'The unit of the province that has the power now, or would' }),
      direction: Type.Enum(['to-communes', 'to-province']), day: DayInput, running: Type.Enum(['stay', 'move']),
    }, { additionalProperties: false }),
    async run(ctx, { procedure, unit, direction, day: on, running }) {
      mustAsk(ctx, topOf(ctx))
      mustFindUnit(ctx, unit, on)
      return whatWould(ctx, transferOf({ procedure, unit, down: direction === 'to-communes', day: on, running }))
    },
  }),
  defineQuery({
    name: 'organisations.my-delegations',
    summary: 'What you delegated and what was delegated to you',
    may: 'official',
    input: Type.Object({}, { additionalProperties: false }),
    run: async (ctx) => ({ delegations: await delegationsOf(ctx, ctx.actor.id) }),
  }),
]
