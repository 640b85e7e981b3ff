import { valuesOf, type Json, type Question, type VersionedDocument } from '../questionnaires/index.ts'

/** The best value of one rating question in one version: what "all yes, all green" is held against. */
export type BestValue = { versionId: number; key: string; best: Json }

const RATINGS: readonly Question['kind'][] = ['yes_no', 'yes_partly_no', 'met', 'rag', 'level']

/**
 * The best value of every rating, per version. A question whose shortfall is a plain fact ("Does the school have
 * boarders?") is no rating here. Scales are written from their best value down.
 */
export function bestValues(documents: readonly VersionedDocument[]): BestValue[] {
  return documents.flatMap(({ versionId, document }) =>
    document.sections
      .flatMap(section => section.questions)
      .filter(question => RATINGS.includes(question.kind) && !('action' in question && question.action === false))
      .map(question => ({ versionId, key: question.key, best: valuesOf(question)[0]?.value ?? null })),
  )
}
