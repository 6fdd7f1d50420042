/** The front door: units, calendars and clocks as data and plain functions; officials and what they may do on a day. */
export { organisations } from './module.ts'

export { WrongDefinition } from './definitions/read-definition.ts'
export { readPosts } from './definitions/read-posts.ts'
export { calendars, clockRules, posts, unitRegister } from './shelves.ts'
export { type Moved, belongsTo, competentSince, entrusted, holdsFor, leaving } from './queries/competence.ts'
export { calendarOf, calledIn, isBelow, mustFindUnit, placeOf, provinceOf, receptionFor, seatOf } from './queries/units.ts'
export { type Level, type Successor, type Unit, UnitRegister, caseCodePrefix } from './domain/unit-register.ts'

export { type Day, addDays, dayNumber, weekday } from './domain/day.ts'
export { type Calendar, type CalendarDay, type Names, calendarDay, closesAt, dayOf, instantAt, isWorkingDay, nextWorkingDay, opensAt, previousWorkingDay, workingDayOnOrAfter } from './domain/calendar.ts'
export { type ClockRules, type Due, type Period, type Remaining, type SkippedDay, addWorkingDays, addWorkingMinutes, answering, apologyBy, decidersHearAt, dueAfterPause, dueAt, forwardBy, receivedAt, remaining, supplementBy, waitingOn, workingDaysBetween, workingMinutesBetween } from './domain/clock.ts'

export { Authority, type Answer, type Delegation, type Entrusted, type Entry, type Grant, type Position, type PostBook, type Question, type Reason, type Standing, type Transfer } from './domain/authority.ts'
export { type Colleague, type DelegationRow, type HeldPost, type Office, delegationsOf, hasAdministrator, hasReceiver, heldPosts, leftFrom, mustFindOfficial, officeOf, officialsOf, powersOfOfficial, readAllAuthority } from './queries/officials.ts'
export { appointOfficial } from './actions/appoint-official.ts'
export { endPosition } from './actions/end-position.ts'
export { substitute } from './actions/substitute.ts'
export { delegateAuthority } from './actions/delegate-authority.ts'
export { endDelegation } from './actions/end-delegation.ts'
export type { DelegationEvent, OfficialEvent } from './office-store.ts'
