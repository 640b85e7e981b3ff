import { rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { documentOf, type QuestionnaireDocument } from '../questionnaires/index.ts'

export type OfRound = { partnershipId: Id<'partnership'>; roundId: Id<'round'> }

/** A document that returns of a round answer, with the id of its version. */
export type RoundDocument = { versionId: Id<'version'>; document: QuestionnaireDocument }

/** The documents that the returns of a round answer, in one statement and one for each document not yet known. */
export const roundDocuments = async (db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<RoundDocument[]> =>
  documentsOf(db, partnershipId, await versionsUsed(db, { partnershipId, roundId }))

async function documentsOf(db: Db, partnershipId: Id<'partnership'>, versions: readonly Id<'version'>[]): Promise<RoundDocument[]> {
  const documents: RoundDocument[] = []
  for (const versionId of versions) {
    const document = await documentOf(db, partnershipId, versionId)
    if (document) documents.push({ versionId, document })
  }
  return documents
}

/** The versions of question sets that the returns of a round use. */
export async function versionsUsed(db: Db, { partnershipId, roundId }: OfRound): Promise<Id<'version'>[]> {
  const found = await rows<{ id: Id<'version'> }>(
    db,
    // One look at an index for each version that there is, however many returns use it.
    `select v.id from questionnaire_versions v
     where v.partnership_id = :partnershipId and exists (select from returns r
       where r.partnership_id = v.partnership_id and r.round_id = :roundId and r.questionnaire_version_id = v.id)
     order by v.id`,
    { partnershipId, roundId },
  )
  return found.map(({ id }) => id)
}
