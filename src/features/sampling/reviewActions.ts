import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { lockedMember } from './lockActions.ts'
import { sampleHref, type MemberPath } from './paths.ts'
import { refuse } from './refusals.ts'
import { mergeVerdicts, type Outcome, type VerdictConflict, type VerdictEntry, type VerdictWrite } from './review.ts'
import { verdictsOf, writeOutcome, writeVerdicts } from './reviewStore.ts'
import type { SampleMember } from './memberStore.ts'

/**
 * Records what a reviewer found, question by question; where another reviewer has recorded something else since the form
 * was rendered, nothing is written for that question and both are handed back.
 *
 * @throws Refusal not found; conflict when it has left the sample
 */
export function recordVerdicts(
  db: Db,
  actor: PartnershipActor,
  { entries, ...path }: MemberPath & { entries: ReadonlyMap<string, VerdictEntry> },
): Promise<{ written: VerdictWrite[]; conflicts: VerdictConflict[] }> {
  const { partnershipId } = actor
  return inTransaction(db, async trx => {
    const { member } = await reviewedMember(trx, partnershipId, path)
    const stored = await verdictsOf(trx, partnershipId, member.id)
    const { writes, conflicts } = mergeVerdicts(stored, entries)
    if (writes.length > 0) {
      const accountId = actor.kind === 'staff' ? actor.accountId : null
      await writeVerdicts(trx, partnershipId, member, writes, { name: actor.name, accountId })
      await recordEvent(trx, actor, {
        verb: 'review.recorded',
        roundId: path.roundId,
        returnId: member.returnId,
        establishmentId: member.establishmentId,
        details: {
          sampleId: path.sampleId,
          questions: writes.map(({ questionKey, verdict }) => ({
            key: questionKey,
            from: stored.get(questionKey)?.verdict ?? null,
            to: verdict,
          })),
        },
      })
    }
    return { written: writes, conflicts }
  })
}

/** The member that is reviewed, held. @throws Refusal not found; conflict when another was drawn in its place */
async function reviewedMember(trx: Db, partnershipId: Id<'partnership'>, path: MemberPath) {
  const locked = await lockedMember(trx, partnershipId, path)
  if (locked.member.replacedAt !== null) throw refuse.leftTheSample(sampleHref(path.roundId, path.sampleId))
  return locked
}

/**
 * Records what the review of an establishment came to.
 *
 * @param given.version that of the member when the form was rendered
 * @returns the member as somebody else left it, when it has changed since: nothing was written then
 */
export function recordOutcome(
  db: Db,
  actor: PartnershipActor,
  { given, ...path }: MemberPath & { given: { outcome: Outcome; note: string; version: number } },
): Promise<{ changedSince: SampleMember | null }> {
  const { partnershipId } = actor
  return inTransaction(db, async trx => {
    const { member } = await reviewedMember(trx, partnershipId, path)
    if (member.outcome === given.outcome && member.outcomeNote === given.note) return { changedSince: null }
    if (!(await writeOutcome(trx, partnershipId, member.id, { ...given, by: actor.name }))) return { changedSince: member }
    await recordEvent(trx, actor, {
      verb: 'review.concluded',
      roundId: path.roundId,
      returnId: member.returnId,
      establishmentId: member.establishmentId,
      details: { sampleId: path.sampleId, outcome: given.outcome },
    })
    return { changedSince: null }
  })
}
