import { row, type Db } from '../../platform/db.ts'
import type { Role, StaffActor } from '../history/index.ts'

/** A member of staff as recognised from a session, with what the frame of their pages says. */
export type RecognisedStaff = { actor: StaffActor; partnershipName: string; concernLine: string }

/** The signed-in member of staff of a session; undefined once the account is disabled or its sessions were ended. */
export async function loadStaff(db: Db, accountId: number, epoch: number): Promise<RecognisedStaff | undefined> {
  const found = await row<{ partnershipId: number; name: string; role: Role; email: string; partnershipName: string; concernLine: string }>(
    db,
    `select a.partnership_id as "partnershipId", a.name, a.role, a.email, p.name as "partnershipName", p.concern_line as "concernLine"
     from accounts a join partnerships p on p.id = a.partnership_id
     where a.id = ? and a.session_epoch = ? and a.disabled_at is null`,
    [accountId, epoch],
  )
  if (!found) return undefined
  const { partnershipName, concernLine, ...person } = found
  return { actor: { kind: 'staff', accountId, ...person }, partnershipName, concernLine }
}
