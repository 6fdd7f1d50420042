import assert from 'node:assert/strict'
import test from 'node:test'
import { faultsOf } from './index.ts'

/** As modellers write it, prefixes, placeholders and all. None of it breaks a rule. */
const drawn = (body: string, executable = false): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0" xmlns:color="http://www.omg.org/spec/BPMN/non-normative/color/1.0" id="Definitions_1" targetNamespace="http://bpmn.io/schema/bpmn" exporter="bpmn-js (https://demo.bpmn.io)" exporterVersion="18.3.1">
${body.replaceAll('isExecutable="false"', `isExecutable="${executable}"`)}
</bpmn:definitions>`

const models: Record<string, string> = {
  'data is joined through placeholders, stores name nothing, groups and colours are drawn': drawn(`  <bpmn:collaboration id="Collaboration_1">
    <bpmn:participant id="Participant_1" name="Một cửa" processRef="Process_1" />
    <bpmn:participant id="Participant_2" name="Công dân" />
    <bpmn:messageFlow id="Flow_m1" sourceRef="Participant_2" targetRef="StartEvent_1" />
    <bpmn:messageFlow id="Flow_m2" sourceRef="Activity_1" targetRef="Participant_2" />
    <bpmn:group id="Group_1" categoryValueRef="CategoryValue_1" />
  </bpmn:collaboration>
  <bpmn:process id="Process_1" isExecutable="false">
    <bpmn:laneSet id="LaneSet_1"><bpmn:lane id="Lane_1" name="A"><bpmn:flowNodeRef>StartEvent_1</bpmn:flowNodeRef><bpmn:flowNodeRef>Activity_1</bpmn:flowNodeRef></bpmn:lane><bpmn:lane id="Lane_2"><bpmn:flowNodeRef>Event_1</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
    <bpmn:startEvent id="StartEvent_1"><bpmn:outgoing>Flow_1</bpmn:outgoing><bpmn:messageEventDefinition id="MessageEventDefinition_1" /></bpmn:startEvent>
    <bpmn:task id="Activity_1" name="Tiếp nhận">
      <bpmn:incoming>Flow_1</bpmn:incoming>
      <bpmn:outgoing>Flow_2</bpmn:outgoing>
      <bpmn:property id="Property_1" name="__targetRef_placeholder" />
      <bpmn:dataInputAssociation id="DataInputAssociation_1"><bpmn:sourceRef>DataStoreReference_1</bpmn:sourceRef><bpmn:targetRef>Property_1</bpmn:targetRef></bpmn:dataInputAssociation>
      <bpmn:dataOutputAssociation id="DataOutputAssociation_1"><bpmn:targetRef>DataObjectReference_1</bpmn:targetRef></bpmn:dataOutputAssociation>
      <bpmn:multiInstanceLoopCharacteristics isSequential="true" />
    </bpmn:task>
    <bpmn:sequenceFlow id="Flow_1" sourceRef="StartEvent_1" targetRef="Activity_1" />
    <bpmn:endEvent id="Event_1"><bpmn:incoming>Flow_2</bpmn:incoming><bpmn:signalEventDefinition id="SignalEventDefinition_1" /></bpmn:endEvent>
    <bpmn:sequenceFlow id="Flow_2" sourceRef="Activity_1" targetRef="Event_1" />
    <bpmn:dataStoreReference id="DataStoreReference_1" name="Kho" />
    <bpmn:dataObjectReference id="DataObjectReference_1" name="Hồ sơ [mới]" dataObjectRef="DataObject_1" />
    <bpmn:dataObject id="DataObject_1" />
    <bpmn:textAnnotation id="TextAnnotation_1"><bpmn:text>ghi chú</bpmn:text></bpmn:textAnnotation>
    <bpmn:association id="Association_1" associationDirection="None" sourceRef="Activity_1" targetRef="TextAnnotation_1" />
  </bpmn:process>
  <bpmn:category id="Category_1"><bpmn:categoryValue id="CategoryValue_1" value="nhóm" /></bpmn:category>
  <bpmndi:BPMNDiagram id="BPMNDiagram_1"><bpmndi:BPMNPlane id="BPMNPlane_1" bpmnElement="Collaboration_1">
    <bpmndi:BPMNShape id="Participant_1_di" bpmnElement="Participant_1" isHorizontal="true"><dc:Bounds x="120" y="80" width="600" height="250" /><bpmndi:BPMNLabel /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="Activity_1_di" bpmnElement="Activity_1" bioc:stroke="#0d4372" bioc:fill="#bbdefb" color:background-color="#bbdefb" color:border-color="#0d4372"><dc:Bounds x="270" y="160" width="100" height="80" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="Group_1_di" bpmnElement="Group_1"><dc:Bounds x="1" y="1" width="300" height="300" /></bpmndi:BPMNShape>
    <bpmndi:BPMNEdge id="Flow_1_di" bpmnElement="Flow_1"><di:waypoint x="215" y="200" /><di:waypoint x="270" y="200" /></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="DataInputAssociation_1_di" bpmnElement="DataInputAssociation_1"><di:waypoint x="215" y="200" /><di:waypoint x="270" y="200" /></bpmndi:BPMNEdge>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`),
  'everything that may repeat, wait, fail and be undone, with a page for the part that is folded away': drawn(`  <bpmn:process id="Process_1" isExecutable="false" camunda:historyTimeToLive="180">
    <bpmn:startEvent id="S"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="S" targetRef="Sub" />
    <bpmn:subProcess id="Sub"><bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing><bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">3</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>
      <bpmn:startEvent id="SS"><bpmn:outgoing>g1</bpmn:outgoing></bpmn:startEvent><bpmn:sequenceFlow id="g1" sourceRef="SS" targetRef="ST" />
      <bpmn:userTask id="ST" name="Duyệt" camunda:assignee="demo"><bpmn:extensionElements><camunda:formData><camunda:formField id="a" type="string" /></camunda:formData></bpmn:extensionElements><bpmn:incoming>g1</bpmn:incoming><bpmn:outgoing>g2</bpmn:outgoing></bpmn:userTask>
      <bpmn:sequenceFlow id="g2" sourceRef="ST" targetRef="SE" /><bpmn:endEvent id="SE"><bpmn:incoming>g2</bpmn:incoming><bpmn:errorEventDefinition id="ED" errorRef="Err" /></bpmn:endEvent>
    </bpmn:subProcess>
    <bpmn:boundaryEvent id="BE" attachedToRef="Sub"><bpmn:outgoing>f3</bpmn:outgoing><bpmn:errorEventDefinition id="BED" errorRef="Err" /></bpmn:boundaryEvent>
    <bpmn:boundaryEvent id="BT" cancelActivity="false" attachedToRef="Sub"><bpmn:outgoing>f4</bpmn:outgoing><bpmn:timerEventDefinition id="BTD"><bpmn:timeCycle xsi:type="bpmn:tFormalExpression">R/PT1H</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:boundaryEvent>
    <bpmn:sequenceFlow id="f3" sourceRef="BE" targetRef="E2" /><bpmn:sequenceFlow id="f4" sourceRef="BT" targetRef="Remind" />
    <bpmn:sendTask id="Remind"><bpmn:incoming>f4</bpmn:incoming><bpmn:outgoing>f5</bpmn:outgoing></bpmn:sendTask><bpmn:sequenceFlow id="f5" sourceRef="Remind" targetRef="E2" />
    <bpmn:endEvent id="E2"><bpmn:incoming>f3</bpmn:incoming><bpmn:incoming>f5</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="f2" sourceRef="Sub" targetRef="G" />
    <bpmn:exclusiveGateway id="G" default="f7"><bpmn:incoming>f2</bpmn:incoming><bpmn:outgoing>f6</bpmn:outgoing><bpmn:outgoing>f7</bpmn:outgoing></bpmn:exclusiveGateway>
    <bpmn:sequenceFlow id="f6" name="có" sourceRef="G" targetRef="Pay"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">amount &gt; 0</bpmn:conditionExpression></bpmn:sequenceFlow>
    <bpmn:serviceTask id="Pay" camunda:type="external" camunda:topic="pay"><bpmn:incoming>f6</bpmn:incoming><bpmn:outgoing>f8</bpmn:outgoing></bpmn:serviceTask>
    <bpmn:boundaryEvent id="BC" attachedToRef="Pay"><bpmn:compensateEventDefinition id="BCD" /></bpmn:boundaryEvent>
    <bpmn:serviceTask id="Refund" isForCompensation="true" /><bpmn:association id="As" associationDirection="One" sourceRef="BC" targetRef="Refund" />
    <bpmn:sequenceFlow id="f7" sourceRef="G" targetRef="W" /><bpmn:sequenceFlow id="f8" sourceRef="Pay" targetRef="W" />
    <bpmn:eventBasedGateway id="W"><bpmn:incoming>f7</bpmn:incoming><bpmn:incoming>f8</bpmn:incoming><bpmn:outgoing>f9</bpmn:outgoing><bpmn:outgoing>f10</bpmn:outgoing></bpmn:eventBasedGateway>
    <bpmn:intermediateCatchEvent id="WM"><bpmn:incoming>f9</bpmn:incoming><bpmn:outgoing>f11</bpmn:outgoing><bpmn:messageEventDefinition id="WMD" messageRef="Msg" /></bpmn:intermediateCatchEvent>
    <bpmn:intermediateCatchEvent id="WT"><bpmn:incoming>f10</bpmn:incoming><bpmn:outgoing>f12</bpmn:outgoing><bpmn:timerEventDefinition id="WTD"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P5D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
    <bpmn:sequenceFlow id="f9" sourceRef="W" targetRef="WM" /><bpmn:sequenceFlow id="f10" sourceRef="W" targetRef="WT" />
    <bpmn:sequenceFlow id="f11" sourceRef="WM" targetRef="E1" /><bpmn:sequenceFlow id="f12" sourceRef="WT" targetRef="Undo" />
    <bpmn:intermediateThrowEvent id="Undo"><bpmn:incoming>f12</bpmn:incoming><bpmn:outgoing>f13</bpmn:outgoing><bpmn:compensateEventDefinition id="UD" activityRef="Pay" /></bpmn:intermediateThrowEvent><bpmn:sequenceFlow id="f13" sourceRef="Undo" targetRef="E1" />
    <bpmn:endEvent id="E1"><bpmn:incoming>f11</bpmn:incoming><bpmn:incoming>f13</bpmn:incoming><bpmn:terminateEventDefinition id="TD" /></bpmn:endEvent>
    <bpmn:subProcess id="EvSub" triggeredByEvent="true"><bpmn:startEvent id="EvS" isInterrupting="false"><bpmn:outgoing>h1</bpmn:outgoing><bpmn:escalationEventDefinition id="EvD" /></bpmn:startEvent><bpmn:sequenceFlow id="h1" sourceRef="EvS" targetRef="EvE" /><bpmn:endEvent id="EvE"><bpmn:incoming>h1</bpmn:incoming></bpmn:endEvent></bpmn:subProcess>
  </bpmn:process>
  <bpmn:error id="Err" name="Error_1" errorCode="500" /><bpmn:message id="Msg" name="Message_1" />
  <bpmndi:BPMNDiagram id="D1"><bpmndi:BPMNPlane id="P1" bpmnElement="Process_1"><bpmndi:BPMNShape id="Sub_di" bpmnElement="Sub" isExpanded="false"><dc:Bounds x="1" y="2" width="100" height="80" /></bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
  <bpmndi:BPMNDiagram id="D2"><bpmndi:BPMNPlane id="P2" bpmnElement="Sub"><bpmndi:BPMNShape id="ST_di" bpmnElement="ST"><dc:Bounds x="1" y="2" width="100" height="80" /></bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`, true),
  'the default namespace is the standard’s, nothing lists what comes in, scripts say no format, ids are numbers with an underscore': `<?xml version='1.0' encoding='UTF-8' standalone='yes'?>
<!-- by hand -->
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="http://example.org/" xmlns:tns="http://example.org/" typeLanguage="http://www.w3.org/2001/XMLSchema" expressionLanguage="http://www.w3.org/1999/XPath" xsi:schemaLocation="http://www.omg.org/spec/BPMN/20100524/MODEL http://www.omg.org/spec/BPMN/20100501/BPMN20.xsd">
<itemDefinition id="item" structureRef="xsd:string" xmlns:xsd="http://www.w3.org/2001/XMLSchema"/><message id="msg" itemRef="tns:item"/><signal id="sig" name="go"/>
<process id="_1" name="by hand" isExecutable="true" processType="Private" isClosed="false">
<startEvent id="_2"/><scriptTask id="_3"><script><![CDATA[x = 1 && y < 2]]></script></scriptTask><parallelGateway id="_4"/><callActivity id="_5" calledElement="tns:_20"/><intermediateThrowEvent id="_6"><signalEventDefinition signalRef="tns:sig"/></intermediateThrowEvent><inclusiveGateway id="_7"/><endEvent id="_8"/>
<sequenceFlow id="_9" sourceRef="_2" targetRef="_3"/><sequenceFlow id="_10" sourceRef="_3" targetRef="_4"/><sequenceFlow id="_11" sourceRef="_4" targetRef="_5"/><sequenceFlow id="_12" sourceRef="_4" targetRef="_6"/><sequenceFlow id="_13" sourceRef="_5" targetRef="_7"/><sequenceFlow id="_14" sourceRef="_6" targetRef="_7"/><sequenceFlow id="_15" sourceRef="_7" targetRef="_8"/>
</process><process id="_20"><task id="_21"/></process></definitions>`,
}

for (const [habit, source] of Object.entries(models)) test(`no fault: ${habit}`, () => assert.deepEqual(faultsOf(source), []))
