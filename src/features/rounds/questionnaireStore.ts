import type { Id } from '../../platform/id.ts'
import { type Db, rows, changed } from '../../platform/db.ts'
import type { RoundQuestionnaire, Round } from './round.ts'
import type { SetCode } from '../questionnaires/index.ts'

/** Which version of each set a round uses, beside the newest there is. */
export async function questionnairesOf(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<RoundQuestionnaire[]> {
  return rows<RoundQuestionnaire>(
    db,
    `select q.set_code as "setCode", q.questionnaire_version_id as "versionId", v.version, v.title,
       (select max(n.version) from questionnaire_versions n where n.partnership_id = q.partnership_id and n.set_code = q.set_code) as "newestVersion"
     from round_questionnaires q join questionnaire_versions v on v.id = q.questionnaire_version_id
     where q.partnership_id = ? and q.round_id = ? order by q.set_code`,
    [partnershipId, roundId],
  )
}

export async function insertQuestionnaires(
  trx: Db,
  round: Round,
  versions: readonly { setCode: SetCode; id: Id<'version'> }[],
): Promise<void> {
  await changed(
    trx,
    `insert into round_questionnaires (round_id, partnership_id, set_code, questionnaire_version_id)
     select :roundId, :partnershipId, v.set_code, v.id from unnest(:sets::text[], :ids::bigint[]) as v (set_code, id)`,
    { roundId: round.id, partnershipId: round.partnershipId, sets: versions.map(v => v.setCode), ids: versions.map(v => v.id) },
  )
}

/** Sets that no return of the round has leave it. */
export async function dropUnusedSets(trx: Db, round: Round): Promise<void> {
  await changed(
    trx,
    `delete from round_questionnaires q where q.partnership_id = ? and q.round_id = ?
       and not exists (select from returns r where r.round_id = q.round_id and r.set_code = q.set_code)`,
    [round.partnershipId, round.id],
  )
}

/** A draft takes the newest version of each of its sets. */
export async function takeNewestVersions(trx: Db, round: Round): Promise<void> {
  await changed(
    trx,
    `update round_questionnaires q set questionnaire_version_id = v.id
     from (select distinct on (set_code) set_code, id from questionnaire_versions
           where partnership_id = :partnershipId and status <> 'draft' order by set_code, version desc) v
     where q.partnership_id = :partnershipId and q.round_id = :roundId and q.set_code = v.set_code`,
    { partnershipId: round.partnershipId, roundId: round.id },
  )
}
