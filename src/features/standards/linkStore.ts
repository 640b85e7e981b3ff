import { changed, row, rows, stored, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'

type Partnership = Id<'partnership'>

/** The link of an agency as it is kept: its token is not. */
export type AgencyLink = {
  id: Id<'agencyLink'>
  exerciseId: Id<'exercise'>
  agencyId: Id<'agency'>
  nonce: Buffer
  endsAt: Date
  madeBy: string
  madeAt: Date
  sentTo: string
  endedAt: Date | null
  endedBy: string
}

const LINK = `id, exercise_id as "exerciseId", agency_id as "agencyId", nonce, ends_at as "endsAt", made_by as "madeBy",
  made_at as "madeAt", sent_to as "sentTo", ended_at as "endedAt", ended_by as "endedBy"`

/** The newest link of each agency in an exercise, whether it works or was ended. */
export const linksOf = (db: Db, partnershipId: Partnership, exerciseId: Id<'exercise'>): Promise<AgencyLink[]> =>
  rows<AgencyLink>(
    db,
    `select distinct on (agency_id) ${LINK} from agency_links where partnership_id = ? and exercise_id = ? order by agency_id, id desc`,
    [partnershipId, exerciseId],
  )

/** The link of an agency that was not ended, held until the transaction ends. */
export const lockLinkOf = (
  trx: Db,
  partnershipId: Partnership,
  exerciseId: Id<'exercise'>,
  agencyId: Id<'agency'>,
): Promise<AgencyLink | undefined> =>
  row<AgencyLink>(
    trx,
    `select ${LINK} from agency_links where partnership_id = ? and exercise_id = ? and agency_id = ? and ended_at is null for update`,
    [partnershipId, exerciseId, agencyId],
  )

/** @returns its id */
export async function insertLink(
  trx: Db,
  link: {
    partnershipId: Partnership
    exerciseId: Id<'exercise'>
    agencyId: Id<'agency'>
    nonce: Buffer
    tokenHash: Buffer
    endsAt: Date
    madeBy: string
    sentTo: string
  },
): Promise<Id<'agencyLink'>> {
  const made = await row<{ id: Id<'agencyLink'> }>(
    trx,
    `insert into agency_links (partnership_id, exercise_id, agency_id, nonce, token_hash, ends_at, made_by, sent_to)
     values (:partnershipId, :exerciseId, :agencyId, :nonce, :tokenHash, :endsAt, :madeBy, :sentTo) returning id`,
    link,
  )
  return stored(made, 'the link').id
}

/** Ends a link at once. */
export async function markEnded(trx: Db, partnershipId: Partnership, id: Id<'agencyLink'>, by: string): Promise<void> {
  await changed(trx, `update agency_links set ended_at = now(), ended_by = ? where partnership_id = ? and id = ? and ended_at is null`, [
    by,
    partnershipId,
    id,
  ])
}

/** What whoever holds a link came for, and who runs it. */
export type FoundLink = {
  id: Id<'agencyLink'>
  partnershipId: Partnership
  exerciseId: Id<'exercise'>
  agencyId: Id<'agency'>
  agency: string
  madeAt: Date
  endsAt: Date
  endedAt: Date | null
  partnershipName: string
  contactName: string
  contactEmail: string
  contactPhone: string
  concernLine: string
}

/** The link with this hash, whether it works or was ended. The token is a secret, and says of which partnership it is. */
export const findLink = (db: Db, tokenHash: Buffer): Promise<FoundLink | undefined> =>
  row<FoundLink>(
    db,
    `select l.id, l.partnership_id as "partnershipId", l.exercise_id as "exerciseId", l.agency_id as "agencyId", a.name as agency,
       l.made_at as "madeAt", l.ends_at as "endsAt", l.ended_at as "endedAt", p.name as "partnershipName", p.contact_name as "contactName",
       p.contact_email as "contactEmail", p.contact_phone as "contactPhone", p.concern_line as "concernLine"
     from agency_links l join rating_agencies a on a.id = l.agency_id and a.partnership_id = l.partnership_id
     join partnerships p on p.id = l.partnership_id where l.token_hash = ?`,
    [tokenHash],
  )
