import Type from 'typebox'
import { defineQuery } from '#platform/action'
import { day } from '#platform/clock'
import { DayInput, Id } from '../shapes.ts'
import { unitRegister } from '../shelves.ts'
import type { Unit } from '../domain/unit-register.ts'
import { delegationsOf, officialsOf } from './officials.ts'
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
    name: 'organisations.my-delegations',
    summary: 'What you delegated and what was delegated to you',
    may: 'official',
    input: Type.Object({}, { additionalProperties: false }),
    run: async (ctx) => ({ delegations: await delegationsOf(ctx, ctx.actor.id) }),
  }),
]
