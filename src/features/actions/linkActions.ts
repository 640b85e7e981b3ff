import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { once } from '../../platform/once.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import type { ActionState } from './action.ts'
import { tellProgress } from './actions.ts'
import { endLinks } from './endingActions.ts'
import { leadsOf } from './leadStore.ts'
import { linkByHash } from './linkStore.ts'
import { timesToldOf } from './progressStore.ts'
import { lockAction } from './store.ts'

/** What became of what somebody reported by a link. */
export type Reported = { outcome: 'noted' } | { outcome: 'ended' } | { outcome: 'finished' } | { outcome: 'told' } | { outcome: 'unknown' }

/** Notes what the holder of a link says of their action, once for each form that they send. */
export function reportByLink(
  db: Db,
  hash: Buffer,
  said: { note: string; state: ActionState; seen: number; requestKey?: string | undefined },
): Promise<Reported> {
  return inTransaction(db, async (trx): Promise<Reported> => {
    const link = await linkByHash(trx, hash)
    if (!link) return { outcome: 'unknown' }
    const { partnershipId, actionId } = link
    const action = await lockAction(trx, partnershipId, actionId)
    // Read anew under the lock: who ends the link, or the action, holds it as well.
    const now = await linkByHash(trx, hash)
    if (!action || !now || now.endedAt !== null) return { outcome: 'ended' }
    return once(trx, { partnershipId, key: said.requestKey, purpose: `action.report:${now.id}` }, async (): Promise<Reported> => {
      if (action.state === 'done' || action.state === 'dropped') return { outcome: 'finished' }
      if ((await timesToldOf(trx, partnershipId, actionId)) !== said.seen) return { outcome: 'told' }
      const lead = { kind: 'system', partnershipId, name: `${now.name}, by their link` } as const
      await tellProgress(trx, lead, { action, ...said, droppedReason: '', by: now.name, linkId: now.id })
      return { outcome: 'noted' }
    })
  })
}

/** Ends the link of a lead. Ending it twice is not an error. @returns whether this ended it */
export function endLink(
  db: Db,
  actor: PartnershipActor,
  { actionId, leadId }: { actionId: Id<'action'>; leadId: Id<'actionLead'> },
): Promise<boolean> {
  const { partnershipId } = actor
  return inTransaction(db, async trx => {
    const action = await lockAction(trx, partnershipId, actionId)
    const lead = (await leadsOf(trx, partnershipId, [actionId])).find(({ id }) => id === leadId)
    if (!action || !lead) return false
    if ((await endLinks(trx, partnershipId, [leadId], actor.name)) === 0) return false
    await recordEvent(trx, actor, { verb: 'action.link_ended', details: { actionId, what: action.what, lead: lead.name } })
    return true
  })
}
