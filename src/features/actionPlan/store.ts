import { changed, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { PlanNote, PlanState } from './plan.ts'

/** What was said of the actions of a return, the newest first. */
export const notesOf = (db: Db, partnershipId: Id<'partnership'>, returnId: Id<'return'>): Promise<Omit<PlanNote, 'roundName'>[]> =>
  rows(
    db,
    `select id, question_keys as "questionKeys", what, state_after as "stateAfter", note, by_name as "byName", at
     from action_plan_notes where partnership_id = ? and return_id = ? order by id desc`,
    [partnershipId, returnId],
  )

/** What was said of the actions of several returns, the newest first. */
export const notesOfReturns = (
  db: Db,
  partnershipId: Id<'partnership'>,
  returnIds: readonly Id<'return'>[],
): Promise<(PlanNote & { returnId: Id<'return'> })[]> =>
  rows(
    db,
    `select return_id as "returnId", id, question_keys as "questionKeys", what, state_after as "stateAfter", note, by_name as "byName", at,
       null as "roundName" from action_plan_notes where partnership_id = ? and return_id = any(?::bigint[]) order by id desc`,
    [partnershipId, [...returnIds]],
  )

type NewNote = {
  partnershipId: Id<'partnership'>
  returnId: Id<'return'>
  questionKeys: readonly string[]
  what: string
  stateAfter: PlanState
  note: string
  contributorId: Id<'contributor'>
  byName: string
}

export async function insertNote(trx: Db, note: NewNote): Promise<void> {
  await changed(
    trx,
    `insert into action_plan_notes (partnership_id, return_id, question_keys, what, state_after, note, contributor_id, by_name)
     values (:partnershipId, :returnId, :questionKeys::text[], :what, :stateAfter, :note, :contributorId, :byName)`,
    { ...note, questionKeys: [...note.questionKeys] },
  )
}

/** Deletes what was written down of the actions of a return, with its answers, at the end of the time that they are kept. */
export async function forgetRemarks(trx: Db, partnershipId: Id<'partnership'>, returnId: Id<'return'>): Promise<void> {
  await changed(trx, `delete from action_plan_notes where partnership_id = ? and return_id = ?`, [partnershipId, returnId])
  await changed(trx, `delete from action_plan_reminders where partnership_id = ? and return_id = ?`, [partnershipId, returnId])
  await changed(trx, `delete from action_plan_switches where partnership_id = ? and return_id = ?`, [partnershipId, returnId])
}
