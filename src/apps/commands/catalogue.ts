import { printScore, scoreReader } from '../../modules/catalogue/testing/score.ts'
import { noSample, sampleRecords } from '../../modules/catalogue/testing/shared-sample.ts'

/** `sen catalogue score`: holds the reader of official records against what people read in them. Ends with 1 below 98 % or when anything was invented. */
export async function catalogueCommand([what]: string[]): Promise<number> {
  if (what !== 'score') {
    console.error('npm run sen -- catalogue score')
    return 2
  }
  if (noSample) {
    console.log(`Nothing was scored: the real records are not beside this checkout (${noSample}).`)
    return 0
  }
  const score = scoreReader(sampleRecords())
  console.log(printScore(score))
  return score.right >= 0.98 * score.stated && score.invented === 0 ? 0 : 1
}
