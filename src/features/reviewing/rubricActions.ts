import { inTransaction, type Db } from '../../platform/db.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { holdingRubric, type Rubric, type RubricKey } from './rubric.ts'
import { findRubric, putRubric } from './rubricStore.ts'

type Change = RubricKey & { title: string; body: string; version: number }

/**
 * Writes what good evidence shows of an area or a question, in the partnership's own words.
 *
 * @param change.title what the history calls the area or question
 * @param change.version that of the text when the form was drawn; 0 when there was none
 * @returns `changedSince`: what somebody else wrote meanwhile: nothing was written then; `isNew`: whether anything was other than before
 */
export const writeRubric = (db: Db, actor: PartnershipActor, change: Change): Promise<{ changedSince: Rubric | null; isNew: boolean }> =>
  putBody(db, actor, change, 'rubric.written')

/** Goes back to the words that come with the program; the history keeps the partnership's own. Its results are those of `writeRubric`. */
export const resetRubric = (
  db: Db,
  actor: PartnershipActor,
  change: Omit<Change, 'body'>,
): Promise<{ changedSince: Rubric | null; isNew: boolean }> => putBody(db, actor, { ...change, body: '' }, 'rubric.reset')

function putBody(
  db: Db,
  actor: PartnershipActor,
  { title, body, version, ...of }: Change,
  verb: 'rubric.written' | 'rubric.reset',
): Promise<{ changedSince: Rubric | null; isNew: boolean }> {
  const { partnershipId } = actor
  return inTransaction(db, async trx => {
    const before = await findRubric(trx, partnershipId, of)
    if (body === (before?.body ?? '') || (body !== '' && body === holdingRubric(before, of))) return { changedSince: null, isNew: false }
    if (!(await putRubric(trx, partnershipId, { ...of, body, writtenBy: actor.name, version })))
      return { changedSince: (await findRubric(trx, partnershipId, of)) ?? null, isNew: false }
    const details = { about: of.about, key: of.key, title, body, before: before?.body ?? '' }
    await recordEvent(trx, actor, { verb, details })
    return { changedSince: null, isNew: true }
  })
}
