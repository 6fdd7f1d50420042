import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CaseFile } from './case-file.ts'
import { lateSpells, tallyAfter } from './tally.ts'

const at = (text: string): Date => new Date(`2026-09-${text}:00Z`)
const file = (more: Partial<CaseFile>): CaseFile => ({ state: 'in-process', dueAt: at('10T10:00'), ...more }) as CaseFile

test('a case that ended late stood overdue from the appointed hour to its end, and was overdue on the days between', () => {
  const running = file({})
  assert.equal(lateSpells(running), '{[2026-09-10T10:00:00.000Z,)}')
  const ended = file({ state: 'finished', tally: tallyAfter(running, file({ state: 'finished' }), at('14T03:00')) })
  assert.equal(lateSpells(ended), '{[2026-09-10T10:00:00.000Z,2026-09-14T03:00:00.000Z)}')
})

test('a case that ended in time was never overdue', () => {
  const ended = file({ state: 'finished', tally: tallyAfter(file({}), file({ state: 'finished' }), at('09T03:00')) })
  assert.equal(lateSpells(ended), null)
})

test('papers asked for in time stop the clock; the wait is counted, and a new due day begins a new spell', () => {
  const running = file({})
  const asked = file({ state: 'papers-asked', pausedAt: at('08T03:00'), tally: tallyAfter(running, file({ state: 'papers-asked', pausedAt: at('08T03:00') }), at('08T03:00')) })
  assert.equal(lateSpells(asked), null)
  const again = file({ dueAt: at('24T10:00'), tally: tallyAfter(asked, file({ dueAt: at('24T10:00') }), at('15T03:00')) })
  assert.equal(again.tally!.waited, 7 * 86_400_000)
  assert.equal(lateSpells(again), '{[2026-09-24T10:00:00.000Z,)}')
})

test('asking for papers when it is late already does not mend it until the papers have come', () => {
  const asked = file({ state: 'papers-asked', pausedAt: at('12T03:00') })
  assert.equal(lateSpells({ ...asked, tally: tallyAfter(file({}), asked, at('12T03:00')) }), '{[2026-09-10T10:00:00.000Z,)}')
})
