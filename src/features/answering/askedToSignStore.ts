import { row, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'

/** Whether this person was asked to sign the return since it was last sent, or at all where it never was. */
export async function wasAskedToSign(
  db: Db,
  { id, partnershipId }: { id: Id<'return'>; partnershipId: Id<'partnership'> },
  email: string,
): Promise<boolean> {
  const found = await row<{ asked: boolean }>(
    db,
    `select exists (select from messages m where m.partnership_id = :partnershipId and m.return_id = :id and m.kind = 'sign_request' and m.to_email = :email
       and m.created_at > coalesce((select max(s.submitted_at) from submissions s where s.return_id = m.return_id), '-infinity')) as asked`,
    { partnershipId, id, email },
  )
  return found?.asked ?? false
}
