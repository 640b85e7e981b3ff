import { randomUUID } from 'node:crypto'
import { changed, prepared, row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { enqueueSql } from '../../platform/jobs/queue.ts'
import type { MessageStatus } from './delivery.ts'
import type { MessageKind } from './kinds.ts'
import { laneOf, SEND } from './lanes.ts'
import type { NewMessage } from './letter.ts'

export type Message = {
  id: Id<'message'>
  partnershipId: Id<'partnership'>
  kind: MessageKind
  roundId: Id<'round'> | null
  returnId: Id<'return'> | null
  toName: string
  toEmail: string
  /** Where an answer goes; blank when the partnership has named no address. */
  replyTo: string
  subject: string
  body: string
  messageId: string
  status: MessageStatus
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
  /** Where the secret link in the body leads that another feature made; null where there is none. */
  secretLinkPath: string | null
  /** Its nonce; null once it was ended. */
  secretLinkNonce: Buffer | null
}

/** A message that was put in the outbox. */
export type QueuedMessage = Pick<Message, 'id' | 'kind' | 'returnId' | 'toName'>

/**
 * Stores messages, those whose key is known already left out, and puts the new ones in the queues by which they leave, in one statement.
 *
 * @param among how many are written together
 * @returns the new ones
 */
export async function insertMessages(
  trx: Db,
  partnershipId: Id<'partnership'>,
  messages: readonly NewMessage[],
  { domain, among }: { domain: string; among: number },
): Promise<QueuedMessage[]> {
  const given = messages.map(message => ({
    ...message,
    messageId: `<${randomUUID()}@${domain}>`,
    queue: SEND[laneOf(message.kind, among)].name,
  }))
  return rows<QueuedMessage>(trx, INSERT, { partnershipId, messages: JSON.stringify(given) })
}

const INSERT = prepared(
  'messages.insert',
  `with given as (
     select * from jsonb_to_recordset(:messages::jsonb) as m (key text, kind text, "roundId" bigint, "returnId" bigint, "invitationId" bigint,
       "signInLinkId" bigint, "secretLinkPath" text, "secretLinkNonce" text, "toName" text, "toEmail" text, "replyTo" text, subject text, body text, "messageId" text, "dueAt" timestamptz,
       queue text)
   ), made as (
     insert into messages (partnership_id, key, kind, round_id, return_id, invitation_id, sign_in_link_id, secret_link_path, secret_link_nonce, to_name, to_email, reply_to, subject, body, message_id, due_at)
     select :partnershipId::bigint, m.key, m.kind, m."roundId", m."returnId", m."invitationId", m."signInLinkId", m."secretLinkPath", decode(m."secretLinkNonce", 'hex'), m."toName", m."toEmail", m."replyTo", m.subject, m.body, m."messageId", m."dueAt"
     from given m on conflict (partnership_id, key) do nothing returning id, kind, message_id, return_id, to_name
   ), queued as (
     ${enqueueSql(`select g.queue, jsonb_build_object('partnershipId', :partnershipId::bigint, 'messageId', m.id) as data, m.id as nth
       from made m join given g on g."messageId" = m.message_id`)}
   )
   select id, kind, return_id as "returnId", to_name as "toName" from made`,
)

const COLUMNS = `m.id, m.partnership_id as "partnershipId", m.kind, m.round_id as "roundId", m.return_id as "returnId", m.to_name as "toName",
  m.to_email as "toEmail", m.reply_to as "replyTo", m.subject, m.body, m.message_id as "messageId", m.status, m.driver, m.attempts,
  m.provider_response as "providerResponse", m.error, m.created_at as "createdAt", m.sent_at as "sentAt",
  case when i.revoked_at is null then i.nonce end as nonce,
  case when l.used_at is null and l.expires_at > now() then l.nonce end as "signInNonce", m.secret_link_path as "secretLinkPath",
  m.secret_link_nonce as "secretLinkNonce"`

/** A message of a partnership, ready to be read or sent. */
export async function findMessage(db: Db, partnershipId: Id<'partnership'>, id: Id<'message'>): Promise<Message | undefined> {
  return row<Message>(
    db,
    `select ${COLUMNS} from messages m left join invitations i on i.id = m.invitation_id
     left join sign_in_links l on l.id = m.sign_in_link_id where m.partnership_id = ? and m.id = ?`,
    [partnershipId, id],
  )
}

/** How long one try may last. A worker that was killed has lost its claim after this; a send ends before it. */
const CLAIM = "interval '45 seconds'"

/**
 * Takes a message for sending.
 *
 * @returns `taken`, or `held` while another worker may still be at it, or `over` when it is sent, withheld or refused
 */
export async function claimMessage(db: Db, partnershipId: Id<'partnership'>, id: Id<'message'>): Promise<'taken' | 'held' | 'over'> {
  const taken = await changed(
    db,
    `update messages set status = 'sending', attempts = attempts + 1, claimed_at = now()
     where partnership_id = ? and id = ? and (status = 'queued' or (status = 'sending' and claimed_at < now() - ${CLAIM}))`,
    [partnershipId, id],
  )
  if (taken === 1) return 'taken'
  const held = await row(db, `select from messages where partnership_id = ? and id = ? and status = 'sending'`, [partnershipId, id])
  return held ? 'held' : 'over'
}

/** @param receipt what the driver knows of it */
export async function markTaken(
  db: Db,
  partnershipId: Id<'partnership'>,
  id: Id<'message'>,
  driver: string,
  { reached, response }: { reached: MessageStatus; response: string },
): Promise<void> {
  await changed(
    db,
    `update messages set status = ?, driver = ?, provider_response = ?, error = null, sent_at = now() where partnership_id = ? and id = ?`,
    [reached, driver, response, partnershipId, id],
  )
}

/** @param status `queued` when it is tried again */
export async function markUnsent(
  db: Db,
  partnershipId: Id<'partnership'>,
  id: Id<'message'>,
  error: string | null,
  status: 'queued' | 'failed' | 'withheld',
): Promise<void> {
  await changed(db, `update messages set status = ?, error = ? where partnership_id = ? and id = ?`, [status, error, partnershipId, id])
}

/** A refused message waits again, as long as a new one. @returns whether it was refused */
export async function requeue(trx: Db, partnershipId: Id<'partnership'>, id: Id<'message'>): Promise<boolean> {
  const taken = await changed(
    trx,
    `update messages set status = 'queued', error = null, queued_at = now() where partnership_id = ? and id = ? and status = 'failed'`,
    [partnershipId, id],
  )
  return taken === 1
}

/** What was tried for three days is given up. What waited that long without a try is tried now: nothing says that it cannot be sent. */
export async function abandon(db: Db, partnershipId: Id<'partnership'>): Promise<void> {
  await changed(
    db,
    `update messages set status = 'failed', error = coalesce(error, 'it could not be handed to a mail server') || ' (given up after three days)'
     where partnership_id = ? and status = 'queued' and (attempts > 0 or error is not null) and queued_at < now() - interval '3 days'`,
    [partnershipId],
  )
}

/** Why a letter is withheld whose secret link was ended, in words that end a sentence. */
export const LINK_ENDED = 'its link was ended'

/** A secret link was ended: the letters that hold it can no longer show it, and one that has not left is not sent. */
export async function forgetSecretLink(trx: Db, partnershipId: Id<'partnership'>, nonce: Buffer): Promise<void> {
  await changed(
    trx,
    `update messages set secret_link_nonce = null,
       error = case when status in ('queued', 'kept') then :why else error end,
       status = case when status in ('queued', 'kept') then 'withheld' else status end
     where partnership_id = :partnershipId and secret_link_nonce = :nonce`,
    { partnershipId, nonce, why: LINK_ENDED },
  )
}
