import { createHash } from 'node:crypto'
import { type Certificate, certificateFrom, fingerprint, type HashName, type Scheme, signatureHolds } from '#certification'
import { canonical, type Canonical, canonicalTree, exclusive, inclusive } from '../xml/canonical.ts'
import { derCurve, digestUri, ds, enveloped, signatureUri, xades } from '../xml/sign.ts'
import { attribute, childNamed, type Element, elements, everyElement, readXml, textIn, type Tree } from '../xml/tree.ts'
import type { Change } from './changes.ts'
import { algorithmIn, judgeStamp, toldOf } from './message.ts'
import type { Fault, SignatureReport } from './report.ts'
import { believe, type Trust } from './trust.ts'

const hashes = Object.fromEntries(Object.entries(digestUri).map(([hash, uri]) => [uri, hash as HashName]))
const schemes = Object.fromEntries((['ecdsa', 'rsa-pkcs1', 'rsa-pss'] as const).flatMap((kind) => (['sha256', 'sha384', 'sha512'] as const).map((hash) => [signatureUri({ kind, hash }), { kind, hash } satisfies Scheme])))
const weak = /sha1|md5/i
const mostSignatures = 20

/** What is found about every signature of an XML document (XMLDSig, XAdES). Throws NotXml for what is not well formed. */
export function judgeXml(bytes: Buffer, how: { trust: Trust; now: Date }): (SignatureReport & { digest?: string })[] {
  const tree = readXml(bytes)
  const ids = new Map<string, number>()
  for (const one of everyElement(tree.root)) for (const a of one.attributes) if (/^id$/i.test(a.local)) ids.set(a.value, (ids.get(a.value) ?? 0) + 1)
  return [...everyElement(tree.root)].filter((one) => one.local === 'Signature' && one.uri === ds).slice(0, mostSignatures).map((one, i) => judgeOne(tree, one, ids, i + 1, how))
}

function judgeOne(tree: Tree, signature: Element, ids: ReadonlyMap<string, number>, n: number, { trust, now }: { trust: Trust; now: Date }): SignatureReport & { digest?: string } {
  const faults = new Set<Fault>()
  const changes = new Set<Change>()
  const info = childNamed(signature, ds, 'SignedInfo')
  const value = childNamed(signature, ds, 'SignatureValue')
  const chain = [...(childNamed(signature, ds, 'KeyInfo') ? everyElement(childNamed(signature, ds, 'KeyInfo')!) : [])].filter((one) => one.local === 'X509Certificate').map((one) => certificateFrom(Buffer.from(textIn(one), 'base64')))
  const own = chain[0]
  const report = { kind: 'signature' as const, field: attribute(signature, 'Id') ?? String(n), atProven: false }
  if (!info || !value || !own) return { ...report, verdict: 'broken', faults: [own ? 'signature-unreadable' : 'no-certificate'], changes: [], remarks: [] }

  const method = attribute(childNamed(info, ds, 'SignatureMethod'), 'Algorithm') ?? ''
  const scheme = schemes[method]
  const raw = Buffer.from(textIn(value), 'base64')
  const written = canonicalOf(childNamed(info, ds, 'CanonicalizationMethod'))
  if (!scheme || !written) faults.add(weak.test(method) ? 'weak-digest' : 'unknown-algorithm')
  else if (!signatureHolds(canonical(info, written.how, { prefixes: written.prefixes }), scheme.kind === 'ecdsa' ? derCurve(raw) : raw, own.spki, scheme)) faults.add('signature-broken')

  // The whole document must be signed: a signature over a part says nothing of the rest (signature wrapping).
  let whole = false
  let properties: Element | undefined
  for (const reference of elements(info).filter((one) => one.local === 'Reference' && one.uri === ds)) {
    const judged = judgeReference(tree, signature, reference, ids)
    if (judged.fault) faults.add(judged.fault)
    if (judged.whole) whole = true
    if (judged.of && judged.of.local === 'SignedProperties' && judged.of.uri === xades) properties = judged.of
  }
  if (!whole && !faults.size) { faults.add('changed-after-signing'); changes.add('references-changed') }

  const meant = properties && [...everyElement(properties)].find((one) => one.local === 'CertDigest')
  const digest = meant && textIn(childNamed(meant, ds, 'DigestValue')).trim()
  if (digest && digest !== Buffer.from(fingerprint(own.der), 'hex').toString('base64') && hashes[attribute(childNamed(meant, ds, 'DigestMethod'), 'Algorithm') ?? ''] === 'sha256') faults.add('certificate-exchanged')

  const evidence = { certificates: chain.filter((one): one is Certificate => one !== undefined), ocsp: [], crls: [] }
  const stampAt = [...everyElement(signature)].find((one) => one.local === 'SignatureTimeStamp' && one.uri === xades)
  const token = stampAt && childNamed(stampAt, xades, 'EncapsulatedTimeStamp')
  const stampWritten = stampAt && canonicalOf(childNamed(stampAt, ds, 'CanonicalizationMethod'))
  const stamp = token && judgeStamp(Buffer.from(textIn(token), 'base64'), (hash) => createHash(hash).update(canonical(value, stampWritten?.how ?? inclusive)).digest(), { trust, evidence, now })
  for (const fault of stamp?.faults ?? []) faults.add(fault)
  const belief = believe(own, { trust, evidence, at: stamp?.at ?? now, use: 'signing' })
  for (const fault of belief.faults) faults.add(fault)
  const said = properties && textIn([...everyElement(properties)].find((one) => one.local === 'SigningTime'))
  const role = properties && textIn([...everyElement(properties)].find((one) => one.local === 'ClaimedRole'))
  const at = stamp?.at ?? (said && !Number.isNaN(Date.parse(said)) ? new Date(said) : undefined)
  const unknown = belief.known === 'unknown' && !belief.faults.includes('certificate-foreign')
  return {
    ...report, level: stamp?.at ? 'B-T' : 'B-B', faults: [...faults], changes: [...changes], verdict: faults.size ? 'broken' : unknown ? 'unknown' : 'good', atProven: stamp?.at !== undefined,
    remarks: [...(stamp?.at ? [] : ['no-stamp' as const]), ...(unknown ? ['revocation-unknown' as const] : [])], digest: createHash('sha256').update(raw).digest('hex'),
    ...(at ? { at: at.toISOString() } : {}), ...(role ? { reason: role } : {}), ...toldOf(own, belief), ...(scheme ? { algorithm: algorithmIn(own, scheme) } : {}),
  }
}

type Written = { how: Canonical; prefixes: string[] }
function canonicalOf(method: Element | undefined): Written | undefined {
  const how = attribute(method, 'Algorithm')
  if (how !== exclusive && how !== inclusive) return undefined
  const list = method && elements(method).find((one) => one.local === 'InclusiveNamespaces')
  return { how, prefixes: (attribute(list, 'PrefixList') ?? '').split(/\s+/).filter(Boolean) }
}

function judgeReference(tree: Tree, signature: Element, reference: Element, ids: ReadonlyMap<string, number>): { fault?: Fault; whole?: boolean; of?: Element } {
  const uri = attribute(reference, 'URI')
  const transforms = elements(childNamed(reference, ds, 'Transforms') ?? reference).filter((one) => one.local === 'Transform')
  const kinds = transforms.map((one) => attribute(one, 'Algorithm'))
  const written = transforms.map(canonicalOf).find((one) => one !== undefined) ?? { how: inclusive as Canonical, prefixes: [] }
  // Only these: what a stylesheet or a path makes of a document is not the document.
  if (kinds.some((kind) => kind !== enveloped && kind !== exclusive && kind !== inclusive)) return { fault: 'unknown-algorithm' }
  const method = attribute(childNamed(reference, ds, 'DigestMethod'), 'Algorithm') ?? ''
  const hash = hashes[method]
  if (!hash) return { fault: weak.test(method) ? 'weak-digest' : 'unknown-algorithm' }
  const without = kinds.includes(enveloped) ? signature : undefined
  let bytes: Buffer
  let of: Element | undefined
  if (uri === '') bytes = canonicalTree(tree, written.how, without)
  else if (uri?.startsWith('#')) {
    const id = uri.slice(1)
    // A name that stands twice means what the attacker wants it to mean.
    if (ids.get(id) !== 1) return { fault: 'content-changed' }
    of = [...everyElement(tree.root)].find((one) => one.attributes.some((a) => /^id$/i.test(a.local) && a.value === id))!
    bytes = canonical(of, written.how, { without, prefixes: written.prefixes })
  } else return { fault: 'unknown-algorithm' }
  const holds = createHash(hash).update(bytes).digest('base64') === textIn(childNamed(reference, ds, 'DigestValue')).replace(/\s/g, '')
  return { ...(holds ? {} : { fault: 'content-changed' as const }), whole: holds && (uri === '' || of === tree.root), ...(of ? { of } : {}) }
}
