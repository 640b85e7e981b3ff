import type { ContactRole } from '../history/index.ts'
import { changed, type Db, row, rows } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'

/** Somebody who came in by a link of a return. */
export type Access = {
  contributorId: Id<'contributor'>
  name: string
  role: ContactRole
  jobTitle: string
  /** By whose link. */
  linkOf: string
  main: boolean
  /** Whether that link works. */
  linkWorks: boolean
  endedAt: Date | null
  endedBy: string
  firstAt: Date
  lastAt: Date
  lastSavedAt: Date | null
  /** What they came with, the last first. */
  devices: string[]
}

const ACCESS_SQL = `select c.id as "contributorId", c.name, c.role, c.job_title as "jobTitle", i.name as "linkOf", i.main, i.revoked_at is null as "linkWorks",
    c.ended_at as "endedAt", c.ended_by as "endedBy", c.entered_at as "firstAt", c.last_seen_at as "lastAt", s.at as "lastSavedAt",
    array(select d.device from contributor_devices d where d.contributor_id = c.id order by d.last_at desc, d.device) as devices
  from contributors c
  join invitations i on i.id = c.invitation_id
  left join lateral (select max(a.at) as at from responses a where a.return_id = c.return_id and a.contributor_id = c.id) s on true`

/** Everybody who came in by a link of a return, who came last first; those who cannot any more at the end. */
export async function accessesOf(db: Db, partnershipId: Id<'partnership'>, returnId: Id<'return'>): Promise<Access[]> {
  return rows<Access>(
    db,
    `${ACCESS_SQL} where c.partnership_id = ? and c.return_id = ?
     order by c.ended_at is not null or i.revoked_at is not null, c.last_seen_at desc, c.id desc`,
    [partnershipId, returnId],
  )
}

/** One of them. */
export async function findAccess(
  db: Db,
  partnershipId: Id<'partnership'>,
  returnId: Id<'return'>,
  contributorId: Id<'contributor'>,
): Promise<Access | undefined> {
  return row<Access>(db, `${ACCESS_SQL} where c.partnership_id = ? and c.return_id = ? and c.id = ?`, [
    partnershipId,
    returnId,
    contributorId,
  ])
}

/** They are recognised no more, in any browser. @returns whether this ended it */
export async function setAccessEnded(
  trx: Db,
  of: { partnershipId: Id<'partnership'>; contributorId: Id<'contributor'>; by: string },
): Promise<boolean> {
  const ended = await rows(
    trx,
    `update contributors set ended_at = now(), ended_by = :by
     where partnership_id = :partnershipId and id = :contributorId and ended_at is null returning id`,
    of,
  )
  return ended.length > 0
}

/** Somebody came in with this. */
export async function noteDevice(
  trx: Db,
  of: { partnershipId: Id<'partnership'>; contributorId: Id<'contributor'>; device: string },
): Promise<void> {
  await changed(
    trx,
    `insert into contributor_devices (partnership_id, contributor_id, device) values (:partnershipId, :contributorId, :device)
     on conflict (contributor_id, device) do update set last_at = now()`,
    of,
  )
}

/** By which link somebody came, and who ended their access; the link itself may have been ended too. */
export async function endedAccess(
  db: Db,
  contributorId: Id<'contributor'>,
): Promise<{ invitationId: Id<'invitation'>; endedAt: Date | null; endedBy: string; enderHolds: boolean } | undefined> {
  return row(
    db,
    `select c.invitation_id as "invitationId", c.ended_at as "endedAt", c.ended_by as "endedBy",
       exists (select from invitations m join contributors e on e.invitation_id = m.id
         where m.return_id = c.return_id and m.main and m.revoked_at is null and e.name = c.ended_by and e.ended_at is null) as "enderHolds"
     from contributors c where c.id = ?`,
    [contributorId],
  )
}
