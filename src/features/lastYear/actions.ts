import type { Db } from '../../platform/db.ts'
import { lastSaidOf } from '../actionPlan/index.ts'
import { documentOf, type QuestionnaireDocument } from '../questionnaires/index.ts'
import { takesAnswer, type Question, type Response } from '../questions/index.ts'
import type { AuditReturn } from '../returns/index.ts'
import { offerOf, type Offer, type SaidThen } from './offer.ts'
import { lastReturn, type LastReturnRow } from './store.ts'

/** The last return that came in, with its questionnaire and its answers. */
export type LastReturn = Omit<LastReturnRow, 'given' | 'said'> & {
  document: QuestionnaireDocument
  responses: ReadonlyMap<string, Response>
  /** What was said since of how far its actions are, the newest first. */
  said: readonly SaidThen[]
}

/**
 * The last return that came in of the establishment of a return, or of the one that it follows: see `lastReturn` of the store.
 *
 * @param open `followsAnother` says whether there may be one: where not, nothing is read
 * @param keys of the questions of which the answers are wanted; left out for all
 */
export async function lastReturnFor(
  db: Db,
  { auditReturn, followsAnother }: { auditReturn: Pick<AuditReturn, 'id' | 'partnershipId'>; followsAnother: boolean },
  keys: readonly string[] | null = null,
): Promise<LastReturn | undefined> {
  const { id: returnId, partnershipId } = auditReturn
  if (!followsAnother) return undefined
  const found = await lastReturn(db, { partnershipId, returnId }, keys)
  const document = found && (await documentOf(db, partnershipId, found.versionId))
  if (!found || !document) return undefined
  const { given, said, ...last } = found
  return {
    ...last,
    document,
    responses: new Map((given ?? []).map(({ key, ...response }) => [key, response])),
    said: (said ?? []).map(one => ({ ...one, at: new Date(one.at) })),
  }
}

/** What it offers to questions of this year, by their keys. @param today 'YYYY-MM-DD' */
export function offersOf({ document, responses, said }: LastReturn, questions: readonly Question[], today: string): Map<string, Offer> {
  const then = new Map(document.sections.flatMap(section => section.questions).map(question => [question.key, question]))
  return new Map(
    questions.filter(takesAnswer).flatMap(question => {
      const response = responses.get(question.key)
      const progress = lastSaidOf(said, { key: question.key, what: response?.action?.what ?? null })
      const offer = offerOf(question, { question: then.get(question.key), response, progress }, today)
      return offer ? [[question.key, offer] as const] : []
    }),
  )
}
