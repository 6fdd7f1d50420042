import { join } from 'node:path'
import { projectRoot } from '#platform/settings'
import { readPosts } from '../src/modules/organisations/definitions/read-posts.ts'
import { readUnits } from '../src/modules/organisations/definitions/read-units.ts'
import { Authority, type Delegation, type Position, type Question } from '../src/modules/organisations/domain/authority.ts'
import { carried, standsOf } from '../src/modules/organisations/domain/standing.ts'

/**
 * "Might this person do this act in this unit for this procedure on that day?", over every commune of a province with some three
 * thousand posts, five hundred loans and a competence that moved; beside one look-up in a bare Map under the same questions.
 */
export function benchAuthority(): void {
  const country = join(projectRoot, 'countries/vn')
  const [register, law] = [readUnits(country), readPosts(country)]
  const book = { ...law, transfers: [{
    key: 'lawyers', names: { vi: '', en: '' }, day: '2026-06-01', procedures: ['1.008628', '2.000205'], acts: ['process', 'decide', 'sign'] as const,
    from: { level: 'province' as const }, to: { level: 'commune' as const }, running: 'stay' as const, source: 'this bench',
  }] }
  const posts = ['commune-chair', 'commune-vice-chair', ...Array.from({ length: 13 }, () => 'civil-status-officer'), ...Array.from({ length: 15 }, () => 'commune-specialist')]
  const communes = register.communesOf('24', '2026-11-23').map(({ code }) => code)
  const positions = communes.flatMap((unit) => posts.map((post, i): Position => {
    const held = { id: `${unit}-${i}`, official: `${unit}-o${i}`, officialName: `Official ${i}`, post, validFrom: '2025-08-01', ...(i % 3 === 2 && { validTo: '2026-08-31' }), ...(i % 5 === 4 && { procedures: ['1.001193', '1.004873'] }) }
    return { ...held, stands: standsOf(register, book, { ...held, unit }) }
  }))
  const delegations = communes.flatMap((unit) => Array.from({ length: 5 }, (_, i): Delegation => ({
    id: `${unit}-d${i}`, kind: 'delegation', from: `${unit}-o${i % 2}`, fromName: 'Chair', to: `${unit}-o${2 + i}`, toName: 'Officer', unit, acts: ['decide', 'sign'], validFrom: '2026-01-01', validTo: '2026-12-31', reason: 'away',
  })))
  const authority = new Authority({ positions, delegations, book, carry: (unit, span) => carried(register, unit, span).map(({ from, to, version }) => ({ from, to, unit: version.code })) })

  const acts = ['process', 'decide', 'sign', 'receive'] as const
  const procedures = ['1.001193', '1.004873', '1.008628', '2.000815']
  // Half of the questions are about the official's own unit, where most of the work is.
  let seed = 7
  const below = (n: number): number => ((seed = (seed * 1103515245 + 12345) % 2147483648), Math.floor((seed / 2147483648) * n))
  const asked = Array.from({ length: 50_000 }, (): Question => {
    const unit = communes[below(communes.length)]!
    return {
      official: `${below(2) ? unit : communes[below(communes.length)]!}-o${below(posts.length)}`, act: acts[below(4)]!, unit, procedure: procedures[below(4)]!,
      day: `2026-${String(1 + below(12)).padStart(2, '0')}-15`, filedOn: below(3) ? '2026-05-20' : '2026-07-01',
    }
  })
  // The ceiling knows every answer, under a name made beforehand.
  const named = asked.map((one) => ({ ...one, name: JSON.stringify(one) }))
  const bare = new Map(named.map((one) => [one.name, authority.may(one).may]))
  const yes = [...bare.values()].filter(Boolean).length

  const answered = perSecond(asked, (one) => authority.may(one))
  const explained = perSecond(asked, (one) => authority.why(one))
  const ceiling = perSecond(named, (one) => bare.get(one.name))
  const shown = (n: number): string => Math.round(n).toLocaleString('en')
  console.log(`\nAuthority: ${shown(answered)} questions/s, ${shown(explained)}/s with the reasons (aim 100,000), over ${shown(positions.length)} posts and ${shown(delegations.length)} loans; ${shown(yes)} of ${shown(bare.size)} answers are yes.`)
  console.log(`  A bare Map that knows the answers already: ${shown(ceiling)}/s; asking reaches ${((100 * answered) / ceiling).toFixed(0)} % of it.`)
  console.log('  Limited by: one look-up by official, act and unit, then comparing days and procedures of the few powers found.')
}

/** The best of three runs of 300 milliseconds. */
function perSecond<T>(cases: readonly T[], work: (one: T) => unknown): number {
  let best = 0
  for (let run = 0; run < 3; run++) {
    let done = 0
    const begun = performance.now()
    while (performance.now() - begun < 300) {
      for (const one of cases) work(one)
      done += cases.length
    }
    best = Math.max(best, (done / (performance.now() - begun)) * 1000)
  }
  return best
}
