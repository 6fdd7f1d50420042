import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readFlow } from '../index.ts'
import { hold, runFlow } from './run-flow.ts'
import { plays, playsAnyway } from './testing/table.ts'

// Sub-processes
plays('a sub-process', 'start s\nscript a\nsub S {\nstart t\nscript b\nend u\nt > b > u\n}\nscript c\ns > a > S > c', ['', 'a b c'])
plays('a sub-process without start and end', 'start s\nsub S {\nscript a\nscript b\n}\nscript c\ns > S > c', ['', 'a b c'])
plays('a sub-process waits for all that is inside', 'start s\nsub S {\nstart t\nand g\nscript a\nscript b\nscript b2\nend u\nt > g > a > u\ng > b > b2\n}\nscript c\ns > S > c', ['', 'a b b2 c'])
plays('a sub-process with nothing in it is passed', 'start s\nsub S {\n}\nscript c\ns > S > c', ['', 'c'])
plays('sub-processes in each other', 'start s\nsub S {\nstart t\nsub T {\nscript a\n}\nscript b\nt > T > b\n}\nscript c\ns > S > c', ['', 'a b c'])
plays('terminate inside ends only the sub-process', 'start s\nsub S {\nstart t\nand g\nscript a\nend e terminate\nuser u\nscript b\nt > g > a > e\ng > u > b\n}\nscript c\ns > S > c', ['', 'a c', 'completed', { work: () => hold }])
plays('terminate ends the process', 'start s\nand g\nscript a\nend e terminate\nuser u\nscript b\ns > g > a > e\ng > u > b', ['', 'a', 'terminated', { work: () => hold }])
plays('terminate stops what is on its way', 'start s\nand g\nend e terminate\nscript a\nscript b\ns > g > e\ng > a > b', ['', '', 'terminated'])
plays('a transaction that goes well', 'start s\ntransaction T {\nstart t\nscript a\nend u\nt > a > u\n}\nscript c\nboundary b on:T cancel\nscript x\ns > T > c\nb > x', ['', 'a c'])

// Calls
plays('a called process', 'start s\nscript a\ncall k calls:Q\nscript c\ns > a > k > c\npool Q {\nstart t\nscript b\nt > b\n}', ['', 'a b c'])
plays('a called global task', 'start s\ncall k calls:G\nscript c\ns > k > c\nglobalscript G body:SCRIPT_g', ['', 'g c'])
plays('a call that brings back what changed', 'start s\ncall k calls:Q\nscript c body:"LOG n"\ns > k > c\npool Q {\nscript b body:"LOG n;INC n"\n}', [{ n: 1 }, 'n=1 n=2'])
plays('a call with data of its own', 'start s\ndata d r\nscript a body:"SET d=5;SET other=1"\ncall k calls:Q in:d>x out:y>r\nscript c body:"LOG r;LOG y"\ns > a > k > c\npool Q {\nscript b body:"LOG x;LOG other;SET y=7"\n}', ['', 'x=5 other=undefined r=7 y=undefined'])
plays('an error in a called process comes to the boundary of the call', 'start s\ncall k calls:Q\nboundary b on:k error:E\nscript x\nscript c\ns > k > c\nb > x\npool Q {\nstart t\nscript q\nend e error:E\nt > q > e\n}', ['', 'q x'])
plays('an escalation in a called process', 'start s\ncall k calls:Q\nboundary b on:k escalation:E keep\nscript x\nscript c\ns > k > c\nb > x\npool Q {\nstart t\nthrow e escalation:E\nscript q\nt > e > q\n}', ['', 'x q c'])
plays('terminate in a called process ends only that', 'start s\ncall k calls:Q\nscript c\ns > k > c\npool Q {\nstart t\nend e terminate\nt > e\n}', ['', 'c'])
plays('a process that calls itself, until it does not', 'pool Q {\nstart t\nscript a body:"INC n;SCRIPT_a"\nxor g\ncall k calls:Q\nend e\nscript b\nt > a > g\ng > k ? n < 3\ng >* e\nk > b\n}', ['', 'a a a b b', 'completed', { process: 'Q' }])
plays('a process that calls itself for ever is stopped', 'pool Q {\nstart t\ncall k calls:Q\nt > k\n}', ['', '', 'stopped', { process: 'Q' }])
plays('called several times', 'start s\ncall k calls:Q many:3\nscript c\ns > k > c\npool Q {\nscript b\n}', ['', 'b b b c'])

// Loops
plays('loop: while it holds, tested after', 'start s\nscript a body:"INC n;SCRIPT_a" loop:"n < 3"\nscript c\ns > a > c', ['', 'a a a c'], [{ n: 10 }, 'a c'])
plays('loop: tested before', 'start s\nscript a body:"INC n;SCRIPT_a" loop:"n < 3" before\nscript c\ns > a > c', [{ n: 0 }, 'a a a c'], [{ n: 3 }, 'c'])
plays('loop: at most so often', 'start s\nscript a loop:true max:3\nscript c\ns > a > c', ['', 'a a a c'])
plays('loop: only a number', 'start s\nscript a max:2\nscript c\ns > a > c', ['', 'a a c'])
playsAnyway('loop: a number below nothing', 'start s\nscript a loop:true max:-1 before\nscript c\ns > a > c', ['', 'c'])
plays('loop: a condition that never holds, tested after', 'start s\nscript a loop:false\nscript c\ns > a > c', ['', 'a c'])
plays('loop: a condition that never holds, tested before', 'start s\nscript a loop:false before\nscript c\ns > a > c', ['', 'c'])
plays('loop: the counter', 'start s\nscript a body:"LOG loopCounter" loop:"loopCounter < 3"\ns > a', ['', 'loopCounter=1 loopCounter=2 loopCounter=3'])
plays('loop: a sub-process', 'start s\nsub S loop:"n < 2" {\nscript a body:"INC n;SCRIPT_a"\n}\nscript c\ns > S > c', ['', 'a a c'])
plays('loop: a boundary event ends it all', 'start s\nscript a body:"SCRIPT_a;WAIT PT2S" loop:true\nboundary b on:a timer:PT5S\nscript c\nscript x\ns > a > c\nb > x', ['', 'a a a x'])

// Several instances
plays('many: at the same time', 'start s\nscript a many:3\nscript c\ns > a > c', ['', 'a a a c'])
plays('many: really at the same time', 'start s\nscript a many:2 body:"SCRIPT_a;WAIT PT1S;SCRIPT_b"\nscript c\ns > a > c', ['', 'a a b b c'])
plays('many: one after the other', 'start s\nscript a many:2 seq body:"SCRIPT_a;WAIT PT1S;SCRIPT_b"\nscript c\ns > a > c', ['', 'a b a b c'])
plays('many: as many as a variable says', 'start s\nscript a many:n\nscript c\ns > a > c', [{ n: 2 }, 'a a c'], [{ n: 0 }, 'c'])
plays('many: no number is an error', 'start s\nscript a many:n\nscript c\ns > a > c', [{ n: 'x' }, '', 'failed'], [{}, '', 'failed'])
plays('many: for each of a list', 'start s\nscript a over:list item:it body:"LOG it"\nscript c\ns > a > c', [{ list: ['x', 'y'] }, 'it=x it=y c'], [{ list: [] }, 'c'], [{}, 'c'])
plays('many: for each, one after the other', 'start s\nscript a over:list item:it seq body:"LOG it"\nscript c\ns > a > c', [{ list: [1, 2, 3] }, 'it=1 it=2 it=3 c'])
plays('many: what they give is gathered in order', 'start s\nscript a over:list item:it into:out result:r body:"SET r=1;LOG it"\nscript c body:"LOG out"\ns > a > c', [{ list: [1, 2] }, 'it=1 it=2 out=1,1'])
plays('many: enough is enough', 'start s\nscript a many:5 until:"numberOfCompletedInstances >= 2" body:"WAIT PT1S;SCRIPT_a"\nscript c\ns > a > c', ['', 'a a c a a a'])
plays('many: enough is enough, those that still wait are withdrawn', 'start s\nuser a many:5 until:"numberOfCompletedInstances >= 2"\nscript c\ns > a > c', ['', 'c'])
plays('many: one after the other until it is enough', 'start s\nscript a many:5 seq until:"numberOfCompletedInstances >= 2"\nscript c\ns > a > c', ['', 'a a c'])
plays('many: until a variable says so', 'start s\nscript a many:5 seq until:"n = 3" body:"INC n;SCRIPT_a"\nscript c\ns > a > c', ['', 'a a a c'])
plays('many: how many are active', 'start s\nscript a many:4 until:"numberOfActiveInstances = 1"\nscript c\ns > a > c', ['', 'a a a a c'])
plays('many: sub-processes with data of their own', 'start s\nsub S many:2 {\nproperty p\nstart t\nscript a body:"LOG p;SET p=1"\nscript b body:"LOG p"\nt > a > b\n}\nscript c body:"LOG p"\ns > S > c', ['', 'p=null p=null p=1 p=1 p=undefined'])
plays('many: terminate ends only its own instance', 'start s\nsub S over:list item:it {\nstart t\nxor g\nend e terminate\nscript a body:"LOG it"\nt > g\ng > e ? it = 2\ng >* a\n}\nscript c\ns > S > c', [{ list: [1, 2, 3] }, 'it=1 it=3 c'])
plays('many: none: each instance throws', 'start s\nscript a many:3 behavior:None eventref:signal/S\nboundary b on:a signal:S keep\nscript x\nscript c\ns > a > c\nb > x', ['', 'a a a x x x c'])
plays('many: none, one after the other', 'start s\nscript a many:2 seq behavior:None eventref:signal/S\nboundary b on:a signal:S keep\nscript x\nscript c\ns > a > c\nb > x', ['', 'a x a x c'])
plays('many: one: the first throws', 'start s\nscript a many:3 behavior:One eventref:signal/S\nboundary b on:a signal:S keep\nscript x\nscript c\ns > a > c\nb > x', ['', 'a a a x c'])
plays('many: one: the first throws and the boundary ends the rest', 'start s\nscript a many:3 seq behavior:One eventref:signal/S\nboundary b on:a signal:S\nscript x\nscript c\ns > a > c\nb > x', ['', 'a x'])
plays('many: all: nothing is thrown', 'start s\nscript a many:2 behavior:All\nboundary b on:a signal:S keep\nscript x\nscript c\ns > a > c\nb > x', ['', 'a a c'])
plays('many: complex: thrown when a condition holds', 'start s\nscript a many:3 behavior:Complex throws:"S when numberOfCompletedInstances = 2"\nboundary b on:a signal:S keep\nscript x\nscript c\ns > a > c\nb > x', ['', 'a a a x c'])
plays('many: complex: several behaviours', 'start s\nscript a many:3 seq behavior:Complex throws:"S when numberOfCompletedInstances = 1" throws:"T when numberOfCompletedInstances = 3"\nboundary b on:a signal:S keep\nboundary d on:a signal:T keep\nscript x\nscript y\nscript c\ns > a > c\nb > x\nd > y', ['', 'a x a a y c'])
playsAnyway('many: none without a name tells its own boundary', 'start s\nscript a many:2 behavior:None\nboundary b on:a signal: keep\nscript x\nscript c\ns > a > c\nb > x', ['', 'a a x x c'])
plays('many: an error in one ends all', 'start s\nscript a over:list item:it body:"LOG it"\nsub S over:list item:it {\nstart t\nxor g\nend e error:E\nscript d body:"LOG it"\nt > g\ng > e ? it = 1\ng >* d\n}\nboundary b on:S error:E\nscript x\ns > a > S\nb > x', [{ list: [1, 2] }, 'it=1 it=2 x'])

plays('many: what they give goes on as an output', 'start s\ndata all\nscript a over:list item:it into:results result:r out:results>all body:"SET r=7"\nscript c body:"LOG all"\ns > a > c', [{ list: [1, 2] }, 'all=7,7'])

// Tokens
plays('more tokens needed to begin', 'start s\nand g\nscript a\nscript b\nscript c needs:2\ns > g > a > c\ng > b > c', ['', 'a b c'])
plays('more tokens needed than come', 'start s\nand g\nscript a\nscript b\nscript c needs:3\ns > g > a > c\ng > b > c', ['', 'a b', 'waiting'])
plays('more tokens given when done', 'start s\nscript a gives:2\nscript c\ns > a > c', ['', 'a c c'])
plays('as many given as needed', 'start s\nscript a gives:3\nscript c needs:3\ns > a > c', ['', 'a c'])

// Ad hoc
plays('ad hoc: all at once', 'start s\nadhoc A {\nscript a\nscript b\n}\nscript c\ns > A > c', ['', 'a b c'])
plays('ad hoc: one after the other', 'start s\nadhoc A sequential {\nscript a body:"SCRIPT_a;WAIT PT1S;SCRIPT_a2"\nscript b\n}\nscript c\ns > A > c', ['', 'a a2 b c'])
plays('ad hoc: enough is enough', 'start s\nadhoc A sequential when:"n >= 1" {\nscript a body:"INC n;SCRIPT_a"\nscript b\n}\nscript c\ns > A > c', ['', 'a c'])
plays('ad hoc: enough, and the rest is cancelled', 'start s\nadhoc A when:"n >= 1" {\nscript a body:"INC n;SCRIPT_a"\nscript b body:"WAIT PT5S;SCRIPT_b"\nscript d\nb > d\n}\nscript c\ns > A > c', ['', 'a c b'])
plays('ad hoc: enough, and the rest is waited for', 'start s\nadhoc A keeprest when:"n >= 1" {\nscript a body:"INC n;SCRIPT_a"\nscript b body:"WAIT PT5S;SCRIPT_b"\n}\nscript c\ns > A > c', ['', 'a b c'])
plays('ad hoc: done again until it is enough', 'start s\nadhoc A sequential when:"n >= 3" {\nscript a body:"INC n;SCRIPT_a"\n}\nscript c\ns > A > c', ['', 'a a a c'])
plays('ad hoc: flows inside', 'start s\nadhoc A {\nscript a\nscript b\nscript d\na > b\n}\nscript c\ns > A > c', ['', 'a d b c'])
plays('ad hoc: nothing that makes it enough', 'start s\nadhoc A when:"n >= 3" {\nscript a\n}\nscript c\ns > A > c', ['', 'a', 'waiting'])

// Data
plays('data: written and read', 'start s\ndata d\nscript a body:"SET d=\'x\'"\nscript b body:"LOG d"\ns > a > b'.replace("'x'", '7'), ['', 'd=7'])
plays('data: brought to a task and from it', 'start s\ndata d e\nscript a in:d>x out:y>e body:"LOG x;SET y=2"\nscript b body:"LOG e;LOG y"\ns > a > b', [{ d: 1 }, 'x=1 e=2 y=undefined'])
plays('data: changed on the way', 'start s\ndata d\nscript a in:d>x transform:"d + 1" body:"LOG x"\ns > a', [{ d: 1 }, 'x=2'])
plays('data: a property of a sub-process hides the one outside', 'start s\nsub S {\nproperty p\nstart t\nscript a body:"SET p=2;LOG p"\nt > a\n}\nscript b body:"LOG p"\ns > S > b', [{ p: 1 }, 'p=2 p=1'])
plays('data: a data object of a sub-process lives there', 'start s\nsub S {\ndata d\nstart t\nscript a body:"SET d=2"\nscript c body:"LOG d"\nt > a > c\n}\nscript b body:"LOG d"\ns > S > b', ['', 'd=2 d=undefined'])
plays('data: a property of a task', 'start s\nscript a local:p body:"SET p=2;LOG p"\nscript b body:"LOG p"\ns > a > b', ['', 'p=2 p=undefined'])
plays('data: decides the way', 'start s\ndata d\nscript a body:"SET d=7"\nxor g\nscript b\nscript c\ns > a > g\ng > b ? d = 7\ng >* c', ['', 'b'])
plays('data: changes as the answer of a script', 'start s\nscript a\nxor g\nscript b\nscript c\ns > a > g\ng > b ? n = 2\ng >* c', ['', '', 'completed', { script: (body, live) => (body === 'SCRIPT_a' ? { n: 2 } : void live) }])
plays('data: a task waits for what it must have', 'start s\ndata d\nand g\nscript a in:d>x body:"LOG x"\nscript b body:"SCRIPT_b;SET d=5"\nscript c\ns > g > a > c\ng > b', ['', 'b x=5 c'], [{ d: 1 }, 'x=1 b c'])
plays('data: what never comes is waited for, and a boundary event may end that', 'start s\ndata d\nscript a in:d>x\nboundary b on:a timer:PT5S\nscript y\ns > a\nb > y', ['', 'y'])
plays('data: what never comes', 'start s\ndata d\nscript a in:d>x\ns > a', ['', '', 'waiting'])

test('data: optional inputs are not waited for, several input sets are ways to begin, and assignments follow a transformation', async () => {
  const io = (sets: string, rest = ''): string => `<process id="P"><dataObject id="o1" name="first"/><dataObject id="o2" name="second"/><startEvent id="s"/><scriptTask id="a"><ioSpecification><dataInput id="i1" name="x"/><dataInput id="i2" name="y"/>${sets}<outputSet/></ioSpecification><dataInputAssociation><sourceRef>o1</sourceRef><targetRef>i1</targetRef>${rest}</dataInputAssociation><dataInputAssociation><sourceRef>o2</sourceRef><targetRef>i2</targetRef></dataInputAssociation><script>LOG x;LOG y</script></scriptTask><endEvent id="e"/><sequenceFlow id="f" sourceRef="s" targetRef="a"/><sequenceFlow id="g" sourceRef="a" targetRef="e"/></process>`
  const file = (body: string): string => `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:t">${body}</definitions>`
  const [one, two] = ['<dataInputRefs>i1</dataInputRefs>', '<dataInputRefs>i2</dataInputRefs>']
  for (const [sets, rest, given, log] of [
    [`<inputSet>${one}${two}</inputSet>`, '', { first: 1 }, ''],
    [`<inputSet>${one}${two}</inputSet>`, '', { first: 1, second: 2 }, 'x=1 y=2'],
    [`<inputSet>${one}${two}</inputSet>`, '', { o1: 1, second: 2 }, 'x=1 y=2'],
    [`<inputSet>${one}${two}<optionalInputRefs>i2</optionalInputRefs></inputSet>`, '', { first: 1 }, 'x=1 y=null'],
    [`<inputSet>${one}${two}<whileExecutingInputRefs>i1</whileExecutingInputRefs></inputSet>`, '', { second: 2 }, 'x=null y=2'],
    [`<inputSet>${one}</inputSet><inputSet>${two}</inputSet>`, '', { second: 2 }, 'x=null y=2'],
    [`<inputSet>${one}${two}</inputSet>`, '<transformation>{ n: o1, m: 0 }</transformation><assignment><from>first + 1</from><to>i1.m</to></assignment>', { first: 1, second: 2 }, 'x={"n":1,"m":2} y=2'],
    [`<inputSet>${one}${two}</inputSet>`, '<assignment><from>bpmn:getDataObject("first")/part</from><to>bpmn:getDataInput("x")/in/deep</to></assignment>', { first: { part: 3 }, second: 2 }, 'x={"in":{"deep":3}} y=2'],
  ] as const) {
    const said: string[] = []
    await runFlow(readFlow(file(io(sets, rest))), { variables: given, script: (body, live) => void said.push(...body.split(';').map((it) => it.slice(4)).map((it) => `${it}=${JSON.stringify(live[it])}`)) })
    assert.equal(said.join(' '), log, sets + rest)
  }
})

test('a call hands over in order what its inputs and outputs are called otherwise there', async () => {
  const io = (id: string): string => `<ioSpecification><dataInput id="${id}i"/><dataOutput id="${id}o"/><inputSet><dataInputRefs>${id}i</dataInputRefs></inputSet><outputSet><dataOutputRefs>${id}o</dataOutputRefs></outputSet></ioSpecification>`
  const xml = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:t"><process id="P"><dataObject id="order"/><dataObject id="total"/><startEvent id="s"/><callActivity id="c" calledElement="Q">${io('c')}<dataInputAssociation><sourceRef>order</sourceRef><targetRef>ci</targetRef></dataInputAssociation><dataOutputAssociation><sourceRef>co</sourceRef><targetRef>total</targetRef></dataOutputAssociation></callActivity><endEvent id="e"/><sequenceFlow id="f" sourceRef="s" targetRef="c"/><sequenceFlow id="g" sourceRef="c" targetRef="e"/></process><process id="Q">${io('q')}<scriptTask id="t"><script>{ qo: qi * 2 }</script></scriptTask></process></definitions>`
  assert.deepEqual((await runFlow(readFlow(xml), { variables: { order: 4 } })).variables, { order: 4, total: 8 })
})
