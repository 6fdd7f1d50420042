/**
 * What an official may be empowered to do. A power is always held in a unit, sometimes for named procedures only.
 *   receive  take cases in, ask for papers, hand results back        (cán bộ một cửa)
 *   process  examine, draft the result                               (công chức chuyên môn)
 *   decide   approve and sign, send back                             (người có thẩm quyền)
 *   lead     see all of the unit's work, assign it                   (lãnh đạo phòng, trung tâm)
 *   oversee  see the figures and cases of every unit below           (lãnh đạo tỉnh)
 *   admin    keep officials, positions and settings                  (quản trị)
 *   protect  answer people about their data, keep its registers      (bảo vệ dữ liệu cá nhân)
 */
export const acts = ['receive', 'process', 'decide', 'lead', 'oversee', 'admin', 'protect'] as const
export type Act = (typeof acts)[number]

/** One power, held on the day it was asked for. `procedures` absent means every procedure of the unit. */
export type Power = {
  act: Act
  unit: string
  procedures?: readonly string[]
  /** Present when the power is delegated: whose it is. The record shows in whose name the act was done. */
  inNameOf?: { id: string; name: string; position: string }
  /** The position or the delegation that gives it. */
  source: string
}

/** Whoever is asking: nobody yet, a person, an official in office, or the platform's own worker. */
export type Actor = {
  id: string
  kind: 'nobody' | 'person' | 'official' | 'system'
  name: string
  powers: readonly Power[]
  unit?: string
  position?: string
  nationalId?: string
  session?: string
}

export const nobody: Actor = { id: 'nobody', kind: 'nobody', name: '', powers: [] }
export const system: Actor = { id: 'system', kind: 'system', name: 'Sen', powers: [] }

/** The power by which `actor` may do `act` in `unit` for `procedure`; his own before a delegated one. */
export function findPower(actor: Actor, act: Act, unit: string, procedure?: string): Power | undefined {
  const fitting = actor.powers.filter((p) => p.act === act && p.unit === unit && (!p.procedures || (procedure !== undefined && p.procedures.includes(procedure))))
  return fitting.find((p) => !p.inNameOf) ?? fitting[0]
}

export const holds = (actor: Actor, act: Act): boolean => actor.powers.some((p) => p.act === act)
