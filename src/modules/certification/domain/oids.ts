/** Object identifiers by name, as the standards give them; what they are is in RFC 5280, 5652, 6960, 3161, 5035 and ETSI EN 319 122. */
export const ids = {
  // Keys and signatures
  rsa: '1.2.840.113549.1.1.1', pss: '1.2.840.113549.1.1.10', mgf1: '1.2.840.113549.1.1.8', ec: '1.2.840.10045.2.1',
  rsaSha256: '1.2.840.113549.1.1.11', rsaSha384: '1.2.840.113549.1.1.12', rsaSha512: '1.2.840.113549.1.1.13', rsaSha1: '1.2.840.113549.1.1.5', rsaMd5: '1.2.840.113549.1.1.4',
  ecdsaSha1: '1.2.840.10045.4.1', ecdsaSha256: '1.2.840.10045.4.3.2', ecdsaSha384: '1.2.840.10045.4.3.3', ecdsaSha512: '1.2.840.10045.4.3.4',
  p256: '1.2.840.10045.3.1.7', p384: '1.3.132.0.34', p521: '1.3.132.0.35',
  sha1: '1.3.14.3.2.26', md5: '1.2.840.113549.2.5', sha256: '2.16.840.1.101.3.4.2.1', sha384: '2.16.840.1.101.3.4.2.2', sha512: '2.16.840.1.101.3.4.2.3',
  // Names
  commonName: '2.5.4.3', serialNumber: '2.5.4.5', country: '2.5.4.6', locality: '2.5.4.7', organisation: '2.5.4.10', unit: '2.5.4.11', title: '2.5.4.12', organisationId: '2.5.4.97', userId: '0.9.2342.19200300.100.1.1',
  // Extensions
  subjectKeyId: '2.5.29.14', keyUsage: '2.5.29.15', basicConstraints: '2.5.29.19', crlNumber: '2.5.29.20', reasonCode: '2.5.29.21', crlPoints: '2.5.29.31', policies: '2.5.29.32', authorityKeyId: '2.5.29.35', extendedKeyUsage: '2.5.29.37',
  authorityAccess: '1.3.6.1.5.5.7.1.1', atOcsp: '1.3.6.1.5.5.7.48.1', atIssuer: '1.3.6.1.5.5.7.48.2', policyPage: '1.3.6.1.5.5.7.2.1',
  forTimeStamps: '1.3.6.1.5.5.7.3.8', forOcsp: '1.3.6.1.5.5.7.3.9', forDocuments: '1.3.6.1.5.5.7.3.36',
  ocspNoCheck: '1.3.6.1.5.5.7.48.1.5', ocspBasic: '1.3.6.1.5.5.7.48.1.1', ocspNonce: '1.3.6.1.5.5.7.48.1.2',
  // Signed messages
  data: '1.2.840.113549.1.7.1', signedData: '1.2.840.113549.1.7.2', contentType: '1.2.840.113549.1.9.3', messageDigest: '1.2.840.113549.1.9.4', signingTime: '1.2.840.113549.1.9.5',
  signingCertificate: '1.2.840.113549.1.9.16.2.12', signingCertificateV2: '1.2.840.113549.1.9.16.2.47', signatureTimeStamp: '1.2.840.113549.1.9.16.2.14', timeStampInfo: '1.2.840.113549.1.9.16.1.4',
} as const

/** The name of an identifier for a person who reads a report; the dotted one when we do not know it. */
const names = new Map(Object.entries(ids).map(([name, id]) => [id as string, name]))
export const nameOfId = (id: string): string => names.get(id) ?? id
