import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { londonDate } from '../../platform/london.ts'
import { WHOLE_RETURN, type PartnershipActor } from '../history/index.ts'
import { issueLinks, storeLinks, type LinkDeps, type Recipient } from '../links/index.ts'
import { whoIsWrittenTo } from './addressees.ts'
import { returnsToWriteAbout, type ReturnToWriteAbout } from './store.ts'

/**
 * Sees to it that whoever is given the link of each of these returns can be written to with one. Where no link works, the first in the
 * register gets the main one; where staff chose DSL and head, the other gets one of their own. Where whoever holds one has left or has no
 * address (it was handed over by hand), the first in the register gets one of their own; the others go on working until staff end them,
 * because colleagues may have come by them.
 *
 * @param trx a transaction
 * @returns the returns to write about, in the order of their ids; and those that were issued by this
 */
export async function issueLinksToMail(
  { db: trx, ...deps }: LinkDeps & { db: Db },
  actor: PartnershipActor,
  returnIds: readonly Id<'return'>[],
): Promise<{ returns: ReturnToWriteAbout[]; issued: ReadonlySet<Id<'return'>> }> {
  const issued = await issueLinks({ ...deps, db: trx }, actor, returnIds)
  const returns = await returnsToWriteAbout(trx, actor.partnershipId, returnIds)
  const today = londonDate(deps.now())
  const without = returns.flatMap(one => (one.roundIsOpen && one.linkLeads ? whoIsWithout(one, today) : []))
  if (without.length === 0) return { returns, issued }
  await storeLinks({ ...deps, db: trx }, actor, without)
  return { returns: await returnsToWriteAbout(trx, actor.partnershipId, returnIds), issued }
}

function whoIsWithout(one: ReturnToWriteAbout, today: string): Recipient[] {
  return whoIsWrittenTo(one, 'answering', today)
    .to.filter(({ invitationId }) => invitationId === null)
    .map(({ contactId, name, email, role }) => ({
      ...{ returnId: one.returnId, contactId, name, email, role },
      ...{ main: false, reach: WHOLE_RETURN },
    }))
}
