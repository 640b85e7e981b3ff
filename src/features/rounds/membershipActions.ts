import { brokenConstraint, inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { once } from '../../platform/once.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import type { SetCode } from '../questionnaires/index.ts'
import { decisions, membership } from '../returns/index.ts'
import type { Selection } from './memberFilter.ts'
import { addable, allChangeable, changeable, movable } from './membershipStore.ts'
import { refuse } from './refusals.ts'
import { ofRound, type Round } from './round.ts'
import { lockRound } from './store.ts'
import { dropUnusedSets } from './questionnaireStore.ts'
import { setFor, type ChosenSet, type Registered } from './whoIsAsked.ts'
import { versionsFor, questionCounter } from './versionActions.ts'

type Request = { roundId: Id<'round'>; which: Selection; today: string; key?: string | undefined }

/**
 * Takes establishments into a round, each with the set that the register and the round's mode lead to; also while the round is open.
 * Those that are closed, not open yet, or in it already are passed over.
 *
 * @throws Refusal when the round is closed, or a set has no published version
 */
export function addEstablishments(db: Db, actor: PartnershipActor, request: Request): Promise<{ added: number }> {
  return inTransaction(db, trx =>
    once(trx, { partnershipId: actor.partnershipId, key: request.key, purpose: 'round.add' }, async () => {
      const round = await lockRound(trx, actor.partnershipId, request.roundId)
      if (round.status === 'closed') throw refuse.isClosed(round.id)
      const found = await addable(trx, round, request.which, request.today)
      const chosen = found.map(({ id, registered }) => ({ establishmentId: id, registered, ...setFor(registered, round.mode) }))
      const versions = await versionsFor(trx, round, chosen)
      const count = questionCounter(versions)
      const added = await membership.insertReturns(
        trx,
        { ...ofRound(round), dueAt: round.dueAt },
        chosen.map(member => ({ ...member, ...count(member.set, member.registered) })),
      )
      if (added > 0) await recordEvent(trx, actor, { verb: 'round.establishments_added', roundId: round.id, details: { added } })
      return { added }
    }),
  )
}

/**
 * Takes establishments out of a round again; those that were issued stay, and so do those about which something is kept.
 *
 * @returns how many went, the names of those that stay though they were not issued, and of those that are expected again because
 *   the return that covered them went
 */
export function removeEstablishments(
  db: Db,
  actor: PartnershipActor,
  request: Request,
): Promise<{ removed: number; kept: string[]; uncovered?: string[] }> {
  return inTransaction(db, async trx => {
    const round = await lockRound(trx, actor.partnershipId, request.roundId)
    const returnIds = await movable(trx, round, request.which, request.today)
    const { partnershipId } = actor
    const going = await membership.removableReturns(trx, { partnershipId, returnIds })
    const establishmentIds = await decisions.establishmentsOf(trx, { partnershipId, returnIds: going })
    const uncovered = await decisions.endCovers(trx, actor, { roundId: round.id, establishmentIds, why: 'It was taken out of the round' })
    const { removed, kept } = await membership.deleteReturns(trx, { partnershipId, returnIds })
    if (removed > 0) await recordEvent(trx, actor, { verb: 'round.establishments_removed', roundId: round.id, details: { removed } })
    return { removed, kept, ...(uncovered.length > 0 ? { uncovered } : {}) }
  }).catch(refuseWithRecords(request.roundId))
}

/** Says no where something is kept that would be lost: the foreign keys know every table, also those of features unknown here. */
export const refuseWithRecords =
  (roundId: Id<'round'>) =>
  (error: unknown): never => {
    throw /_(round|return)_id_fkey$/.test(brokenConstraint(error) ?? '') ? refuse.hasRecords(roundId) : error
  }

/**
 * Gives establishments another set than the rule chose, or the rule's choice back; only before they are issued.
 *
 * @param request.set the code of a set, or “by type” for the one that the register says
 * @throws Refusal when the set has no published version
 */
export function chooseSets(db: Db, actor: PartnershipActor, request: Request & { set: SetCode }): Promise<{ changed: number }> {
  return inTransaction(db, async trx => {
    const round = await lockRound(trx, actor.partnershipId, request.roundId)
    const found = await changeable(trx, round, request.which, request.today)
    const chosen = found.map(({ id, registered }) => ({ id, registered, ...chosenBy(request.set, registered, round) }))
    const count = questionCounter(await versionsFor(trx, round, chosen))
    const changed = await membership.updateSets(
      trx,
      ofRound(round),
      chosen.map(member => ({ ...member, ...count(member.set, member.registered) })),
    )
    if (changed > 0) await recordEvent(trx, actor, { verb: 'round.sets_chosen', roundId: round.id, details: { set: request.set, changed } })
    return { changed }
  })
}

/** How many returns another kind of round gave another set, and how many keep the set that staff chose. */
export type ChosenAgain = { chosenAgain: number; kept: number }

/**
 * Chooses the sets of a draft's returns again after its mode changed: of those that the rule chose for. What staff chose stays,
 * since every set can be answered in every kind of round. Sets that no return has now leave the round, so that opening
 * it does not freeze them.
 *
 * @param round as it is now, locked
 * @throws Refusal when a set has no published version
 */
export async function chooseAgain(trx: Db, round: Round): Promise<ChosenAgain> {
  const all = await allChangeable(trx, round)
  const byRule = all.filter(({ reason }) => reason === 'by type')
  const chosen = byRule.map(({ id, set, registered }) => ({ id, registered, before: set, ...chosenBy('by type', registered, round) }))
  const others = chosen.filter(({ set, before }) => set !== before)
  const count = questionCounter(await versionsFor(trx, round, others))
  await membership.updateSets(
    trx,
    ofRound(round),
    others.map(member => ({ ...member, ...count(member.set, member.registered) })),
  )
  await dropUnusedSets(trx, round)
  return { chosenAgain: others.length, kept: all.length - byRule.length }
}

const chosenBy = (set: SetCode, registered: Registered, round: Round): ChosenSet =>
  set === 'by type' ? setFor({ ...registered, setOverride: null }, round.mode) : { set, reason: 'chosen by staff' }
