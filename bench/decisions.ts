import { compileModel } from '../src/modules/flows/dmn/index.ts'
import { decision, definitions, input, table } from '../src/modules/flows/dmn/testing.ts'

/**
 * A decision table of 200 rules over three inputs, as a fee schedule is: decisions per second, with and without the reasons,
 * beside a function written by hand that goes through the same rules one after the other.
 */
export function benchDecisions(): void {
  const rules = Array.from({ length: 200 }, (_, i) => ({ kind: `k${i % 20}`, low: Math.floor(i / 20) * 10, high: Math.floor(i / 20) * 10 + 10, urgent: i % 2 ? true : null, fee: i * 1000 }))
  const model = compileModel(definitions(
    input('loại', 'string') + input('số trang', 'number') + input('gấp', 'boolean') +
    decision('lệ phí', table('UNIQUE', ['loại', 'số trang', 'gấp'], ['lệ phí'], rules.map((rule) => [`"${rule.kind}"`, `[${rule.low}..${rule.high})`, rule.urgent === null ? '-' : 'true', `${rule.fee}`])), ['in:loại', 'in:số trang', 'in:gấp'], 'number')))
  const asked = Array.from({ length: 1000 }, (_, i) => ({ loại: `k${(i * 7) % 20}`, 'số trang': (i * 13) % 100, gấp: true }))
  const byHand = (one: (typeof asked)[number]): number | null => {
    let found: number | null = null
    for (const rule of rules)
      if (rule.kind === one.loại && one['số trang'] >= rule.low && one['số trang'] < rule.high && (rule.urgent === null || rule.urgent === one.gấp)) {
        if (found !== null) return null
        found = rule.fee
      }
    return found
  }
  for (const one of asked) if (model.decide('lệ phí', one) !== byHand(one)) throw new Error('the table and the function do not agree')

  const decided = perSecond(asked, (one) => model.decide('lệ phí', one))
  const explained = perSecond(asked, (one) => model.explain('lệ phí', one))
  const ceiling = perSecond(asked, byHand)
  const shown = (n: number): string => Math.round(n).toLocaleString('en')
  console.log(`\nDecisions by a table of 200 rules: ${shown(decided)}/s, ${shown(explained)}/s with the reasons (aim 10,000).`)
  console.log(`  The same rules written by hand: ${shown(ceiling)}/s; the table reaches ${((100 * decided) / ceiling).toFixed(0)} % of it.`)
  console.log('  Limited by: taking the inputs in and the value out; rules are found by their values and not tried one by one.')
}

/** The best of three runs of half a second. */
function perSecond<T>(cases: readonly T[], work: (one: T) => unknown): number {
  let best = 0
  for (let run = 0; run < 3; run++) {
    let done = 0
    const begun = performance.now()
    while (performance.now() - begun < 500) {
      for (const one of cases) work(one)
      done += cases.length
    }
    best = Math.max(best, (done / (performance.now() - begun)) * 1000)
  }
  return best
}
