export { certification } from './module.ts'
// Whoever signs, and what a signed message is.
export { type MessageFault, type Signer, type SignedMessage, type SignerInfo, type Stamp, type StampFault, certificateOf, faultOf, readSignedMessage, readStamp, signMessage, tokenIn, writeStampQuestion } from './domain/signed-message.ts'
export { type Certificate, type Name, certificateFrom, fingerprint, isIssuedBy, keyIdOf, pem, readCertificate, serialHex } from './domain/certificate.ts'
export { type Crl, type OcspAnswer, type Reason, readCrl, readOcspAnswer } from './domain/revocation.ts'
export { type HashName, type ReadScheme, type Scheme, readKeyKind, readScheme, signatureHolds } from './domain/scheme.ts'
export { ids } from './domain/oids.ts'
export { hashOf, hashOfPieces } from './domain/hash.ts'
// The service: certificates of people and agencies, lists, answers and time stamps.
export { type Authority, type Holder, crlOf, findAuthority, findSigner, foundAuthority, issueCertificate, ocspFor, openAuthority, renewPart, signRootList, stampToken } from './authority.ts'
export { type CertificateEvent, type CertificateRow, certificatesIn, certificatesOf, findBySerial } from './certificate-store.ts'
export { citizenHolder, officialHolder, sealHolder } from './holders.ts'
export { addedRoots, trustedRoots } from './trust-store.ts'
export { type CertificationRules, type Profile, certificationRules, isGoodKey } from './profiles.ts'
// Keys.
export { type KeySpec, type KeyStore } from './keys/key-store.ts'
export { keysOf } from './keys/keys.ts'
export { softwareKeys } from './keys/software.ts'
// The service's own tools, for tests that need an authority with a flaw.
export { type CertificateToBe, sealed, writeCertificate, writeName } from './domain/certificate.ts'
export { aroundOcsp, readOcspQuestion, writeCertId, writeCrl, writeOcspAnswer, writeOcspQuestion } from './domain/revocation.ts'
export { writeStampInfo } from './domain/signed-message.ts'
export { signWith } from './keys/software.ts'
