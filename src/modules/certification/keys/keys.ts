import type { House } from '#platform/house'
import { type Settings } from '#platform/settings'
import { join } from 'node:path'
import type { KeyStore } from './key-store.ts'
import { pkcs11Keys } from './pkcs11.ts'
import { softwareKeys } from './software.ts'

const opened = new WeakMap<object, Map<string, KeyStore>>()

/** The keys that the settings name; undefined where none are: in production without SEN_KEYS nothing is signed. */
export const keysOf = (house: Pick<House, 'settings'>): KeyStore | undefined => storeAt(house.settings, house.settings.keys ?? (house.settings.production ? undefined : join(house.settings.dataDir, 'keys')))

/** Where the root's key lies when it lies apart: a token that is put in for the ceremony and locked away after it. */
export const rootKeysOf = (house: Pick<House, 'settings'>): KeyStore | undefined => storeAt(house.settings, house.settings.rootKeys)

function storeAt(settings: Settings, at: string | undefined): KeyStore | undefined {
  if (!at) return undefined
  let mine = opened.get(settings)
  if (!mine) opened.set(settings, (mine = new Map()))
  let store = mine.get(at)
  if (!store) mine.set(at, (store = at.startsWith('pkcs11:') ? pkcs11Keys(at, settings.keysPin ?? '') : softwareKeys(at)))
  return store
}
