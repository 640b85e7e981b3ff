import { changed, rows, type Db } from '../../platform/db.ts'
import { filterBindings, IN_SQL, NO_FILTER, OUT_SQL, type Which } from './memberFilter.ts'
import { FACTS_SQL } from './memberStore.ts'
import type { EstablishmentFact } from '../questionnaires/index.ts'
import type { Round } from './round.ts'
import { CAN_BE_ADDED_SQL, type ChosenSet, type Registered } from './whoIsAsked.ts'

/** What can be added to a round: those ticked, or all that match; with what the choice of a set looks at. In one order. */
export async function addable(trx: Db, round: Round, which: Which, today: string): Promise<{ id: number; registered: Registered }[]> {
  return rows(
    trx,
    `select e.id, ${FACTS_SQL} as registered ${OUT_SQL} and ${CAN_BE_ADDED_SQL} and (:all or e.id = any(:ids)) order by e.id`,
    meantBindings(round, which, today),
  )
}

/** What a return is to be: its set, the facts that hold of its establishment, and how much the set asks then before anything is answered. */
export type Chosen = ChosenSet & { facts: readonly EstablishmentFact[]; asked: number; missing: number }

/** One return for each establishment, not issued, due when the round is. @returns how many are new */
export async function insertReturns(trx: Db, round: Round, members: readonly (Chosen & { establishmentId: number })[]): Promise<number> {
  return changed(
    trx,
    `insert into returns (partnership_id, round_id, establishment_id, establishment_name, set_code, set_reason, questionnaire_version_id,
       first_due_at, due_at, facts, asked, missing)
     select :partnershipId, :roundId, e.id, e.name, n.set, n.reason, q.questionnaire_version_id, :dueAt, :dueAt, n.facts, n.asked, n.missing
     from ${CHOSEN_SQL}
     join establishments e on e.id = n.id and e.partnership_id = :partnershipId
     join round_questionnaires q on q.round_id = :roundId and q.set_code = n.set
     on conflict (round_id, establishment_id) do nothing`,
    {
      partnershipId: round.partnershipId,
      roundId: round.id,
      dueAt: round.dueAt,
      chosen: chosenJson(members.map(member => ({ ...member, id: member.establishmentId }))),
    },
  )
}

/** The returns that staff mean: those of the establishments ticked, or all that match; only such as were not issued. */
const MOVABLE_SQL = `select r.id ${IN_SQL} and r.status = 'not_issued' and (:all or e.id = any(:ids))`

/** What is kept about a return before it is issued: it cannot be taken out of its round then, since nothing of that may be lost. */
const HAS_RECORDS_SQL = ['chases', 'extensions', 'evidence', 'invitations', 'messages', 'dip_sample_members']
  .map(table => `exists (select from ${table} x where x.return_id = r.id)`)
  .join(' or ')

/** The names of those meant that cannot be taken out of a round, since something is kept about their returns. */
export async function keptInRound(trx: Db, round: Round, which: Which, today: string): Promise<string[]> {
  const found = await rows<{ name: string }>(
    trx,
    `select r.establishment_name as name from returns r where r.id in (${MOVABLE_SQL}) and (${HAS_RECORDS_SQL}) order by 1`,
    meantBindings(round, which, today),
  )
  return found.map(({ name }) => name)
}

/** Takes establishments out of a round, but for those about whose returns something is kept. @returns how many */
export async function deleteReturns(trx: Db, round: Round, which: Which, today: string): Promise<number> {
  return changed(
    trx,
    // The status again, of the row itself: one that was just issued is looked at anew, but not what stands in the subquery.
    `delete from returns r where r.partnership_id = :partnershipId and r.status = 'not_issued' and r.id in (${MOVABLE_SQL}) and not (${HAS_RECORDS_SQL})`,
    meantBindings(round, which, today),
  )
}

/** A return that was not issued, with its set and the facts that the number of questions depends on. */
export type Changeable = ChosenSet & { id: number; registered: Registered }

const CHANGEABLE_SQL = `select r.id, r.set_code as set, r.set_reason as reason, ${FACTS_SQL} as registered
  from returns r join establishments e on e.id = r.establishment_id where r.partnership_id = :partnershipId`

/** The returns whose set staff mean to change. */
export async function changeable(trx: Db, round: Round, which: Which, today: string): Promise<Changeable[]> {
  return rows(trx, `${CHANGEABLE_SQL} and r.id in (${MOVABLE_SQL}) for update of r`, meantBindings(round, which, today))
}

/** Every return of a round whose set or version can still be changed. */
export async function allChangeable(trx: Db, round: Round): Promise<Changeable[]> {
  return rows(trx, `${CHANGEABLE_SQL} and r.round_id = :roundId and r.status = 'not_issued' for update of r`, {
    partnershipId: round.partnershipId,
    roundId: round.id,
  })
}

/** Gives returns their sets, and takes the facts of their establishments down with them. */
export async function updateSets(trx: Db, round: Round, changes: readonly (Chosen & { id: number })[]): Promise<number> {
  return changed(
    trx,
    `update returns r set set_code = n.set, set_reason = n.reason, questionnaire_version_id = q.questionnaire_version_id,
       facts = n.facts, asked = n.asked, missing = n.missing
     from ${CHOSEN_SQL}
     join round_questionnaires q on q.round_id = :roundId and q.set_code = n.set
     where r.partnership_id = :partnershipId and r.id = n.id and r.status = 'not_issued'`,
    { partnershipId: round.partnershipId, roundId: round.id, chosen: chosenJson(changes) },
  )
}

const CHOSEN_SQL = `jsonb_to_recordset(:chosen::jsonb) as n (id bigint, set text, reason text, facts text[], asked integer, missing integer)`

const chosenJson = (chosen: readonly (Chosen & { id: number })[]): string =>
  JSON.stringify(chosen.map(({ id, set, reason, facts, asked, missing }) => ({ id, set, reason, facts, asked, missing })))

const meantBindings = (round: Round, which: Which, today: string) => ({
  ...filterBindings('filter' in which ? which.filter : NO_FILTER, today),
  partnershipId: round.partnershipId,
  roundId: round.id,
  all: 'filter' in which,
  ids: 'ids' in which ? which.ids : [],
})
