import type { Db } from '../../platform/db.ts'
import type { ContributorActor } from '../history/index.ts'
import { notFound } from '../../platform/http/refusal.ts'
import { lockReturn, openReturn, type OpenReturn } from '../returns/index.ts'

/**
 * The return of somebody who came by an audit link, narrowed to what their link opens: the only way from a page of an
 * establishment to a return.
 *
 * @throws Refusal (not found)
 */
export const openFor = async (db: Db, { partnershipId, returnId, reach }: ContributorActor): Promise<OpenReturn> => ({
  ...(await openReturn(db, partnershipId, returnId)),
  reach,
})

/** The same, held until the caller's transaction ends. @throws Refusal (not found) */
export async function lockFor(trx: Db, actor: ContributorActor): Promise<OpenReturn> {
  if (!(await lockReturn(trx, actor.partnershipId, actor.returnId))) throw notFound()
  return openFor(trx, actor)
}
