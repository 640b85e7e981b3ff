import { changed, row, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { SignatureRole } from './signatures.ts'

type OneReturn = { partnershipId: Id<'partnership'>; returnId: Id<'return'> }

/** Staff say that a signature is right. @param at which signature they saw @returns whether it was still there, and not confirmed before */
export async function confirmSignOff(
  trx: Db,
  of: OneReturn,
  { role, at, by, note }: { role: SignatureRole; at: Date; by: string; note: string },
): Promise<boolean> {
  const confirmed = await changed(
    trx,
    `update sign_offs set confirmed_at = now(), confirmed_by = :by, confirmed_note = :note
     where partnership_id = :partnershipId and return_id = :returnId and role = :role and date_trunc('milliseconds', at) = :at
       and withdrawn_at is null and confirmed_at is null`,
    { ...of, role, at, by, note },
  )
  return confirmed === 1
}

/** Why the partnership went on without the signature of a chair or proprietor. */
export type Waiver = { reason: string; byName: string; at: Date }

/** Keeps it. @returns whether it is new */
export async function waiveBoard(trx: Db, of: OneReturn, { reason, by }: { reason: string; by: string }): Promise<boolean> {
  const made = await changed(
    trx,
    `insert into signature_waivers (partnership_id, return_id, reason, by_name) values (:partnershipId, :returnId, :reason, :by)
     on conflict (return_id) where withdrawn_at is null do nothing`,
    { ...of, reason, by },
  )
  return made === 1
}

export const waiverOf = (db: Db, of: OneReturn): Promise<Waiver | undefined> =>
  row<Waiver>(
    db,
    `select reason, by_name as "byName", at from signature_waivers where partnership_id = :partnershipId and return_id = :returnId and withdrawn_at is null`,
    of,
  )
