import { rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { MessageKind } from '../messages/index.ts'
import { RETURNS_SQL, type ReturnStatus } from '../returns/index.ts'
import type { SinceWritten } from './stillHolds.ts'

type Row = {
  id: Id<'message'>
  kind: MessageKind
  writtenAt: Date
  invitationId: Id<'invitation'> | null
  endedAt: Date | null
  endedBecause: string | null
  passwordLinkIsOver: boolean
  status: ReturnStatus | null
  submittedAt: Date | null
  dueAt: Date | null
  linkLeads: boolean | null
  saysDue: Date | null
  newer: boolean
}

/** What has become of what these messages are about. One statement, however many there are. */
export async function sinceWritten(
  db: Db,
  partnershipId: Id<'partnership'>,
  messageIds: readonly Id<'message'>[],
): Promise<Map<Id<'message'>, SinceWritten>> {
  const found = await rows<Row>(
    db,
    `select m.id, m.kind, m.created_at as "writtenAt", m.invitation_id as "invitationId", i.revoked_at as "endedAt", i.revoked_reason as "endedBecause",
       m.sign_in_link_id is not null and (l.used_at is not null or l.expires_at <= now()) as "passwordLinkIsOver",
       r.status, r.submitted_at as "submittedAt", r.due_at as "dueAt", r.link_leads as "linkLeads", m.due_at as "saysDue",
       exists (select from messages n where n.partnership_id = m.partnership_id and n.id > m.id and n.kind = m.kind and n.to_email = m.to_email
         and n.return_id is not distinct from m.return_id and n.status not in ('failed', 'bounced', 'withheld')) as newer
     from messages m left join invitations i on i.id = m.invitation_id left join sign_in_links l on l.id = m.sign_in_link_id
       left join ${RETURNS_SQL} r on r.id = m.return_id
     where m.partnership_id = :partnershipId and m.id = any(:messageIds::bigint[])`,
    { partnershipId, messageIds: [...messageIds] },
  )
  return new Map(found.map(entry => [entry.id, asSinceWritten(entry)]))
}

function asSinceWritten({ status, dueAt, ...one }: Row): SinceWritten {
  return {
    kind: one.kind,
    writtenAt: one.writtenAt,
    link: one.invitationId === null ? null : { endedAt: one.endedAt, why: one.endedBecause ?? '' },
    passwordLinkIsOver: one.passwordLinkIsOver,
    about: status === null || dueAt === null ? null : { status, dueAt, submittedAt: one.submittedAt, linkLeads: one.linkLeads === true },
    saysDue: one.saysDue,
    newer: one.newer,
  }
}
