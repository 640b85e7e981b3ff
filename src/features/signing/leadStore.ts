import { type Db, prepared, rows } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { ContributorActor } from '../history/index.ts'
import { LONDON_TODAY_SQL } from '../../platform/london.ts'

/** The names under which a DSL is known here: among the contacts of the establishment and the contributors to the return. */
export async function leadNames(db: Db, partnershipId: Id<'partnership'>, returnId: Id<'return'>): Promise<string[]> {
  const found = await rows<{ name: string }>(db, LEADS, { partnershipId, returnId })
  return found.map(({ name }) => name)
}

const LEADS = prepared(
  'signing.leads',
  `select c.name from contributors c where c.partnership_id = :partnershipId and c.return_id = :returnId and c.role = 'dsl'
     union
     select c.name from contacts c join returns r on r.establishment_id = c.establishment_id
     where r.partnership_id = :partnershipId and r.id = :returnId and c.role = 'dsl' and (c.to_on is null or c.to_on >= ${LONDON_TODAY_SQL})`,
)

/** The names of others who came in by the link of this person, also of those whose access was ended since. */
export async function peopleBy(db: Db, { partnershipId, invitationId, contributorId, name }: ContributorActor): Promise<string[]> {
  const found = await rows<{ name: string }>(
    db,
    `select distinct name from contributors where partnership_id = :partnershipId and invitation_id = :invitationId
       and id <> :contributorId and lower(name) <> lower(:name) order by name limit 5`,
    { partnershipId, invitationId, contributorId, name },
  )
  return found.map(({ name: other }) => other)
}

/** The names of those at the school who had the address of this person's link shown to them. */
export async function shownTo(db: Db, { partnershipId, returnId, invitationId }: ContributorActor): Promise<string[]> {
  const found = await rows<{ name: string }>(
    db,
    `select distinct actor_name as name from events where partnership_id = :partnershipId and return_id = :returnId
       and verb = 'invitation.shown' and actor_kind = 'contributor' and (details ->> 'invitationId')::bigint = :invitationId order by 1 limit 5`,
    { partnershipId, returnId, invitationId },
  )
  return found.map(({ name }) => name)
}

/** Everybody who ever came in by a link of this return, also those who may not any more. */
export const everyoneOn = (
  db: Db,
  { partnershipId, returnId }: Pick<ContributorActor, 'partnershipId' | 'returnId'>,
): Promise<{ contributorId: Id<'contributor'>; name: string }[]> =>
  rows(db, `select id as "contributorId", name from contributors where partnership_id = ? and return_id = ? order by id`, [
    partnershipId,
    returnId,
  ])
