import { inTransaction, type Pool } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { notFound } from '../../platform/http/refusal.ts'
import { londonDate, londonInstant } from '../../platform/london.ts'
import { once } from '../../platform/once.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { lockReturn, requireOpened } from '../returns/index.ts'
import type { NewChase } from './schemas.ts'
import { chasesAfter, insertChase, type OtherChase } from './store.ts'

/**
 * Keeps what was said to an establishment about its return. A chase of an earlier day is put at midday of it.
 *
 * @param request.seen the newest chase that the form showed; 0 when it showed none
 * @returns also what others kept after that: both are kept, since both were said
 * @throws Refusal (not found) when the partnership has no such return; (conflict) when its round was not opened yet
 */
export function recordChase(
  db: Pool,
  actor: PartnershipActor,
  { now, ...request }: NewChase & { returnId: Id<'return'>; key: string | undefined; seen: number; now: Date },
): Promise<{ chaseId: Id<'chase'>; meanwhile: OtherChase[] }> {
  const { returnId, key, seen, kind, on, said, nextOn } = request
  const { partnershipId } = actor
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key, purpose: 'chase.record' }, async () => {
      const auditReturn = await lockReturn(trx, partnershipId, returnId)
      if (!auditReturn) throw notFound()
      requireOpened(auditReturn)
      const { roundId, establishmentId } = auditReturn
      const at = on === londonDate(now) ? now : londonInstant(on, '12:00')
      const meanwhile = await chasesAfter(trx, { partnershipId, returnId, seen })
      const chaseId = await insertChase(trx, { partnershipId, roundId, returnId, kind, at, byName: actor.name, said, nextOn })
      await recordEvent(trx, actor, {
        verb: 'chase.recorded',
        roundId,
        establishmentId,
        returnId,
        details: { kind, said, nextOn, chaseId },
      })
      return { chaseId, meanwhile }
    }),
  )
}
