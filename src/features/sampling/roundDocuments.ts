import type { Db } from '../../platform/db.ts'
import { documentOf, type QuestionnaireDocument } from '../questionnaires/index.ts'
import { versionsUsed } from './populationStore.ts'

/** A document that returns of a round answer, with the id of its version. */
export type RoundDocument = { versionId: number; document: QuestionnaireDocument }

/** The documents that the returns of a round answer, in one statement and one for each document not yet known. */
export async function roundDocuments(db: Db, partnershipId: number, roundId: number): Promise<RoundDocument[]> {
  const documents: RoundDocument[] = []
  for (const versionId of await versionsUsed(db, partnershipId, roundId)) {
    const document = await documentOf(db, partnershipId, versionId)
    if (document) documents.push({ versionId, document })
  }
  return documents
}
