/**
 * What an official may be empowered to do. A power is always held in a unit, sometimes for named procedures only.
 *   receive  take cases in, ask for papers, hand results back        (cán bộ một cửa)
 *   process  examine, draft the result                               (công chức chuyên môn)
 *   decide   approve, send back                                      (người có thẩm quyền)
 *   sign     put one's name under what was decided                   (người ký)
 *   seal     keep the agency's seal and set it                       (văn thư)
 *   lead     see all of the unit's work, assign it                   (lãnh đạo phòng, trung tâm)
 *   oversee  see the figures and cases of every unit below           (lãnh đạo tỉnh)
 *   admin    keep officials, positions and settings                  (quản trị)
 *   protect  answer people about their data, keep its registers      (bảo vệ dữ liệu cá nhân)
 */
export const acts = ['receive', 'process', 'decide', 'sign', 'seal', 'lead', 'oversee', 'admin', 'protect'] as const
export type Act = (typeof acts)[number]

/** One power, held on the day it was asked for. `procedures` absent means every procedure of the unit. */
export type Power = {
  act: Act
  unit: string
  procedures?: readonly string[]
  /** Procedures that were given to others, or are not given here yet: all their cases, or those filed from or before a day. */
  except?: readonly Exception[]
  /** How far it goes, by its source: an amount in đồng, kinds of matter. Asked without saying how much, it is not refused for it. */
  limits?: Limits
  /** Present when the power is delegated: whose it is. The record shows in whose name the act was done. */
  inNameOf?: { id: string; name: string; position: string }
  /** The position or the delegation that gives it. */
  source: string
}

export type Exception = { procedures: readonly string[]; filedFrom?: string; filedBefore?: string; by: string }
export type Limits = { amount?: number; kinds?: readonly string[] }
/** What is to be done to which case, as far as it is known. Days 'YYYY-MM-DD'. Without `filedOn`, a case that could be another's is taken to be. */
export type Matter = { act: Act; unit: string; procedure?: string | undefined; filedOn?: string | undefined; amount?: number | undefined; kind?: string | undefined }

/** Whoever is asking: nobody yet, a person, an official in office, or the platform's own worker. */
export type Actor = {
  id: string
  /** `service`: a machine of another agency, which acts as itself by the powers an administrator gave it. */
  kind: 'nobody' | 'person' | 'official' | 'service' | 'system'
  name: string
  powers: readonly Power[]
  unit?: string
  position?: string
  nationalId?: string
  session?: string
  /** When he last showed by two factors that it is he, by the machine's own time. What asks for it says how fresh it has to be: proof.ts. */
  provedAt?: Date
  /** In whose name he may act, by mandates that hold today. */
  represents?: readonly Represented[]
  /** Present where he acts in the name of the one this describes: who it really is, and by which mandate. */
  by?: { id: string; name: string; mandate: string; basis: string }
}

/** Somebody whose mandate he holds: in all matters, or in named procedures. */
export type Represented = { mandate: string; basis: string; id: string; name: string; kind: 'person' | 'organisation'; nationalId?: string; procedures?: readonly string[] }

/** The mandate by which he may act for this person in this procedure. */
export const representedIn = (actor: Pick<Actor, 'kind' | 'represents'>, person: string, procedure: string): Represented | undefined =>
  actor.kind === 'person' ? actor.represents?.find((one) => one.id === person && (!one.procedures || one.procedures.includes(procedure))) : undefined
/** Is it he himself, or whom he represents in this? What the one may do to her case the other may. */
export const isOrRepresents = (actor: Actor, person: string, procedure: string): boolean =>
  actor.kind === 'person' && (actor.id === person || representedIn(actor, person, procedure) !== undefined)
/** Who acts in her name: everything is hers, and the record shows who did it. */
export const inTheNameOf = ({ id, name, session }: Actor, one: Represented): Actor =>
  ({ id: one.id, kind: 'person', name: one.name, powers: [], ...(one.nationalId && { nationalId: one.nationalId }), ...(session && { session }), by: { id, name, mandate: one.mandate, basis: one.basis } })

export const nobody: Actor = { id: 'nobody', kind: 'nobody', name: '', powers: [] }
export const system: Actor = { id: 'system', kind: 'system', name: 'Sen', powers: [] }

/** Is the case one of those that a change of competence took from this power? */
export const excepted = (power: Power, procedure: string | undefined, filedOn: string | undefined): Exception | undefined =>
  procedure === undefined ? undefined : power.except?.find((one) => one.procedures.includes(procedure)
    && (filedOn === undefined || ((one.filedFrom === undefined || filedOn >= one.filedFrom) && (one.filedBefore === undefined || filedOn < one.filedBefore))))

export const withinLimits = ({ limits }: Power, { amount, kind }: Pick<Matter, 'amount' | 'kind'>): boolean =>
  !limits || ((limits.amount === undefined || amount === undefined || amount <= limits.amount) && (!limits.kinds || kind === undefined || limits.kinds.includes(kind)))

/** Does this power, in force today, reach this matter? The one rule behind every check, button, list and explanation. */
export const covers = (power: Power, matter: Matter): boolean =>
  power.act === matter.act && power.unit === matter.unit && (!power.procedures || (matter.procedure !== undefined && power.procedures.includes(matter.procedure)))
  && !(power.except && excepted(power, matter.procedure, matter.filedOn)) && (!power.limits || withinLimits(power, matter))

/**
 * The power by which `actor` may do `act` in `unit` for `procedure`, to a case filed on a day; his own before a delegated one.
 * `also`: acts that he must hold besides, in the same name: who decides in somebody's name signs in that name as well.
 */
export function findPower(actor: Pick<Actor, 'powers'>, act: Act, unit: string, procedure?: string, about: Pick<Matter, 'filedOn' | 'amount' | 'kind'> = {}, also: readonly Act[] = []): Power | undefined {
  const held = (one: Act): Power[] => actor.powers.filter((power) => covers(power, { act: one, unit, procedure, ...about }))
  const fitting = held(act).filter((power) => also.every((one) => held(one).some((other) => other.inNameOf?.id === power.inNameOf?.id)))
  return fitting.find((power) => !power.inNameOf) ?? fitting[0]
}

export const holds = (actor: Actor, act: Act): boolean => actor.powers.some((p) => p.act === act)
