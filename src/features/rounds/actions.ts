import { brokenConstraint, inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { once } from '../../platform/once.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { freezeVersions, publishLibrary } from '../questionnaires/index.ts'
import { chooseAgain, refuseWithRecords, type ChosenAgain } from './membershipActions.ts'
import { takeFacts } from './versionActions.ts'
import { refuse } from './refusals.ts'
import { freeCode, type Round, type RoundPlan } from './round.ts'
import { codesLike, deleteRound, insertRound, lockRound, markClosed, markOpen, sumsOfRounds, updatePlan, updateWords } from './store.ts'
import { questionnairesOf } from './questionnaireStore.ts'

/** Why a round could not be stored as it was given; the page says it beside the field. */
export type RoundFault = { fault: 'code_taken' } | { fault: 'changed_meanwhile'; round: Round }

/**
 * Prepares a round. A partnership that has no questionnaires yet is given those of the library.
 *
 * @param plan.code used as it is when staff typed it; with `proposeCode`, made free by a number when it is taken
 */
export async function createRound(
  db: Db,
  actor: PartnershipActor,
  { plan, ...options }: { proposeCode?: boolean; key?: string | undefined; plan: RoundPlan },
): Promise<{ roundId: Id<'round'> } | RoundFault> {
  try {
    return await inTransaction(db, trx =>
      once(trx, { partnershipId: actor.partnershipId, key: options.key, purpose: 'round.create' }, async () => {
        const code = options.proposeCode ? freeCode(plan.code, await codesLike(trx, actor.partnershipId, plan.code)) : plan.code
        await publishLibrary(trx, actor)
        const round = await insertRound(trx, actor.partnershipId, { ...plan, code }, actor.name)
        await recordEvent(trx, actor, { verb: 'round.created', roundId: round.id, details: { name: round.name, code: round.code } })
        return { roundId: round.id }
      }),
    )
  } catch (error) {
    if (brokenConstraint(error) === 'rounds_partnership_id_code_key') return { fault: 'code_taken' }
    throw error
  }
}

/**
 * Changes a round that is still being prepared. The sets that its establishments answer depend on what kind of round it is:
 * they are chosen again when that changes.
 *
 * @param version the version that the form was made from: when somebody else changed the round since, nothing is written
 * @throws Refusal when the round is open or closed, or a set that its new kind needs has no published version
 */
export async function changePlan(
  db: Db,
  actor: PartnershipActor,
  { roundId, version, plan }: { roundId: Id<'round'>; version: number; plan: RoundPlan },
): Promise<RoundFault | ({ roundId: Id<'round'> } & ChosenAgain)> {
  try {
    return await inTransaction(db, async trx => {
      const round = await lockRound(trx, actor.partnershipId, roundId)
      if (round.status !== 'draft') throw refuse.notADraft(roundId)
      if (round.version !== version) return { fault: 'changed_meanwhile', round }
      await updatePlan(trx, round, plan)
      const sets = plan.mode === round.mode ? { chosenAgain: 0, kept: 0 } : await chooseAgain(trx, { ...round, ...plan })
      const details = { changed: changedFields(round, plan), chosenAgain: sets.chosenAgain }
      await recordEvent(trx, actor, { verb: 'round.changed', roundId, details })
      return { roundId, ...sets }
    })
  } catch (error) {
    if (brokenConstraint(error) === 'rounds_partnership_id_code_key') return { fault: 'code_taken' }
    throw error
  }
}

/** Changes what may still be changed of an open round. @throws Refusal when it is closed */
export function changeWords(
  db: Db,
  actor: PartnershipActor,
  { roundId, version, words }: { roundId: Id<'round'>; version: number; words: { name: string; introduction: string } },
): Promise<RoundFault | { roundId: Id<'round'> }> {
  return inTransaction(db, async trx => {
    const round = await lockRound(trx, actor.partnershipId, roundId)
    if (round.status === 'closed') throw refuse.isClosed(roundId)
    if (round.version !== version) return { fault: 'changed_meanwhile', round }
    await updateWords(trx, round, words)
    await recordEvent(trx, actor, { verb: 'round.changed', roundId, details: { changed: changedFields(round, { ...round, ...words }) } })
    return { roundId }
  })
}

/**
 * Opens a round: links can be issued from now on, and its questionnaires are frozen, with what the register says of those
 * who answer them.
 *
 * The opening that was planned binds nobody: no round opens by itself, and staff may open one sooner. The page says that it
 * is sooner, and the stored opening becomes the moment at which the round was opened, so that no round is open before it.
 *
 * @param now for the due date, which must not have passed; left out where a past round is replayed
 * @throws Refusal when it is open, nobody is asked, or its due date has passed
 */
export function openRound(
  db: Db,
  actor: PartnershipActor,
  { roundId, now }: { roundId: Id<'round'>; now?: Date | undefined },
): Promise<Step> {
  return inTransaction(db, async trx => {
    const round = await lockRound(trx, actor.partnershipId, roundId)
    if (round.status === 'open') return { already: true }
    if (round.status !== 'draft') throw refuse.notADraft(roundId)
    if (now !== undefined && round.dueAt <= now) throw refuse.dueInThePast(roundId, round.dueAt)
    const sums = (await sumsOfRounds(trx, actor.partnershipId)).find(one => one.roundId === roundId)
    if (!sums) throw refuse.nobodyAsked(roundId)
    await takeFacts(trx, round)
    const used = await questionnairesOf(trx, actor.partnershipId, roundId)
    await freezeVersions(
      trx,
      actor.partnershipId,
      used.map(({ versionId }) => versionId),
    )
    await markOpen(trx, round)
    await recordEvent(trx, actor, { verb: 'round.opened', roundId, details: { establishments: sums.total } })
    return { already: false }
  })
}

/** What became of a step of a round: whether it had been taken already. A second press is no error. */
export type Step = { already: boolean }

/** Closes a round: its audit links take no more answers, and lead on only to what was sent and to evidence that was asked for. @throws Refusal when it is not open */
export function closeRound(db: Db, actor: PartnershipActor, roundId: Id<'round'>): Promise<Step> {
  return inTransaction(db, async trx => {
    const round = await lockRound(trx, actor.partnershipId, roundId)
    if (round.status === 'closed') return { already: true }
    if (round.status !== 'open') throw refuse.notOpen(roundId)
    await markClosed(trx, round)
    await recordEvent(trx, actor, { verb: 'round.closed', roundId })
    return { already: false }
  })
}

/** Opens a closed round again, with the same links. @throws Refusal when it is not closed, or its answers were deleted */
export function reopenRound(db: Db, actor: PartnershipActor, roundId: Id<'round'>): Promise<Step> {
  return inTransaction(db, async trx => {
    const round = await lockRound(trx, actor.partnershipId, roundId)
    if (round.status === 'open') return { already: true }
    if (round.status !== 'closed') throw refuse.notClosed(roundId)
    if (round.answersDeletedAt !== null) throw refuse.answersDeleted(roundId, round.answersDeletedAt)
    await markOpen(trx, round)
    await recordEvent(trx, actor, { verb: 'round.reopened', roundId })
    return { already: false }
  })
}

/** Throws a draft away. @throws Refusal when it was opened, or something was recorded in it that may not be lost */
export function discardRound(db: Db, actor: PartnershipActor, roundId: Id<'round'>): Promise<void> {
  return inTransaction(db, async trx => {
    const round = await lockRound(trx, actor.partnershipId, roundId)
    if (round.status !== 'draft') throw refuse.notADraft(roundId)
    await deleteRound(trx, round)
    await recordEvent(trx, actor, { verb: 'round.discarded', roundId, details: { name: round.name, code: round.code } })
  }).catch(refuseWithRecords(roundId))
}

function changedFields(before: RoundPlan, after: RoundPlan): string[] {
  const fields = ['name', 'code', 'mode', 'opensAt', 'dueAt', 'introduction', 'legalBasis', 'evidenceAreas', 'chairSignOff'] as const
  return fields.filter(field => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
}
