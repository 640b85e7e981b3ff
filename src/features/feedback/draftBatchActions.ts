import { inTransaction, type Db } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/id.ts'
import { advanceRun, finishRun } from '../../platform/jobs/runs.ts'
import { sayCount } from '../../platform/say.ts'
import { notesOfReturns } from '../actionPlan/index.ts'
import { roundDocuments } from '../counting/index.ts'
import { factsFrom, sayPhase } from '../establishments/index.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { findRound } from '../rounds/index.ts'
import { draftFeedback } from './draft.ts'
import {
  answersOfReturns,
  returnsToDraft,
  reviewsOfReturns,
  writeDrafts,
  type Draft,
  type OfRound,
  type ReturnToDraft,
} from './draftStore.ts'
import type { FeedbackOrder } from './orders.ts'
import { refuse } from './refusals.ts'
import { peersOf } from './similar.ts'
import { wordsForOne, wordsNow } from './wordsActions.ts'
import type { Words } from './wordsStore.ts'

/** As many as are drafted in one transaction, and at a stretch: of 500 nobody else was served for 0.7 s on a busy machine (bench `findings`). */
const BATCH = 100

/** Drafts the feedback of a round, a batch to a transaction, each from the answers as they stand then. */
export async function draftBatches({ db }: Pick<Deps, 'db'>, { actor, runId, roundId }: FeedbackOrder): Promise<void> {
  const of = { partnershipId: actor.partnershipId, roundId }
  const round = await findRound(db, of.partnershipId, roundId)
  if (!round) return
  const known = await knownOf(db, of, await wordsNow(db, round))
  let drafted = 0
  for (let after = 0; ;) {
    const batch = await returnsToDraft(db, of, after, BATCH)
    const last = batch.at(-1)
    if (!last) break
    drafted += await inTransaction(db, async trx => {
      const written = await writeDrafts(trx, of, await draftsOf(trx, of, batch, known), actor.name)
      await advanceRun(trx, runId, batch.length)
      return written
    })
    after = last.id
  }
  await finishRun(db, runId, `Feedback for ${sayCount(drafted, 'establishment')} is drafted. Nothing has been sent.`)
}

/** The feedback of one establishment, drafted anew from what is known now. @throws Refusal when it was sent, or there is nothing to draft */
export async function draftAgain(
  db: Db,
  actor: PartnershipActor,
  { roundId, returnId }: { roundId: Id<'round'>; returnId: Id<'return'> },
): Promise<void> {
  const of = { partnershipId: actor.partnershipId, roundId }
  const round = await findRound(db, of.partnershipId, roundId)
  if (!round) throw refuse.cannotDraft(roundId)
  // Before the transaction: where there are no words yet, they take seconds to count where there are thousands.
  const known = await knownOf(db, of, await wordsForOne(db, round))
  return inTransaction(db, async trx => {
    const [one] = await returnsToDraft(trx, of, returnId - 1, 1)
    if (one?.id !== returnId) throw refuse.cannotDraft(roundId)
    await writeDrafts(trx, of, await draftsOf(trx, of, [one], known), actor.name)
    await recordEvent(trx, actor, { verb: 'feedback.drafted', roundId, returnId, details: {} })
  })
}

type Known = { words: Words; documents: Awaited<ReturnType<typeof roundDocuments>> }

const knownOf = async (db: Db, { partnershipId, roundId }: OfRound, words: Words): Promise<Known> => ({
  words,
  documents: await roundDocuments(db, partnershipId, roundId),
})

async function draftsOf(
  db: Db,
  { partnershipId }: OfRound,
  batch: readonly ReturnToDraft[],
  { words, documents }: Known,
): Promise<Draft[]> {
  const ids = batch.map(({ id }) => id)
  const answers = await answersOfReturns(db, partnershipId, ids)
  const reviews = await reviewsOfReturns(db, partnershipId, ids)
  const notes = await notesOfReturns(db, partnershipId, ids)
  const byReturn = Map.groupBy(answers, ({ returnId }) => returnId)
  const reviewsOf = Map.groupBy(reviews, ({ returnId }) => returnId)
  const notesOf = Map.groupBy(notes, ({ returnId }) => returnId)
  const documentOf = new Map(documents.map(({ versionId, document }) => [versionId, document]))
  return batch.flatMap(one => {
    const document = documentOf.get(one.versionId)
    if (!document) return []
    const content = draftFeedback({
      document,
      facts: factsFrom(one.facts),
      disposition: one.disposition,
      answers: new Map((byReturn.get(one.id) ?? []).map(({ key, answer, action }) => [key, { answer, action }])),
      files: one.files,
      notes: notesOf.get(one.id) ?? [],
      peers: peersOf(words.groups, sayPhase(one.phase)),
      isCounted: one.cameAt !== null && one.cameAt <= words.madeAt,
      reviews: reviewsOf.get(one.id) ?? [],
    })
    return [{ returnId: one.id, version: one.version, told: one.told, wordsId: words.id, content }]
  })
}
