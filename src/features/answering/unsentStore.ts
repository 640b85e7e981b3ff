import { changed, row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { ContributorActor } from '../history/index.ts'

/** What was sent after a session had ended, sealed, and when. */
export type UnsentForm = { sealed: string; at: Date }

/** Whose form it was. */
type Whose = Pick<ContributorActor, 'partnershipId' | 'contributorId' | 'returnId'>

/** How long an unsent form waits for its person to come in again, in days. */
export const UNSENT_DAYS = 7

/** The person for whom a form was drawn, while their link works: by it they can come in again. */
export const personOfForm = (db: Db, contributorId: Id<'contributor'>): Promise<Whose | undefined> =>
  row<Whose>(
    db,
    `select c.partnership_id as "partnershipId", c.id as "contributorId", c.return_id as "returnId"
     from contributors c join invitations i on i.id = c.invitation_id and i.revoked_at is null where c.id = ?`,
    [contributorId],
  )

/** Keeps a form, in the place of one that the same person sent from the same section, or the same row of a list, before. */
export async function insertUnsent(
  db: Db,
  { partnershipId, contributorId, returnId }: Whose,
  { browserHash, sectionKey, sealed }: { browserHash: Buffer; sectionKey: string; sealed: string },
): Promise<void> {
  await changed(
    db,
    `insert into unsent_forms (partnership_id, return_id, contributor_id, section_key, browser_hash, sealed)
     values (:partnershipId, :returnId, :contributorId, :sectionKey, :browserHash, :sealed)
     on conflict (browser_hash, contributor_id, section_key) do update set sealed = excluded.sealed, at = now()`,
    { partnershipId, contributorId, returnId, sectionKey, browserHash, sealed },
  )
}

/** Somebody who came by another link is who they were when they said the same name: what they typed is theirs. */
const THEIRS = `u.partnership_id = :partnershipId and u.return_id = :returnId and u.browser_hash = :browserHash
  and u.at > now() - interval '${UNSENT_DAYS} days'
  and u.contributor_id in (select c.id from contributors c join contributors me on lower(me.name) = lower(c.name)
    where me.partnership_id = :partnershipId and me.id = :contributorId and c.partnership_id = :partnershipId and c.return_id = :returnId)`

/** What waits for somebody in this browser, section by section: the newest of each. */
export async function unsentSections(db: Db, whose: Whose, browserHash: Buffer): Promise<{ sectionKey: string; at: Date }[]> {
  return rows(
    db,
    `select split_part(u.section_key, '/', 1) as "sectionKey", max(u.at) as at from unsent_forms u where ${THEIRS} group by 1 order by 2`,
    { ...of(whose), browserHash },
  )
}

/** Under which keys something waits that begin so, the oldest first. */
export async function unsentKeys(db: Db, whose: Whose, browserHash: Buffer, begin: string): Promise<string[]> {
  const found = await rows<{ key: string }>(
    db,
    `select u.section_key as key from unsent_forms u where ${THEIRS} and starts_with(u.section_key, :begin) group by 1 order by max(u.at)`,
    { ...of(whose), browserHash, begin },
  )
  return found.map(({ key }) => key)
}

/** What waits for somebody in one section, or in one row of a list of it. */
export async function findUnsent(db: Db, whose: Whose, browserHash: Buffer, sectionKey: string): Promise<UnsentForm | undefined> {
  return row<UnsentForm>(
    db,
    `select u.sealed, u.at from unsent_forms u where ${THEIRS} and u.section_key = :sectionKey order by u.at desc limit 1`,
    {
      ...of(whose),
      browserHash,
      sectionKey,
    },
  )
}

/** What waited is on the page, or stored, or not wanted. */
export async function deleteUnsent(db: Db, whose: Whose, browserHash: Buffer, sectionKey: string): Promise<void> {
  await changed(db, `delete from unsent_forms u where ${THEIRS} and u.section_key = :sectionKey`, { ...of(whose), browserHash, sectionKey })
}

/** Nobody came back for these in time. @returns how many */
export const deleteOldUnsent = (db: Db): Promise<number> =>
  changed(db, `delete from unsent_forms where at <= now() - interval '${UNSENT_DAYS} days'`)

const of = ({ partnershipId, contributorId, returnId }: Whose): Whose => ({ partnershipId, contributorId, returnId })
