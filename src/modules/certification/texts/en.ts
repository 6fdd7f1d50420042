import type { vi } from './vi.ts'

export const en: typeof vi = {
  refusals: {
    'no-certification-service': 'The platform has no certification service yet. An administrator founds it by the command: npm run sen -- ceremony found.',
    'certification-service-stands': 'The certification service has been founded already. To change a key, use the command ceremony renew.',
    'no-key-store': 'There is no place for keys yet. An administrator sets SEN_KEYS to the token that keeps them (PKCS#11).',
    'no-such-certificate': 'There is no such certificate.',
    'certificate-revoked-already': 'This certificate was revoked before.',
    'not-your-certificate': 'This certificate belongs to another agency; you cannot revoke it.',
    'certificate-not-readable': 'This is not a certificate. Choose the .cer, .crt or .pem file that the certification authority gives out.',
    'certificate-not-of-an-authority': 'This certificate is not of a certification authority, so nothing can be believed because of it.',
    'authority-trusted-already': 'This authority is among the trusted ones already.',
    'no-such-authority': 'There is no such authority in the list.',
  },
  certificates: {
    title: 'Certificates',
    lead: 'Who in the agency signs with which certificate, and until when. When a key is lost, a post changes or somebody leaves, revoke it at once.',
    noService: 'There is no certification service yet', noServiceWhat: 'Found it at the server by the command:',
    unit: 'Agency', show: 'Show', none: 'There is no certificate yet.',
    holder: 'Person or agency', kind: 'Kind', validity: 'Valid', state: 'State', act: 'What to do',
    counts: 'Counts', revoked: 'Revoked', ended: 'Expired',
    revoke: 'Revoke', revokeNow: 'Revoke the certificate', why: 'Reason', revokeWhat: 'From now on nothing can be signed with it. What was signed before stays signed.',
    reasons: { unspecified: 'another reason', 'key-compromise': 'the key was lost or known to others', 'affiliation-changed': 'moved to another post', superseded: 'a new one was given', 'cessation-of-operation': 'the agency was merged or closed', 'privilege-withdrawn': 'may sign no more' },
    give: 'Give a certificate', given: 'The certificate was given', whom: 'To whom', whomHint: 'The agency’s seal, or somebody who decides. An older certificate goes on counting until it ends or is revoked.', theSeal: 'The agency’s seal',
    trusted: 'Authorities we believe', trustedLead: 'Files vouched for by these authorities are accepted when a signature is checked.', trustedNone: 'None was added to those that the country gives.',
    authority: 'Authority', whence: 'On what ground', whenceHint: 'Whence the root certificate was taken, and with whom its fingerprint was compared', addedBy: 'Added by', addTrust: 'Add an authority', endTrust: 'Believe no more', pem: 'Root certificate (PEM)', pemHint: 'Begins with -----BEGIN CERTIFICATE-----',
  },
}
