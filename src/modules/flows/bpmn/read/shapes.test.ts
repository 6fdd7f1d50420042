import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { readFlow } from '../index.ts'
import { faultsOf, FlowRefusal, readModel, writeModel } from './index.ts'
import { elements, types } from './schema.ts'
import { decodeXml } from '../../xml-document.ts'
import { file, neighbours, process } from './testing/models.ts'
import { faultsEn } from '../../texts/faults.en.ts'
import { faultsVi } from '../../texts/faults.vi.ts'

const plain = file(`${process('<task id="a" name="Thẩm tra"><documentation textFormat="text/html">why<x:b>!</x:b></documentation><extensionElements><x:form key="1"><x:field/></x:form></extensionElements></task><scriptTask id="c" scriptFormat="application/feel"><script>1 + 1</script></scriptTask>', 'a c', ' x:colour="red" name="Giải quyết"')}
<bpmndi:BPMNDiagram id="dia" name="page" resolution="96.5"><bpmndi:BPMNPlane id="plane" bpmnElement="P"><bpmndi:BPMNShape id="a_di" bpmnElement="a" isExpanded="true" x:stroke="blue"><dc:Bounds x="1" y="2.5" width="1e2" height="80"/><bpmndi:BPMNLabel labelStyle="style"><dc:Bounds x="1" y="2" width="3" height="4"/></bpmndi:BPMNLabel></bpmndi:BPMNShape>
<bpmndi:BPMNEdge id="edge" bpmnElement="s-a" sourceElement="a_di" targetElement="a_di"><di:waypoint x="1" y="2"/><di:waypoint x="3" y="4"/></bpmndi:BPMNEdge></bpmndi:BPMNPlane><bpmndi:BPMNLabelStyle id="style"><dc:Font name="Arial" size="11" isBold="true"/></bpmndi:BPMNLabelStyle></bpmndi:BPMNDiagram>`)

neighbours('elements and attributes are those of the standard, in their places', plain,
  ['element-unknown', '<task id="a"', '<activityGroup/><task id="a"'],
  ['element-unknown', '<startEvent id="s"/>', '<startEvents id="s"/>'],
  ['element-unknown', '<startEvent id="s"/>', '<StartEvent id="s"/>'],
  ['element-foreign', '<startEvent id="s"/>', '<startEvent id="s"/><x:step/>'],
  ['element-foreign', '<startEvent id="s"/>', '<startEvent id="s"/><step xmlns=""/>'],
  ['element-foreign', '<dc:Bounds x="1" y="2.5"', '<x:note/><dc:Bounds x="1" y="2.5"'],
  ['element-misplaced', '<startEvent id="s"/>', '<startEvent id="s"><text/></startEvent>'],
  ['element-order', '<documentation textFormat="text/html">why<x:b>!</x:b></documentation><extensionElements><x:form key="1"><x:field/></x:form></extensionElements>', '<extensionElements><x:form key="1"><x:field/></x:form></extensionElements><documentation>why</documentation>'],
  ['element-too-many', '</extensionElements></task>', '</extensionElements><extensionElements/></task>'],
  ['element-too-many', 'why<x:b>!</x:b>', '<x:b/><x:b/>'],
  ['extension-own', '<x:form key="1">', '<task id="hidden"/><x:form key="1">'],
  ['extension-own', '<x:form key="1">', '<form xmlns=""/><x:form key="1">'],
  ['attribute-unknown', '<task id="a"', '<task isForCompensations="true" id="a"'],
  ['attribute-unknown', '<task id="a"', '<task default2="x" id="a"'],
  ['attribute-unknown', '<task id="a"', '<task xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" b:name="x" id="a"'],
  ['attribute-unknown', '<extensionElements>', '<extensionElements x:a="1">'],
  ['attribute-unknown', '<documentation textFormat="text/html">', '<documentation textFormat="text/html" language="vi">'],
  ['attribute-unknown', '<script>', '<script language="js">'],
  ['attribute-unknown', '<scriptTask id="c"', '<scriptTask id="c" implementation="x"'],
  ['attribute-missing', ' targetNamespace="urn:own"', ''],
  ['attribute-missing', 'sourceRef="s" targetRef="a"', 'targetRef="a"', 's-a'],
  ['text-stray', '<startEvent id="s"/>', '<startEvent id="s">begin</startEvent>', 's'],
  ['text-stray', '<endEvent id="e"/>', 'and then <endEvent id="e"/>', 'P'],
  ['text-stray', '<startEvent id="s"/>', '<startEvent id="s"><![CDATA[x]]></startEvent>', 's'],
  ['element-abstract', '<startEvent id="s"/>', '<startEvent id="s"/><flowElement id="z"/>', 'z'],
  ['type-wrong', '<startEvent id="s"/>', '<startEvent id="s" xsi:type="tEndEvent"/>', 's'],
  ['attribute-unknown', '<startEvent id="s"/>', '<startEvent id="s" xsi:nil="true"/>', 's'],
)

neighbours('ids are names, and given once', plain,
  ['id-twice', '<endEvent id="e"/>', '<endEvent id="e"/><task id="a"/>', 'a'],
  ['id-twice', 'id="a_di"', 'id="a"', 'a'],
  ['id-twice', 'id="dia"', 'id="P"', 'P'],
  ['id-twice', 'id="style"', 'id="e"', 'e'],
  ['id-form', 'id="c"', 'id="1c"', '1c'],
  ['id-form', 'id="c"', 'id="c d"', 'c d'],
  ['id-form', 'id="c"', 'id="own:c"', 'own:c'],
  ['id-form', 'id="dia"', 'id="-dia"', '-dia'],
  ['id-form', 'id="D"', 'id="D#1"', 'D#1'],
)

neighbours('what is drawn is drawn as the schemas of diagrams ask', plain,
  ['attribute-missing', 'width="1e2"', ''],
  ['value', 'width="1e2"', 'width="wide"'],
  ['value', 'width="1e2"', 'width="1,5"'],
  ['value', 'x="1" y="2.5"', 'x="" y="2.5"'],
  ['value', 'isExpanded="true"', 'isExpanded="open"', 'a_di'],
  ['value', 'isBold="true"', 'isBold="bold"'],
  ['value', 'resolution="96.5"', 'resolution="96dpi"', 'dia'],
  ['attribute-unknown', 'isExpanded="true"', 'isCollapsed="true"', 'a_di'],
  ['attribute-unknown', '<dc:Bounds x="1" y="2.5"', '<dc:Bounds z="1" x="1" y="2.5"'],
  ['element-too-few', '<di:waypoint x="3" y="4"/>', '', 'edge'],
  ['element-missing', '<di:waypoint x="1" y="2"/><di:waypoint x="3" y="4"/>', '', 'edge'],
  ['element-missing', '<dc:Bounds x="1" y="2.5" width="1e2" height="80"/>', '', 'a_di'],
  ['element-missing', '<dc:Font name="Arial" size="11" isBold="true"/>', '', 'style'],
  ['element-order', '<dc:Bounds x="1" y="2.5" width="1e2" height="80"/><bpmndi:BPMNLabel labelStyle="style"><dc:Bounds x="1" y="2" width="3" height="4"/></bpmndi:BPMNLabel>', '<bpmndi:BPMNLabel/><dc:Bounds x="1" y="2.5" width="1e2" height="80"/>'],
  ['ref-missing', 'bpmnElement="a"', 'bpmnElement="gone"', 'a_di'],
  ['ref-missing', 'bpmnElement="P"', 'bpmnElement="gone"', 'plane'],
  ['ref-missing', 'labelStyle="style"', 'labelStyle="gone"'],
  ['ref-type', 'labelStyle="style"', 'labelStyle="a"'],
  ['ref-type', 'sourceElement="a_di"', 'sourceElement="a"', 'edge'],
  ['ref-missing', 'targetElement="a_di"', 'targetElement="gone"', 'edge'],
  ['ref-type', 'bpmnElement="a"', 'bpmnElement="edge"', 'a_di'],
  ['band-alone', 'isExpanded="true"', 'participantBandKind="top_initiating"', 'a_di'],
  ['value-list', 'isExpanded="true"', 'participantBandKind="top"', 'a_di'],
  ['plane-element', 'bpmnElement="P"', 'bpmnElement="a"', 'plane'],
  ['shape-line', 'bpmnElement="a"', 'bpmnElement="s-a"', 'a_di'],
  ['edge-solid', 'bpmnElement="s-a"', 'bpmnElement="s"', 'edge'],
  ['element-misplaced', '<di:waypoint x="1" y="2"/>', '<dc:Bounds x="1" y="2" width="3" height="4"/><di:waypoint x="1" y="2"/>'],
  ['element-missing', '<bpmndi:BPMNDiagram id="dia" name="page" resolution="96.5">', '<bpmndi:BPMNDiagram/><bpmndi:BPMNDiagram id="dia" name="page" resolution="96.5">'],
  ['element-order', '</process>', `</process><bpmndi:BPMNDiagram><bpmndi:BPMNPlane/></bpmndi:BPMNDiagram><signal id="S"/>`],
)

neighbours('a file that begins as BPMN 2.0 and as XML', plain,
  ['not-bpmn', '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"', '<definitions xmlns="http://www.omg.org/spec/BPMN/20100501"'],
  ['xml-end-tag', '</process>', '</proces>'],
  ['xml-end-tag', '</process>', ''],
  ['xml-attribute-twice', '<startEvent id="s"/>', '<startEvent id="s" id="s"/>'],
  ['xml-attribute-twice', 'x:colour="red"', 'x:colour="red" xmlns:y="urn:elsewhere" y:colour="blue"'],
  ['xml-attribute', '<startEvent id="s"/>', '<startEvent id=s/>'],
  ['xml-attribute', '<startEvent id="s"/>', '<startEvent id="s"name="x"/>'],
  ['xml-attribute', '<startEvent id="s"/>', '<startEvent id="s" checked/>'],
  ['xml-attribute', '<startEvent id="s"/>', '<startEvent id="s" name="<"/>'],
  ['xml-prefix', '<startEvent id="s"/>', '<bpmn:startEvent id="s"/>'],
  ['xml-prefix', '<startEvent id="s"/>', '<startEvent id="s" zeebe:x="1"/>'],
  ['xml-entity', '<startEvent id="s"/>', '<startEvent id="s" name="&nbsp;"/>'],
  ['xml-entity', '<script>1 + 1</script>', '<script>a & b</script>'],
  ['xml-entity', '<script>1 + 1</script>', '<script>&#0;</script>'],
  ['xml-tag', '<script>1 + 1</script>', '<script>1 < 2</script>'],
  ['xml-text', '<script>1 + 1</script>', '<script>]]></script>'],
  ['xml-comment', '<startEvent id="s"/>', '<!-- a -- b --><startEvent id="s"/>'],
  ['xml-comment', '<startEvent id="s"/>', '<!-- never closed'],
  ['xml-instruction', '<startEvent id="s"/>', '<? never <startEvent id="s"/>'],
  ['xml-declaration-place', '<startEvent id="s"/>', '<?xml version="1.0"?><startEvent id="s"/>'],
  ['xml-declaration', '<?xml version="1.0" encoding="UTF-8"?>', '<?xml encoding="UTF-8"?>'],
  ['xml-namespace', ' x:colour="red"', ' xmlns:y="" x:colour="red"'],
  ['xml-unfinished', '</definitions>', ''],
  ['xml-after-end', '</definitions>', '</definitions><definitions/>'],
  ['xml-doctype', '<definitions xmlns=', '<!DOCTYPE definitions><definitions xmlns='],
  ['xml-doctype', '<definitions xmlns=', '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><definitions xmlns='],
  ['xml-character', 'Giải quyết', 'Giải\u0001quyết'],
  ['xml-character', 'Giải quyết', 'Giải\uD800quyết'],
)

test('what is no file at all is refused with a sentence', () => {
  for (const [source, rule] of [['', 'xml-empty'], ['   \n', 'xml-empty'], ['hello', 'xml-not'], ['{"a":1}', 'xml-not'], ['<html/>', 'not-bpmn'], ['<?xml version="1.0"?>', 'xml-empty'], ['%PDF-1.7', 'xml-not'], ['<', 'xml-tag'], ['<a', 'xml-unfinished']] as const) {
    const [fault, ...more] = faultsOf(source)
    assert.deepEqual([fault?.rule, more], [rule, []], source)
    for (const texts of [faultsVi, faultsEn]) assert.doesNotMatch(texts[rule](fault!.params), /undefined/)
    assert.throws(() => readModel(source), FlowRefusal)
  }
})

test('a file that swells, sinks or never ends is refused soon', () => {
  const laughs = `<!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from({ length: 9 }, (_, i) => `<!ENTITY lol${i + 1} "${`&lol${i || ''};`.repeat(10)}">`).join('')}]><definitions>&lol9;</definitions>`
  const started = performance.now()
  for (const [rule, source] of [
    ['xml-doctype', laughs],
    ['xml-too-large', plain.replace('1 + 1', ' '.repeat(10_000_000))],
    ['xml-too-deep', file('<process>' + '<subProcess>'.repeat(100_000))],
    ['xml-too-many', file('<signal/>'.repeat(300_000))],
    ['xml-too-many', file(`<signal ${Array.from({ length: 5000 }, (_, i) => `x:a${i}=""`).join(' ')}/>`)],
    ['xml-unfinished', file('<process>').replace('</definitions>', '<a '.repeat(1))],
  ] as const) assert.equal(faultsOf(source)[0]?.rule, rule)
  assert.ok(performance.now() - started < 15_000, 'soon')
})

test('a very large file is checked in a few seconds, and its faults do not drown anybody', () => {
  const many = Array.from({ length: 12_000 }, (_, i) => `<task id="t${i}"><incoming>f${i}</incoming></task><sequenceFlow id="f${i}" sourceRef="t${Math.max(0, i - 1)}" targetRef="t${i}"/><sequenceFlow sourceRef="gone" targetRef="t0"/>`).join('')
  const source = file(`<process id="P"><laneSet>${Array.from({ length: 100 }, () => '<lane><flowNodeRef>t1</flowNodeRef></lane>').join('')}</laneSet>${many}</process>`)
  assert.ok(source.length > 1_500_000)
  const started = performance.now()
  const faults = faultsOf(source)
  assert.ok(faults.length > 100 && faults.length <= 300, `${faults.length} faults`)
  assert.ok(performance.now() - started < 30_000, `${performance.now() - started} ms`)
})

test('bytes are read by their mark or their declaration', () => {
  const source = plain.replace('encoding="UTF-8"', 'encoding="ENC"')
  const bytes = (encoding: string, mark: number[] = []): Uint8Array => {
    const text = source.replace('ENC', encoding)
    if (encoding.startsWith('UTF-16')) {
      const out = Buffer.from(text, 'utf16le')
      if (mark[0] === 0xfe) out.swap16()
      return Buffer.concat([Buffer.from(mark), out])
    }
    return Buffer.concat([Buffer.from(mark), Buffer.from(text, encoding === 'ISO-8859-1' ? 'latin1' : 'utf8')])
  }
  for (const it of [bytes('UTF-8'), bytes('utf-8', [0xef, 0xbb, 0xbf]), bytes('UTF-16', [0xff, 0xfe]), bytes('UTF-16', [0xfe, 0xff])]) {
    assert.deepEqual(faultsOf(it), [])
    assert.equal(readModel(it).byId.get('P')?.attributes.get('name'), 'Giải quyết')
  }
  assert.equal(readModel(Buffer.from(source.replace('ENC', 'ISO-8859-1').replace('Giải quyết', 'Käse').replace('Thẩm', 'T'), 'latin1')).byId.get('P')?.attributes.get('name'), 'Käse')
  assert.equal(faultsOf(bytes('EBCDIC'))[0]?.rule, 'xml-encoding')
  assert.equal(faultsOf(Buffer.concat([Buffer.from('<a>'), Buffer.from([0xc3, 0x28])]))[0]?.rule, 'xml-encoding')
  assert.equal(decodeXml(new TextEncoder().encode('<a/>')), '<a/>')
})

test('a model may use any prefix, and what others wrote is let be', () => {
  const prefixed = plain.replaceAll(/<(\/?)(?=(?:definitions|process|startEvent|endEvent|task|scriptTask|script|sequenceFlow|documentation|extensionElements)\b)/g, '<$1b:').replace('<b:definitions xmlns=', '<b:definitions xmlns:b=')
  assert.deepEqual(faultsOf(prefixed), [])
  assert.equal(readModel(prefixed).byId.get('a')?.type, 'Task')
})

test('whatever is done to a model, it is read or refused, never anything else; and written it is the same again', () => {
  const names = [...elements.keys()].filter((it) => !it.includes(':')).concat('incoming', 'targetRef', 'condition', 'timeDate', 'nonsense')
  const attributes = [...new Set(Object.values(types).flatMap((it) => ('attributes' in it ? it.attributes.split(' ').map((word) => word.split(':')[0]!) : [])))]
  const element: fc.Arbitrary<string> = fc.letrec<{ element: string }>((tie) => ({
    element: fc
      .tuple(fc.constantFrom(...names), fc.uniqueArray(fc.tuple(fc.constantFrom(...attributes), fc.constantFrom('a', 'b', 'P', 'D', 'true', '3', 'own:a', 'x:y', '', ' ', 'None')), { maxLength: 4, selector: ([it]) => it }), fc.array(fc.oneof({ depthSize: 'small', withCrossShrink: true }, fc.constantFrom('a', 'b', ' text ', '<![CDATA[<]]>', '<!-- c -->', '<?p i?>'), tie('element')), { maxLength: 4 }))
      .map(([name, list, inside]) => `<${name}${list.map(([key, value]) => ` ${key}="${value}"`).join('')}>${inside.join('')}</${name}>`),
  })).element
  fc.assert(
    fc.property(fc.array(element, { maxLength: 6 }), (list) => {
      const source = file(list.join('\n'))
      const faults = faultsOf(source)
      try {
        readFlow(source)
      } catch (error) {
        assert.ok(error instanceof FlowRefusal, source)
      }
      for (const it of faults) for (const texts of [faultsVi, faultsEn]) assert.equal(typeof texts[it.rule](it.params), 'string')
      const once = writeModel(readModel(source))
      assert.equal(writeModel(readModel(once)), once)
      assert.deepEqual(faultsOf(once).map((it) => [it.element, it.rule]), faults.map((it) => [it.element, it.rule]))
    }),
    { numRuns: 300 },
  )
})
