import { CannotStart, type Settings } from '#platform/settings'
import { fillSample, growSample } from '#sample'
import { openEverything } from '../serve.ts'
import { readArgs } from './act.ts'

/**
 * `sen sample`: fills the sample. `sen sample --cases 1000000` makes the year fuller, for load: so many cases in all, with
 * as many more people as they need. Can be stopped and started again; it goes on where it was.
 */
export async function sample(settings: Settings, args: string[]): Promise<number> {
  const { cases } = readArgs(args)
  if (cases !== undefined && !(Number.isSafeInteger(cases) && (cases as number) >= 0 && (cases as number) <= 20_000_000)) {
    console.error('Say how many cases in all, up to 20000000: npm run sen -- sample --cases 20000')
    return 1
  }
  if (!settings.sample) throw new CannotStart('SEN_SAMPLE is off: there is no sample to fill.')
  const { house, close } = await openEverything(settings)
  try {
    await fillSample(house)
    const { cases: told, seconds, total } = await growSample(house, (cases as number | undefined) ?? 0, (words) => console.log(words))
    console.log(told ? `${told} cases in ${seconds.toFixed(1)} s, ${Math.round(told / seconds)} a second. The sample has ${total} now, and those told by hand.` : `The sample stands, with ${total} cases and those told by hand.`)
    return 0
  } finally {
    await close()
  }
}
