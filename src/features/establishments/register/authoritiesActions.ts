import type { Db } from '../../../platform/db.ts'
import type { PartnershipActor } from '../../history/index.ts'
import { changeAuthorities } from '../../partnerships/index.ts'
import { givenUpAuthorities, keepAuthorities } from './compareStore.ts'
import type { RegisterImport } from './importStore.ts'
import { newAuthorities } from './moves.ts'

/** Which of the authorities that establishments moved to become the partnership's. */
export type TakenAuthorities = readonly number[] | 'all'

/**
 * Gives the partnership the authorities that its establishments moved to, and takes from it those that they all left. Call it once
 * the register is written.
 */
export async function takeAuthorities(
  trx: Db,
  actor: PartnershipActor,
  { found, taken }: { found: RegisterImport; taken: TakenAuthorities },
): Promise<void> {
  if (taken.length === 0) return
  const gone = await givenUpAuthorities(trx, actor.partnershipId)
  const changed = await changeAuthorities(trx, actor, before => {
    const fresh = newAuthorities(found.moved, before)
      .map(({ code }) => code)
      .filter(code => taken === 'all' || taken.includes(code))
    return fresh.length === 0 ? before : [...before.filter(code => !gone.includes(code)), ...fresh]
  })
  if (changed) await keepAuthorities(trx, actor.partnershipId, found.id, changed)
}
