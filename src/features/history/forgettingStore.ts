import type { Id } from '../../platform/id.ts'
import { changed, type Db } from '../../platform/db.ts'

/** Takes out of the history what a document was described as before, when it is removed for good: the one change that an event allows. */
export async function forgetDescriptions(
  trx: Db,
  partnershipId: Id<'partnership'>,
  { returnId, evidenceId }: { returnId: Id<'return'>; evidenceId: Id<'evidence'> },
): Promise<void> {
  await changed(
    trx,
    `update events set details = details - 'noteBefore'
     where partnership_id = ? and return_id = ? and verb = 'evidence.described' and (details ->> 'evidence')::bigint = ?`,
    [partnershipId, returnId, evidenceId],
  )
}

/** Takes the names of the people of an establishment out of the history of a return whose answers are deleted: the other change that events allow. */
export async function forgetNames(trx: Db, partnershipId: Id<'partnership'>, returnId: Id<'return'>): Promise<void> {
  await changed(
    trx,
    `update events set actor_name = case when actor_kind = 'contributor' then 'Name deleted' else actor_name end,
       details = details - forgotten_with_answers(verb)
     where partnership_id = ? and return_id = ? and (actor_kind = 'contributor' or details \\?| forgotten_with_answers(verb))`,
    [partnershipId, returnId],
  )
}
