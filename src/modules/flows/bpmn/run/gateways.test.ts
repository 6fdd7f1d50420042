import { hold } from './run-flow.ts'
import { plays, playsAnyway } from './testing/table.ts'

const has = (letter: string): string => `contains(test, "${letter}")`

// Tasks and flows
plays('a sequence', 'start s\nscript a\nscript b\nend e\ns > a > b > e', ['', 'a b'])
plays('no start and no end: what nothing leads to begins', 'script a\nscript b\nscript c\na > b', ['', 'a c b'])
plays('every kind of task is passed', 'start s\ntask t\nuser u\nservice v\nmanual m\nrule r\nsend d\nscript a\nend e\ns > t > u > v > m > r > d > a > e', ['', 'a'])
plays('one way out with a condition, one without', `start s\nscript a\nscript b\nscript c\ns > a\na > b ? ${has('a')}\na > c`, ['a', 'a b c'], ['b', 'a c'])
plays('conditions out of a task, with a default', `start s\nscript t\nscript a\nscript b\nscript c\ns > t\nt > a ? ${has('a')}\nt > b ? ${has('b')}\nt >* c`, ['a', 't a'], ['ab', 't a b'], ['x', 't c'])
plays('the default of a task is left when another way is open', `start s\nscript t\nscript a\nscript c\ns > t\nt > a ? ${has('a')}\nt >* c`, ['a', 't a'], ['b', 't c'])
playsAnyway('no way out of a task is an error', `start s\nscript t\nscript a\ns > t\nt > a ? ${has('a')}`, ['b', 't', 'failed'])
plays('several ways out of a task are all taken', 'start s\nscript t\nscript a\nscript b\ns > t > a\nt > b', ['', 't a b'])
plays('several ways into a task: once for each token', 'start s\nand g\nscript a\nscript b\nscript c\ns > g > a > c\ng > b > c', ['', 'a b c c'])
plays('two plain start events', 'start s\nstart r\nscript a\nscript b\ns > a\nr > b', ['', 'a b'])
plays('two end events: the process ends with the last', 'start s\nscript a\nscript b\nscript c\nend e\nend f\nand g\ns > g > a > e\ng > b > c > f', ['', 'a b c'])
plays('lanes change nothing', 'lane one : s a\nlane two : b e\nstart s\nscript a\nscript b\nend e\ns > a > b > e', ['', 'a b'])
plays('conditions in the little that other languages share', 'start s\nxor g\nscript a\nscript b\nscript c\nscript d\ns > g\ng > a ? ${test == \'a\'}\ng > b ? test.contains("b") && !(test.length() > 2)\ng > c ? = test = "c" or test == "cc"\ng >* d', ['a', 'a'], ['ab', 'b'], ['abb', 'd'], ['c', 'c'], ['cc', 'c'])

// Exclusive
const exclusive = `start s\nxor g\nscript a\nscript b\nxor j\nscript d\ns > g\ng > a ? ${has('a')}\ng > b ? ${has('b')}\na > j\nb > j\nj > d`
plays('exclusive: the first that holds', exclusive, ['a', 'a d'], ['b', 'b d'], ['ab', 'a d'])
plays('exclusive: none that holds is an error', exclusive, ['x', '', 'failed'])
plays('exclusive: the default', `start s\nxor g\nscript a\nscript b\nscript c\ns > g\ng > a ? ${has('a')}\ng >* b\ng > c ? ${has('c')}`, ['a', 'a'], ['c', 'c'], ['x', 'b'])
playsAnyway('exclusive: the condition of the default is not asked', 'start s\nxor g\nscript a\nscript b\ns > g\ng >* a ? false\ng > b ? false', ['', 'a'])
plays('exclusive: what is not true is not taken', 'start s\nxor g\nscript a\nscript b\ns > g\ng > a ? missing > 3\ng >* b', ['', 'b'])
plays('exclusive: joins and splits at once', `start s\nand g\nscript a\nscript b\nxor m\nscript c\nscript d\ns > g > a > m\ng > b > m\nm > c ? ${has('c')}\nm >* d`, ['c', 'a b c c'], ['x', 'a b d d'])
plays('exclusive join lets every token through', 'start s\nand g\nscript a\nscript b\nxor j\nscript c\ns > g > a > j > c\ng > b > j', ['', 'a b c c'])

// Parallel
plays('parallel: branches take turns', 'start s\nand g\nscript a1\nscript a2\nscript b1\nscript b2\nand j\nscript c\ns > g > a1 > a2 > j > c\ng > b1 > b2 > j', ['', 'a1 b1 a2 b2 c'])
plays('parallel: branches really overlap', 'start s\nand g\nscript a body:"LOG x;WAIT PT1S;SCRIPT_a"\nscript b body:"SCRIPT_b0;WAIT PT1S;SCRIPT_b"\nand j\nscript c\ns > g > a > j > c\ng > b > j', [{ x: 1 }, 'x=1 b0 a b c'])
plays('parallel: joins and splits at once', 'start s\nand g\nscript a\nscript b\nand m\nscript c\nscript d\ns > g > a > m\ng > b > m > c\nm > d', ['', 'a b c d'])
plays('parallel join with one way in missing waits for ever', 'start s\nxor g\nscript a\nscript b\nand j\nscript c\ns > g\ng > a ? true\ng >* b\na > j > c\nb > j', ['', 'a', 'waiting'])
plays('parallel join counts ways, not tokens', 'start s\nand g\nscript a\nscript b\nscript d\nxor x\nand j\nscript c\nscript n\ns > g > a > x > j > c\ng > b > x\ng > d > n > j', ['', 'a b d n c', 'waiting'])
plays('parallel join in a circle is used again', 'start s\nxor r\nand g\nscript a\nscript b body:"INC n;SCRIPT_b"\nand j\nxor q\nend e\ns > r > g > a > j > q\ng > b > j\nq > r ? n < 2\nq >* e', ['', 'a b a b'])

// Inclusive
const inclusive = `start s\nor g\nscript a\nscript b\nscript c\nor j\nscript d\ns > g\ng > a ? ${has('a')}\ng > b ? ${has('b')}\ng >* c\na > j\nb > j\nc > j\nj > d`
plays('inclusive: all that hold, joined by what came', inclusive, ['a', 'a d'], ['ab', 'a b d'], ['b', 'b d'], ['x', 'c d'])
playsAnyway('inclusive: none that holds and no default is an error', `start s\nor g\nscript a\ns > g\ng > a ? ${has('a')}`, ['x', '', 'failed'])
plays('inclusive: without conditions all ways', 'start s\nor g\nscript a\nscript b\ns > g > a\ng > b', ['', 'a b'])
plays('inclusive: joins and splits at once', `start s\nor g\nscript a\nscript b\nor m\nscript c\nscript d\ns > g\ng > a ? ${has('a')}\ng > b ? ${has('b')}\na > m\nb > m\nm > c ? ${has('c')}\nm > d ? ${has('d')}`, ['abcd', 'a b c d'], ['ac', 'a c'])
plays('inclusive join waits for a branch that is slower', `start s\nor g\nscript a\nscript b1\nscript b2\nscript b3\nor j\nscript d\ns > g\ng > a ? ${has('a')}\ng > b1 ? ${has('b')}\na > j\nb1 > b2 > b3 > j\nj > d`, ['ab', 'a b1 b2 b3 d'], ['b', 'b1 b2 b3 d'])
plays('inclusive join does not wait for a token that went elsewhere', `start s\nand g\nscript a\nscript b\nxor x\nscript c\nend e\nor j\nscript d\ns > g > a > j > d\ng > b > x\nx > c ? ${has('c')}\nx >* e\nc > j`, ['c', 'a b c d'], ['x', 'a b d'])
plays('inclusive join in a circle', `start s\nor j\nscript a body:"INC n;SCRIPT_a"\nxor x\nend e\ns > j > a > x\nx > j ? n < 3\nx >* e`, ['', 'a a a'])
plays('inclusive split, exclusive join: once for each token', `start s\nor g\nscript a\nscript b\nxor j\nscript d\ns > g\ng > a ? ${has('a')}\ng > b ? ${has('b')}\na > j\nb > j\nj > d`, ['a', 'a d'], ['ab', 'a b d d'])
plays('inclusive split, parallel join: waits for ever unless all came', `start s\nor g\nscript a\nscript b\nand j\nscript d\ns > g\ng > a ? ${has('a')}\ng > b ? ${has('b')}\na > j\nb > j\nj > d`, ['ab', 'a b d'], ['a', 'a', 'waiting'])
plays('parallel split, inclusive join', 'start s\nand g\nscript a\nscript b\nor j\nscript d\ns > g > a > j > d\ng > b > j', ['', 'a b d'])
plays('exclusive split, inclusive join', `start s\nxor g\nscript a\nscript b\nor j\nscript d\ns > g\ng > a ? ${has('a')}\ng >* b\na > j\nb > j\nj > d`, ['a', 'a d'], ['b', 'b d'])
plays('exclusive split, parallel join waits for ever', `start s\nxor g\nscript a\nscript b\nand j\nscript d\ns > g\ng > a ? ${has('a')}\ng >* b\na > j\nb > j\nj > d`, ['a', 'a', 'waiting'])
plays('inclusive join waits for what can come over a boundary', 'start s\nand g\nscript a\nuser u\nboundary b on:u timer:PT1H\nscript x\nor j\nscript d\nend e\ns > g > a > j > d\ng > u > e\nb > x > j', ['', 'a x d', 'completed', { work: () => hold }])
plays('two inclusive joins one after the other', `start s\nor g\nscript a\nscript b\nscript c\nor j\nscript d\nor k\nscript f\ns > g\ng > a ? ${has('a')}\ng > b ? ${has('b')}\ng > c ? ${has('c')}\na > j\nb > j\nj > d > k > f\nc > k`, ['abc', 'a b c d f'], ['ac', 'a c d f'], ['c', 'c f'])

// Complex
plays('complex: splits like an inclusive one', `start s\ncomplex g\nscript a\nscript b\nscript c\ns > g\ng > a ? ${has('a')}\ng > b ? ${has('b')}\ng >* c`, ['ab', 'a b'], ['x', 'c'])
plays('complex: one of three goes on, the rest is taken in', 'start s\nand g\nscript a\nscript b\nscript b2\nscript c\nscript c2\nscript c3\ncomplex j when:"activationCount >= 1"\nscript d\ns > g > a > j > d\ng > b > b2 > j\ng > c > c2 > c3 > j', ['', 'a b c d b2 c2 c3'])
plays('complex: two of three', 'start s\nand g\nscript a\nscript b\nscript c\nscript c2\ncomplex j when:"activationCount >= 2"\nscript d\ns > g > a > j > d\ng > b > j\ng > c > c2 > j', ['', 'a b c d c2'])
plays('complex: exactly two, counted as they come', 'start s\nand g\nscript a\nscript b\nscript c\ncomplex j when:"activationCount = 2"\nscript d\ns > g > a > j > d\ng > b > j\ng > c > j', ['', 'a b c d'])
plays('complex: tokens by the names of the ways in', 'start s\nand g\nscript a\nscript b\nscript c\ncomplex j when:"x1 + x2 + x3 >= 2"\nscript d\ns > g > a >#x1 j > d\ng > b >#x2 j\ng > c >#x3 j', ['', 'a b c d'])
playsAnyway('complex: without a condition it waits for what can come', `start s\nor g\nscript a\nscript b\ncomplex j\nscript d\ns > g\ng > a ? ${has('a')}\ng > b ? ${has('b')}\na > j\nb > j\nj > d`, ['ab', 'a b d'], ['a', 'a d'])
plays('complex: at the reset, ways out that ask for it', 'start s\nand g\nscript a\nscript b\nscript b2\ncomplex j when:"activationCount >= 1"\nscript d\nscript r\ns > g > a > j\ng > b > b2 > j\nj > d ? waitingForStart\nj > r ? not(waitingForStart)', ['', 'a b d b2 r'])
plays('complex: in a circle it is ready again', 'start s\nxor m\nand g\nscript a\nscript b\ncomplex j when:"activationCount >= 1"\nscript d body:"INC n;SCRIPT_d"\nxor x\nend e\ns > m > g > a > j > d > x\ng > b > j\nx > m ? n < 2\nx >* e', ['', 'a b d a b d'])

// Event-based
plays('event-based: the earlier timer', 'start s\neventgw g\ncatch t1 timer:PT2S\ncatch t2 timer:PT1S\nscript a\nscript b\ns > g > t1 > a\ng > t2 > b', ['', 'b'])
plays('event-based: a signal before the timer', 'start s\nand p\neventgw g\ncatch t timer:PT5S\ncatch c signal:S\nscript a\nscript b\ncatch w timer:PT1S\nthrow o signal:S\ns > p > g > t > a\ng > c > b\np > w > o', ['', 'b'])
plays('event-based: the timer before the signal', 'start s\nand p\neventgw g\ncatch t timer:PT1S\ncatch c signal:S\nscript a\nscript b\ncatch w timer:PT5S\nthrow o signal:S\ns > p > g > t > a\ng > c > b\np > w > o', ['', 'a'])
plays('event-based: a message', 'start s\nand p\neventgw g\ncatch t timer:PT5S\ncatch c message:M\nscript a\nscript b\nthrow o message:M\ns > p > g > t > a\ng > c > b\np > o', ['', 'b'])
plays('event-based: a receive task', 'start s\nand p\neventgw g\ncatch t timer:PT5S\nreceive c msg:M\nscript a\nscript b\nsend o msg:M\ns > p > g > t > a\ng > c > b\np > o', ['', 'b'])
plays('event-based: a condition', 'start s\nand p\neventgw g\ncatch t timer:PT5S\ncatch c cond:"n > 0"\nscript a\nscript b\nscript o body:"INC n"\ns > p > g > t > a\ng > c > b\np > o', ['', 'b'])
plays('event-based: one of two messages', 'start s\nand p\neventgw g\ncatch m message:M\ncatch n message:N\nscript a\nscript b\nthrow o message:N\ns > p > g > m > a\ng > n > b\np > o', ['', 'b'])
plays('event-based, beginning a process: the message that comes begins it', 'pool A {\nstart s\nthrow o message:N\ns > o\n}\npool B {\neventgw g instantiate\ncatch m message:M\ncatch n message:N\nscript a\nscript b\ng > m > a\ng > n > b\n}\no => n', ['', 'b'])
plays('event-based, beginning in parallel: all must come', 'pool A {\nstart s\nthrow o message:M\nscript w body:"WAIT PT1S;SCRIPT_w"\nthrow p message:N\ns > o > w > p\n}\npool B {\neventgw g instantiate parallel\ncatch m message:M\ncatch n message:N\nscript a\nscript b\nand j\nscript c\ng > m > a > j > c\ng > n > b > j\n}\no => m\np => n', ['', 'a w b c'])
plays('event-based, beginning alone', 'eventgw g instantiate\ncatch m message:M\ncatch n message:N\nscript a\nscript b\ng > m > a\ng > n > b', ['', 'a'])
plays('scripts beside each other find what the others named', 'start s\nscript a many:3 body:"INC n"\nscript c body:"LOG n"\ns > a > c', ['', 'n=3'])
