import { areasToReview, type AreaToReview } from '../reviewQuestions.ts'
import { byQuestion, type Readings, settled, type StoredVerdict, verdictsOf } from '../../verdicts/index.ts'
import type { Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import { sayShortDay } from '../../../platform/london.ts'
import { sayBytes } from '../../../platform/say.ts'
import { checkWords, documentDate, evidenceOf, held, shown as looks } from '../../evidence/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { answersOf, type EvidenceArea, type QuestionnaireDocument } from '../../questionnaires/index.ts'
import type { Json } from '../../questions/index.ts'
import { type EvidenceFile } from '../../returnPages/index.ts'
import { findReturn, responsesOf, returnDocument, type AuditReturn, type StoredResponse } from '../../returns/index.ts'
import { type SampleMember } from '../../sampling/index.ts'
import { answerTo } from '../actions.ts'
import { interestsIn } from '../interestStore.ts'
import { isBlind, isReadTwice, readingOf, type HeldReview, type Review } from '../review.ts'
import { reviewsOf } from '../reviewStore.ts'

/** All that a reviewer reads of one establishment. */
export type UnderReview = {
  auditReturn: AuditReturn
  document: QuestionnaireDocument
  responses: Map<string, StoredResponse>
  answered: (key: string) => boolean
  answerNow: (key: string) => Json
  files: EvidenceFile[]
  areas: AreaToReview[]
  /** Who reviews it, and which of the two the person is who looks. */
  reviews: HeldReview[]
  reading: Review['reading']
  /** The review that is given to them, if one is. */
  own: HeldReview | undefined
  /** Whether somebody settled what two differed about. */
  isModerated: boolean
  /** The verdicts that the person may see and change: their own reading's while the review is blind or open, afterwards those that count. */
  verdicts: Map<string, StoredVerdict>
  /** What both found, where the person may see it. */
  questions: Map<string, Readings>
  /** Whether they work there, or said that they have an interest in it: they record nothing of it. */
  hasInterest: boolean
  /** Why they cannot record a verdict. */
  whyNot: string | undefined
}

/** A member's return with its evidence and the verdicts on it. Whatever was answered or not: documents alone can be reviewed too. */
export async function underReview(
  db: Db,
  { partnershipId, accountId }: StaffActor,
  member: SampleMember,
  areas: readonly EvidenceArea[],
): Promise<UnderReview> {
  const [auditReturn, responses, files, verdicts, reviews, interests] = await Promise.all([
    findReturn(db, partnershipId, member.returnId),
    responsesOf(db, partnershipId, member.returnId),
    evidenceOf(db, partnershipId, member.returnId),
    verdictsOf(db, partnershipId, member.id),
    reviewsOf(db, partnershipId, [member.id]),
    interestsIn(db, partnershipId, [accountId], [member.establishmentId]),
  ])
  if (!auditReturn) throw new Error(`member ${member.id} has no return`)
  const document = await returnDocument(db, auditReturn)
  const reading = readingOf(reviews, accountId)
  const visible = isBlind(reviews) ? verdicts.filter(verdict => verdict.reading === reading) : verdicts
  const questions = byQuestion(visible)
  return {
    auditReturn,
    document,
    responses,
    answered: key => answerTo(responses, key) !== null,
    answerNow: key => answerTo(responses, key),
    files,
    reviews,
    reading,
    own: reviews.find(review => review.accountId === accountId),
    isModerated: verdicts.some(verdict => verdict.reading === 'moderated'),
    questions,
    verdicts: shown(questions, reviews, reading),
    areas: areasToReview(document, auditReturn.facts, answersOf(responses), areas),
    hasInterest: interests.length > 0,
    whyNot: whyNot(interests.length > 0, reviews, reading),
  }
}

/** While somebody reviews, their own verdicts; when both have finished, those that count, and the reviewer's own where they differ. */
function shown(
  questions: ReadonlyMap<string, Readings>,
  reviews: readonly Review[],
  reading: Review['reading'],
): Map<string, StoredVerdict> {
  const isOver = isReadTwice(reviews) && !isBlind(reviews)
  return new Map(
    [...questions].flatMap(([key, readings]) => {
      const verdict = isOver ? (settled(readings) ?? readings[reading]) : readings[reading]
      return verdict ? [[key, verdict] as const] : []
    }),
  )
}

/** What somebody is told who must not review an establishment. */
export const INTERESTED = 'You work here, or said that you have an interest in this establishment, so a colleague has to review it.'

function whyNot(hasInterest: boolean, reviews: readonly Review[], reading: Review['reading']): string | undefined {
  if (hasInterest) return INTERESTED
  if (reviews.find(review => review.reading === reading)?.finishedAt)
    return 'This review is finished. Open it again on the page of the establishment to change a verdict.'
  return undefined
}

/** How many questions of an area have a verdict. */
export const reviewedIn = ({ questions }: AreaToReview, { verdicts }: Pick<UnderReview, 'verdicts'>): number =>
  questions.filter(({ key }) => verdicts.has(key)).length

export type FileLink = {
  name: string
  /** Where it is downloaded; empty while it is held back or not checked. */
  href: string
  /** Where it is shown as pictures: by itself, and within the page of a review. Empty where it cannot be. */
  viewHref: string
  frameHref: string
  facts: string
  note: string
  /** How far it was checked, and what may be wrong with it. */
  remarks: string[]
}

/** A file of a return, to be opened by a reviewer. */
export const fileLink = (returnId: Id<'return'>, file: EvidenceFile): FileLink => ({
  name: file.name,
  href: held.opensToPartnership(file) ? looks.fileHref(returnId, file.id) : '',
  viewHref: isShown(file) ? looks.viewHref(returnId, file.id) : '',
  frameHref: isShown(file) ? looks.viewHref(returnId, file.id, { page: 1, size: 'fit', isFramed: true }) : '',
  facts:
    file.receivedVia === 'email'
      ? `${sayBytes(file.bytes)}, received by email on ${sayShortDay(file.receivedOn)}${documentDate.alsoDated(file.datedOn)}`
      : `${sayBytes(file.bytes)}, added by ${file.byName} on ${sayShortDay(file.at)}${documentDate.alsoDated(file.datedOn)}`,
  note: file.note,
  remarks: [checkWords.sayCheck(file, 'partnership'), ...checkWords.sayRemarks(file)],
})

const isShown = (file: EvidenceFile): boolean => held.opensToPartnership(file) && looks.canBeShown(file)
