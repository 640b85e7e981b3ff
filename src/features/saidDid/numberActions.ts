import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { findingsOf, KIND_WORDS, publishing } from '../findings/index.ts'

/** A finding of the round in the words that may leave the office; blank where it says nothing, as nobody is counted for it. */
export type Numbers = { findingId: Id<'finding'>; kind: string; statement: string; sentence: string }

/**
 * Every finding of a round as it may be published, in their order. Small numbers are covered here already: staff see them as everyone
 * will. `figures` are kept with what is published, and `lacks` says why none of the sentences may leave yet.
 */
export async function numbersOf(
  db: Db,
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
): Promise<{ numbers: Numbers[] } & Pick<Awaited<ReturnType<typeof publishing.sentencesToPublish>>, 'figures' | 'lacks'>> {
  const { sentences, ...beside } = await publishing.sentencesToPublish(db, { partnershipId, roundId })
  const order = [...sentences.keys()]
  const place = (id: Id<'finding'>) => (sentences.has(id) ? order.indexOf(id) : order.length)
  const findings = (await findingsOf(db, partnershipId, roundId)).toSorted((one, other) => place(one.id) - place(other.id))
  const numbers = findings.map(({ id, kind, statement }) => ({
    findingId: id,
    kind: KIND_WORDS[kind].words,
    statement,
    sentence: sentences.get(id) ?? '',
  }))
  return { numbers, ...beside }
}
