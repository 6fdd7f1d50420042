import { feeLine, textsOf } from '../pages/wording.ts'
import type { Lang, Procedure, Words } from '../domain/procedure.ts'
import { serviceIri } from './cpsv.ts'
import { openDataWords } from './words.ts'

/** A service in the words of schema.org, as search engines read it out of the page itself. */
export function structuredService(it: Procedure, { base, lang, decides, place }: { base: string; lang: Lang; decides?: Words; place: Words }): object {
  const href = `/services/${it.code}`
  const prefix = lang === 'en' ? '/en' : ''
  return {
    '@context': 'https://schema.org', '@type': 'GovernmentService', '@id': serviceIri(base, href), url: `${base}${prefix}${href}`,
    identifier: it.code, name: it.names[lang], description: it.everyday[lang], alternateName: it.synonyms,
    provider: { '@type': 'GovernmentOrganization', name: (decides ?? (it.level === 'commune' ? openDataWords.committees(place) : place))[lang] },
    areaServed: { '@type': 'AdministrativeArea', name: place[lang] },
    audience: it.applicants.map((who) => ({ '@type': 'Audience', audienceType: textsOf(lang).applicants[who] })),
    availableChannel: { '@type': 'ServiceChannel', serviceUrl: `${base}${prefix}${href}/start`, availableLanguage: ['vi', 'en'], servicePhone: { '@type': 'ContactPoint', telephone: '1022' } },
    serviceOutput: { '@type': 'Thing', name: it.result.names[lang], identifier: it.result.code },
    ...(it.fees.length > 0 && { offers: it.fees.map((fee) => ({ '@type': 'Offer', name: fee.names[lang], price: fee.amount, priceCurrency: 'VND', description: feeLine(fee, lang) })) }),
  }
}
