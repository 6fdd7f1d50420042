/** Lower case, without tones, đ as d, one space between words: how people type on an old phone, and how lists are searched. */
export const fold = (text: string): string =>
  text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[đĐ]/g, 'd').toLowerCase().replace(/\s+/g, ' ').trim()

/** 027 194 002 318 for those who may read a personal number whole; what is no such number stays as it is. */
export const spacedId = (id: string): string => (/^\d{12}$/.test(id) ? id.replace(/(\d{3})(?=\d)/g, '$1 ') : id)
/** 0912 345 678 */
export const spacedPhone = (phone: string): string => phone.replace(/^(\d{4})(\d{3})(\d{3})$/, '$1 $2 $3')
