import type { PageInfo } from '#platform/page'
import { Button } from './button.tsx'
import { Form, SearchBox } from './form.tsx'
import { Heading, Layout } from './layout.tsx'
import { Live, LookAgain } from './live.tsx'
import { examples } from './worklist.examples.tsx'

/** One page with all five scripts on it, for their test. `figure` is what the live part shows; `waits`, that the reader waits for it to pass 92. */
export const islandsPage = (p: PageInfo, figure: number, waits = false) => (
  <Layout p={p} title="Islands" islands={['worklist-keys', 'live', 'suggest', 'once', 'look-again']}>
    <Heading>Islands</Heading>
    <SearchBox p={p} action="/search" label="Tìm" suggest="/suggest" />
    <Live p={p} id="figures" events="/events">{figure}</Live>
    {waits && <LookAgain waitsFor={figure < 93 ? 'due' : 'paid'} seconds={1} times={3} then="/?gave-up" says="Trang tự xem lại" />}
    {examples(p)[0]!.view}
    <Form p={p} id="send" submit="send"><Button>Gửi</Button></Form>
  </Layout>
)
