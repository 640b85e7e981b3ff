import { rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { NO_FILTER, type Selection } from './memberFilter.ts'
import { filterBindings, IN_SQL, OUT_SQL } from './memberFilterStore.ts'
import { FACTS_SQL } from './memberStore.ts'
import { lockReturns, RETURNS_SQL } from '../returns/index.ts'
import type { Round } from './round.ts'
import { CAN_BE_ADDED_SQL, type ChosenSet, type Registered } from './whoIsAsked.ts'

/** What can be added to a round: those ticked, or all that match; with what the choice of a set looks at. In one order. */
export async function addable(
  trx: Db,
  round: Round,
  which: Selection,
  today: string,
): Promise<{ id: Id<'establishment'>; registered: Registered }[]> {
  return rows(
    trx,
    `select e.id, ${FACTS_SQL} as registered ${OUT_SQL} and ${CAN_BE_ADDED_SQL} and (:all or e.id = any(:ids)) order by e.id`,
    meantBindings(round, which, today),
  )
}

/** The returns that staff mean: those of the establishments ticked, or all that match; only such as were not issued. */
export async function movable(trx: Db, round: Round, which: Selection, today: string): Promise<Id<'return'>[]> {
  const found = await rows<{ id: Id<'return'> }>(
    trx,
    `select r.id ${IN_SQL} and r.not_issued and (:all or e.id = any(:ids))`,
    meantBindings(round, which, today),
  )
  return found.map(({ id }) => id)
}

/** A return that was not issued, with its set and the facts that the number of questions depends on. */
export type Changeable = ChosenSet & { id: Id<'return'>; registered: Registered }

const CHANGEABLE_SQL = `select r.id, r.set_code as set, r.set_reason as reason, ${FACTS_SQL} as registered
  from ${RETURNS_SQL} r join establishments e on e.id = r.establishment_id where r.partnership_id = :partnershipId`

/** The returns whose set staff mean to change, held until the transaction ends. */
export async function changeable(trx: Db, round: Round, which: Selection, today: string): Promise<Changeable[]> {
  return lockChangeable(trx, round, await movable(trx, round, which, today))
}

/** Every return of a round whose set or version can still be changed, held until the transaction ends. */
export async function allChangeable(trx: Db, round: Round): Promise<Changeable[]> {
  const found = await rows<{ id: Id<'return'> }>(
    trx,
    `select r.id from ${RETURNS_SQL} r where r.partnership_id = ? and r.round_id = ? and r.not_issued`,
    [round.partnershipId, round.id],
  )
  return lockChangeable(
    trx,
    round,
    found.map(({ id }) => id),
  )
}

async function lockChangeable(trx: Db, { partnershipId }: Round, ids: readonly Id<'return'>[]): Promise<Changeable[]> {
  await lockReturns(trx, partnershipId, ids)
  return rows(trx, `${CHANGEABLE_SQL} and r.id = any(:ids::bigint[]) and r.not_issued`, { partnershipId, ids: [...ids] })
}

const meantBindings = (round: Round, which: Selection, today: string) => ({
  ...filterBindings('filter' in which ? which.filter : NO_FILTER, today),
  partnershipId: round.partnershipId,
  roundId: round.id,
  all: 'filter' in which,
  ids: 'ids' in which ? which.ids : [],
})
