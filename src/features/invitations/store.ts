import { row, type Db } from '../../platform/db.ts'
import type { ContactRole, ContributorActor } from '../history/index.ts'

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
    `select c.partnership_id as "partnershipId", c.invitation_id as "invitationId", c.return_id as "returnId", c.name, c.role,
       p.name as "partnershipName", p.concern_line as "concernLine", r.establishment_name as establishment, o.name as round
     from contributors c
     join invitations i on i.id = c.invitation_id and i.revoked_at is null
     join returns r on r.id = c.return_id
     join rounds o on o.id = r.round_id
     join partnerships p on p.id = c.partnership_id
     where c.id = ?`,
    [contributorId],
  )
  if (!found) return undefined
  const { partnershipName, concernLine, establishment, round, ...person } = found
  return { actor: { kind: 'contributor', contributorId, ...person }, partnershipName, concernLine, establishment, round }
}
