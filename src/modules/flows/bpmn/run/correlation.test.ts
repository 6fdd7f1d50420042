import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faultsOf } from '../read/index.ts'
import { sketch } from './testing/sketch.ts'
import { played } from './testing/played.ts'

/** A sketch whose messages M and N carry an order's number as `order`; the key K is what a conversation of the pools goes by. */
const keyed = (text: string, subscription = ''): string => {
  const property = `<correlationProperty id="CP">${['M', 'N'].map((it) => `<correlationPropertyRetrievalExpression messageRef="message_${it}"><messagePath>order</messagePath></correlationPropertyRetrievalExpression>`).join('')}</correlationProperty>`
  return sketch(text)
    .replace('<collaboration', `${property}<collaboration`)
    .replace('</collaboration>', '<correlationKey id="K"><correlationPropertyRef>CP</correlationPropertyRef></correlationKey></collaboration>')
    .replace(/(<process id="B"[^]*?)(<\/process>)/, `$1${subscription}$2`)
}

const orders = `pool A {
property order
start s
script a body:"SET order=1"
throw m1 message:M in:order>order
script b body:"SET order=2"
throw m2 message:M in:order>order
throw n2 message:N in:order>order
script c body:"SET order=1"
throw n1 message:N in:order>order
s > a > m1 > b > m2 > n2 > c > n1
}
pool B {
property mine
start s2 message:M out:order>mine
catch w message:N
script d body:"LOG mine"
s2 > w > d
}
m1 => s2
m2 => s2
n1 => w
n2 => w`

test('each message goes to the instance that its first message began', async () => {
  assert.deepEqual(faultsOf(keyed(orders)), [])
  const run = await played(keyed(orders))
  assert.deepEqual([run.log.join(' '), run.outcome.state], ['mine=2 mine=1', 'completed'])
  // Without a key the first who waits gets it.
  assert.equal((await played(sketch(orders))).log.join(' '), 'mine=1 mine=2')
})

test('a message of another key waits for its own instance, and nobody else takes it', async () => {
  const other = orders.replace('script c body:"SET order=1"', 'script c body:"SET order=3"')
  const run = await played(keyed(other))
  assert.deepEqual([run.log.join(' '), run.outcome.state, run.outcome.waiting], ['mine=2', 'waiting', ['w']])
})

test('who subscribes says by its own data which messages are for it', async () => {
  const waits = `pool A {
property order
start s
script a body:"SET order=1"
throw m message:M in:order>order
script b body:"SET order=7"
throw n message:M in:order>order
s > a > m > b > n
}
pool B {
property mine
start s2
script d body:"SET mine=7"
catch w message:M
script e body:"SCRIPT_came"
s2 > d > w > e
}
m => w
n => w`
  const subscription = '<correlationSubscription id="CS" correlationKeyRef="K"><correlationPropertyBinding correlationPropertyRef="CP"><dataPath>mine</dataPath></correlationPropertyBinding></correlationSubscription>'
  const once = waits.replace('> b > n', '').replace('n => w', '').replace('script b body:"SET order=7"\nthrow n message:M in:order>order\n', '')
  assert.deepEqual((await played(keyed(once, subscription).replace(/messageRef="message_N"/g, 'messageRef="message_M"'))).log, [])
  assert.deepEqual((await played(keyed(waits, subscription).replace(/messageRef="message_N"/g, 'messageRef="message_M"'))).log, ['came'])
  assert.deepEqual((await played(keyed(once).replace(/messageRef="message_N"/g, 'messageRef="message_M"'))).log, ['came'])
})
