import { changed, row, rows, type Db } from '../../platform/db.ts'
import { LONDON_TODAY_SQL } from '../../platform/london.ts'
import { holdsOnSql } from '../establishments/index.ts'
import type { ContactRole } from '../history/index.ts'
import { EVIDENCE_ASKED_SQL, LINK_LEADS_SQL } from '../returns/index.ts'
import type { LinkFacts } from './linkState.ts'

/** Everything that the landing page of a link says, and what decides what it leads to. */
export type FoundLink = LinkFacts & {
  invitationId: number
  partnershipId: number
  partnershipName: string
  partnershipContact: { name: string; email: string; phone: string }
  returnId: number
  establishment: string
  invitedName: string
  invitedRole: ContactRole
  invitedEmail: string
  roundId: number
  round: string
  introduction: string
  legalBasis: string
  dueAt: Date
  closedAt: Date | null
  /** Whether a new link of the same return would lead on. */
  canHaveLink: boolean
  /** The establishment's return in the round that is open now, when this link's is not. */
  laterReturnId: number | null
  laterRound: string | null
}

const LINK_SQL = `select i.id as "invitationId", i.partnership_id as "partnershipId", p.name as "partnershipName",
    json_build_object('name', p.contact_name, 'email', p.contact_email, 'phone', p.contact_phone) as "partnershipContact",
    r.id as "returnId", r.establishment_name as establishment, i.name as "invitedName", i.role as "invitedRole", i.email as "invitedEmail",
    o.id as "roundId", o.name as round, o.introduction, o.legal_basis as "legalBasis", r.due_at as "dueAt", o.closed_at as "closedAt",
    o.status as "roundStatus", r.status, r.submitted_at as "submittedAt", i.revoked_at as "revokedAt",
    exists (select from invitations n where n.return_id = i.return_id and n.revoked_at is null and (n.main or n.email = i.email)) as replaced,
    ${EVIDENCE_ASKED_SQL} as "evidenceAsked", ${LINK_LEADS_SQL} as "canHaveLink", later.id as "laterReturnId", later.name as "laterRound", later.id is not null as "hasLaterReturn"
  from invitations i
  join returns r on r.id = i.return_id
  join rounds o on o.id = r.round_id
  join partnerships p on p.id = i.partnership_id
  left join lateral (
    select lr.id, lo.name from returns lr join rounds lo on lo.id = lr.round_id and lo.status = 'open'
    where lr.establishment_id = r.establishment_id and lr.partnership_id = r.partnership_id and lr.id <> r.id and lr.issued_at is not null
      and lr.status <> 'excused' and o.status <> 'open'
    order by lo.opens_at desc limit 1
  ) later on true`

/** The link whose token has this hash, whatever its state; undefined when there is none. Reads only. */
export async function findLink(db: Db, tokenHash: Buffer): Promise<FoundLink | undefined> {
  return row<FoundLink>(db, `${LINK_SQL} where i.token_hash = ?`, [tokenHash])
}

/** The link by which a session was started. */
export async function findStartedLink(db: Db, invitationId: number): Promise<FoundLink | undefined> {
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

/** A return that was only issued is opened with its link. */
export async function markReturnOpened(trx: Db, link: OpenedLink): Promise<void> {
  await changed(
    trx,
    `update returns set status = case when status = 'issued' then 'opened' else status end, opened_at = coalesce(opened_at, now()),
       version = case when status = 'issued' then version + 1 else version end
     where partnership_id = :partnershipId and id = :returnId and (status = 'issued' or opened_at is null)`,
    link,
  )
}

/** Somebody who came by a link before. */
export type KnownPerson = { id: number; name: string; role: ContactRole; jobTitle: string }

/** Who has come by this link, the most recent first. */
export async function peopleOfLink(db: Db, partnershipId: number, invitationId: number): Promise<KnownPerson[]> {
  return rows<KnownPerson>(
    db,
    `select id, name, role, job_title as "jobTitle" from contributors
     where partnership_id = ? and invitation_id = ? order by last_seen_at desc, id desc limit 20`,
    [partnershipId, invitationId],
  )
}

/** Somebody enters by a link: the one who came before under the same name and role, or somebody new. @returns the contributor's id */
export async function enterAs(
  trx: Db,
  link: Pick<FoundLink, 'invitationId' | 'partnershipId' | 'returnId'>,
  person: { name: string; role: ContactRole; jobTitle: string },
): Promise<{ id: number; isNew: boolean }> {
  const of = { partnershipId: link.partnershipId, invitationId: link.invitationId, returnId: link.returnId, ...person }
  const known = await row<{ id: number }>(
    trx,
    `update contributors set last_seen_at = now(), job_title = case when :jobTitle = '' then job_title else :jobTitle end
     where id = (select id from contributors where partnership_id = :partnershipId and invitation_id = :invitationId
       and lower(name) = lower(:name) and role = :role order by id limit 1) returning id`,
    of,
  )
  if (known) return { id: known.id, isNew: false }
  const made = await row<{ id: number }>(
    trx,
    `insert into contributors (partnership_id, return_id, invitation_id, name, role, job_title)
     values (:partnershipId, :returnId, :invitationId, :name, :role, :jobTitle) returning id`,
    of,
  )
  if (!made) throw new Error('the contributor was not stored')
  return { id: made.id, isNew: true }
}

/** The returns that a link leads to, of establishments that a person who lost theirs may mean, those of open rounds first: by number, or by an address that is registered there. */
export async function returnsMeantBy(
  db: Db,
  meant: { email: string; urn: string; laCode: number | null; number: number | null },
): Promise<{ returnId: number; partnershipId: number }[]> {
  return rows(
    db,
    `select r.id as "returnId", r.partnership_id as "partnershipId"
     from returns r join rounds o on o.id = r.round_id join establishments e on e.id = r.establishment_id
     where r.issued_at is not null and ${LINK_LEADS_SQL} and (
       (:urn <> '' and e.scheme <> 'local' and e.identifier = :urn)
       or (e.la_code = :laCode::integer and e.establishment_number = :number::integer)
       or (:email <> '' and (
         exists (select from contacts c where c.establishment_id = e.id and c.email = :email
           and ${holdsOnSql('c', LONDON_TODAY_SQL)})
         or exists (select from invitations i where i.return_id = r.id and i.email = :email and i.revoked_at is null))))
     order by o.status <> 'open', r.id limit 20`,
    meant,
  )
}

/** Which of these returns were sent a link within so many minutes; a link that was ended since helps nobody, and does not count. */
export async function mailedLately(db: Db, partnershipId: number, returnIds: readonly number[], minutes: number): Promise<number[]> {
  const found = await rows<{ id: number }>(
    db,
    `select distinct m.return_id as id from messages m left join invitations i on i.id = m.invitation_id
     where m.partnership_id = ? and m.return_id = any(?) and m.kind in ('invitation', 'resend') and i.revoked_at is null
       and m.created_at > now() - make_interval(mins => ?)`,
    [partnershipId, returnIds, minutes],
  )
  return found.map(({ id }) => id)
}
