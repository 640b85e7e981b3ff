import { rows, type Db } from '../../platform/db.ts'
import { foldEmail } from '../../platform/forms/foldEmail.ts'
import type { Id } from '../../platform/id.ts'
import type { LastSent } from './lastSent.ts'

/** The last message that held each audit link of these returns, with what became of it. */
export async function lastSentByLink(
  db: Db,
  partnershipId: Id<'partnership'>,
  returnIds: readonly Id<'return'>[],
): Promise<Map<Id<'invitation'>, LastSent>> {
  const found = await rows<LastSent & { invitationId: Id<'invitation'> | null }>(
    db,
    `select distinct on (m.invitation_id) m.invitation_id as "invitationId", m.to_email as "toEmail", m.status, m.error,
       m.created_at as "createdAt", m.sent_at as "sentAt"
     from messages m where m.partnership_id = :partnershipId and m.return_id = any(:returnIds::bigint[]) and m.invitation_id is not null
     order by m.invitation_id, m.id desc`,
    { partnershipId, returnIds: [...returnIds] },
  )
  return new Map(found.flatMap(({ invitationId, ...sent }) => (invitationId === null ? [] : [[invitationId, sent] as const])))
}

/** The last message to each of these addresses, with what became of it; what was withheld was sent to nobody. */
export async function lastSentTo(db: Db, partnershipId: Id<'partnership'>, emails: readonly string[]): Promise<Map<string, LastSent>> {
  const wanted = [...new Set(emails.map(foldEmail))].filter(email => email !== '')
  if (wanted.length === 0) return new Map()
  const found = await rows<LastSent>(
    db,
    `select m.to_email as "toEmail", m.status, m.error, m.created_at as "createdAt", m.sent_at as "sentAt"
     from unnest(:emails::text[]) as a (email) cross join lateral (
       select * from messages m where m.partnership_id = :partnershipId and m.to_email = a.email and m.status <> 'withheld'
       order by m.id desc limit 1) m`,
    { partnershipId, emails: wanted },
  )
  return new Map(found.map(sent => [sent.toEmail, sent]))
}
