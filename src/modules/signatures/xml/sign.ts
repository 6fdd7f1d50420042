import { createHash, randomBytes } from 'node:crypto'
import { type Certificate, fingerprint, type HashName, readCertificate, type Scheme, type Signer } from '#certification'
import type { Stamper } from '../pdf/sign.ts'
import { canonical, canonicalTree, exclusive } from './canonical.ts'
import { everyElement, readXml } from './tree.ts'

export const ds = 'http://www.w3.org/2000/09/xmldsig#'
export const xades = 'http://uri.etsi.org/01903/v1.3.2#'
export const enveloped = `${ds}enveloped-signature`

export const digestUri: Record<HashName, string> = { sha256: 'http://www.w3.org/2001/04/xmlenc#sha256', sha384: 'http://www.w3.org/2001/04/xmldsig-more#sha384', sha512: 'http://www.w3.org/2001/04/xmlenc#sha512' }
export const signatureUri = ({ kind, hash }: Scheme): string =>
  kind === 'rsa-pss' ? `http://www.w3.org/2007/05/xmldsig-more#${hash}-rsa-MGF1` : `http://www.w3.org/2001/04/xmldsig-more#${kind === 'ecdsa' ? 'ecdsa' : 'rsa'}-${hash}`

const escaped = (words: string): string => words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

/**
 * Signs an XML document inside itself as XAdES baseline B-B (EN 319 132-1), with `stamp` B-T: the whole document but the
 * signature, and the properties that say with which certificate. Throws NotXml for what is not well formed.
 */
export async function signXml(bytes: Buffer, signer: Signer, { at, role, stamp }: { at: Date; role?: string; stamp?: Stamper }): Promise<{ bytes: Buffer; signature: Buffer }> {
  const { hash } = signer.scheme
  const own = readCertificate(signer.chain[0]!)
  const id = `S${randomBytes(8).toString('hex')}`
  const digest = (of: Buffer): string => createHash(hash).update(of).digest('base64')
  const method = `<ds:DigestMethod Algorithm="${digestUri[hash]}"></ds:DigestMethod>`
  const tree = readXml(bytes)

  const properties = `<xades:SignedProperties Id="${id}-p"><xades:SignedSignatureProperties><xades:SigningTime>${at.toISOString().slice(0, 19)}Z</xades:SigningTime><xades:SigningCertificateV2><xades:Cert><xades:CertDigest><ds:DigestMethod Algorithm="${digestUri.sha256}"></ds:DigestMethod><ds:DigestValue>${Buffer.from(fingerprint(own.der), 'hex').toString('base64')}</ds:DigestValue></xades:CertDigest></xades:Cert></xades:SigningCertificateV2>${role ? `<xades:SignerRoleV2><xades:ClaimedRoles><xades:ClaimedRole>${escaped(role)}</xades:ClaimedRole></xades:ClaimedRoles></xades:SignerRoleV2>` : ''}</xades:SignedSignatureProperties><xades:SignedDataObjectProperties><xades:DataObjectFormat ObjectReference="#${id}-r"><xades:MimeType>text/xml</xades:MimeType></xades:DataObjectFormat></xades:SignedDataObjectProperties></xades:SignedProperties>`
  const reference = `<ds:Reference Id="${id}-r" URI=""><ds:Transforms><ds:Transform Algorithm="${enveloped}"></ds:Transform><ds:Transform Algorithm="${exclusive}"></ds:Transform></ds:Transforms>${method}<ds:DigestValue>${digest(canonicalTree(tree, exclusive))}</ds:DigestValue></ds:Reference>`
  const whole = (info: string, value: string, unsigned: string): string =>
    `<ds:Signature xmlns:ds="${ds}" Id="${id}">${info}<ds:SignatureValue Id="${id}-v">${value}</ds:SignatureValue><ds:KeyInfo><ds:X509Data>${signer.chain.map((der) => `<ds:X509Certificate>${der.toString('base64')}</ds:X509Certificate>`).join('')}</ds:X509Data></ds:KeyInfo><ds:Object><xades:QualifyingProperties xmlns:xades="${xades}" Target="#${id}">${properties}${unsigned}</xades:QualifyingProperties></ds:Object></ds:Signature>`

  // What is signed is taken from the finished place, so that the namespaces around it are those a verifier meets.
  const place = (signature: string): Buffer => {
    const text = bytes.toString('utf8')
    const end = text.lastIndexOf('</')
    if (end >= 0 && !text.slice(end).includes('<!--')) return Buffer.from(text.slice(0, end) + signature + text.slice(end))
    return Buffer.from(text.replace(/\/>(\s*(?:<!--[\s\S]*?-->\s*)*)$/, (_, rest: string) => `>${signature}</${tree.root.name}>${rest}`))
  }
  const part = (of: Buffer, local: string) => [...everyElement(readXml(of).root)].find((one) => one.local === local && (one.attributes.some((a) => a.name === 'Id' && a.value.startsWith(id)) || one.parent?.attributes.some((a) => a.name === 'Id' && a.value === id)))!
  const draft = place(whole('<ds:SignedInfo></ds:SignedInfo>', '', ''))
  const signed = `<ds:Reference Type="http://uri.etsi.org/01903#SignedProperties" URI="#${id}-p"><ds:Transforms><ds:Transform Algorithm="${exclusive}"></ds:Transform></ds:Transforms>${method}<ds:DigestValue>${digest(canonical(part(draft, 'SignedProperties'), exclusive))}</ds:DigestValue></ds:Reference>`
  const info = `<ds:SignedInfo><ds:CanonicalizationMethod Algorithm="${exclusive}"></ds:CanonicalizationMethod><ds:SignatureMethod Algorithm="${signatureUri(signer.scheme)}"></ds:SignatureMethod>${reference}${signed}</ds:SignedInfo>`
  const value = await signer.sign(canonical(part(place(whole(info, '', '')), 'SignedInfo'), exclusive))
  const raw = signer.scheme.kind === 'ecdsa' ? rawCurve(value, own) : value
  const base64 = raw.toString('base64')
  if (!stamp) return { bytes: place(whole(info, base64, '')), signature: raw }
  const token = await stamp.token(hash, createHash(hash).update(canonical(part(place(whole(info, base64, '')), 'SignatureValue'), exclusive)).digest())
  const unsigned = `<xades:UnsignedProperties><xades:UnsignedSignatureProperties><xades:SignatureTimeStamp><ds:CanonicalizationMethod Algorithm="${exclusive}"></ds:CanonicalizationMethod><xades:EncapsulatedTimeStamp>${token.toString('base64')}</xades:EncapsulatedTimeStamp></xades:SignatureTimeStamp></xades:UnsignedSignatureProperties></xades:UnsignedProperties>`
  return { bytes: place(whole(info, base64, unsigned)), signature: raw }
}

/** XML and JOSE write the two numbers of a curve's signature side by side, each as long as the curve's. */
export function rawCurve(der: Buffer, own: Pick<Certificate, 'key'>): Buffer {
  const size = 'curve' in own.key && own.key.curve === 'P-384' ? 48 : 'curve' in own.key && own.key.curve === 'P-521' ? 66 : 32
  const at = der[1]! & 0x80 ? 3 : 2
  const r = der.subarray(at + 2, at + 2 + der[at + 1]!)
  const s = der.subarray(at + 2 + r.length + 2, at + 2 + r.length + 2 + der[at + 2 + r.length + 1]!)
  const fixed = (n: Buffer): Buffer => { let from = 0; while (n.length - from > size || (n[from] === 0 && n.length - from > 1)) from++; return Buffer.concat([Buffer.alloc(size - (n.length - from)), n.subarray(from)]) }
  return Buffer.concat([fixed(r), fixed(s)])
}

/** The other way around: as everybody else writes them. */
export function derCurve(raw: Buffer): Buffer {
  const half = raw.length / 2
  const number = (bytes: Buffer): Buffer => {
    let from = 0
    while (from < bytes.length - 1 && bytes[from] === 0) from++
    const short = bytes.subarray(from)
    return Buffer.concat([Buffer.from([2, short.length + (short[0]! & 0x80 ? 1 : 0)]), short[0]! & 0x80 ? Buffer.from([0]) : Buffer.alloc(0), short])
  }
  const [r, s] = [number(raw.subarray(0, half)), number(raw.subarray(half))]
  return Buffer.concat([Buffer.from([0x30, ...(r.length + s.length > 127 ? [0x81] : []), r.length + s.length]), r, s])
}
