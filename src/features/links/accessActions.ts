import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { notFound } from '../../platform/http/refusal.ts'
import { recordEvent, type ContributorActor } from '../history/index.ts'
import { lockReturn } from '../returns/index.ts'
import { findAccess, setAccessEnded } from './accessStore.ts'
import { cameByMainLink } from './contributorStore.ts'
import { refuse } from './refusals.ts'

/**
 * Ends the access of one person: they are signed out of the return in every browser at once. Their link goes on working for others,
 * and who comes by it again is somebody new.
 *
 * @returns whether it had been ended already: a second press is no error
 * @throws Refusal for anybody but the holder of the main link, and when they mean themselves
 */
export function endAccess(db: Db, actor: ContributorActor, contributorId: Id<'contributor'>): Promise<{ name: string; already: boolean }> {
  return inTransaction(db, async trx => {
    const { partnershipId, returnId } = actor
    await lockReturn(trx, partnershipId, returnId)
    if (!(await cameByMainLink(trx, actor))) throw refuse.onlyMainSees()
    const access = await findAccess(trx, partnershipId, returnId, contributorId)
    if (!access) throw notFound()
    if (contributorId === actor.contributorId) throw refuse.ownAccess()
    const ended = await setAccessEnded(trx, { partnershipId, contributorId, by: actor.name })
    if (ended) await recordEvent(trx, actor, { verb: 'contributor.ended', returnId, details: { name: access.name } })
    return { name: access.name, already: !ended }
  })
}
