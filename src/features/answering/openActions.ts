import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { ContributorActor, PartnershipActor } from '../history/index.ts'
import { holdsReturnOf } from '../links/index.ts'
import { lockReturns, openReturn, type OpenReturn, sections } from '../returns/index.ts'

/**
 * The return of somebody who came by an audit link, narrowed to what their link opens: the only way from a page of an
 * establishment to a return.
 *
 * @param read its row with its answers, where it was read already
 * @throws Refusal (not found)
 */
export const openFor = async (db: Db, { partnershipId, returnId, reach }: ContributorActor, read?: ReadReturn): Promise<OpenReturn> => ({
  ...(await openReturn(db, partnershipId, returnId, read)),
  reach,
})
export type ReadReturn = NonNullable<Parameters<typeof openReturn>[3]>

/** The return that staff key in, in the forms of the establishment. @throws Refusal (not found) */
export const openKeyed = (
  db: Db,
  { partnershipId }: Pick<PartnershipActor, 'partnershipId'>,
  returnId: Id<'return'>,
): Promise<OpenReturn> => openReturn(db, partnershipId, returnId)

/** The same for the page of a section, of which the answers to these questions were read. @throws Refusal (not found) */
export async function openSectionFor(
  db: Db,
  actor: ContributorActor,
  { read, keys }: { read: ReadSection; keys: readonly string[] },
): Promise<sections.OpenSection> {
  const open = await sections.openSection(db, read, keys)
  return open ? { ...open, reach: actor.reach } : openFor(db, actor)
}
export type ReadSection = Parameters<typeof sections.openSection>[1]

/** The same, held until the caller's transaction ends. @throws Refusal (not found) */
export async function lockFor(trx: Db, actor: ContributorActor): Promise<OpenReturn> {
  if (!holdsReturnOf(trx, actor)) await lockReturns(trx, actor.partnershipId, [actor.returnId])
  return openFor(trx, actor)
}
