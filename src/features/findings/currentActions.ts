import { type Db } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/id.ts'
import { keptAnswerCount } from '../counting/index.ts'
import { findRound } from '../rounds/index.ts'
import { countingIn } from './actions.ts'
import { countFindings, moreAreComing } from './countStore.ts'
import type { Count, Finding } from './finding.ts'
import { inOrderOfParts } from './partQuestions.ts'
import { findingsOf, roundsWithFindings, updateCounts } from './store.ts'

type OfRound = { partnershipId: Id<'partnership'>; roundId: Id<'round'> }

/**
 * The findings of a round with the numbers that its answers give now, in the order of the questionnaires. Once those are deleted, the numbers
 * stay as they were last.
 */
export async function currentFindings(db: Db, of: OfRound): Promise<Finding[]> {
  const findings = await findingsOf(db, of.partnershipId, of.roundId)
  const round = findings.length === 0 ? undefined : await findRound(db, of.partnershipId, of.roundId)
  if (!round) return findings
  const where = await countingIn(db, of.partnershipId, of.roundId)
  const inOrder = (all: readonly Finding[]) =>
    inOrderOfParts(
      all,
      round.evidenceAreas,
      where.documents.map(({ document }) => document),
    )
  if (round.answersDeletedAt) return inOrder(findings)
  const counts = await countNow(db, of, { findings, where })
  const moved = findings.filter(finding => !isSame(finding, counts.get(finding.id)))
  if (moved.length === 0) return inOrder(findings)
  await updateCounts(
    db,
    of.partnershipId,
    moved.flatMap(({ id }) => (counts.has(id) ? [{ id, ...(counts.get(id) as Count) }] : [])),
  )
  return inOrder(await findingsOf(db, of.partnershipId, of.roundId))
}

/** What the findings come to now. Over completed returns that is kept while no answer moves; a sample is counted each time. */
async function countNow(
  db: Db,
  of: OfRound,
  { findings, where }: { findings: readonly Finding[]; where: Awaited<ReturnType<typeof countingIn>> },
): Promise<Map<Id<'finding'>, Count>> {
  const wanted = findings.map(({ id, source, counted }) => ({ id, source, counted }))
  const ofCompleted = wanted.filter(({ source }) => source === 'completed')
  const ofSample = wanted.filter(({ source }) => source !== 'completed')
  const kept = await keptAnswerCount(db, of, {
    what: 'findings',
    asked: ofCompleted,
    work: async () => [...(await countFindings(db, where, ofCompleted))],
  })
  // A round closes, and a return is excused, without an answer that moves.
  const coming = ofCompleted.length > 0 && (await moreAreComing(db, of))
  const completed = kept.map(([id, count]): [Id<'finding'>, Count] => [id, { ...count, coming }])
  return new Map([...completed, ...(await countFindings(db, where, ofSample))])
}

const isSame = (one: Count, other: Count | undefined): boolean =>
  other !== undefined &&
  one.n === other.n &&
  one.of === other.of &&
  one.among === other.among &&
  one.coming === other.coming &&
  one.weighted === other.weighted

/** Counts the findings of every round, so that their last numbers are kept when the answers are deleted. */
export async function countEveryFinding({ db }: Pick<Deps, 'db'>): Promise<void> {
  for (const of of await roundsWithFindings(db)) await currentFindings(db, of)
}
