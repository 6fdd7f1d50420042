import { createHash } from 'node:crypto'
import type { KnownProcedure } from '#platform/module'
import type { Field, LifeEvent } from '../domain/catalogue.ts'
import type { Fee, LegalBasis, Procedure, Words } from '../domain/procedure.ts'
import { basisWords, exemptionLine, feeLine, textsOf, timeWords, whenWords } from '../pages/wording.ts'
import { Graph, type Value } from './graph.ts'
import { openDataWords as words } from './words.ts'

/**
 * The catalogue in the Core Public Service Vocabulary, application profile 3.2 of SEMIC, so that other portals can take it in.
 * Every concept and agent is typed in the file itself: the profile's shapes ask for the class of whatever is pointed at.
 */
export type Offered = {
  /** How people reach the platform, without a slash at the end. */
  base: string
  province: { code: string; full: Words; formal: Words }
  fields: readonly Field[]
  lifeEvents: readonly LifeEvent[]
  services: readonly Procedure[]
  /** Known by their record only: services of their agency, done at its desk. */
  known: readonly KnownProcedure[]
  /** The department of a key, as it is called today. */
  department(key: string): { code: string; formal: Words } | undefined
}

const prefixes = {
  adms: 'http://www.w3.org/ns/adms#', cpsv: 'http://purl.org/vocab/cpsv#', cv: 'http://data.europa.eu/m8g/', dcat: 'http://www.w3.org/ns/dcat#', dct: 'http://purl.org/dc/terms/',
  eli: 'http://data.europa.eu/eli/ontology#', foaf: 'http://xmlns.com/foaf/0.1/', org: 'http://www.w3.org/ns/org#', skos: 'http://www.w3.org/2004/02/skos/core#', xsd: 'http://www.w3.org/2001/XMLSchema#',
}
const authority = 'http://publications.europa.eu/resource/authority'

const both = ({ vi, en }: Words): Value[] => [{ text: vi, lang: 'vi' }, { text: en, lang: 'en' }]
const inVietnamese = (text: string): Value[] => [{ text, lang: 'vi' }]
const plain = (text: string): Value[] => [{ text }]
const typed = (text: string, type: string): Value[] => [{ text, type }]

export const serviceIri = (base: string, href: string): string => `${base}${href}#service`

export function catalogueGraph({ base, province, fields, lifeEvents, services, known, department }: Offered): Graph {
  const graph = new Graph(prefixes)
  const own = (name: string) => `${base}/data/services#${name}`
  const concept = (name: string, label: Value[]) => graph.add(own(name), ['skos:Concept'], { 'skos:prefLabel': label })
  const page = (address: string) => graph.add(address, ['foaf:Document'], {})

  const country = graph.add(`${authority}/country/VNM`, ['dct:Location'], { 'skos:prefLabel': both(words.country) })
  const place = graph.add(own(`place-${province.code}`), ['dct:Location'], { 'skos:prefLabel': both(province.full), 'dct:identifier': plain(province.code) })
  const language = { vi: graph.add(`${authority}/language/VIE`, ['dct:LinguisticSystem'], { 'skos:prefLabel': both(words.languages.vi) }), en: graph.add(`${authority}/language/ENG`, ['dct:LinguisticSystem'], { 'skos:prefLabel': both(words.languages.en) }) }
  const dong = graph.add(`${authority}/currency/VND`, ['skos:Concept'], { 'skos:prefLabel': both(words.currency), 'skos:notation': plain('VND') })
  const inForce = concept('status-in-force', both(words.inForce))
  const channelType = { online: concept('channel-online', both(words.channels.online)), direct: concept('channel-direct', both(words.channels.direct)) }
  const paperKind = concept('papers', both(words.papers))
  const agency = (key: string, label: Value[], where: { id: string }) =>
    graph.add(own(`agency-${key}`), ['cv:PublicOrganisation', 'org:Organization', 'foaf:Agent'], { 'dct:identifier': plain(key), 'dct:title': label, 'skos:prefLabel': label, 'dct:spatial': [where] })
  const publisher = agency(province.code, both(province.formal), place)
  const dataset = { id: own('dataset') }
  const audience = (who: Procedure['applicants'][number]) => concept(`audience-${who}`, both({ vi: textsOf('vi').applicants[who], en: textsOf('en').applicants[who] }))
  const contact = (href: string) => graph.add(`${base}${href}#contact`, ['cv:ContactPoint'], { 'cv:telephone': plain('1022'), 'cv:contactPage': [page(`${base}${href}`)] })

  const service = (it: Procedure): { id: string } => {
    const href = `/services/${it.code}`
    const part = (name: string) => `${base}${href}#${name}`
    const law = it.legalBases.map((basis) => legalResource(graph, own, basis))
    const channel = (which: 'online' | 'direct') => graph.add(part(which), ['cv:Channel'], { 'dct:identifier': plain(`${it.code}-${which}`), 'dct:type': [channelType[which]], 'dct:description': both(words.channels[which]) })
    const channels = { online: channel('online'), direct: channel('direct') }
    const decides = it.department ? department(it.department) : undefined
    const rule = (name: string, title: Words, description: Value[]) => graph.add(part(name), ['cpsv:Rule'], { 'dct:identifier': plain(`${it.code}-${name}`), 'dct:title': both(title), 'dct:description': description, 'dct:language': Object.values(language), 'cpsv:implements': law })
    const rules = [
      rule('time', words.timeRule, [{ text: `${timeSentence(it, 'vi')} (${it.time.source})`, lang: 'vi' }, { text: `${timeSentence(it, 'en')} (${it.time.source})`, lang: 'en' }]),
      ...(it.fullProcess === true ? [] : [rule('in-person', words.partialRule, both({ vi: `${it.fullProcess.partial.names.vi} (${it.fullProcess.partial.basis})`, en: `${it.fullProcess.partial.names.en} (${it.fullProcess.partial.basis})` }))]),
    ]
    const papers = it.components.map((component) => {
      const type = graph.add(own(`paper-${component.code}`), ['cv:EvidenceType'], { 'dct:identifier': plain(component.code), 'cv:evidenceTypeClassification': [paperKind] })
      const says = (lang: 'vi' | 'en') => [words.counts[lang](component.originals, component.copies), component.when ? whenWords(it, component.when, lang) : '', component.note?.[lang] ?? ''].filter(Boolean).join('. ')
      return {
        type,
        evidence: graph.add(part(`paper-${component.code}`), ['cv:Evidence'], { 'dct:identifier': plain(`${it.code}-${component.code}`), 'dct:title': both(component.names), 'dct:description': says('vi') ? both({ vi: says('vi'), en: says('en') }) : [], 'dct:conformsTo': [type] }),
      }
    })
    const field = fields.find((one) => one.key === it.field)
    const area = field ? [concept(`field-${field.key}`, both(field.names))] : []
    const output = graph.add(own(`result-${it.result.code}`), ['cv:Output'], { 'dct:identifier': plain(it.result.code), 'dct:title': both(it.result.names), 'dct:language': [language.vi] })
    return graph.add(serviceIri(base, href), ['cpsv:PublicService'], {
      'dct:identifier': plain(it.code), 'dct:title': both(it.names), 'dct:description': both(it.everyday), 'dct:language': Object.values(language), 'dct:isPartOf': [dataset], 'dct:spatial': [place],
      'adms:status': [inForce],
      'cv:hasCompetentAuthority': [decides ? agency(decides.code, both(decides.formal), place) : it.level === 'commune' ? agency(`${province.code}-communes`, both(words.committees(province.full)), place) : publisher],
      'cv:thematicArea': area, 'cv:sector': area,
      'cv:isGroupedBy': lifeEvents.filter(({ key }) => it.lifeEvents.includes(key)).map((event) => lifeEvent(graph, own, event)),
      'cv:hasChannel': Object.values(channels),
      'cv:hasCost': it.fees.length ? it.fees.map((fee, at) => cost(graph, part, it, fee, at, dong, channels)) : [graph.add(part('no-fee'), ['cv:Cost'], { 'dct:identifier': plain(`${it.code}-no-fee`), 'cv:hasValue': typed(double(0), 'xsd:double'), 'cv:currency': [dong], 'dct:description': both({ vi: textsOf('vi').fee.free, en: textsOf('en').fee.free }) })],
      'cv:processingTime': typed(durationOf(it.time), 'xsd:duration'),
      'cv:hasLegalResource': law, 'cpsv:follows': rules,
      'cpsv:hasInput': papers.map(({ evidence }) => evidence), 'cv:hasInputType': unique(papers.map(({ type }) => type)),
      'cv:holdsRequirement': it.conditions || papers.length ? [graph.add(part('conditions'), ['cv:Requirement'], { 'dct:identifier': plain(`${it.code}-conditions`), 'dct:title': both(it.conditions ?? words.papers), 'cv:hasSupportingEvidence': papers.map(({ evidence }) => evidence), 'cv:fulfils': rules })] : [],
      'cpsv:produces': [output], 'cv:contactPoint': [contact(href)], 'dct:audience': it.applicants.map(audience),
      'dcat:keyword': unique(it.synonyms).flatMap(inVietnamese),
    })
  }

  const byRecord = (it: KnownProcedure): { id: string } => {
    const name = it.agency.trim()
    const level = words.ofLevel[it.level]
    const where = it.level === 'ministry' ? country : place
    const area = it.field.trim() ? [concept(`field-${slug(it.field)}`, inVietnamese(it.field.trim()))] : []
    return graph.add(serviceIri(base, it.href), ['cpsv:PublicService'], {
      'dct:identifier': plain(it.code), 'dct:title': inVietnamese(it.name), 'dct:language': [language.vi], 'dct:isPartOf': [dataset], 'adms:status': [inForce],
      'dct:description': both({ vi: words.byRecord.vi(name || level.vi, it.field, it.code), en: words.byRecord.en(name || level.en, it.field, it.code) }),
      'cv:hasCompetentAuthority': [name ? agency(slug(name), inVietnamese(name), where) : agency(`level-${it.level}`, both(level), where)],
      'cv:thematicArea': area, 'cv:sector': area,
      'cv:hasChannel': [graph.add(`${base}${it.href}#direct`, ['cv:Channel'], { 'dct:identifier': plain(`${it.code}-direct`), 'dct:type': [channelType.direct], 'dct:description': both(words.channels.direct) })],
      'cv:contactPoint': [contact(it.href)],
    })
  }

  graph.add(dataset.id, ['dcat:Dataset'], {
    'dct:title': both({ vi: words.dataset.vi.title, en: words.dataset.en.title }), 'dct:description': both({ vi: words.dataset.vi.description, en: words.dataset.en.description }),
    'dct:publisher': [publisher], 'dcat:landingPage': [page(`${base}/data/services`)], 'dct:hasPart': [...services.map(service), ...known.map(byRecord)],
  })
  return graph
}

function lifeEvent(graph: Graph, own: (name: string) => string, { key, names, hint, business }: LifeEvent): { id: string } {
  return graph.add(own(`event-${key}`), ['cv:Event', business ? 'cv:BusinessEvent' : 'cv:LifeEvent'], { 'dct:identifier': plain(key), 'dct:title': both(names), 'dct:description': both(hint) })
}

function cost(graph: Graph, part: (name: string) => string, procedure: Procedure, fee: Fee, at: number, currency: Value, channels: Record<'online' | 'direct', Value>): Value {
  const name = `fee-${at + 1}-${fee.code}`
  const says = (lang: 'vi' | 'en') => [`${fee.names[lang]}: ${feeLine(fee, lang)}`, fee.when ? whenWords(procedure, fee.when, lang) : '', ...fee.exemptions.map((one) => exemptionLine(one, lang))].filter(Boolean).join('. ')
  return graph.add(part(name), ['cv:Cost'], {
    'dct:identifier': plain(`${procedure.code}-${name}`), 'cv:hasValue': typed(double(fee.amount), 'xsd:double'), 'cv:currency': [currency], 'dct:description': both({ vi: says('vi'), en: says('en') }),
    'cv:ifAccessedThrough': fee.channel ? [channels[fee.channel]] : [],
  })
}

function legalResource(graph: Graph, own: (name: string) => string, basis: LegalBasis): { id: string } {
  const { articles: _, ...act } = basis
  return graph.add(own(`act-${slug(act.number)}`), ['eli:LegalResource'], { 'dct:identifier': plain(act.number), 'dct:title': both({ vi: basisWords(act), en: act.names.en }), 'eli:id_local': plain(act.number), 'eli:date_document': act.date ? typed(act.date, 'xsd:date') : [] })
}

const timeSentence = ({ time }: Procedure, lang: 'vi' | 'en'): string => [timeWords(time, lang), ...(time.longer ? [`${timeWords(time.longer, lang)} ${time.longer.names[lang]}`] : [])].join('; ')

/** XML Schema knows no working days: the number stands as days here, and the rule of the time limit says which days it means. Within the day is a day at most. */
export function durationOf({ amount, unit }: Procedure['time']): string {
  return unit === 'immediate' ? 'P1D' : unit === 'hour' ? `PT${amount}H` : `P${amount}D`
}

/** In the canonical way of XML Schema (8.0E3), in which readers of JSON-LD write every double. */
const double = (number: number): string => number.toExponential(15).replace(/(\d)0*e\+?/, '$1E')

/** A name for what has only words: the same words, the same name. */
const slug = (text: string): string => (/^[\w./-]+$/.test(text) ? text : createHash('sha256').update(text.trim().normalize('NFC')).digest('hex').slice(0, 16))

const unique = <T>(list: readonly T[]): T[] => [...new Map(list.map((it) => [JSON.stringify(it), it])).values()]
