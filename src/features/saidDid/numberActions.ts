import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { findingsOf, KIND_WORDS, publishedSentences } from '../findings/index.ts'

/** A finding of the round in the words that may leave the office. */
export type Numbers = { findingId: Id<'finding'>; areaKey: string; kind: string; sentence: string }

/** Every finding of a round as it may be published, in their order. Small numbers are covered here already: staff see them as everyone will. */
export async function numbersOf(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<Numbers[]> {
  const findings = await findingsOf(db, partnershipId, roundId)
  const sentences = publishedSentences(findings)
  return findings.map(({ id, areaKey, kind }) => ({
    findingId: id,
    areaKey,
    kind: KIND_WORDS[kind].words,
    sentence: sentences.get(id) ?? '',
  }))
}
