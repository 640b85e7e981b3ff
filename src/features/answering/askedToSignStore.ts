import { row, rows, type Db } from '../../platform/db.ts'
import { foldEmail } from '../../platform/forms/foldEmail.ts'
import type { Id } from '../../platform/id.ts'
import type { MessageKind } from '../messages/index.ts'
import { holdsOnSql } from '../establishments/index.ts'

/** When somebody was last asked by a letter of this kind to sign a return; null when no such letter was written since, or none reached them. @param since null for ever */
export async function lastAsked(
  db: Db,
  { id, partnershipId }: { id: Id<'return'>; partnershipId: Id<'partnership'> },
  { kind, address, since }: { kind: MessageKind; address: string; since: Date | null },
): Promise<Date | null> {
  const found = await row<{ at: Date | null }>(
    db,
    `select max(created_at) as at from messages
     where partnership_id = :partnershipId and return_id = :id and kind = :kind and to_email = :address
       and status not in ('withheld', 'failed', 'bounced') and created_at > coalesce(:since::timestamptz, '-infinity')`,
    { partnershipId, id, kind, address, since },
  )
  return found?.at ?? null
}

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

/**
 * Whether anybody may have to be told that the return is ready: a head with an address who holds a link that signs, and was not asked
 * since the return was last sent. One statement, without a lock, since every save of a complete return asks; who it is, is judged after that.
 *
 * @param today 'YYYY-MM-DD'
 */
export async function mayHaveToTell(
  db: Db,
  { id, partnershipId }: { id: Id<'return'>; partnershipId: Id<'partnership'> },
  today: string,
): Promise<boolean> {
  const heads = await rows<{ email: string; linked: boolean; links: string[]; asked: string[] }>(
    db,
    `select c.email, coalesce(bool_or(i.contact_id = c.id or h.role = 'head'), false) as linked,
       array_remove(array_agg(i.email) || array_agg(h.email), null) as links,
       array(select m.to_email from messages m where m.partnership_id = r.partnership_id and m.return_id = r.id and m.kind = 'sign_request'
         and m.created_at > coalesce((select max(s.submitted_at) from submissions s where s.return_id = r.id), '-infinity')) as asked
     from returns r
     join contacts c on c.establishment_id = r.establishment_id and c.partnership_id = r.partnership_id
       and c.role = 'head' and c.email <> '' and ${holdsOnSql('c', ':today::date')}
     join invitations i on i.return_id = r.id and i.partnership_id = r.partnership_id
       and i.revoked_at is null and i.sections is null and i.may_sign
     left join contacts h on h.id = i.contact_id
     where r.id = :id and r.partnership_id = :partnershipId
     group by r.id, c.id`,
    { partnershipId, id, today },
  )
  return heads.some(({ email, linked, links, asked }) => {
    const address = foldEmail(email)
    return !asked.includes(address) && (linked || links.some(link => foldEmail(link) === address))
  })
}
