import { inTransaction, type Pool } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { once } from '../../platform/once.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { advanceNow, lockReturn, submissions, type signatures } from '../returns/index.ts'
import { refuse } from './refusals.ts'

type OnReturn = { returnId: Id<'return'>; key: string | undefined }

/**
 * Staff say that a signature is right, after they have looked at what was unusual about it.
 *
 * @param which the signature that they saw: by its role, and when it was given
 * @throws Refusal (conflict) when it is not there any more
 */
export function confirmSignature(
  db: Pool,
  actor: PartnershipActor,
  { returnId, key, role, at, note }: OnReturn & { role: signatures.SignatureRole; at: Date; note: string },
): Promise<void> {
  return inTransaction(db, trx =>
    once(trx, { partnershipId: actor.partnershipId, key, purpose: 'signature.confirm' }, async (): Promise<undefined> => {
      const auditReturn = await lockReturn(trx, actor.partnershipId, returnId)
      if (!auditReturn) throw refuse.notFound()
      const of = { partnershipId: actor.partnershipId, returnId }
      if (!(await submissions.confirmSignOff(trx, of, { role, at, by: actor.name, note }))) throw refuse.signatureGone(returnId)
      await recordEvent(trx, actor, { verb: 'return.signature_confirmed', returnId, details: { role, note } })
    }),
  )
}

/**
 * Staff go on without the signature of the chair or proprietor, for a reason: the return waits for nobody any more.
 *
 * @throws Refusal (conflict) when it does not wait for one
 */
export function waiveSignature(db: Pool, actor: PartnershipActor, { returnId, key, reason }: OnReturn & { reason: string }): Promise<void> {
  return inTransaction(db, trx =>
    once(trx, { partnershipId: actor.partnershipId, key, purpose: 'signature.waive' }, async (): Promise<undefined> => {
      const auditReturn = await lockReturn(trx, actor.partnershipId, returnId)
      if (!auditReturn) throw refuse.notFound()
      const status = advanceNow(auditReturn, 'completeSignOff')
      await submissions.waiveBoard(trx, { partnershipId: actor.partnershipId, returnId }, { reason, by: actor.name })
      await submissions.setStatus(trx, actor.partnershipId, returnId, status)
      await recordEvent(trx, actor, { verb: 'return.signature_waived', returnId, details: { reason } })
    }),
  )
}
