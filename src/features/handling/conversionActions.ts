import type { Pool } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { Refusal } from '../../platform/http/refusal.ts'
import type { PartnershipActor } from '../history/index.ts'
import { findReturn, stands } from '../returns/index.ts'
import { addEstablishments } from '../rounds/index.ts'
import { conversionsOf, type Conversion } from './conversionStore.ts'
import { excuseReturn } from './excuseActions.ts'

/**
 * What became of the conversions that were chosen: how many are covered now, how many had been decided meanwhile, how many academies were
 * added for it, and what was left and why.
 */
export type Converted = { covered: number; decided: number; added: number; left: { name: string; why: string }[] }

/**
 * Says of each chosen return that the establishment was converted, and that the return of its successor stands for it. A successor that
 * is not in the round is added first, so that no cover rests on a return that is not there. Each is one action with its own history, as
 * if it had been decided by itself; what cannot be covered is left as it is, with its reason.
 *
 * @param returnIds those that the page showed; one that is decided already is passed over
 */
export async function coverConversions(
  db: Pool,
  actor: PartnershipActor,
  { roundId, returnIds, today }: { roundId: Id<'round'>; returnIds: readonly Id<'return'>[]; today: string },
): Promise<Converted> {
  const chosen = (await conversionsOf(db, { partnershipId: actor.partnershipId, roundId })).filter(({ returnId }) =>
    returnIds.includes(returnId),
  )
  const missing = [...new Set(chosen.filter(({ inRound }) => !inRound).map(({ successorEstablishmentId }) => successorEstablishmentId))]
  const { added } = missing.length === 0 ? { added: 0 } : await addEstablishments(db, actor, { roundId, which: { ids: missing }, today })
  const left: Converted['left'] = []
  let covered = 0
  for (const one of chosen) {
    const why = await cover(db, actor, one, today)
    if (why === undefined) covered += 1
    else if (why !== DECIDED) left.push({ name: one.name, why })
  }
  return { covered, decided: returnIds.length - covered - left.length, added, left }
}

const DECIDED = Symbol('decided by someone else meanwhile')

/** @returns why it could not be */
async function cover(db: Pool, actor: PartnershipActor, one: Conversion, today: string): Promise<string | typeof DECIDED | undefined> {
  const { returnId, closedOn, successor, successorEstablishmentId, successorIdentifier } = one
  const reason = `Converted: ${successor} (${successorIdentifier}) is its successor in the register.`
  try {
    await excuseReturn(db, actor, {
      ...{ returnId, key: undefined, as: 'covered', on: closedOn ?? today, reason },
      coveredByEstablishmentId: successorEstablishmentId,
    })
    return undefined
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const found = await findReturn(db, actor.partnershipId, returnId)
    return found && stands('excused', found.status) ? DECIDED : error.message
  }
}
