import { expect, test } from '@jest/globals'
import { nextMember } from '../../../src/features/reviewing/nextMember.ts'
import type { Review } from '../../../src/features/reviewing/review.ts'
import { asId } from '../../../src/platform/id.ts'

const me = asId<'account'>(1)
const member = (id: number, change: { outcome?: 'assured'; replacedAt?: Date } = {}) => ({
  id: asId<'member'>(id),
  establishmentId: asId<'establishment'>(id * 10),
  establishmentName: `School ${id}`,
  outcome: change.outcome ?? null,
  replacedAt: change.replacedAt ?? null,
})
const review = (memberId: number, accountId: number, finishedAt: Date | null = null, reading: 'first' | 'second' = 'first'): Review => ({
  id: asId(memberId * 100 + accountId),
  memberId: asId(memberId),
  reading,
  accountId: asId(accountId),
  reviewerName: 'Jo',
  givenBy: 'Priya',
  givenAt: new Date(0),
  finishedAt,
  version: 1,
})
const next = (members: ReturnType<typeof member>[], after: number, reviews: Review[] = [], interests: number[] = []) =>
  nextMember(members, asId(after), {
    accountId: me,
    reviews,
    interests: interests.map(id => ({ accountId: me, establishmentId: asId(id * 10), reason: null })),
  })?.id

test('the next school is the one after, and after the last the first', () => {
  const all = [member(1), member(2), member(3)]
  expect([next(all, 1), next(all, 2), next(all, 3)]).toEqual([2, 3, 1])
})

test('those with an outcome, or that were replaced, are passed over', () => {
  expect(next([member(1), member(2, { outcome: 'assured' }), member(3, { replacedAt: new Date(0) }), member(4)], 1)).toBe(4)
})

test('nobody goes on to a school of theirs, to one that a colleague reviews, or to one that they have finished', () => {
  const all = [member(1), member(2), member(3), member(4), member(5)]
  expect(next(all, 1, [review(3, 9), review(4, 1, new Date(0))], [2])).toBe(5)
})

test('the second of two reviewers goes on to it as the first does', () => {
  const all = [member(1), member(2)]
  expect(next(all, 1, [review(2, 9, new Date(0)), review(2, 1, null, 'second')])).toBe(2)
})

test('where nobody else is left there is none, not the same again', () => {
  expect(next([member(1)], 1)).toBeUndefined()
  expect(next([member(1), member(2, { outcome: 'assured' })], 1)).toBeUndefined()
})
