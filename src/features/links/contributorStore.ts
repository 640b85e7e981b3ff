import type { ContactRole, ContributorActor } from '../history/index.ts'
import { changed, type Db, row, rows, prepared, stored } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { ReturnStatus } from '../returns/index.ts'
import { noteDevice } from './accessStore.ts'
import type { FoundLink } from './landingStore.ts'
import { REACH_SQL } from './store.ts'

/** Somebody who came by the return's link, and when they last saved something of it. */
export type Colleague = { contributorId: Id<'contributor'>; name: string; role: ContactRole; lastSavedAt: Date | null }

/** Whether somebody came by the main link of their return, whose holder gives colleagues links of their own. */
export async function cameByMainLink(db: Db, { partnershipId, contributorId }: ContributorActor): Promise<boolean> {
  const sql = `select 1 from contributors c join invitations i on i.id = c.invitation_id and i.main where c.partnership_id = ? and c.id = ?`
  return (await row(db, sql, [partnershipId, contributorId])) !== undefined
}

/** Everybody who works on a return, those who saved last first; not those whose access, or whose link, was ended. */
export async function colleaguesOn(db: Db, partnershipId: Id<'partnership'>, returnId: Id<'return'>): Promise<Colleague[]> {
  return rows(
    db,
    `select c.id as "contributorId", c.name, c.role, s.at as "lastSavedAt"
     from contributors c
     left join (select contributor_id, max(at) as at from (
         select contributor_id, at from responses where partnership_id = :partnershipId and return_id = :returnId
         union all select contributor_id, at from response_changes where partnership_id = :partnershipId and return_id = :returnId
       ) saved group by contributor_id) s on s.contributor_id = c.id
     where c.partnership_id = :partnershipId and c.return_id = :returnId and c.ended_at is null
       and exists (select from invitations i where i.id = c.invitation_id and i.revoked_at is null) order by s.at desc nulls last, c.id`,
    { partnershipId, returnId },
  )
}

/** Somebody who came by a link before. */
export type KnownPerson = { id: Id<'contributor'>; name: string; role: ContactRole; jobTitle: string }

/** A return that is open in a browser, and as whom. */
export type OpenHere = {
  contributorId: Id<'contributor'>
  name: string
  role: ContactRole
  establishment: string
  round: string
  status: ReturnStatus
  dueAt: Date
  returnedDueOn: string | null
  roundStatus: 'draft' | 'open' | 'closed'
}

/** The returns of people who came by audit links that still work, by the names of their establishments. */
export async function returnsOf(db: Db, people: readonly Id<'contributor'>[]): Promise<OpenHere[]> {
  return rows<OpenHere>(
    db,
    `select c.id as "contributorId", c.name, c.role, r.establishment_name as establishment, o.name as round, r.status, r.due_at as "dueAt",
       r.returned_due_on as "returnedDueOn", o.status as "roundStatus"
     from contributors c
     join invitations i on i.id = c.invitation_id and i.revoked_at is null
     join returns r on r.id = c.return_id
     join rounds o on o.id = r.round_id
     where c.id = any(?) order by r.establishment_name, o.id desc, c.id`,
    [[...people]],
  )
}

/** Who has come by this link, the most recent first. */
export async function peopleOfLink(db: Db, partnershipId: Id<'partnership'>, invitationId: Id<'invitation'>): Promise<KnownPerson[]> {
  return rows<KnownPerson>(
    db,
    `select id, name, role, job_title as "jobTitle" from contributors
     where partnership_id = ? and invitation_id = ? and ended_at is null order by last_seen_at desc, id desc limit 20`,
    [partnershipId, invitationId],
  )
}

/** Who somebody says they are, and what they came with: "Chrome on Windows". */
export type Entering = { name: string; role: ContactRole; jobTitle: string; device: string }

/** Somebody enters by a link: the one who came before under the same name and role, or somebody new, as is one whose access was ended. @returns the contributor's id */
export async function enterAs(
  trx: Db,
  link: Pick<FoundLink, 'invitationId' | 'partnershipId' | 'returnId'>,
  { device, ...person }: Entering,
): Promise<{ id: Id<'contributor'>; isNew: boolean }> {
  const of = { partnershipId: link.partnershipId, invitationId: link.invitationId, returnId: link.returnId, ...person }
  const known = await row<{ id: Id<'contributor'> }>(
    trx,
    `update contributors set last_seen_at = now(), job_title = case when :jobTitle = '' then job_title else :jobTitle end
     where id = (select id from contributors where partnership_id = :partnershipId and invitation_id = :invitationId
       and lower(name) = lower(:name) and role = :role and ended_at is null order by id limit 1) returning id`,
    of,
  )
  const made =
    known ??
    (await row<{ id: Id<'contributor'> }>(
      trx,
      `insert into contributors (partnership_id, return_id, invitation_id, name, role, job_title)
     values (:partnershipId, :returnId, :invitationId, :name, :role, :jobTitle) returning id`,
      of,
    ))
  const { id } = stored(made, 'the contributor')
  await noteDevice(trx, { partnershipId: link.partnershipId, contributorId: id, device })
  return { id, isNew: !known }
}

/** A contributor as recognised from a session, with what the frame of their pages says. */
export type RecognisedContributor = {
  actor: ContributorActor
  partnershipName: string
  concernLine: string
  establishment: string
  round: string
}

/** The contributor of a session; undefined once the link by which they came, or their own access, was ended. */
export async function loadContributor(db: Db, contributorId: Id<'contributor'>): Promise<RecognisedContributor | undefined> {
  const found = await row<ContributorRow>(db, CONTRIBUTOR, [contributorId])
  return found && contributorFrom(contributorId, found)
}

/** What a row of `CONTRIBUTOR_SQL` says. */
export function contributorFrom(contributorId: Id<'contributor'>, found: ContributorRow): RecognisedContributor {
  const { partnershipName, concernLine, establishment, round, ...person } = found
  return { actor: { kind: 'contributor', contributorId, ...person }, partnershipName, concernLine, establishment, round }
}

export type ContributorRow = Omit<ContributorActor, 'kind' | 'contributorId'> & Omit<RecognisedContributor, 'actor'>

/** Somebody whose link and access still work: what follows says who. */
export const CONTRIBUTOR_SQL = `select c.partnership_id as "partnershipId", c.invitation_id as "invitationId", c.return_id as "returnId", c.name, c.role,
     ${REACH_SQL}, p.name as "partnershipName", p.concern_line as "concernLine", r.establishment_name as establishment, o.name as round
   from contributors c
   join invitations i on i.id = c.invitation_id and i.revoked_at is null and c.ended_at is null
   join returns r on r.id = c.return_id
   join rounds o on o.id = r.round_id
   join partnerships p on p.id = c.partnership_id`

const CONTRIBUTOR = prepared('invitations.contributor', `${CONTRIBUTOR_SQL} where c.id = ?`)

/** Whether somebody may still act by the link by which they came: asked in the transaction that writes, with their return and its round held. */
export async function mayStillAct(
  trx: Db,
  { partnershipId, contributorId }: Pick<ContributorActor, 'partnershipId' | 'contributorId'>,
): Promise<boolean> {
  const held = await row<{ round: string | null }>(trx, HOLD, [partnershipId, contributorId])
  if ((held?.round ?? null) === null) return false
  holding.set(trx, contributorId)
  return true
}

const HOLD = prepared('links.hold', `select hold_for_contributor(?, ?) as round`)

const holding = new WeakMap<Db, Id<'contributor'>>()

/** Whether this transaction asked so already, and holds their return until it ends. */
export const holdsReturnOf = (trx: Db, { contributorId }: ContributorActor): boolean => holding.get(trx) === contributorId

/** Ends the links of a return, and deletes whom they were given to and who came by them. That somebody in a role did, and when, stays. */
export async function forgetPeople(trx: Db, partnershipId: Id<'partnership'>, returnId: Id<'return'>): Promise<void> {
  await changed(trx, `update contributors set name = 'Name deleted', job_title = '' where partnership_id = ? and return_id = ?`, [
    partnershipId,
    returnId,
  ])
  await changed(
    trx,
    `delete from contributor_devices where partnership_id = ? and contributor_id in (select id from contributors where partnership_id = ? and return_id = ?)`,
    [partnershipId, partnershipId, returnId],
  )
  await changed(
    trx,
    `update invitations set name = 'Name deleted', email = '', contact_id = null, ended_by = '', revoked_at = coalesce(revoked_at, now()),
       revoked_reason = coalesce(revoked_reason, 'the answers were deleted') where partnership_id = ? and return_id = ?`,
    [partnershipId, returnId],
  )
}
