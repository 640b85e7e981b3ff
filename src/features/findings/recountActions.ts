import type { Id } from '../../platform/id.ts'
import type { Finding } from './finding.ts'
import { type Db, inTransaction } from '../../platform/db.ts'
import { keptAnswerCount } from '../counting/index.ts'
import { countFindings, type Count } from './countStore.ts'
import { countingIn } from './actions.ts'
import { findRound } from '../rounds/index.ts'
import { type PartnershipActor, recordEvent } from '../history/index.ts'
import { lockFindings, findingsOf, updateCounts } from './store.ts'

/** A finding whose answers have moved on since it was counted. */
export type Stale = { finding: Finding; n: number; of: number }

/** What the findings would say if they were counted now: those whose numbers have moved. */
export async function staleFindings(
  db: Db,
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
  findings: readonly Finding[],
): Promise<Map<number, Stale>> {
  // Where the answers are deleted, what was counted of them stays.
  if ((await findRound(db, partnershipId, roundId))?.answersDeletedAt) return new Map()
  const counts = await countNow(db, { partnershipId, roundId }, findings)
  return new Map(
    findings.flatMap((finding): [number, Stale][] => {
      const count = counts.get(finding.id)
      return count && (count.n !== finding.n || count.of !== finding.of) ? [[finding.id, { finding, n: count.n, of: count.of }]] : []
    }),
  )
}

/** What the findings come to now. Over completed returns that is kept while no answer moves; a sample is counted each time. */
async function countNow(db: Db, of: { partnershipId: Id<'partnership'>; roundId: Id<'round'> }, findings: readonly Finding[]) {
  const ofCompleted = (completed: boolean) =>
    findings.filter(({ source }) => (source === 'completed') === completed).map(({ id, source, counted }) => ({ id, source, counted }))
  const count = async (wanted: ReturnType<typeof ofCompleted>): Promise<Count[]> =>
    wanted.length === 0 ? [] : [...(await countFindings(db, await countingIn(db, of.partnershipId, of.roundId), wanted)).values()]
  const completed = ofCompleted(true)
  const kept = await keptAnswerCount(db, of, { what: 'findings', asked: completed, work: () => count(completed) })
  return new Map([...kept, ...(await count(ofCompleted(false)))].map(counted => [counted.id, counted]))
}

/** Counts findings of a round again: one, or all of them. @returns how many had moved */
export function recountFindings(
  db: Db,
  actor: PartnershipActor,
  { roundId, findingId }: { roundId: Id<'round'>; findingId?: Id<'finding'> | undefined },
): Promise<{ moved: number }> {
  const { partnershipId } = actor
  return inTransaction(db, async trx => {
    await lockFindings(trx, partnershipId, roundId)
    const findings = (await findingsOf(trx, partnershipId, roundId)).filter(({ id }) => findingId === undefined || id === findingId)
    const stale = [...(await staleFindings(trx, partnershipId, roundId, findings)).values()]
    if (stale.length === 0) return { moved: 0 }
    await updateCounts(
      trx,
      partnershipId,
      stale.map(({ finding, n, of }) => ({ id: finding.id, n, of })),
      actor.name,
    )
    await recordEvent(trx, actor, {
      verb: 'finding.recounted',
      roundId,
      details: { findings: stale.map(({ finding, n, of }) => ({ findingId: finding.id, from: [finding.n, finding.of], to: [n, of] })) },
    })
    return { moved: stale.length }
  })
}
