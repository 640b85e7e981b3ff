import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { findingsOf, KIND_WORDS, sentencesToPublish } from '../findings/index.ts'

/** A finding of the round in the words that may leave the office. */
export type Numbers = { findingId: Id<'finding'>; kind: string; sentence: string }

/** Every finding of a round that says something, as it may be published, in their order. Small numbers are covered here already: staff see them as everyone will. */
export async function numbersOf(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<Numbers[]> {
  const { sentences } = await sentencesToPublish(db, { partnershipId, roundId })
  const findings = await findingsOf(db, partnershipId, roundId)
  return findings.flatMap(({ id, kind }) => {
    const sentence = sentences.get(id)
    return sentence === undefined ? [] : [{ findingId: id, kind: KIND_WORDS[kind].words, sentence }]
  })
}
