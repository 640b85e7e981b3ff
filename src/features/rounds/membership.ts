import { brokenConstraint, inTransaction, type Db } from '../../platform/db.ts'
import { once } from '../../platform/once.ts'
import { recordEvent, type OfficeActor } from '../history/index.ts'
import {
  documentOf,
  factsOf,
  factsThatHold,
  freezeVersions,
  newestVersions,
  returnProgress,
  type QuestionnaireDocument,
  type SetCode,
} from '../questionnaires/index.ts'
import type { Which } from './memberFilter.ts'
import {
  addable,
  allChangeable,
  changeable,
  deleteReturns,
  insertReturns,
  keptInRound,
  updateSets,
  type Chosen,
} from './membershipStore.ts'
import { refuse } from './refusals.ts'
import type { Round } from './round.ts'
import { dropUnusedSets, insertQuestionnaires, lockRound, questionnairesOf, takeNewestVersions } from './store.ts'
import { setFor, type ChosenSet, type Registered } from './whoIsAsked.ts'

type Request = { roundId: number; which: Which; today: string; key?: string | undefined }

/**
 * Takes establishments into a round, each with the set that the register and the round's mode lead to; also while the round is open.
 * Those that are closed, not open yet, or in it already are passed over.
 *
 * @throws Refusal when the round is closed, or a set has no published version
 */
export function addEstablishments(db: Db, actor: OfficeActor, request: Request): Promise<{ added: number }> {
  return inTransaction(db, trx =>
    once(trx, { partnershipId: actor.partnershipId, key: request.key, purpose: 'round.add' }, async () => {
      const round = await lockRound(trx, actor.partnershipId, request.roundId)
      if (round.status === 'closed') throw refuse.isClosed(round.id)
      const found = await addable(trx, round, request.which, request.today)
      const chosen = found.map(({ id, registered }) => ({ establishmentId: id, registered, ...setFor(registered, round.mode) }))
      const documents = await documentsFor(trx, round, chosen)
      const count = questionCounter(documents)
      const added = await insertReturns(
        trx,
        round,
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
 * @returns how many went, and the names of those that stay though they were not issued
 */
export function removeEstablishments(db: Db, actor: OfficeActor, request: Request): Promise<{ removed: number; kept: string[] }> {
  return inTransaction(db, async trx => {
    const round = await lockRound(trx, actor.partnershipId, request.roundId)
    const kept = await keptInRound(trx, round, request.which, request.today)
    const removed = await deleteReturns(trx, round, request.which, request.today)
    if (removed > 0) await recordEvent(trx, actor, { verb: 'round.establishments_removed', roundId: round.id, details: { removed } })
    return { removed, kept }
  }).catch(refuseWithRecords(request.roundId))
}

/** Says no where something is kept that would be lost: the foreign keys know every table, also those of features unknown here. */
export const refuseWithRecords =
  (roundId: number) =>
  (error: unknown): never => {
    throw /_(round|return)_id_fkey$/.test(brokenConstraint(error) ?? '') ? refuse.hasRecords(roundId) : error
  }

/**
 * Gives establishments another set than the rule chose, or the rule's choice back; only before they are issued.
 *
 * @throws Refusal when the set has no published version
 */
export function chooseSets(db: Db, actor: OfficeActor, request: Request & { set: SetCode | 'by type' }): Promise<{ changed: number }> {
  return inTransaction(db, async trx => {
    const round = await lockRound(trx, actor.partnershipId, request.roundId)
    const found = await changeable(trx, round, request.which, request.today)
    const chosen = found.map(({ id, registered }) => ({ id, registered, ...chosenBy(request.set, registered, round) }))
    const count = questionCounter(await documentsFor(trx, round, chosen))
    const changed = await updateSets(
      trx,
      round,
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
  const count = questionCounter(await documentsFor(trx, round, others))
  await updateSets(
    trx,
    round,
    others.map(member => ({ ...member, ...count(member.set, member.registered) })),
  )
  await dropUnusedSets(trx, round)
  return { chosenAgain: others.length, kept: all.length - byRule.length }
}

/** A draft takes the newest published version of each of its sets, and its returns with it. @throws Refusal when it is open */
export function useNewestVersions(db: Db, actor: OfficeActor, roundId: number): Promise<void> {
  return inTransaction(db, async trx => {
    const round = await lockRound(trx, actor.partnershipId, roundId)
    if (round.status !== 'draft') throw refuse.notADraft(roundId)
    await takeNewestVersions(trx, round)
    await takeFacts(trx, round)
    const used = await questionnairesOf(trx, actor.partnershipId, roundId)
    const versions = Object.fromEntries(used.map(q => [q.setCode, q.version]))
    await recordEvent(trx, actor, { verb: 'round.versions_taken', roundId, details: { versions } })
  })
}

/**
 * Takes down for every return that was not issued what the register says now, and counts its questions anew. From then on the
 * register may change without changing what is asked.
 *
 * @param round locked
 */
export async function takeFacts(trx: Db, round: Round): Promise<void> {
  const returns = await allChangeable(trx, round)
  const count = questionCounter(await documentsFor(trx, round, returns))
  await updateSets(
    trx,
    round,
    returns.map(entry => ({ ...entry, ...count(entry.set, entry.registered) })),
  )
}

const chosenBy = (set: SetCode | 'by type', registered: Registered, round: Round): ChosenSet =>
  set === 'by type' ? setFor({ ...registered, setOverride: null }, round.mode) : { set, reason: 'chosen by staff' }

/**
 * The documents of the sets that are needed. A set that the round does not use yet comes in with its newest version, which is frozen
 * at once when the round is open.
 */
async function documentsFor(trx: Db, round: Round, chosen: readonly { set: SetCode }[]): Promise<Map<SetCode, QuestionnaireDocument>> {
  const needed = new Set(chosen.map(({ set }) => set))
  const used = new Map((await questionnairesOf(trx, round.partnershipId, round.id)).map(q => [q.setCode, q.versionId]))
  const absent = [...needed].filter(set => !used.has(set))
  if (absent.length > 0) {
    const fresh = (await newestVersions(trx, round.partnershipId)).filter(version => absent.includes(version.setCode))
    const unpublished = absent.filter(set => !fresh.some(version => version.setCode === set))
    if (unpublished.length > 0) throw refuse.noQuestionnaire(round.id, unpublished)
    await insertQuestionnaires(trx, round, fresh)
    const ids = fresh.map(version => version.id)
    if (round.status === 'open') await freezeVersions(trx, round.partnershipId, ids)
    for (const version of fresh) used.set(version.setCode, version.id)
  }
  const documents = new Map<SetCode, QuestionnaireDocument>()
  for (const set of needed) {
    const document = await documentOf(trx, round.partnershipId, used.get(set) ?? 0)
    if (document) documents.set(set, document)
  }
  return documents
}

type Counted = Pick<Chosen, 'facts' | 'asked' | 'missing'>

/**
 * The facts of an establishment, and how much a set asks of it while nothing is answered. Thousands of establishments share a
 * few dozen sets of facts.
 */
function questionCounter(documents: ReadonlyMap<SetCode, QuestionnaireDocument>) {
  const known = new Map<string, Counted>()
  return (set: SetCode, registered: Registered): Counted => {
    const facts = factsOf(registered)
    const held = factsThatHold(facts)
    const name = `${set}:${held.join()}`
    const document = documents.get(set)
    const progress = known.get(name) ?? (document ? returnProgress(document, facts, new Map(), new Map()) : { asked: 0, missing: 0 })
    const counted = { facts: held, asked: progress.asked, missing: progress.missing }
    known.set(name, counted)
    return counted
  }
}
