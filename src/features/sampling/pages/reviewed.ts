import type { Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import { sayShortDay } from '../../../platform/london.ts'
import { answersOf, type EvidenceArea, type QuestionnaireDocument } from '../../questionnaires/index.ts'
import { evidenceOf } from '../../evidence/index.ts'
import { findReturn, responsesOf, returnDocument, type AuditReturn, type StoredResponse } from '../../returns/index.ts'
import { type EvidenceFile } from '../../returnPages/index.ts'
import { sayBytes } from '../../../platform/say.ts'
import type { StoredVerdict } from '../review.ts'
import { areasToReview, type AreaToReview } from '../reviewQuestions.ts'
import { verdictsOf } from '../reviewStore.ts'
import type { SampleMember } from '../memberStore.ts'

/** All that a reviewer reads of one establishment. */
export type UnderReview = {
  auditReturn: AuditReturn
  document: QuestionnaireDocument
  responses: Map<string, StoredResponse>
  files: EvidenceFile[]
  verdicts: Map<string, StoredVerdict>
  areas: AreaToReview[]
}

/** A member's return with its evidence and the verdicts on it. Whatever was answered or not: documents alone can be reviewed too. */
export async function underReview(
  db: Db,
  partnershipId: Id<'partnership'>,
  member: SampleMember,
  areas: readonly EvidenceArea[],
): Promise<UnderReview> {
  const [auditReturn, responses, files, verdicts] = await Promise.all([
    findReturn(db, partnershipId, member.returnId),
    responsesOf(db, partnershipId, member.returnId),
    evidenceOf(db, partnershipId, member.returnId),
    verdictsOf(db, partnershipId, member.id),
  ])
  if (!auditReturn) throw new Error(`member ${member.id} has no return`)
  const document = await returnDocument(db, auditReturn)
  return {
    auditReturn,
    document,
    responses,
    files,
    verdicts,
    areas: areasToReview(document, auditReturn.facts, answersOf(responses), areas),
  }
}

/** How many questions of an area have a verdict. */
export const reviewedIn = ({ questions }: AreaToReview, verdicts: ReadonlyMap<string, StoredVerdict>): number =>
  questions.filter(({ key }) => verdicts.has(key)).length

export type FileLink = { name: string; href: string; facts: string; note: string }

/** A file of a return, to be opened by a reviewer. */
export const fileLink = (returnId: Id<'return'>, file: EvidenceFile): FileLink => ({
  name: file.name,
  href: `/returns/${returnId}/evidence/${file.id}`,
  facts:
    file.receivedVia === 'email'
      ? `${sayBytes(file.bytes)}, received by email on ${sayShortDay(file.receivedOn)}`
      : `${sayBytes(file.bytes)}, added by ${file.byName} on ${sayShortDay(file.at)}`,
  note: file.note,
})
