import { fingerprint, foundAuthority, keysOf, openAuthority, renewPart, signRootList } from '#certification'
import type { House } from '#platform/house'
import { CannotStart, type Settings } from '#platform/settings'
import { openEverything } from '../serve.ts'

const parts = ['issuing', 'ocsp', 'tsa'] as const

/**
 * `sen ceremony …`: makes the keys that the certification service signs with, in the token or folder that SEN_KEYS names, the
 * root's own where SEN_ROOT_KEYS does. What it prints is for the minutes that witnesses sign: numbers and fingerprints, no secret.
 */
export async function ceremony(settings: Settings, [what, part]: string[]): Promise<number> {
  const known = parts.find((one) => one === part)
  if (!['found', 'show', 'root-list'].includes(what ?? '') && !(what === 'renew' && known)) {
    console.error(`Say what is done: npm run sen -- ceremony found | renew ${parts.join('|')} | root-list | show`)
    return 1
  }
  const { house, close } = await openEverything(settings)
  try {
    if (!keysOf(house)) throw new CannotStart('SEN_KEYS is not set: say in which token the keys shall lie, as pkcs11:/path/to/module.so?token=LABEL, with SEN_KEYS_PIN.')
    if (what === 'found') await foundAuthority(house)
    if (what === 'renew') await renewPart(house, known!)
    if (what === 'root-list') await signRootList(house)
    for (const line of await minutes(house, what!)) console.log(line)
    return 0
  } finally {
    await close()
  }
}

async function minutes(house: House, what: string): Promise<string[]> {
  const authority = await openAuthority(house)
  const shown = (['root', 'issuing', 'ocsp', 'tsa'] as const).flatMap((part) => {
    const { certificate, key } = authority[part]
    return [`${part.padEnd(8)} ${certificate.name.commonName}`, `         key ${key}, valid ${certificate.notBefore.toISOString().slice(0, 10)} to ${certificate.notAfter.toISOString().slice(0, 10)}`, `         SHA-256 ${fingerprint(authority[part].certificate.der).replace(/..(?=.)/g, '$&:')}`]
  })
  return [`Certification service of ${house.settings.jurisdiction}, ${what} at ${house.clock().toISOString()}; keys in ${keysOf(house)!.kind === 'pkcs11' ? 'a token' : 'files'}`, ...shown]
}
