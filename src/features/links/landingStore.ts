import { row, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Establishment } from '../establishments/index.ts'
import type { ContactRole, Reach } from '../history/index.ts'
import { RETURNS_SQL } from '../returns/index.ts'
import type { LinkFacts } from './linkState.ts'
import { REACH_SQL } from './store.ts'

/** Everything that the landing page of a link says, and what decides what it leads to. */
export type FoundLink = LinkFacts &
  Pick<Establishment, 'scheme' | 'identifier' | 'town'> & {
    submittedAt: Date | null
    invitationId: Id<'invitation'>
    partnershipId: Id<'partnership'>
    partnershipName: string
    partnershipContact: { name: string; email: string; phone: string }
    returnId: Id<'return'>
    establishment: string
    invitedName: string
    invitedRole: ContactRole
    invitedEmail: string
    roundId: Id<'round'>
    round: string
    introduction: string
    legalBasis: string
    dueAt: Date
    returnedDueOn: string | null
    closedAt: Date | null
    /** Who ended the link; blank where that is not known. */
    endedBy: string
    /** Whether somebody at the establishment ended it, and not the partnership. */
    endedBySchool: boolean
    main: boolean
    /** What the link opens. */
    reach: Reach
    /** Who gave it. */
    issuedBy: string
    /** The main link that it takes the place of when it is opened; null when it is none, and once the main link was given to another. */
    handsOver: { id: Id<'invitation'>; name: string } | null
    /** Whether whoever ended it at the establishment still holds the link by which a new one is given. */
    enderHolds: boolean
    /** Whether the link that took its place is with the same person. */
    newerIsTheirs: boolean
    /** When the answers of the return were deleted at the end of the time for which they are kept; the links of the round ended with them. */
    answersDeletedAt: Date | null
    /** Whether a new link of the same return would lead on. */
    canHaveLink: boolean
    /** The establishment's return in a round that opened later and is open now, when this link's is not. */
    laterReturnId: Id<'return'> | null
    laterRound: string | null
  }

const LINK_SQL = `select i.id as "invitationId", i.partnership_id as "partnershipId", p.name as "partnershipName",
    json_build_object('name', p.contact_name, 'email', p.contact_email, 'phone', p.contact_phone) as "partnershipContact",
    r.id as "returnId", r.establishment_name as establishment, e.scheme, e.identifier, e.town, i.name as "invitedName", i.role as "invitedRole", i.email as "invitedEmail",
    o.id as "roundId", o.name as round, o.introduction, o.legal_basis as "legalBasis", r.due_at as "dueAt", r.returned_due_on as "returnedDueOn", o.closed_at as "closedAt",
    o.status as "roundStatus", r.status, r.submitted_at as "submittedAt", i.revoked_at as "revokedAt",
    i.main, ${REACH_SQL}, i.issued_by as "issuedBy", i.ended_by as "endedBy", i.ended_by_school as "endedBySchool",
    i.ended_by_school and exists (select from invitations m join contributors c on c.invitation_id = m.id
      where m.return_id = i.return_id and m.main and m.revoked_at is null and c.name = i.ended_by) as "enderHolds",
    (select json_build_object('id', m.id, 'name', m.name) from invitations m where m.id = i.takes_over_from and m.main and m.revoked_at is null) as "handsOver", own.works or coalesce(newer.works, false) as replaced,
    own.works or coalesce(newer.theirs, false) as "newerIsTheirs",
    r.evidence_asked as "evidenceAsked", r.link_leads as "canHaveLink", r.answers_deleted_at as "answersDeletedAt", later.id as "laterReturnId", later.name as "laterRound", later.id is not null as "hasLaterReturn"
  from invitations i
  join ${RETURNS_SQL} r on r.id = i.return_id
  join establishments e on e.id = r.establishment_id
  join rounds o on o.id = r.round_id
  join partnerships p on p.id = i.partnership_id
  -- Another link of the same person: two may share a mailbox.
  cross join lateral (
    select exists (select from invitations n where n.return_id = i.return_id and n.revoked_at is null and n.email = i.email and i.email <> ''
      and (lower(n.name) = lower(i.name) or n.contact_id = i.contact_id)) as works
  ) own
  -- The link at the end of those that took its place, one after the other.
  left join lateral (
    with recursive chain as (
      select n.id, n.replaced_by, n.revoked_at, n.name, n.contact_id from invitations n where n.id = i.replaced_by
      union select n.id, n.replaced_by, n.revoked_at, n.name, n.contact_id from chain c join invitations n on n.id = c.replaced_by
    )
    select c.revoked_at is null as works, c.name = i.name or c.contact_id = i.contact_id as theirs from chain c where c.replaced_by is null
  ) newer on true
  left join lateral (
    select lr.id, lo.name from ${RETURNS_SQL} lr join rounds lo on lo.id = lr.round_id and lo.status = 'open'
    where lr.establishment_id = r.establishment_id and lr.partnership_id = r.partnership_id and lr.id <> r.id and lr.issued_at is not null
      and not lr.excused and o.status <> 'open'
      and coalesce(lo.opened_at, lo.opens_at) > coalesce(o.opened_at, o.opens_at)
    order by coalesce(lo.opened_at, lo.opens_at) desc limit 1
  ) later on true`

/** The link whose token has this hash, whatever its state; undefined when there is none. Reads only. */
export async function findLink(db: Db, tokenHash: Buffer): Promise<FoundLink | undefined> {
  return row<FoundLink>(db, `${LINK_SQL} where i.token_hash = ?`, [tokenHash])
}

/** The link by which a session was started. */
export async function findStartedLink(db: Db, invitationId: Id<'invitation'>): Promise<FoundLink | undefined> {
  return row<FoundLink>(db, `${LINK_SQL} where i.id = ?`, [invitationId])
}

type OpenedLink = Pick<FoundLink, 'invitationId' | 'partnershipId' | 'returnId'>

/** A person pressed the button: the link was opened. @returns whether it was the first time */
export async function markOpened(trx: Db, link: OpenedLink): Promise<boolean> {
  const first = await row<{ first: boolean }>(
    trx,
    `update invitations i set first_opened_at = coalesce(i.first_opened_at, now()), last_opened_at = now()
     from (select id, first_opened_at from invitations where partnership_id = :partnershipId and id = :invitationId for update) before
     where i.id = before.id and i.revoked_at is null returning before.first_opened_at is null as first`,
    link,
  )
  return first?.first ?? false
}
