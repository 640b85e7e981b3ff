import { inTransaction, type Db } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/id.ts'
import { advanceRun, finishRun } from '../../platform/jobs/runs.ts'
import { sayCount } from '../../platform/say.ts'
import { readyAnswers, roundDocuments } from '../counting/index.ts'
import { factsFrom } from '../establishments/index.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { keptCount } from '../keptCounts/index.ts'
import { settingsOf } from '../partnerships/index.ts'
import { findRound } from '../rounds/index.ts'
import { draftFeedback } from './draft.ts'
import {
  answersByGroup,
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
import { groupsFrom, peersOf, ROUND, type GroupAnswers } from './similar.ts'

/** As many as are drafted in one transaction. */
const BATCH = 500

/** Drafts the feedback of a round, a batch to a transaction, each from the answers as they stand then. */
export async function draftBatches({ db }: Pick<Deps, 'db'>, { actor, runId, roundId }: FeedbackOrder): Promise<void> {
  const of = { partnershipId: actor.partnershipId, roundId }
  if (!(await findRound(db, of.partnershipId, roundId))) return
  let drafted = 0
  let compareWith = await allAnswers(db, of)
  for (let after = 0; ;) {
    const batch = await returnsToDraft(db, of, after, BATCH)
    const last = batch.at(-1)
    if (!last) break
    // The own answer of a school is taken out of these numbers, so they have to be of the same moment.
    if ((await readyAnswers(db, of)) !== compareWith.generation) compareWith = await allAnswers(db, of)
    const others = compareWith
    drafted += await inTransaction(db, async trx => {
      const written = await writeDrafts(trx, of, await draftsOf(trx, of, batch, others), actor.name)
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
  // Before the transaction: what the others said is kept while no answer moves, and takes seconds to count where there are thousands.
  const known = await allAnswers(db, of)
  return inTransaction(db, async trx => {
    const moved = (await readyAnswers(trx, of)) !== known.generation
    const compareWith = moved ? { ...known, groups: groupsFrom(await answersByGroup(trx, of, known.documents)) } : known
    const [one] = await returnsToDraft(trx, of, returnId - 1, 1)
    if (one?.id !== returnId) throw refuse.cannotDraft(roundId)
    await writeDrafts(trx, of, await draftsOf(trx, of, [one], compareWith), actor.name)
    await recordEvent(trx, actor, { verb: 'feedback.drafted', roundId, returnId, details: {} })
  })
}

type CompareWith = { generation: number; groups: ReadonlyMap<string, GroupAnswers>; documents: Awaited<ReturnType<typeof roundDocuments>> }

/** What all of a round answered, by groups: as it was counted when no answer and nothing of the register had moved since, or counted now. */
async function allAnswers(db: Db, of: OfRound): Promise<CompareWith> {
  const generation = await readyAnswers(db, of)
  const documents = await roundDocuments(db, of.partnershipId, of.roundId)
  const given = await keptCount(
    db,
    { partnershipId: of.partnershipId, movesWith: 'returns' },
    {
      what: 'answers by group',
      asked: { roundId: of.roundId, generation, versions: documents.map(({ versionId }) => versionId) },
      work: trx => answersByGroup(trx, of, documents),
    },
  )
  return { generation, documents, groups: groupsFrom(given) }
}

async function draftsOf(
  db: Db,
  { partnershipId }: OfRound,
  batch: readonly ReturnToDraft[],
  { groups, documents }: CompareWith,
): Promise<Draft[]> {
  const ids = batch.map(({ id }) => id)
  const { smallestShown } = await settingsOf(db, partnershipId)
  const answers = await answersOfReturns(db, partnershipId, ids)
  const reviews = await reviewsOfReturns(db, partnershipId, ids)
  const byReturn = Map.groupBy(answers, ({ returnId }) => returnId)
  const reviewsOf = Map.groupBy(reviews, ({ returnId }) => returnId)
  const documentOf = new Map(documents.map(({ versionId, document }) => [versionId, document]))
  const round = groups.get(ROUND) ?? { group: ROUND, returns: 0, given: new Map() }
  return batch.flatMap(one => {
    const document = documentOf.get(one.versionId)
    if (!document) return []
    const content = draftFeedback({
      document,
      facts: factsFrom(one.facts),
      disposition: one.disposition,
      answers: new Map((byReturn.get(one.id) ?? []).map(({ key, answer, action }) => [key, { answer, action }])),
      files: one.files,
      peers: peersOf(groups.get(one.group), round, one.completed),
      isCounted: one.completed,
      threshold: smallestShown,
      reviews: reviewsOf.get(one.id) ?? [],
    })
    return [{ returnId: one.id, version: one.version, told: one.told, content }]
  })
}
