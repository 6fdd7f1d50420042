import type { PageInfo } from '#platform/page'
import { Button } from './button.tsx'
import { Form, SearchBox } from './form.tsx'
import { Heading, Layout } from './layout.tsx'
import { Live } from './live.tsx'
import { examples } from './worklist.examples.tsx'

/** One page with all four scripts on it, for their test. `figure` is what the live part shows. */
export const islandsPage = (p: PageInfo, figure: number) => (
  <Layout p={p} title="Islands" islands={['worklist-keys', 'live', 'suggest', 'once']}>
    <Heading>Islands</Heading>
    <SearchBox p={p} action="/search" label="Tìm" suggest="/suggest" />
    <Live p={p} id="figures" events="/events">{figure}</Live>
    {examples(p)[0]!.view}
    <Form p={p} id="send" submit="send"><Button>Gửi</Button></Form>
  </Layout>
)
