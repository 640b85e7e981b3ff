import { rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { keptCount } from '../keptCounts/index.ts'
import { documentOf, type QuestionnaireDocument } from '../questionnaires/index.ts'

export type OfRound = { partnershipId: Id<'partnership'>; roundId: Id<'round'> }

/** A document that returns of a round answer, with the id of its version. */
export type RoundDocument = { versionId: Id<'version'>; document: QuestionnaireDocument }

/** The documents that the returns of a round answer, in one statement and one for each document not yet known. */
export const roundDocuments = async (db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<RoundDocument[]> =>
  documentsOf(db, partnershipId, await versionsUsed(db, { partnershipId, roundId }))

/** The same for a page: which they are is kept while nothing moves. */
export const keptRoundDocuments = async (db: Db, of: OfRound): Promise<RoundDocument[]> =>
  documentsOf(db, of.partnershipId, await keptVersionsUsed(db, of))

async function documentsOf(db: Db, partnershipId: Id<'partnership'>, versions: readonly Id<'version'>[]): Promise<RoundDocument[]> {
  const documents: RoundDocument[] = []
  for (const versionId of versions) {
    const document = await documentOf(db, partnershipId, versionId)
    if (document) documents.push({ versionId, document })
  }
  return documents
}

/** Which versions the returns of a round use, for a page: kept while nothing moves. */
export const keptVersionsUsed = (db: Db, { partnershipId, roundId }: OfRound): Promise<Id<'version'>[]> =>
  keptCount(
    db,
    { partnershipId, movesWith: 'returns' },
    { what: 'versions', asked: { roundId }, work: trx => versionsUsed(trx, { partnershipId, roundId }) },
  )

/** The versions of question sets that the returns of a round use. */
export async function versionsUsed(db: Db, { partnershipId, roundId }: OfRound): Promise<Id<'version'>[]> {
  const found = await rows<{ id: Id<'version'> }>(
    db,
    `select distinct questionnaire_version_id as id from returns where partnership_id = ? and round_id = ? order by 1`,
    [partnershipId, roundId],
  )
  return found.map(({ id }) => id)
}
