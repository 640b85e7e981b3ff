import type { Db } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/id.ts'
import { keptByGeneration } from '../keptCounts/index.ts'
import { layOutAgain, roundsCounted, roundsToCount, standOf, workOut } from './answersStore.ts'
import { roundDocuments, type OfRound } from './documentStore.ts'
import { LAYOUT } from './places.ts'

/**
 * The answers of a round's returns are ready to be counted, as they are now: whatever has moved since the last time is worked out
 * first. That is little, since a job does it every minute, and right whether it does or not.
 *
 * @returns how often that was done: a count of then holds as long as this number does
 */
export async function readyAnswers(db: Db, of: OfRound): Promise<number> {
  const stand = await standOf(db, of)
  const laidOut = stand.layout === LAYOUT
  if (laidOut && !stand.moved) return stand.generation
  if (!laidOut) await layOutAgain(db, of)
  const documents = await roundDocuments(db, of.partnershipId, of.roundId)
  while ((await workOut(db, of, documents, { which: 'moved' })).full);
  return (await standOf(db, of)).generation
}

/**
 * A count of the answers of a round: the one that is kept while no answer has moved, or counted and kept now.
 *
 * @param count.what one count of the round has one name; asked otherwise, it is counted again
 */
export async function keptAnswerCount<Counts>(
  db: Db,
  of: OfRound,
  count: { what: string; asked: unknown; work: () => Promise<Counts> },
): Promise<Counts> {
  const generation = await readyAnswers(db, of)
  return keptByGeneration(db, { partnershipId: of.partnershipId, movesWith: `answers of round ${of.roundId}`, generation }, count)
}

/** Works out what has moved in every round, so that whoever looks need not wait for it. */
export async function countMoved({ db }: Pick<Deps, 'db'>): Promise<void> {
  for (const of of await roundsToCount(db)) await readyAnswers(db, of)
}

/**
 * Works out the answers of every round, or of those of one partnership, once more and compares them with those that are kept. What differs is mended, and logged: it
 * would be a fault of the program.
 *
 * @returns how many returns differed
 */
export async function compareAnswers(
  { db, log }: Pick<Deps, 'db' | 'log'>,
  partnershipId: Id<'partnership'> | null,
): Promise<{ differed: number }> {
  let all = 0
  for (const of of await roundsCounted(db, partnershipId)) {
    await readyAnswers(db, of)
    const differed = await compareRound(db, of)
    if (differed > 0) log.error({ roundId: of.roundId, differed }, 'answers that are kept for counting were not those of their returns')
    all += differed
  }
  return { differed: all }
}

async function compareRound(db: Db, of: OfRound): Promise<number> {
  const documents = await roundDocuments(db, of.partnershipId, of.roundId)
  let differed = 0
  let after = 0
  for (;;) {
    const { written, last, full } = await workOut(db, of, documents, { which: 'standing', after })
    differed += written
    if (!full || last === null) return differed
    after = last
  }
}
