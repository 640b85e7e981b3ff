import { isDeepStrictEqual } from 'node:util'
import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { notFound } from '../../platform/http/refusal.ts'
import { once } from '../../platform/once.ts'
import { readyAnswers, roundDocuments } from '../counting/index.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { findRound } from '../rounds/index.ts'
import { countableQuestions, isSamePart, partsOf, unknownIn } from './partQuestions.ts'
import type { CountIn } from './completedStore.ts'
import { countFindings } from './countStore.ts'
import { NOBODY, UNWRITTEN, type Count, type Finding } from './finding.ts'
import { refuse } from './refusals.ts'
import { findFinding, findingsOf, insertFinding, lockFindings, removeFinding, renumber, updateFinding, type FindingText } from './store.ts'

/** Where and over which documents a round's answers are counted, with the answers ready for it. */
export async function countingIn(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<CountIn> {
  await readyAnswers(db, { partnershipId, roundId })
  return { partnershipId, roundId, documents: await roundDocuments(db, partnershipId, roundId) }
}

/**
 * Makes a finding, counted now, as the last of its part of the audit.
 *
 * @throws Refusal not found; conflict when the round has no such part, or the part no such question or value
 */
export function createFinding(
  db: Db,
  actor: PartnershipActor,
  finding: FindingText & { roundId: Id<'round'>; requestKey?: string | undefined },
): Promise<{ findingId: Id<'finding'>; n: number; of: number }> {
  const { partnershipId } = actor
  const { roundId, requestKey, ...text } = finding
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key: requestKey, purpose: 'finding.create' }, async () => {
      await lockFindings(trx, partnershipId, roundId)
      const count = await counted(trx, partnershipId, roundId, text)
      const { n, of } = count
      const findingId = await insertFinding(trx, partnershipId, roundId, { ...text, ...count, by: actor.name })
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
  actor: PartnershipActor,
  { change, ...path }: { roundId: Id<'round'>; findingId: Id<'finding'>; change: FindingText & { version: number } },
): Promise<{ changedSince: Finding | null }> {
  const { partnershipId } = actor
  const { roundId, findingId } = path
  return inTransaction(db, async trx => {
    await lockFindings(trx, partnershipId, roundId)
    const before = await visibleFinding(trx, partnershipId, roundId, findingId)
    if (before.version !== change.version) return { changedSince: sameText(before, change) ? null : before }
    const count = await counted(trx, partnershipId, roundId, change)
    const { n, of } = count
    await updateFinding(trx, partnershipId, findingId, { ...change, ...count, by: actor.name })
    await recordEvent(trx, actor, {
      verb: 'finding.changed',
      roundId,
      details: { findingId, before: told(before), ...told(change), n, of },
    })
    return { changedSince: null }
  })
}

/** Moves a finding one place up or down among those of its part; at the end of the list it stays. @returns whether it moved */
export function moveFinding(
  db: Db,
  actor: PartnershipActor,
  { direction, ...path }: { roundId: Id<'round'>; findingId: Id<'finding'>; direction: 'up' | 'down' },
): Promise<boolean> {
  const { partnershipId } = actor
  return inTransaction(db, async trx => {
    await lockFindings(trx, partnershipId, path.roundId)
    const finding = await visibleFinding(trx, partnershipId, path.roundId, path.findingId)
    const ids = (await findingsOf(trx, partnershipId, path.roundId)).filter(other => isSamePart(other, finding)).map(({ id }) => id)
    const at = ids.indexOf(finding.id)
    const to = at + (direction === 'up' ? -1 : 1)
    if (to < 0 || to >= ids.length) return false
    ids.splice(at, 1)
    ids.splice(to, 0, finding.id)
    await renumber(trx, partnershipId, ids)
    await recordEvent(trx, actor, { verb: 'finding.moved', roundId: path.roundId, details: { findingId: finding.id, direction } })
    return true
  })
}

/** Removes a finding; the history keeps what it said. Removing it twice is not an error. @returns whether this removed it */
export function deleteFinding(db: Db, actor: PartnershipActor, path: { roundId: Id<'round'>; findingId: Id<'finding'> }): Promise<boolean> {
  const { partnershipId } = actor
  return inTransaction(db, async trx => {
    await lockFindings(trx, partnershipId, path.roundId)
    const finding = await findFinding(trx, partnershipId, path.roundId, path.findingId)
    if (!finding) return false
    await removeFinding(trx, partnershipId, finding.id)
    const { n, of } = finding
    await recordEvent(trx, actor, {
      verb: 'finding.deleted',
      roundId: path.roundId,
      details: { findingId: finding.id, ...told(finding), n, of },
    })
    return true
  })
}

/** Counts what a finding would say. @throws Refusal when its part, questions or values are not those of the round */
async function counted(trx: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>, text: FindingText): Promise<Count> {
  const round = await findRound(trx, partnershipId, roundId)
  if (!round) throw notFound()
  if (round.answersDeletedAt !== null) throw refuse.answersDeleted(roundId)
  const where = await countingIn(trx, partnershipId, roundId)
  const documents = where.documents.map(({ document }) => document)
  if (!partsOf(round.evidenceAreas, documents).some(part => isSamePart(part, text))) throw refuse.partGone(roundId, text.part)
  const unknown = unknownIn(text.counted, countableQuestions(documents, text), text.source)
  if (unknown.length > 0 || text.counted.length === 0) throw refuse.notCountable(unknown)
  return (await countFindings(trx, where, [{ id: UNWRITTEN, source: text.source, counted: text.counted }])).get(UNWRITTEN) ?? NOBODY
}

async function visibleFinding(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>, id: Id<'finding'>): Promise<Finding> {
  const finding = await findFinding(db, partnershipId, roundId, id)
  if (!finding) throw notFound()
  return finding
}

const told = ({ part, partKey, kind, statement, source, counted: answers }: FindingText) => ({
  part,
  partKey,
  kind,
  statement,
  source,
  counted: answers,
})

const sameText = (one: FindingText, other: FindingText): boolean => isDeepStrictEqual(told(one), told(other))
