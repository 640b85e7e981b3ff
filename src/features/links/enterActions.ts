import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { recordEvent, WHOLE_RETURN } from '../history/index.ts'
import { lockReturn, steps } from '../returns/index.ts'
import { findStartedLink, markOpened, type FoundLink } from './landingStore.ts'

import { enterAs, type Entering } from './contributorStore.ts'
import { takeOver } from './takeOverActions.ts'
import { LEADING_STATES, linkState } from './linkState.ts'

/**
 * A person pressed the button of the landing page: that is what counts as opening a link. A mail scanner's GET never comes here.
 *
 * @param find reads the link, once before its return is held and once after
 * @returns the link as it stands now; it leads on only when `leadsOn`
 */
export function startByLink(db: Db, find: (db: Db) => Promise<FoundLink | undefined>): Promise<FoundLink | undefined> {
  return inTransaction(db, async trx => {
    const found = await find(trx)
    if (!found || !leadsOn(found)) return found
    // The return before its link, as everywhere: whoever hands the link over at this moment holds the return and ends the link.
    await lockReturn(trx, found.partnershipId, found.returnId)
    const link = await find(trx)
    if (!link || !leadsOn(link)) return link
    const isFirst = await markOpened(trx, link)
    await takeOver(trx, link)
    // Where an outstanding return stood when its round closed is what the round's figures say.
    if (linkState(link) === 'start') await steps.markReturnOpened(trx, link)
    if (isFirst) {
      const somebody = { kind: 'system' as const, partnershipId: link.partnershipId, name: `someone with the link of ${link.invitedName}` }
      await recordEvent(trx, somebody, { verb: 'invitation.opened', returnId: link.returnId, roundId: link.roundId })
    }
    return link
  })
}

/** The same, for whoever came by another way to the link than by its address. @returns whether it leads on */
export async function startByInvitation(db: Db, invitationId: Id<'invitation'>): Promise<boolean> {
  const link = await startByLink(db, read => findStartedLink(read, invitationId))
  return link !== undefined && leadsOn(link)
}

/** Whether a link lets somebody in. */
export const leadsOn = (link: FoundLink): boolean => LEADING_STATES.some(state => state === linkState(link))

/** Somebody says who they are. @returns the contributor's id; null when the link was ended meanwhile */
export function enter(
  db: Db,
  invitationId: Id<'invitation'>,
  { device = 'A browser', ...person }: Omit<Entering, 'device'> & { device?: string },
): Promise<Id<'contributor'> | null> {
  return inTransaction(db, async trx => {
    const started = await findStartedLink(trx, invitationId)
    if (!started) return null
    await lockReturn(trx, started.partnershipId, started.returnId)
    const link = await findStartedLink(trx, invitationId)
    if (!link || !leadsOn(link)) return null
    const { id, isNew } = await enterAs(trx, link, { ...person, device })
    if (isNew) {
      const { partnershipId, returnId, roundId } = link
      const contributor = {
        kind: 'contributor' as const,
        partnershipId,
        contributorId: id,
        invitationId,
        returnId,
        name: person.name,
        role: person.role,
        reach: WHOLE_RETURN,
      }
      await recordEvent(trx, contributor, { verb: 'contributor.entered', returnId, roundId, details: { role: person.role } })
    }
    return id
  })
}
