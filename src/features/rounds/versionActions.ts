import type { Id } from '../../platform/id.ts'
import { type Db, inTransaction } from '../../platform/db.ts'
import { type PartnershipActor, recordEvent } from '../history/index.ts'
import { lockRound } from './store.ts'
import { takeNewestVersions, questionnairesOf, insertQuestionnaires } from './questionnaireStore.ts'
import { refuse } from './refusals.ts'
import { ofRound, type Round } from './round.ts'
import { allChangeable } from './membershipStore.ts'
import { membership } from '../returns/index.ts'
import {
  type SetCode,
  newestVersions,
  freezeVersions,
  documentOf,
  type QuestionnaireDocument,
  factsOf,
  returnProgress,
} from '../questionnaires/index.ts'
import type { Registered } from './whoIsAsked.ts'
import { factsThatHold } from '../establishments/index.ts'

/** A draft takes the newest published version of each of its sets, and its returns with it. @throws Refusal when it is open */
export function useNewestVersions(db: Db, actor: PartnershipActor, roundId: Id<'round'>): Promise<void> {
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
  const count = questionCounter(await versionsFor(trx, round, returns))
  await membership.updateSets(
    trx,
    ofRound(round),
    returns.map(entry => ({ ...entry, ...count(entry.set, entry.registered) })),
  )
}

/**
 * The versions of the sets that are needed. A set that the round does not use yet comes in with its newest version, which is frozen
 * at once when the round is open.
 */
export async function versionsFor(trx: Db, round: Round, chosen: readonly { set: SetCode }[]): Promise<Map<SetCode, Version>> {
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
  const versions = new Map<SetCode, Version>()
  for (const set of needed) {
    const versionId = used.get(set)
    const document = versionId === undefined ? undefined : await documentOf(trx, round.partnershipId, versionId)
    if (versionId === undefined || !document) throw new Error(`set ${set} has no version`)
    versions.set(set, { versionId, document })
  }
  return versions
}

type Version = { versionId: Id<'version'>; document: QuestionnaireDocument }

type Counted = Pick<membership.Membership, 'versionId' | 'facts' | 'asked' | 'missing'>

/**
 * The facts of an establishment, and how much which version of a set asks of it while nothing is answered. Thousands of establishments share a
 * few dozen sets of facts.
 */
export function questionCounter(versions: ReadonlyMap<SetCode, Version>) {
  const known = new Map<string, Counted>()
  return (set: SetCode, registered: Registered): Counted => {
    const facts = factsOf(registered)
    const held = factsThatHold(facts)
    const name = `${set}:${held.join()}`
    const before = known.get(name)
    if (before) return before
    const version = versions.get(set)
    if (!version) throw new Error(`no version of set ${set} was looked up`)
    const { asked, missing } = returnProgress(version.document, facts, new Map(), new Map())
    const counted = { versionId: version.versionId, facts: held, asked, missing }
    known.set(name, counted)
    return counted
  }
}
