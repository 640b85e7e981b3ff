import type { Id } from '../../platform/id.ts'
import type { SampleMember } from '../sampling/index.ts'
import type { Interest } from './interestStore.ts'
import type { Review } from './review.ts'

type Waiting = Pick<SampleMember, 'id' | 'establishmentId' | 'establishmentName' | 'outcome' | 'replacedAt'>

/**
 * Whom a reviewer comes to after one member of a sample: the next in its order that has no outcome yet and that they may review, from the
 * end of the list on from its beginning. Those who were given to others, or whose review they said to have finished, are passed over.
 */
export function nextMember<Member extends Waiting>(
  members: readonly Member[],
  after: Id<'member'>,
  by: { accountId: Id<'account'>; reviews: readonly Review[]; interests: readonly Interest[] },
): Member | undefined {
  const at = members.findIndex(({ id }) => id === after)
  const inTurn = [...members.slice(at + 1), ...members.slice(0, Math.max(at, 0))]
  return inTurn.find(member => isOpen(member) && isTheirs(member, by))
}

const isOpen = ({ outcome, replacedAt }: Waiting): boolean => outcome === null && replacedAt === null

function isTheirs(
  { id, establishmentId }: Waiting,
  { accountId, reviews, interests }: { accountId: Id<'account'>; reviews: readonly Review[]; interests: readonly Interest[] },
): boolean {
  if (interests.some(interest => interest.accountId === accountId && interest.establishmentId === establishmentId)) return false
  const given = reviews.filter(({ memberId }) => memberId === id)
  const own = given.find(review => review.accountId === accountId)
  return own ? own.finishedAt === null : given.length === 0
}
