import { changed, row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { mailableSql, type LinksGoTo, type ReachableContact } from '../establishments/index.ts'
import type { Actor, Reach } from '../history/index.ts'
import { lockReturns, RETURNS_SQL, type ReturnStatus } from '../returns/index.ts'

/** A return to which a link can be issued, with the contacts of its establishment that have an address. */
export type Invitee = {
  returnId: Id<'return'>
  establishmentId: Id<'establishment'>
  establishment: string
  status: ReturnStatus
  roundId: Id<'round'>
  round: string
  roundIsOpen: boolean
  /** Whether a link would lead on: what it is asked for can still be done. */
  canHaveLink: boolean
  dueAt: Date
  partnership: string
  /** Who is given the links of its round. */
  linksGoTo: LinksGoTo
  contacts: ReachableContact[]
}

const CONTACTS_SQL = `coalesce((select json_agg(json_build_object('id', c.id, 'role', c.role, 'name', c.name, 'email', c.email,
    'fromOn', c.from_on, 'toOn', c.to_on, 'main', c.main)) from contacts c
  where c.establishment_id = r.establishment_id and c.partnership_id = r.partnership_id and c.email <> ''), '[]')`

export const INVITEE_SQL = `r.id as "returnId", r.establishment_id as "establishmentId", r.establishment_name as establishment, r.status,
  o.id as "roundId", o.name as round, o.status = 'open' as "roundIsOpen", r.link_leads as "canHaveLink",
  r.due_at as "dueAt", p.name as partnership, o.links_go_to as "linksGoTo", ${CONTACTS_SQL} as contacts`

/** Contacts of an establishment (`r.establishment_id`) that a link can be mailed to. Takes `:today`. */
export const HAS_EMAIL_SQL = mailableSql('r.establishment_id', ':today::date')

/** These returns, held until the transaction ends. */
export async function lockInvitees(trx: Db, partnershipId: Id<'partnership'>, returnIds: readonly Id<'return'>[]): Promise<Invitee[]> {
  await lockReturns(trx, partnershipId, returnIds)
  return rows<Invitee>(
    trx,
    `select ${INVITEE_SQL} from ${RETURNS_SQL} r join rounds o on o.id = r.round_id join partnerships p on p.id = r.partnership_id
     where r.partnership_id = ? and r.id = any(?) order by r.id`,
    [partnershipId, returnIds],
  )
}

/** An audit link as it is kept: its token is not. */
export type Invitation = {
  id: Id<'invitation'>
  returnId: Id<'return'>
  contactId: Id<'contact'> | null
  name: string
  email: string
  role: string
  main: boolean
  reach: Reach
  /** The main link that it takes the place of once it is opened. */
  takesOverFrom: Id<'invitation'> | null
  nonce: Buffer
  issuedAt: Date
  issuedBy: string
  firstOpenedAt: Date | null
  lastOpenedAt: Date | null
  revokedAt: Date | null
  revokedReason: string | null
  /** Who ended it; blank for one that works, and where it is not known. */
  endedBy: string
}

/** What a link (`i`) opens. */
export const REACH_SQL = `json_build_object('sections', coalesce(to_json(i.sections), to_json('all'::text)), 'maySign', i.may_sign) as reach`

const COLUMNS = `i.id, i.return_id as "returnId", i.contact_id as "contactId", i.name, i.email, i.role, i.main, ${REACH_SQL}, i.takes_over_from as "takesOverFrom", i.nonce,
  i.issued_at as "issuedAt", i.issued_by as "issuedBy", i.first_opened_at as "firstOpenedAt", i.last_opened_at as "lastOpenedAt", i.revoked_at as "revokedAt",
  i.revoked_reason as "revokedReason", i.ended_by as "endedBy"`

/** Every audit link of a return, the newest first. */
export async function invitationsOf(db: Db, partnershipId: Id<'partnership'>, returnId: Id<'return'>): Promise<Invitation[]> {
  return rows<Invitation>(
    db,
    `select ${COLUMNS} from invitations i where i.partnership_id = ? and i.return_id = ? order by i.revoked_at is not null, i.main desc, i.id desc`,
    [partnershipId, returnId],
  )
}

/** The links of these returns that work, the main one of each first. */
export async function activeInvitations(
  db: Db,
  partnershipId: Id<'partnership'>,
  returnIds: readonly Id<'return'>[],
): Promise<Invitation[]> {
  return rows<Invitation>(
    db,
    `select ${COLUMNS} from invitations i
     where i.partnership_id = ? and i.return_id = any(?) and i.revoked_at is null order by i.return_id, i.main desc, i.id`,
    [partnershipId, returnIds],
  )
}

/** A link to be stored. */
export type NewInvitation = {
  returnId: Id<'return'>
  contactId: Id<'contact'> | null
  name: string
  email: string
  role: string
  main: boolean
  reach: Reach
  takesOverFrom?: Id<'invitation'> | null
  nonce: Buffer
  tokenHash: Buffer
}

/** Stores links in one statement; a return that has a main link already gets no second one. @returns those that were stored */
export async function insertInvitations(
  trx: Db,
  partnershipId: Id<'partnership'>,
  issuedBy: string,
  invitations: readonly NewInvitation[],
): Promise<{ id: Id<'invitation'>; tokenHash: Buffer }[]> {
  const list = <T>(pick: (invitation: NewInvitation) => T): T[] => invitations.map(pick)
  return rows(
    trx,
    `insert into invitations (partnership_id, return_id, contact_id, name, email, role, main, sections, may_sign, takes_over_from, nonce, token_hash, issued_by)
     select :partnershipId, n.return_id, n.contact_id, n.name, n.email, n.role, n.main,
       case when n.reach -> 'sections' <> '"all"' then array(select jsonb_array_elements_text(n.reach -> 'sections')) end,
       (n.reach ->> 'maySign')::boolean, n.takes_over_from, decode(n.nonce, 'hex'), decode(n.token_hash, 'hex'), :issuedBy
     from unnest(:returnIds::bigint[], :contactIds::bigint[], :names::text[], :emails::text[], :roles::text[], :mains::boolean[], :reaches::jsonb[], :takeOvers::bigint[], :nonces::text[], :hashes::text[])
       as n (return_id, contact_id, name, email, role, main, reach, takes_over_from, nonce, token_hash)
     on conflict (return_id) where main and revoked_at is null do nothing
     returning id, token_hash as "tokenHash"`,
    {
      partnershipId,
      issuedBy,
      returnIds: list(n => n.returnId),
      contactIds: list(n => n.contactId),
      names: list(n => n.name),
      emails: list(n => n.email),
      roles: list(n => n.role),
      mains: list(n => n.main),
      reaches: list(n => JSON.stringify(n.reach)),
      takeOvers: list(n => n.takesOverFrom ?? null),
      nonces: list(n => n.nonce.toString('hex')),
      hashes: list(n => n.tokenHash.toString('hex')),
    },
  )
}

/** Ends links, at once: whoever came by them is no longer recognised. */
export async function revoke(
  trx: Db,
  { partnershipId, name, kind }: Pick<Actor, 'partnershipId' | 'name' | 'kind'>,
  invitationIds: readonly Id<'invitation'>[],
  reason: string,
): Promise<void> {
  await changed(
    trx,
    `update invitations set revoked_at = now(), revoked_reason = ?, ended_by = ?, ended_by_school = ?
     where partnership_id = ? and id = any(?) and revoked_at is null`,
    [reason, name, kind === 'contributor', partnershipId, invitationIds],
  )
}

/** Another link took the place of links that ended. */
export async function setReplacedBy(
  trx: Db,
  partnershipId: Id<'partnership'>,
  ended: readonly Id<'invitation'>[],
  by: Id<'invitation'>,
): Promise<void> {
  await changed(trx, `update invitations set replaced_by = ? where partnership_id = ? and id = any(?)`, [by, partnershipId, ended])
}

/** Makes a link that works the main one of its return, which has none. */
export async function makeMain(trx: Db, partnershipId: Id<'partnership'>, id: Id<'invitation'>): Promise<void> {
  await changed(
    trx,
    `update invitations set main = true, takes_over_from = null where partnership_id = ? and id = ? and revoked_at is null`,
    [partnershipId, id],
  )
}

/** A return as its links look at it. */
export async function findInvitee(db: Db, partnershipId: Id<'partnership'>, returnId: Id<'return'>): Promise<Invitee | undefined> {
  return row<Invitee>(
    db,
    `select ${INVITEE_SQL} from ${RETURNS_SQL} r join rounds o on o.id = r.round_id join partnerships p on p.id = r.partnership_id
     where r.partnership_id = ? and r.id = ?`,
    [partnershipId, returnId],
  )
}

/** Whether a link of this return would lead on, so that one can be sent. */
export async function canHaveLink(db: Db, partnershipId: Id<'partnership'>, returnId: Id<'return'>): Promise<boolean> {
  const found = await row<{ leads: boolean }>(
    db,
    `select r.link_leads as leads from ${RETURNS_SQL} r where r.partnership_id = ? and r.id = ?`,
    [partnershipId, returnId],
  )
  return found?.leads ?? false
}
