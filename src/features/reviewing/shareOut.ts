import { createHash } from 'node:crypto'
import type { Id } from '../../platform/id.ts'
import { lotOf } from '../sampling/index.ts'
import type { Review } from './review.ts'

type Account = Id<'account'>

/** An establishment of a sample, as it is shared out: who has it, and who must not. */
export type MemberToShare = {
  memberId: Id<'member'>
  /** Its name outside this program (`urn:126416`), by which lots are drawn. */
  key: string
  first: Account | null
  second: Account | null
  /** Whether its outcome is recorded: it is not given to anyone any more. */
  isConcluded: boolean
  /** Those with an interest in it. */
  barred: ReadonlySet<Account>
  /** Those who have seen what the first reviewer found, or reviewed it before. */
  barredAsSecond: ReadonlySet<Account>
}

export type Given = { memberId: Id<'member'>; reading: Review['reading']; accountId: Account }
export type Unshared = { memberId: Id<'member'>; reading: Review['reading'] }

/** What sharing out a sample comes to. */
export type Sharing = {
  given: Given[]
  /** Who is to be read twice by the lots, those included that are already; what is concluded after one reading is not. */
  twice: Id<'member'>[]
  /** What nobody of those chosen may review. */
  unshared: Unshared[]
}

/**
 * Shares the establishments of a sample out over reviewers. Whoever has one keeps it; of the rest each goes to the reviewer who has the
 * fewest of the sample so far and has no interest in it, the first of the list where several have as few. The share that is read twice
 * is drawn by lot, so that anyone can repeat it: the smallest SHA-256 of the seed of the sample, " second", a space and the key. Its second
 * reader is whoever has the fewest then, another person than the first.
 *
 * @param members in the order in which they are given out; those who were replaced are none of them
 */
export function shareOut(
  members: readonly MemberToShare[],
  { reviewers, percent, seed }: { reviewers: readonly Account[]; percent: number; seed: string },
): Sharing {
  const load = new Map(reviewers.map(accountId => [accountId, 0]))
  const take = (accountId: Account | null) => {
    const before = accountId === null ? undefined : load.get(accountId)
    if (accountId !== null && before !== undefined) load.set(accountId, before + 1)
  }
  for (const { first, second } of members) for (const accountId of [first, second]) take(accountId)
  const twice = readTwice(members, percent, seed)
  const given: Given[] = []
  const unshared: Unshared[] = []
  const firsts = new Map(members.map(({ memberId, first }) => [memberId, first]))
  const give = (reading: Review['reading'], { memberId }: MemberToShare, mayNot: (accountId: Account) => boolean) => {
    const accountId = leastLoaded(load, mayNot)
    if (accountId === undefined) return void unshared.push({ memberId, reading })
    if (reading === 'first') firsts.set(memberId, accountId)
    take(accountId)
    given.push({ memberId, reading, accountId })
  }
  const open = members.filter(({ isConcluded }) => !isConcluded)
  for (const member of open.filter(({ first }) => first === null))
    give('first', member, accountId => member.barred.has(accountId) || accountId === member.second)
  for (const member of open.filter(({ memberId, second }) => second === null && twice.has(memberId)))
    give(
      'second',
      member,
      accountId => member.barred.has(accountId) || member.barredAsSecond.has(accountId) || accountId === firsts.get(member.memberId),
    )
  return {
    given,
    twice: members
      .filter(({ memberId, second, isConcluded }) => twice.has(memberId) && (second !== null || !isConcluded))
      .map(({ memberId }) => memberId),
    unshared,
  }
}

/** A share of the members by lot, rounded up, and those beside it that are read twice already. */
function readTwice(members: readonly MemberToShare[], percent: number, seed: string): Set<Id<'member'>> {
  const lots = members.map(({ memberId, key }) => ({ memberId, lot: lotOf(`${seed} second`, key) }))
  const drawn = lots.toSorted((one, other) => (one.lot < other.lot ? -1 : 1)).slice(0, Math.ceil((members.length * percent) / 100 - 1e-9))
  return new Set([...drawn, ...members.filter(({ second }) => second !== null)].map(({ memberId }) => memberId))
}

function leastLoaded(load: ReadonlyMap<Account, number>, mayNot: (accountId: Account) => boolean): Account | undefined {
  let found: Account | undefined
  for (const [accountId, many] of load) if (!mayNot(accountId) && (found === undefined || many < (load.get(found) ?? 0))) found = accountId
  return found
}

/** A short name for a sharing-out: the same has the same, and another has another. */
export const printOfSharing = ({ given, unshared }: Pick<Sharing, 'given' | 'unshared'>): string =>
  createHash('sha256')
    .update(JSON.stringify([given.map(({ memberId, reading, accountId }) => [memberId, reading, accountId]), unshared]))
    .digest('hex')
    .slice(0, 16)
