import { type StoredVerdict } from '../../../src/features/verdicts/index.ts'
import { createHash } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { asId, type Id } from '../../../src/platform/id.ts'
import { printOfSharing, shareOut, type MemberToShare } from '../../../src/features/reviewing/shareOut.ts'
import { isBlind, type Review } from '../../../src/features/reviewing/review.ts'
import { disagreementOf, mayModerate } from '../../../src/features/reviewing/moderation.ts'

const account = (id: number) => asId<'account'>(id)
const [ADA, BEN, CAT] = [account(1), account(2), account(3)]
const members = (many: number, change: (at: number) => Partial<MemberToShare> = () => ({})): MemberToShare[] =>
  Array.from({ length: many }, (_, at) => ({
    memberId: asId<'member'>(at + 1),
    key: `urn:${100_000 + at}`,
    first: null,
    second: null,
    isConcluded: false,
    barred: new Set<Id<'account'>>(),
    barredAsSecond: new Set<Id<'account'>>(),
    ...change(at),
  }))
const share = (all: readonly MemberToShare[], percent: number, reviewers = [ADA, BEN]) =>
  shareOut(all, { reviewers, percent, seed: 'autumn' })
const loads = ({ given }: ReturnType<typeof share>, reviewers = [ADA, BEN, CAT]) =>
  reviewers.map(accountId => given.filter(one => one.accountId === accountId).length)

test('the work is even, ties go by the order of the reviewers, and nobody reads one establishment twice', () => {
  const shared = share(members(13), 20, [ADA, BEN, CAT])
  expect(shared.given.slice(0, 3).map(({ accountId }) => accountId)).toEqual([ADA, BEN, CAT])
  expect(loads(shared)).toEqual([6, 5, 5])
  expect(shared.twice).toHaveLength(3)
  for (const memberId of shared.twice) {
    const readers = shared.given.filter(one => one.memberId === memberId).map(({ accountId }) => accountId)
    expect([readers.length, new Set(readers).size]).toEqual([2, 2])
  }
})

test('who is read twice is drawn by lot: anybody finds the same with a seed, the keys and SHA-256', () => {
  const all = members(10)
  const lots = all
    .map(({ memberId, key }) => ({ memberId, lot: createHash('sha256').update(`autumn second ${key}`).digest('hex') }))
    .sort((one, other) => (one.lot < other.lot ? -1 : 1))
  expect(new Set(share(all, 25).twice)).toEqual(new Set(lots.slice(0, 3).map(({ memberId }) => memberId)))
  expect(new Set(share(all.toReversed(), 25).twice)).toEqual(new Set(share(all, 25).twice))
  expect([share(all, 0).twice.length, share(all, 100).twice.length, share(all, 30).twice.length]).toEqual([0, 10, 3])
})

test('whoever has an interest is given nothing of it, and where that is everybody it is said', () => {
  const all = members(4, at => ({ barred: new Set(at === 0 ? [ADA, BEN] : at === 1 ? [ADA] : []) }))
  const shared = share(all, 100)
  expect(shared.given.filter(({ memberId }) => memberId === 1)).toEqual([])
  expect(shared.given.filter(({ memberId, accountId }) => memberId === 2 && accountId === ADA)).toEqual([])
  expect(shared.unshared).toEqual([
    { memberId: 1, reading: 'first' },
    { memberId: 1, reading: 'second' },
    { memberId: 2, reading: 'second' },
  ])
})

test('whoever has one keeps it and it counts for them; what is concluded is not given; whoever saw it reviewed does not read it second', () => {
  const all = members(6, at => ({
    first: at < 3 ? ADA : null,
    isConcluded: at === 5,
    barredAsSecond: new Set(at === 0 ? [BEN] : []),
  }))
  const shared = share(all, 0)
  expect(shared.given).toEqual([4, 5].map(memberId => ({ memberId, reading: 'first', accountId: BEN })))
  const twice = share(all, 100)
  expect(twice.unshared).toEqual([{ memberId: 1, reading: 'second' }])
  expect(twice.given.some(({ memberId }) => memberId === 6)).toBe(false)
  // Given once, the same again gives nothing more.
  const after = all.map(member => ({
    ...member,
    first: member.first ?? twice.given.find(one => one.memberId === member.memberId && one.reading === 'first')?.accountId ?? null,
    second: twice.given.find(one => one.memberId === member.memberId && one.reading === 'second')?.accountId ?? null,
  }))
  expect(share(after, 100).given).toEqual([])
  // Nobody becomes the first reviewer of what they read second.
  expect(
    share(
      members(1, () => ({ second: ADA })),
      0,
    ).given,
  ).toMatchObject([{ reading: 'first', accountId: BEN }])
})

test('another sharing-out has another print', () => {
  const one = share(members(5), 20)
  expect(printOfSharing(share(members(5), 20))).toBe(printOfSharing(one))
  expect(printOfSharing(share(members(5), 20, [BEN, ADA]))).not.toBe(printOfSharing(one))
})

const review = (reading: Review['reading'], finished: boolean, accountId = reading === 'first' ? ADA : BEN) =>
  ({ reading, accountId, finishedAt: finished ? new Date(0) : null }) as Review

test.each<[string, Review[], boolean]>([
  ['of nobody in particular', [], false],
  ['of one', [review('first', false)], false],
  ['of two that go on', [review('first', false), review('second', false)], true],
  ['of two of whom the second is through', [review('first', false), review('second', true)], true],
  ['of two who are through', [review('first', true), review('second', true)], false],
  ['of a second who is through, where the first was taken away', [review('second', true)], true],
])('whether a review %s is blind', (_name, reviews, blind) => expect(isBlind(reviews)).toBe(blind))

const said = (reading: StoredVerdict['reading'], verdict: StoredVerdict['verdict'], accountId: Id<'account'> | null = null) =>
  ({ reading, verdict, direction: null, accountId, version: 1 }) as StoredVerdict

test('a question stands to be settled, said by one alone, or settled; where both agree it is none of these', () => {
  const [first, second] = [said('first', 'shown'), said('second', 'shown')]
  expect(disagreementOf({ first, second })).toBeUndefined()
  expect(disagreementOf({ first, second: said('second', 'no_evidence') })).toBe('open')
  expect(disagreementOf({ second })).toBe('open')
  expect(disagreementOf({ first })).toBe('alone')
  expect(disagreementOf({ first, second, moderated: said('moderated', 'shown') })).toBe('settled')
})

test('neither of the two settles what they differ about, nor who recorded one of the verdicts, unless nobody else can', () => {
  const reviews = [review('first', true), review('second', true)]
  const of = { reviews, readings: { first: said('first', 'shown', CAT) }, hasInterest: false }
  const dee = { accountId: account(4), name: 'Dee Four' }
  expect(mayModerate(dee.accountId, { ...of, others: [] })).toEqual({ may: true, note: '' })
  for (const one of [ADA, BEN, CAT]) {
    expect(mayModerate(one, { ...of, others: [dee] })).toMatchObject({
      may: false,
      because: expect.stringContaining('Dee Four') as unknown,
    })
    expect(mayModerate(one, { ...of, others: [{ accountId: BEN, name: 'Ben' }] })).toMatchObject({
      may: true,
      note: expect.stringContaining('You reviewed this yourself') as unknown,
    })
  }
  expect(mayModerate(dee.accountId, { ...of, hasInterest: true, others: [] }).may).toBe(false)
})
