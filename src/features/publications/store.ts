import { changed, prepared, row, rows, stored, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Publication, PublicationKind, PublicPage } from './publication.ts'

const COLUMNS = `p.id, p.kind, p.name, p.number, p.content_sha256 as "contentDigest", p.published_at as "publishedAt", p.published_by as "publishedBy",
  p.withdrawn_at as "withdrawnAt", p.withdrawn_by as "withdrawnBy", p.withdrawn_reason as "withdrawnReason"`

/** What was published of a round, the newest first. */
export async function publicationsOf(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<Publication[]> {
  return rows<Publication>(
    db,
    `select ${COLUMNS} from publications p where p.partnership_id = ? and p.round_id = ? order by p.kind, p.number desc`,
    [partnershipId, roundId],
  )
}

/** The newest version of one kind, withdrawn or not. */
export async function newestOf(
  db: Db,
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
  kind: PublicationKind,
): Promise<Publication | undefined> {
  return row<Publication>(
    db,
    `select ${COLUMNS} from publications p where p.partnership_id = ? and p.round_id = ? and p.kind = ? order by p.number desc limit 1`,
    [partnershipId, roundId, kind],
  )
}

/** What the versions of one kind said, withdrawn or not, the oldest first: whoever has read it knows it. */
export async function contentsOf<Content>(
  db: Db,
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
  kind: PublicationKind,
): Promise<Content[]> {
  const found = await rows<{ content: Content }>(
    db,
    `select content from publications where partnership_id = ? and round_id = ? and kind = ? order by number`,
    [partnershipId, roundId, kind],
  )
  return found.map(({ content }) => content)
}

/** What versions of any round and kind said of which this is a part, the oldest first. */
export async function contentsWith<Content>(db: Db, partnershipId: Id<'partnership'>, part: unknown): Promise<Content[]> {
  const found = await rows<{ content: Content }>(
    db,
    `select content from publications where partnership_id = ? and content @> ?::jsonb order by id`,
    [partnershipId, JSON.stringify(part)],
  )
  return found.map(({ content }) => content)
}

/** A page as it was kept, by its address: one look-up, with all that stands around it. */
export async function publicPage(db: Db, partnershipCode: string, name: string, number: number | null): Promise<PublicPage | undefined> {
  return row<PublicPage>(db, PUBLIC_PAGE, { partnershipCode, name, number })
}

const PUBLIC_PAGE = prepared(
  'publications.page',
  `select p.kind, p.number, case when p.withdrawn_at is null then p.html end as html, p.published_at as "publishedAt",
     p.withdrawn_at as "withdrawnAt", p.withdrawn_reason as "withdrawnReason", o.name as "roundName", a.name as "partnershipName",
     a.contact_email as "contactEmail", a.contact_phone as "contactPhone",
     (select jsonb_agg(jsonb_build_object('number', v.number, 'publishedAt', v.published_at, 'isWithdrawn', v.withdrawn_at is not null)
        order by v.number desc)
      from publications v where v.partnership_id = p.partnership_id and v.name = p.name) as versions
   from publications p
   join partnerships a on a.id = p.partnership_id
   join rounds o on o.id = p.round_id
   where p.partnership_id = (select id from partnerships where code = :partnershipCode) and p.name = :name and p.number = coalesce(:number::integer, p.number)
   order by p.number desc limit 1`,
)

export type NewPublication = {
  roundId: Id<'round'>
  kind: PublicationKind
  name: string
  number: number
  content: unknown
  contentDigest: string
  html: string
  by: string
}

export async function insertPublication(trx: Db, partnershipId: Id<'partnership'>, made: NewPublication): Promise<Id<'publication'>> {
  const { content, ...columns } = made
  const kept = await row<{ id: Id<'publication'> }>(
    trx,
    `insert into publications (partnership_id, round_id, kind, name, number, content, content_sha256, html, published_by)
     values (:partnershipId, :roundId, :kind, :name, :number, :content, :contentDigest, :html, :by) returning id`,
    { partnershipId, ...columns, content: JSON.stringify(content) },
  )
  return stored(kept, 'the publication').id
}

/** Withdraws these. */
export async function markWithdrawn(
  trx: Db,
  partnershipId: Id<'partnership'>,
  ids: readonly Id<'publication'>[],
  { by, reason }: { by: string; reason: string },
): Promise<void> {
  await changed(
    trx,
    `update publications set withdrawn_at = now(), withdrawn_by = :by, withdrawn_reason = :reason
     where partnership_id = :partnershipId and id = any(:ids) and withdrawn_at is null`,
    { partnershipId, ids: [...ids], by, reason },
  )
}
