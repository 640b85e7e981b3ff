import { inTransaction, type Pool } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { notFound } from '../../platform/http/refusal.ts'
import { londonDate, londonInstant } from '../../platform/london.ts'
import { once } from '../../platform/once.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { findReturn, requireOpened } from '../returns/index.ts'
import type { NewChase } from './schemas.ts'
import { insertChase } from './store.ts'

/**
 * Keeps what was said to an establishment about its return. A chase of an earlier day is put at midday of it.
 *
 * @throws Refusal (not found) when the partnership has no such return; (conflict) when its round was not opened yet
 */
export function recordChase(
  db: Pool,
  actor: PartnershipActor,
  { now, ...request }: NewChase & { returnId: Id<'return'>; key: string | undefined; now: Date },
): Promise<{ chaseId: Id<'chase'> }> {
  const { returnId, key, kind, on, said, nextOn } = request
  const { partnershipId } = actor
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key, purpose: 'chase.record' }, async () => {
      const auditReturn = await findReturn(trx, partnershipId, returnId)
      if (!auditReturn) throw notFound()
      requireOpened(auditReturn)
      const { roundId, establishmentId } = auditReturn
      const at = on === londonDate(now) ? now : londonInstant(on, '12:00')
      const chaseId = await insertChase(trx, { partnershipId, roundId, returnId, kind, at, byName: actor.name, said, nextOn })
      await recordEvent(trx, actor, {
        verb: 'chase.recorded',
        roundId,
        establishmentId,
        returnId,
        details: { kind, said, nextOn, chaseId },
      })
      return { chaseId }
    }),
  )
}
