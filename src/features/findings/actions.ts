import { isDeepStrictEqual } from 'node:util'
import { inTransaction, type Db } from '../../platform/db.ts'
import { notFound } from '../../platform/http/refusal.ts'
import { once } from '../../platform/once.ts'
import { recordEvent, type OfficeActor } from '../history/index.ts'
import { findRound, type Round } from '../rounds/index.ts'
import { roundDocuments } from '../sampling/index.ts'
import { countableQuestions, unknownIn } from './areaQuestions.ts'
import { countFindings, type CountIn } from './countStore.ts'
import type { Finding } from './finding.ts'
import { refuse } from './refusals.ts'
import {
  findFinding,
  findingsOf,
  insertFinding,
  lockFindings,
  removeFinding,
  renumber,
  updateCounts,
  updateFinding,
  type FindingText,
} from './store.ts'

/** Where and over which documents a round's answers are counted. */
export async function countingIn(db: Db, partnershipId: number, roundId: number): Promise<CountIn> {
  return { partnershipId, roundId, documents: await roundDocuments(db, partnershipId, roundId) }
}

/**
 * Makes a finding, counted now, as the last of its area.
 *
 * @throws Refusal not found; conflict when the round has no such area, or the area no such question or value
 */
export function createFinding(
  db: Db,
  actor: OfficeActor,
  finding: FindingText & { roundId: number; requestKey?: string | undefined },
): Promise<{ findingId: number; n: number; of: number }> {
  const { partnershipId } = actor
  const { roundId, requestKey, ...text } = finding
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key: requestKey, purpose: 'finding.create' }, async () => {
      await lockFindings(trx, partnershipId, roundId)
      const { n, of } = await counted(trx, partnershipId, roundId, text)
      const findingId = await insertFinding(trx, partnershipId, roundId, { ...text, n, of, by: actor.name })
      await recordEvent(trx, actor, { verb: 'finding.created', roundId, details: { findingId, ...told(text), n, of } })
      return { findingId, n, of }
    }),
  )
}

/**
 * Rewords a finding or changes what it counts, and counts it again.
 *
 * @param change.version that of the finding when the form was rendered
 * @returns the finding as somebody else left it, when it has changed since: nothing was written then
 */
export function changeFinding(
  db: Db,
  actor: OfficeActor,
  path: { roundId: number; findingId: number },
  change: FindingText & { version: number },
): Promise<{ changedSince: Finding | null }> {
  const { partnershipId } = actor
  const { roundId, findingId } = path
  return inTransaction(db, async trx => {
    await lockFindings(trx, partnershipId, roundId)
    const before = await visibleFinding(trx, partnershipId, roundId, findingId)
    if (before.version !== change.version) return { changedSince: sameText(before, change) ? null : before }
    const { n, of } = await counted(trx, partnershipId, roundId, change)
    await updateFinding(trx, partnershipId, findingId, { ...change, n, of, by: actor.name })
    await recordEvent(trx, actor, {
      verb: 'finding.changed',
      roundId,
      details: { findingId, before: told(before), ...told(change), n, of },
    })
    return { changedSince: null }
  })
}

/** A finding whose answers have moved on since it was counted. */
export type Stale = { finding: Finding; n: number; of: number }

/** What the findings would say if they were counted now: those whose numbers have moved. */
export async function staleFindings(
  db: Db,
  partnershipId: number,
  roundId: number,
  findings: readonly Finding[],
): Promise<Map<number, Stale>> {
  const counts = await countFindings(db, await countingIn(db, partnershipId, roundId), findings)
  return new Map(
    findings.flatMap((finding): [number, Stale][] => {
      const count = counts.get(finding.id)
      return count && (count.n !== finding.n || count.of !== finding.of) ? [[finding.id, { finding, n: count.n, of: count.of }]] : []
    }),
  )
}

/** Counts findings of a round again: one, or all of them. @returns how many had moved */
export function recountFindings(db: Db, actor: OfficeActor, roundId: number, findingId?: number): Promise<{ moved: number }> {
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

/** Moves a finding one place up or down among those of its area; at the end of the list it stays. */
export function moveFinding(
  db: Db,
  actor: OfficeActor,
  path: { roundId: number; findingId: number },
  direction: 'up' | 'down',
): Promise<void> {
  const { partnershipId } = actor
  return inTransaction(db, async trx => {
    await lockFindings(trx, partnershipId, path.roundId)
    const finding = await visibleFinding(trx, partnershipId, path.roundId, path.findingId)
    const ids = (await findingsOf(trx, partnershipId, path.roundId))
      .filter(({ areaKey }) => areaKey === finding.areaKey)
      .map(({ id }) => id)
    const at = ids.indexOf(finding.id)
    const to = at + (direction === 'up' ? -1 : 1)
    if (to < 0 || to >= ids.length) return
    ids.splice(at, 1)
    ids.splice(to, 0, finding.id)
    await renumber(trx, partnershipId, ids)
    await recordEvent(trx, actor, { verb: 'finding.moved', roundId: path.roundId, details: { findingId: finding.id, direction } })
  })
}

/** Removes a finding; the history keeps what it said. Removing it twice is not an error. */
export function deleteFinding(db: Db, actor: OfficeActor, path: { roundId: number; findingId: number }): Promise<void> {
  const { partnershipId } = actor
  return inTransaction(db, async trx => {
    await lockFindings(trx, partnershipId, path.roundId)
    const finding = await findFinding(trx, partnershipId, path.roundId, path.findingId)
    if (!finding) return
    await removeFinding(trx, partnershipId, finding.id)
    const { n, of } = finding
    await recordEvent(trx, actor, {
      verb: 'finding.deleted',
      roundId: path.roundId,
      details: { findingId: finding.id, ...told(finding), n, of },
    })
  })
}

/** Counts what a finding would say. @throws Refusal when its area, questions or values are not those of the round */
async function counted(trx: Db, partnershipId: number, roundId: number, text: FindingText): Promise<{ n: number; of: number }> {
  const round = await findRound(trx, partnershipId, roundId)
  if (!round) throw notFound()
  if (!hasArea(round, text.areaKey)) throw refuse.areaGone(roundId)
  const where = await countingIn(trx, partnershipId, roundId)
  const questions = countableQuestions(
    where.documents.map(({ document }) => document),
    text.areaKey,
  )
  const unknown = unknownIn(text.counted, questions, text.source)
  if (unknown.length > 0 || text.counted.length === 0) throw refuse.notCountable(unknown)
  const count = (await countFindings(trx, where, [{ id: 0, source: text.source, counted: text.counted }])).get(0)
  return { n: count?.n ?? 0, of: count?.of ?? 0 }
}

const hasArea = (round: Round, areaKey: string): boolean => round.evidenceAreas.some(({ key }) => key === areaKey)

async function visibleFinding(db: Db, partnershipId: number, roundId: number, id: number): Promise<Finding> {
  const finding = await findFinding(db, partnershipId, roundId, id)
  if (!finding) throw notFound()
  return finding
}

const told = ({ areaKey, kind, statement, source, counted: answers }: FindingText) => ({
  areaKey,
  kind,
  statement,
  source,
  counted: answers,
})

const sameText = (one: FindingText, other: FindingText): boolean => isDeepStrictEqual(told(one), told(other))
