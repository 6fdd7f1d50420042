import type { Said, Texts } from './vi.ts'

const day = 'as day/month/year, for example 05/11/2026'

export const en: Texts = {
  refusals: {
    'no-such-procedure': 'There is no such procedure, or it is no longer in force. Search again by what you need.',
  },
  money: (number) => `${number} đồng`,
  form: { yes: 'Yes', no: 'No', notAnswered: 'Not answered' },
  faults: {
    required: ({ label, chosen, widget }: Said) => (widget === 'date' ? `Enter the ${label} ${day}` : widget === 'yes-no' ? `Choose Yes or No: ${label}` : chosen ? `Choose the ${label}` : `Enter the ${label}`),
    unknown: ({ label }) => `Leave out ${label}: this procedure does not ask for it`,
    date: ({ label }) => `Enter the ${label} ${day}`,
    'after-today': ({ label }) => `Enter a ${label} that is today or in the past`,
    'before-today': ({ label }) => `Enter a ${label} that is today or in the future`,
    'after-field': ({ label, other, day }) => `Enter a ${label} not later than the ${other} (${day})`,
    'before-field': ({ label, other, day }) => `Enter a ${label} not earlier than the ${other} (${day})`,
    number: ({ label, example }) => `Enter the ${label} in figures, for example ${example || '72,5'}`,
    'whole-number': ({ label, example, widget }) => `Enter the ${label} in figures, for example ${example || (widget === 'money' ? '50.000.000' : '12')}`,
    minimum: ({ label, limit }) => `Enter a ${label} of at least ${limit}`,
    maximum: ({ label, limit }) => `Enter a ${label} of at most ${limit}`,
    step: ({ label, limit }) => `Enter a ${label} that is a multiple of ${limit}`,
    'too-long': ({ label, limit }) => `Shorten the ${label} to at most ${limit} characters`,
    'too-short': ({ label, limit }) => `Write the ${label} more fully, at least ${limit} characters`,
    option: ({ label }) => `Choose the ${label} from the list`,
    'too-few': ({ label, limit }) => `Choose at least ${limit} for ${label}`,
    'too-many': ({ label, limit }) => `Choose at most ${limit} for ${label}`,
    'yes-no': ({ label }) => `Choose Yes or No: ${label}`,
    'too-young': ({ label, limit }) => `Check the ${label}: the law asks for ${limit} full years`,
    'person-id': ({ label }) => `Enter the ${label} with all 12 digits, as on the identity card`,
    'person-id-sex': ({ label, other }) => `Check the ${label} and the ${other}: the fourth digit of this number stands for the other sex`,
    'person-id-born': ({ label, other }) => `Check the ${label} and the ${other}: the fifth and sixth digit must be the year of birth`,
    'tax-code': ({ label }) => `Check the ${label}: enter the 10 digits of the registration certificate, or the personal number of 12 digits`,
    phone: ({ label }) => `Enter the ${label} with 10 digits, for example 0912 345 678`,
    email: ({ label }) => `Enter the ${label} in the form name@place.vn`,
    pattern: ({ label, example }) => (example ? `Enter the ${label} like this: ${example}` : `Enter the ${label} again as the hint says`),
  },
}
