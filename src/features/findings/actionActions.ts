import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { notFound } from '../../platform/http/refusal.ts'
import { once } from '../../platform/once.ts'
import { createAction, findAction, type NewAction } from '../actions/index.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { linkAction, unlinkAction } from './actionLinkStore.ts'
import { findFinding } from './store.ts'

type OfFinding = { roundId: Id<'round'>; findingId: Id<'finding'> }

/** Makes an action of a finding, linked with it. @returns its id */
export function actOnFinding(
  db: Db,
  actor: PartnershipActor,
  { roundId, findingId, action, requestKey }: OfFinding & { action: NewAction; requestKey?: string | undefined },
): Promise<{ actionId: Id<'action'> }> {
  const { partnershipId } = actor
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key: requestKey, purpose: `finding.act:${findingId}` }, async () => {
      const { actionId } = await createAction(trx, actor, action)
      await link(trx, actor, { roundId, findingId, actionId })
      return { actionId }
    }),
  )
}

/** Notes that an action that is there already is about a finding. @returns whether that is new */
export function linkFinding(db: Db, actor: PartnershipActor, of: OfFinding & { actionId: Id<'action'> }): Promise<boolean> {
  return inTransaction(db, async trx => {
    if (!(await findAction(trx, actor.partnershipId, of.actionId))) throw notFound()
    return link(trx, actor, of)
  })
}

async function link(trx: Db, actor: PartnershipActor, of: OfFinding & { actionId: Id<'action'> }): Promise<boolean> {
  const finding = await findFinding(trx, actor.partnershipId, of.roundId, of.findingId)
  if (!finding) throw notFound()
  const isNew = await linkAction(trx, actor.partnershipId, { ...of, by: actor.name })
  if (isNew) {
    const { statement } = finding
    await recordEvent(trx, actor, {
      verb: 'finding.action_linked',
      roundId: of.roundId,
      details: { findingId: of.findingId, actionId: of.actionId, statement },
    })
  }
  return isNew
}

/** An action is no longer about a finding; both stay. @returns whether it was */
export function unlinkFinding(db: Db, actor: PartnershipActor, of: OfFinding & { actionId: Id<'action'> }): Promise<boolean> {
  return inTransaction(db, async trx => {
    const finding = await findFinding(trx, actor.partnershipId, of.roundId, of.findingId)
    if (!finding) throw notFound()
    const gone = await unlinkAction(trx, actor.partnershipId, of)
    if (gone) {
      const { statement } = finding
      const details = { findingId: of.findingId, actionId: of.actionId, statement }
      await recordEvent(trx, actor, { verb: 'finding.action_unlinked', roundId: of.roundId, details })
    }
    return gone
  })
}
