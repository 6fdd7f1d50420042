/** Formats of Vietnamese identifiers. Plain questions of a string; what they mean in law stands beside each. */

/**
 * Personal number (số định danh cá nhân): 12 digits; 1 to 3 place of birth registration, 4 century and sex, 5 and 6
 * year of birth (Decree 137/2015, article 13, kept by the Law on Identification). It has no check digit, so the only
 * check is against what else is known of the person. The place is not checked: countries and old codes keep growing.
 */
export function isPersonId(text: string): boolean {
  return /^\d{12}$/.test(text)
}

/** Sex and year of birth that the personal number states. Even fourth digit: male; 0 and 1 for 1900 to 1999, 2 and 3 for 2000 to 2099, on to 2399. */
export function statedBy(personId: string): { sex: 'male' | 'female'; year: number } {
  const digit = Number(personId[3])
  return { sex: digit % 2 === 0 ? 'male' : 'female', year: 1900 + Math.floor(digit / 2) * 100 + Number(personId.slice(4, 6)) }
}

/** Mobile or fixed number of Vietnam: 10 or 11 digits from 0, or from +84. Spaces and dots are taken out before. */
export function isPhone(text: string): boolean {
  return /^(0|\+84)[2-9]\d{8,9}$/.test(text)
}

/**
 * Tax code: 10 digits with a check digit, 13 for a branch, or the personal number of 12 digits (in use as the tax
 * code of persons and household businesses since 1 July 2025).
 */
export function isTaxCode(text: string): boolean {
  if (isPersonId(text)) return true
  const digits = /^(\d{10})(?:-?\d{3})?$/.exec(text)?.[1]
  if (!digits) return false
  const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3]
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0)
  // A remainder of 0 would need a check digit of 10: such numbers are not given out.
  return 10 - (sum % 11) === Number(digits[9])
}
