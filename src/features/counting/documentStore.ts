import { rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { documentOf, type QuestionnaireDocument } from '../questionnaires/index.ts'

/** A document that returns of a round answer, with the id of its version. */
export type RoundDocument = { versionId: Id<'version'>; document: QuestionnaireDocument }

/** The documents that the returns of a round answer, in one statement and one for each document not yet known. */
export async function roundDocuments(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<RoundDocument[]> {
  const documents: RoundDocument[] = []
  for (const versionId of await versionsUsed(db, partnershipId, roundId)) {
    const document = await documentOf(db, partnershipId, versionId)
    if (document) documents.push({ versionId, document })
  }
  return documents
}

/** The versions of question sets that the returns of a round use. */
async function versionsUsed(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<Id<'version'>[]> {
  const found = await rows<{ id: Id<'version'> }>(
    db,
    `select distinct questionnaire_version_id as id from returns where partnership_id = ? and round_id = ? order by 1`,
    [partnershipId, roundId],
  )
  return found.map(({ id }) => id)
}
