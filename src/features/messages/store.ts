import { randomUUID } from 'node:crypto'
import { changed, row, rows, type Db } from '../../platform/db.ts'

export const MESSAGE_KINDS = [
  'invitation',
  'resend',
  'extension',
  'receipt',
  'evidence_request',
  'outcome',
  'reminder',
  'returned',
  'sign_in',
  'set_password',
] as const
export type MessageKind = (typeof MESSAGE_KINDS)[number]

/** Stands in a body where the audit link of the message's invitation goes; filled in when the mail leaves or staff read it. */
export const AUDIT_LINK = '{{audit link}}'
/** Stands in a body where a member of staff's link to set a password goes; filled in only when the mail leaves. */
export const PASSWORD_LINK = '{{password link}}'

/** One message to one person. `key` makes it once: `invitation:17`, `extension:4:1023`. */
export type NewMessage = {
  key: string
  kind: MessageKind
  toName: string
  toEmail: string
  subject: string
  /** Plain text; may hold AUDIT_LINK when there is an invitation, PASSWORD_LINK when there is a sign-in link. */
  body: string
  roundId?: number | null
  returnId?: number | null
  invitationId?: number | null
  signInLinkId?: number | null
}

export type Message = {
  id: number
  partnershipId: number
  kind: MessageKind
  roundId: number | null
  returnId: number | null
  toName: string
  toEmail: string
  subject: string
  body: string
  messageId: string
  status: 'queued' | 'sending' | 'sent' | 'failed'
  driver: string | null
  attempts: number
  providerResponse: string | null
  error: string | null
  createdAt: Date
  sentAt: Date | null
  /** The nonce of the invitation whose link the body holds; null once it was revoked. */
  nonce: Buffer | null
  /** The nonce of the sign-in link that the body holds; null once it was used, replaced or ran out. */
  signInNonce: Buffer | null
}

/** Stores messages, those whose key is known already left out, in one statement. @returns the ids of the new ones */
export async function insertMessages(trx: Db, partnershipId: number, messages: readonly NewMessage[], domain: string): Promise<number[]> {
  const made = await rows<{ id: number }>(
    trx,
    `insert into messages (partnership_id, key, kind, round_id, return_id, invitation_id, sign_in_link_id, to_name, to_email, subject, body, message_id)
     select :partnershipId, m.key, m.kind, m."roundId", m."returnId", m."invitationId", m."signInLinkId", m."toName", m."toEmail", m.subject, m.body, m."messageId"
     from jsonb_to_recordset(:messages::jsonb) as m (key text, kind text, "roundId" bigint, "returnId" bigint, "invitationId" bigint,
       "signInLinkId" bigint, "toName" text, "toEmail" text, subject text, body text, "messageId" text)
     on conflict (partnership_id, key) do nothing
     returning id`,
    { partnershipId, messages: JSON.stringify(messages.map(message => ({ ...message, messageId: `<${randomUUID()}@${domain}>` }))) },
  )
  return made.map(({ id }) => id)
}

const COLUMNS = `m.id, m.partnership_id as "partnershipId", m.kind, m.round_id as "roundId", m.return_id as "returnId", m.to_name as "toName",
  m.to_email as "toEmail", m.subject, m.body, m.message_id as "messageId", m.status, m.driver, m.attempts,
  m.provider_response as "providerResponse", m.error, m.created_at as "createdAt", m.sent_at as "sentAt",
  case when i.revoked_at is null then i.nonce end as nonce,
  case when l.used_at is null and l.expires_at > now() then l.nonce end as "signInNonce"`

/** A message of a partnership, ready to be read or sent. */
export async function findMessage(db: Db, partnershipId: number, id: number): Promise<Message | undefined> {
  return row<Message>(
    db,
    `select ${COLUMNS} from messages m left join invitations i on i.id = m.invitation_id
     left join sign_in_links l on l.id = m.sign_in_link_id where m.partnership_id = ? and m.id = ?`,
    [partnershipId, id],
  )
}

/** Takes a message for sending; false when another worker has it, or it is sent or failed. A claim that led to nothing runs out after ten minutes. */
export async function claimMessage(db: Db, partnershipId: number, id: number): Promise<boolean> {
  const taken = await changed(
    db,
    `update messages set status = 'sending', attempts = attempts + 1, claimed_at = now()
     where partnership_id = ? and id = ? and (status = 'queued' or (status = 'sending' and claimed_at < now() - interval '10 minutes'))`,
    [partnershipId, id],
  )
  return taken === 1
}

export async function markSent(db: Db, partnershipId: number, id: number, driver: string, response: string): Promise<void> {
  await changed(
    db,
    `update messages set status = 'sent', driver = ?, provider_response = ?, error = null, sent_at = now() where partnership_id = ? and id = ?`,
    [driver, response, partnershipId, id],
  )
}

/** @param final true when trying again would not help */
export async function markUnsent(db: Db, partnershipId: number, id: number, error: string, final: boolean): Promise<void> {
  await changed(db, `update messages set status = ?, error = ? where partnership_id = ? and id = ?`, [
    final ? 'failed' : 'queued',
    error,
    partnershipId,
    id,
  ])
}

/** A refused message waits again, as long as a new one. @returns whether it was refused */
export async function requeue(trx: Db, partnershipId: number, id: number): Promise<boolean> {
  const taken = await changed(
    trx,
    `update messages set status = 'queued', error = null, queued_at = now() where partnership_id = ? and id = ? and status = 'failed'`,
    [partnershipId, id],
  )
  return taken === 1
}

/** What has been waiting for three days is given up. */
export async function abandon(db: Db, partnershipId: number): Promise<void> {
  await changed(
    db,
    `update messages set status = 'failed', error = coalesce(error, 'it could not be handed to a mail server') || ' (given up after three days)'
     where partnership_id = ? and status = 'queued' and queued_at < now() - interval '3 days'`,
    [partnershipId],
  )
}
