import { prepared, changed, row, rows, type Db } from '../../platform/db.ts'
import { mailableSql } from '../establishments/index.ts'
import type { ContactRole, ContributorActor } from '../history/index.ts'
import { LINK_LEADS_SQL, type ReturnStatus } from '../returns/index.ts'
import type { InvitableContact } from './whoIsInvited.ts'

/** A contributor as recognised from a session, with what the frame of their pages says. */
export type RecognisedContributor = {
  actor: ContributorActor
  partnershipName: string
  concernLine: string
  establishment: string
  round: string
}

/** The contributor of a session; undefined once the link by which they came was revoked. */
export async function loadContributor(db: Db, contributorId: number): Promise<RecognisedContributor | undefined> {
  const found = await row<Omit<ContributorActor, 'kind' | 'contributorId'> & Omit<RecognisedContributor, 'actor'> & { role: ContactRole }>(
    db,
    CONTRIBUTOR,
    [contributorId],
  )
  if (!found) return undefined
  const { partnershipName, concernLine, establishment, round, ...person } = found
  return { actor: { kind: 'contributor', contributorId, ...person }, partnershipName, concernLine, establishment, round }
}

const CONTRIBUTOR = prepared(
  'invitations.contributor',
  `select c.partnership_id as "partnershipId", c.invitation_id as "invitationId", c.return_id as "returnId", c.name, c.role,
     p.name as "partnershipName", p.concern_line as "concernLine", r.establishment_name as establishment, o.name as round
   from contributors c
   join invitations i on i.id = c.invitation_id and i.revoked_at is null
   join returns r on r.id = c.return_id
   join rounds o on o.id = r.round_id
   join partnerships p on p.id = c.partnership_id
   where c.id = ?`,
)

/** A return to which a link can be issued, with the contacts of its establishment that have an address. */
export type Invitee = {
  returnId: number
  establishmentId: number
  establishment: string
  status: ReturnStatus
  roundId: number
  round: string
  roundIsOpen: boolean
  /** Whether a link would lead on: what it is asked for can still be done. */
  canHaveLink: boolean
  dueAt: Date
  partnership: string
  contacts: InvitableContact[]
}

const CONTACTS_SQL = `coalesce((select json_agg(json_build_object('id', c.id, 'role', c.role, 'name', c.name, 'email', c.email,
    'fromOn', c.from_on, 'toOn', c.to_on)) from contacts c
  where c.establishment_id = r.establishment_id and c.partnership_id = r.partnership_id and c.email <> ''), '[]')`

export const INVITEE_SQL = `r.id as "returnId", r.establishment_id as "establishmentId", r.establishment_name as establishment, r.status,
  o.id as "roundId", o.name as round, o.status = 'open' as "roundIsOpen", ${LINK_LEADS_SQL} as "canHaveLink",
  r.due_at as "dueAt", p.name as partnership, ${CONTACTS_SQL} as contacts`

/** Contacts of an establishment (`r.establishment_id`) that a link can be mailed to. Takes `:today`. */
export const HAS_EMAIL_SQL = mailableSql('r.establishment_id', ':today::date')

/** These returns, held until the transaction ends, in one order, so that two workers cannot lock each other out. */
export async function lockInvitees(trx: Db, partnershipId: number, returnIds: readonly number[]): Promise<Invitee[]> {
  return rows<Invitee>(
    trx,
    `select ${INVITEE_SQL} from returns r join rounds o on o.id = r.round_id join partnerships p on p.id = r.partnership_id
     where r.partnership_id = ? and r.id = any(?) order by r.id for update of r`,
    [partnershipId, returnIds],
  )
}

/** An audit link as it is kept: its token is not. */
export type Invitation = {
  id: number
  returnId: number
  contactId: number | null
  name: string
  email: string
  role: string
  main: boolean
  nonce: Buffer
  issuedAt: Date
  issuedBy: string
  firstOpenedAt: Date | null
  lastOpenedAt: Date | null
  revokedAt: Date | null
  revokedReason: string | null
}

const COLUMNS = `i.id, i.return_id as "returnId", i.contact_id as "contactId", i.name, i.email, i.role, i.main, i.nonce, i.issued_at as "issuedAt",
  i.issued_by as "issuedBy", i.first_opened_at as "firstOpenedAt", i.last_opened_at as "lastOpenedAt", i.revoked_at as "revokedAt",
  i.revoked_reason as "revokedReason"`

/** Every audit link of a return, the newest first. */
export async function invitationsOf(db: Db, partnershipId: number, returnId: number): Promise<Invitation[]> {
  return rows<Invitation>(
    db,
    `select ${COLUMNS} from invitations i where i.partnership_id = ? and i.return_id = ? order by i.revoked_at is not null, i.main desc, i.id desc`,
    [partnershipId, returnId],
  )
}

/** The links of these returns that work, the main one of each first. */
export async function activeInvitations(db: Db, partnershipId: number, returnIds: readonly number[]): Promise<Invitation[]> {
  return rows<Invitation>(
    db,
    `select ${COLUMNS} from invitations i
     where i.partnership_id = ? and i.return_id = any(?) and i.revoked_at is null order by i.return_id, i.main desc, i.id`,
    [partnershipId, returnIds],
  )
}

/** A link to be stored. */
export type NewInvitation = {
  returnId: number
  contactId: number | null
  name: string
  email: string
  role: string
  main: boolean
  nonce: Buffer
  tokenHash: Buffer
}

/** Stores links in one statement; a return that has a main link already gets no second one. @returns the new ids by return */
export async function insertInvitations(
  trx: Db,
  partnershipId: number,
  issuedBy: string,
  invitations: readonly NewInvitation[],
): Promise<{ id: number; returnId: number }[]> {
  const list = <T>(pick: (invitation: NewInvitation) => T): T[] => invitations.map(pick)
  return rows(
    trx,
    `insert into invitations (partnership_id, return_id, contact_id, name, email, role, main, nonce, token_hash, issued_by)
     select :partnershipId, n.return_id, n.contact_id, n.name, n.email, n.role, n.main, decode(n.nonce, 'hex'), decode(n.token_hash, 'hex'), :issuedBy
     from unnest(:returnIds::bigint[], :contactIds::bigint[], :names::text[], :emails::text[], :roles::text[], :mains::boolean[], :nonces::text[], :hashes::text[])
       as n (return_id, contact_id, name, email, role, main, nonce, token_hash)
     on conflict (return_id) where main and revoked_at is null do nothing
     returning id, return_id as "returnId"`,
    {
      partnershipId,
      issuedBy,
      returnIds: list(n => n.returnId),
      contactIds: list(n => n.contactId),
      names: list(n => n.name),
      emails: list(n => n.email),
      roles: list(n => n.role),
      mains: list(n => n.main),
      nonces: list(n => n.nonce.toString('hex')),
      hashes: list(n => n.tokenHash.toString('hex')),
    },
  )
}

/** Returns that were waiting for their first link have it now. */
export async function markIssued(trx: Db, partnershipId: number, returnIds: readonly number[]): Promise<void> {
  await changed(
    trx,
    `update returns set status = 'issued', issued_at = coalesce(issued_at, now()), version = version + 1
     where partnership_id = ? and id = any(?) and status = 'not_issued'`,
    [partnershipId, returnIds],
  )
}

/** Ends links, at once: whoever came by them is no longer recognised. @returns the ids of those that worked until now */
export async function revoke(trx: Db, partnershipId: number, invitationIds: readonly number[], reason: string): Promise<number[]> {
  const ended = await rows<{ id: number }>(
    trx,
    `update invitations set revoked_at = now(), revoked_reason = ?
     where partnership_id = ? and id = any(?) and revoked_at is null returning id`,
    [reason, partnershipId, invitationIds],
  )
  return ended.map(({ id }) => id)
}

/** A return as its links look at it. */
export async function findInvitee(db: Db, partnershipId: number, returnId: number): Promise<Invitee | undefined> {
  return row<Invitee>(
    db,
    `select ${INVITEE_SQL} from returns r join rounds o on o.id = r.round_id join partnerships p on p.id = r.partnership_id
     where r.partnership_id = ? and r.id = ?`,
    [partnershipId, returnId],
  )
}

/** Whether a link of this return would lead on, so that one can be sent. */
export async function canHaveLink(db: Db, partnershipId: number, returnId: number): Promise<boolean> {
  const found = await row<{ leads: boolean }>(
    db,
    `select ${LINK_LEADS_SQL} as leads from returns r join rounds o on o.id = r.round_id where r.partnership_id = ? and r.id = ?`,
    [partnershipId, returnId],
  )
  return found?.leads ?? false
}
