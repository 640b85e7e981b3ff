import { brokenConstraint, inTransaction, type Db } from '../../platform/db.ts'
import { notFound } from '../../platform/http/refusal.ts'
import type { Id } from '../../platform/id.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { lockAgency, ONE_NAME, updateName } from './exerciseStore.ts'

/** What became of a new name: another agency may have it, or a colleague may have given another meanwhile. Then nothing was written. */
export type Renamed = { isTaken: boolean; changedSince: string | null }

/**
 * Gives an agency another name, in every exercise: it is the same agency.
 *
 * @param name.before the name that it had when the form was rendered
 */
export function renameAgency(
  db: Db,
  actor: PartnershipActor,
  { agencyId, name, before }: { agencyId: Id<'agency'>; name: string; before: string },
): Promise<Renamed> {
  return inTransaction(db, async (trx): Promise<Renamed> => {
    const agency = await lockAgency(trx, actor.partnershipId, agencyId)
    if (!agency) throw notFound()
    if (agency.name === name) return { isTaken: false, changedSince: null }
    if (agency.name !== before) return { isTaken: false, changedSince: agency.name }
    await updateName(trx, actor.partnershipId, agencyId, name)
    await recordEvent(trx, actor, { verb: 'rating_agency.renamed', details: { agencyId, agency: name, before } })
    return { isTaken: false, changedSince: null }
  }).catch((error: unknown) => {
    if (brokenConstraint(error) === ONE_NAME) return { isTaken: true, changedSince: null }
    throw error
  })
}
