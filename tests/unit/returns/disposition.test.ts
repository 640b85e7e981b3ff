import { expect, test } from '@jest/globals'
import { dispositionOf, type DispositionFacts } from '../../../src/features/returns/disposition.ts'
import type { ReturnStatus } from '../../../src/features/returns/lifecycle.ts'

const due = new Date('2026-03-27T17:00:00Z')
const later = new Date('2026-04-10T16:00:00Z')
const at = (offset: number, from = due) => new Date(from.getTime() + offset)
const issued: DispositionFacts = {
  status: 'issued',
  excusedAs: null,
  submittedAt: null,
  submittedVia: null,
  firstDueAt: due,
  dueAt: due,
  startedAt: null,
}
const submitted = (submittedAt: Date, dueAt = due): DispositionFacts => ({
  ...issued,
  status: 'submitted',
  startedAt: at(-1e6),
  submittedAt,
  submittedVia: 'online',
  dueAt,
})

const coveredBy = (status: ReturnStatus, startedAt: Date | null): DispositionFacts => ({
  ...issued,
  status: 'excused',
  excusedAs: 'covered',
  covering: { status, startedAt },
})

test.each([
  ['never opened', issued, 'outstanding_missing'],
  ['opened, nothing typed', { ...issued, status: 'opened' as const }, 'outstanding_missing'],
  ['started', { ...issued, status: 'in_progress' as const, startedAt: at(-1000) }, 'outstanding_incomplete'],
  ['submitted at the very instant', submitted(due), 'completed_on_time'],
  ['submitted a millisecond later', submitted(at(1)), 'completed_late'],
  ['submitted in extension', submitted(at(1), later), 'completed_in_extension'],
  ['submitted at the last instant of the extension', submitted(later, later), 'completed_in_extension'],
  ['submitted after the extension', submitted(at(1, later), later), 'completed_late'],
  ['on time although extended', submitted(at(-1), later), 'completed_on_time'],
  ['awaiting the chair', { ...submitted(at(-1)), status: 'awaiting_sign_off' as const }, 'completed_on_time'],
  ['accepted', { ...submitted(at(-1)), status: 'accepted' as const }, 'completed_on_time'],
  ['sent back for more work', { ...submitted(at(-1)), status: 'returned' as const }, 'outstanding_incomplete'],
  ['an Excel file by email', { ...submitted(at(9e8)), submittedVia: 'offline' as const }, 'completed_offline'],
  ['closed after starting', { ...issued, status: 'excused' as const, excusedAs: 'closed' as const, startedAt: at(-1) }, 'closed'],
  ['merged', { ...issued, status: 'excused' as const, excusedAs: 'covered' as const }, 'covered_by_another'],
  ['covered by one that is not opened', coveredBy('issued', null), 'outstanding_missing'],
  ['covered by one that is started', coveredBy('in_progress', at(-1000)), 'outstanding_incomplete'],
  ['covered by one that was sent back', coveredBy('returned', at(-1000)), 'outstanding_incomplete'],
  ['covered by one that is not issued', coveredBy('not_issued', null), 'outstanding_missing'],
  ['covered by one that is not expected itself', coveredBy('excused', null), 'outstanding_missing'],
  ['covered by one that waits for its chair', coveredBy('awaiting_sign_off', at(-1000)), 'covered_by_another'],
  ['covered by one that was accepted', coveredBy('accepted', at(-1000)), 'covered_by_another'],
  ['nil return', { ...issued, status: 'excused' as const, excusedAs: 'not_applicable' as const }, 'not_applicable'],
  ['refused', { ...issued, status: 'excused' as const, excusedAs: 'declined' as const }, 'declined'],
] as const)('%s', (_words, facts, expected) => {
  expect(dispositionOf(facts)).toBe(expected)
})
