import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Db } from '#platform/ctx'
import { defineShelf } from '#platform/shelf'
import { type Certificate, certificateFrom, readCertificate } from './domain/certificate.ts'

/** The roots of countries/vn/trust, one a file. One that cannot be read stops the start: nobody shall believe it counts. */
export const trustedRoots = defineShelf<readonly Certificate[]>('trust', (house) => {
  const folder = join(house.countryDir, 'trust')
  if (!existsSync(folder)) return []
  return readdirSync(folder).filter((name) => /\.(pem|cer|crt)$/.test(name)).sort().map((name) => {
    const certificate = certificateFrom(readFileSync(join(folder, name)))
    if (!certificate?.authority) throw new Error(`${join(folder, name)}: this is not the certificate of an authority`)
    return certificate
  })
})

/** Those that administrators added and did not end. */
export async function addedRoots(asking: { db: Db }): Promise<Certificate[]> {
  const rows = await asking.db.selectFrom('trusted_authorities').select('der').where('state', '=', 'trusted').orderBy('id').limit(500).execute()
  return rows.map((row: { der: string }) => readCertificate(Buffer.from(row.der, 'base64')))
}
