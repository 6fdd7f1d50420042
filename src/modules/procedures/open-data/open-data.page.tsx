import { definePage } from '#platform/page'
import { Heading, Layout, Section } from '#ui/layout'
import { Table } from '#ui/table'
import { everyKnownProcedure } from '../queries/find-everything.ts'
import { textsOf } from '../pages/wording.ts'
import { offered } from './published.ts'

/** The files of the whole catalogue, for a page that points at them. */
export const catalogueFiles = (lang: 'vi' | 'en') => {
  const { files } = textsOf(lang).openData
  return [
    { href: '/data/services.jsonld', type: 'application/ld+json', title: files.jsonld },
    { href: '/data/services.ttl', type: 'text/turtle', title: files.ttl },
    { href: `${lang === 'en' ? '/en' : ''}/data/services.atom`, type: 'application/atom+xml', title: files.atom },
  ]
}

/** What of the catalogue programs may take, and how to read it. */
export const openDataPage = definePage<{ services: number; known: number; base: string; example?: string }>({
  path: '/data/services', face: 'portal', may: 'anyone', keep: 300,
  async load(ctx) {
    const known = await everyKnownProcedure(ctx)
    const { services, base } = offered(ctx, known)
    const example = services[0]?.code ?? known[0]?.code
    return { services: services.length, known: known.length, base, ...(example && { example }) }
  },
  view({ data, p }) {
    const t = textsOf(p.lang).openData
    const files = catalogueFiles(p.lang)
    return (
      <Layout p={p} title={t.title} current="services" narrow crumbs={[{ href: '/services', label: textsOf(p.lang).service.crumb }]} machines={files}>
        <Heading below={t.counts(data.services, data.known)}>{t.title}</Heading>
        <p>{t.what}</p>
        <Table p={p} caption={t.filesCaption} rows={files} columns={[
          { label: t.file, head: true, cell: (it) => <a href={it.href}>{it.title}</a> },
          { label: t.type, cell: (it) => <span class="code">{it.type}</span> },
        ]} />
        <Section id="one" title={t.oneTitle}>
          <p>{t.one}</p>
          {data.example && <p><a href={`/data/services/${data.example}.jsonld`}><span class="code">{`/data/services/${data.example}.jsonld`}</span></a></p>}
        </Section>
        <Section id="read" title={t.readTitle}>
          <ul>{t.read.map((line) => <li>{line}</li>)}</ul>
        </Section>
      </Layout>
    )
  },
})
