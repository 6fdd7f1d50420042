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
}
