import { rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { linkTo } from './resendGroup.ts'

/** When a link was sent last, and by whom. */
export type SentLately = { at: Date; by: string; byAccount: Id<'account'> | null }

/** Which links of these returns were sent within so many minutes: what was refused or withheld does not count. @param but a run whose own letters do not count either */
export async function sentLately(
  db: Db,
  partnershipId: Id<'partnership'>,
  returnIds: readonly Id<'return'>[],
  { minutes, but = null }: { minutes: number; but?: Id<'run'> | null },
): Promise<Map<string, SentLately>> {
  const found = await rows<{ id: Id<'invitation'>; to: string; at: Date; by: string | null; byAccount: Id<'account'> | null }>(
    db,
    `select distinct on (i.id, m.to_email) i.id, m.to_email as to, m.created_at as at, e.by, e."byAccount"
     from messages m join invitations i on i.id = m.invitation_id and i.revoked_at is null
     left join lateral (select e.actor_name as by, case when e.actor_kind = 'staff' then e.actor_id end as "byAccount" from events e
       where e.return_id = i.return_id and e.verb in ('invitation.issued', 'invitation.resent', 'invitation.moved') and e.at <= m.created_at
       order by e.id desc limit 1) e on true
     where m.partnership_id = :partnershipId and m.return_id = any(:returnIds::bigint[]) and m.kind in ('invitation', 'resend')
       and m.status not in ('failed', 'bounced', 'withheld') and m.created_at > now() - make_interval(mins => :minutes)
       and (:but::bigint is null or m.key not like '%:run:' || :but::bigint)
     order by i.id, m.to_email, m.id desc`,
    { partnershipId, returnIds: [...returnIds], minutes, but },
  )
  return new Map(found.map(({ id, to, at, by, byAccount }) => [linkTo(id, to), { at, by: by ?? '', byAccount }]))
}

/** The last of them. */
export const latestOf = (sent: Iterable<SentLately>): SentLately | null =>
  [...sent].toSorted((a, b) => b.at.getTime() - a.at.getTime())[0] ?? null
