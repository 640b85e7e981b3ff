import { inTransaction, type Db, type Pool } from '../../platform/db.ts'
import { notFound } from '../../platform/http/refusal.ts'
import type { Id } from '../../platform/id.ts'
import { once } from '../../platform/once.ts'
import type { PartnershipActor } from '../history/index.ts'
import { lockReturn, type AuditReturn } from '../returns/index.ts'
import { refuse } from './refusals.ts'

/**
 * What a staff action is about: the return, and the key of the form that asked for it. With the version that the form was
 * rendered from, the action is refused when anybody has changed the return since.
 */
export type Request = { returnId: Id<'return'>; key: string | undefined; version?: number | undefined }

type Work<Outcome> = Request & {
  purpose: string
  work: (trx: Db, auditReturn: AuditReturn) => Promise<Outcome>
  /** Locks what else the action is about, before the return: all in the order of the ids, so that nobody locks another out. */
  hold?: (trx: Db) => Promise<void>
}

/** One staff action on one return: in one transaction, under its lock, once per rendered form. */
export async function onReturn<Outcome>(
  db: Pool,
  actor: PartnershipActor,
  { returnId, key, version, purpose, work, hold = () => Promise.resolve() }: Work<Outcome>,
): Promise<Outcome> {
  return inTransaction(db, async trx => {
    const { outcome } = await once(trx, { partnershipId: actor.partnershipId, key, purpose }, async () => {
      await hold(trx)
      const auditReturn = await lockReturn(trx, actor.partnershipId, returnId)
      if (!auditReturn) throw notFound()
      if (version !== undefined && version !== auditReturn.version) throw refuse.changedMeanwhile(returnId)
      return { outcome: await work(trx, auditReturn) }
    })
    return outcome
  })
}

export const oneReturn = ({ id, partnershipId }: AuditReturn) => ({ returnId: id, partnershipId })
export const about = ({ id, roundId, establishmentId }: AuditReturn) => ({ returnId: id, roundId, establishmentId })
