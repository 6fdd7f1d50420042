import type { vi } from './vi.ts'

export const en: typeof vi = {
  refusals: {
    'signing-no-certificate': '{name} has no certificate that counts, so nothing can be signed yet. An administrator of the agency gives one on the page Certificates.',
    'pdf-not-readable': 'This PDF cannot be read. It may be broken; fetch the original again.',
    'pdf-encrypted': 'This PDF has a password. Take it off and try again.',
  },
}
