import { changed, row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'

/** A question of a round: the same key may stand in the questionnaires of several question sets, and each has its own. */
export type AskedIn = { partnershipId: Id<'partnership'>; roundId: Id<'round'>; versionId: Id<'version'>; key: string }

/** One version of what all are told about a question; a blank text withdraws it. */
export type Clarification = { versionId: Id<'version'>; key: string; label: string; number: number; text: string; byName: string; at: Date }

const CLARIFICATION = `c.questionnaire_version_id as "versionId", c.question_key as key, c.question_label as label, c.number, c.text,
  c.by_name as "byName", c.at`

/** What is told about these questions now. */
export const clarificationsOf = (
  db: Db,
  { partnershipId, roundId, versionId }: Omit<AskedIn, 'key'>,
  keys: readonly string[],
): Promise<Clarification[]> =>
  rows<Clarification>(
    db,
    `select * from (
       select distinct on (c.question_key) ${CLARIFICATION} from clarifications c
       where c.partnership_id = :partnershipId and c.round_id = :roundId and c.questionnaire_version_id = :versionId
         and c.question_key = any(:keys::text[])
       order by c.question_key, c.number desc
     ) latest where text <> ''`,
    { partnershipId, roundId, versionId, keys: [...keys] },
  )

/** Every version of what was told about one question, the latest first. */
export const versionsOf = (db: Db, of: AskedIn): Promise<Clarification[]> =>
  rows<Clarification>(
    db,
    `select ${CLARIFICATION} from clarifications c
     where c.partnership_id = :partnershipId and c.round_id = :roundId and c.questionnaire_version_id = :versionId and c.question_key = :key
     order by c.number desc`,
    of,
  )

/** The last version about each question of a round, withdrawn ones too, the latest first. */
export const clarificationsIn = (db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<Clarification[]> =>
  rows<Clarification>(
    db,
    `select * from (
       select distinct on (c.questionnaire_version_id, c.question_key) ${CLARIFICATION} from clarifications c
       where c.partnership_id = ? and c.round_id = ? order by c.questionnaire_version_id, c.question_key, c.number desc
     ) latest order by at desc`,
    [partnershipId, roundId],
  )

/** Holds the clarifications of a round until the transaction ends: two who write one take turns. */
export const lockClarifications = (trx: Db, { partnershipId, roundId }: Pick<AskedIn, 'partnershipId' | 'roundId'>): Promise<unknown> =>
  row(trx, `select id from rounds where partnership_id = ? and id = ? for no key update`, [partnershipId, roundId])

/** Adds a version. */
export async function insertClarification(
  trx: Db,
  of: AskedIn,
  version: Pick<Clarification, 'label' | 'number' | 'text' | 'byName'>,
): Promise<void> {
  await changed(
    trx,
    `insert into clarifications (partnership_id, round_id, questionnaire_version_id, question_key, question_label, number, text, by_name)
     values (:partnershipId, :roundId, :versionId, :key, :label, :number, :text, :byName)`,
    { ...of, ...version },
  )
}
