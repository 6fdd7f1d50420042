/** The front door: the catalogue of procedures, and the plain functions of their forms, papers, fees and times. */
export { procedures } from './module.ts'
export { catalogue, heldShelf, lookForPublished } from './shelf.ts'
export { beginDesign, catalogueWith, checkDraft, openDraftDesign } from './designing.ts'
export type { DesignDraft, DesignEvent } from './design-store.ts'
export { type HeldBook, type HeldThing, heldThing } from './domain/once-only.ts'

export { decisionsOf, type Applicant, type Channel, type Component, type Exemption, type Fee, type LegalBasis, Procedure, type Property, type Step, type Words } from './domain/procedure.ts'
export { type Catalogue, type Field, type Filter, type LifeEvent, inForce } from './domain/catalogue.ts'
export { type Answers, askedBy, type Condition, holds } from './domain/condition.ts'
export {
  type FaultCode, type FieldView, type FormFault, type ShownStep, type Typed,
  checkAnswers, checkStep, coerceAnswers, dropHidden, fieldsOf, isRequired, printAnswer, propertyOf, sayFault, shownFields, asksUnit, isFile, isRead, stepsOf, typedAt, typedFrom,
} from './domain/form.ts'
export { sampleAnswers } from './domain/sample-answers.ts'
export { type Kind, kindOf, type Widget, widgets } from './domain/kinds.ts'
export { type DecisionTable, type DecisionTables, writeDecisions } from './domain/decision-tables.ts'
export { type Due, type Needs, type Reasons, competentUnitOf, componentsFor, decideAll, feesFor, matterOf, resultFields, timeFor } from './domain/needs.ts'
export { type Against, type FromRegister, type Known, type Prefill, holdAgainst, prefill, prefillAgain, prefillSources } from './domain/prefill.ts'
export { type EverydayWords, noEverydayWords } from './domain/everyday-words.ts'
export { type Findable, type Found, type Hit, type Why, finderOf } from './domain/finding.ts'
export { Question } from './pages/question.tsx'
export { fold } from './domain/spelling.ts'
export { isPersonId, isPhone, isTaxCode, statedBy } from './domain/identifiers.ts'
export { complete as completeDefinition, type Shared as SharedDefinitions } from './reading/completing.ts'
export { checkCountry, checkProcedures, readEverydayWords, readHeld, readProcedures, readSharedDefinitions, sayDefinitionFault, type Fault } from './reading/read-procedures.ts'
