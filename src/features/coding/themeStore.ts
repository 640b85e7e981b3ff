import { changed, row, rows, stored, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { OfRound } from './readyStore.ts'
import type { CommentTheme, ThemeText } from './theme.ts'

/** The themes of a round, by name. */
export const themesOf = (db: Db, of: OfRound): Promise<CommentTheme[]> =>
  rows<CommentTheme>(
    db,
    `select id, round_id as "roundId", name, meaning, changed_by as "changedBy", changed_at as "changedAt", version
     from comment_themes where partnership_id = :partnershipId and round_id = :roundId order by lower(name), id`,
    of,
  )

export async function insertTheme(trx: Db, of: OfRound, text: ThemeText, by: string): Promise<Id<'commentTheme'>> {
  const made = await row<{ id: Id<'commentTheme'> }>(
    trx,
    `insert into comment_themes (partnership_id, round_id, name, meaning, created_by, changed_by)
     values (:partnershipId, :roundId, :name, :meaning, :by, :by) returning id`,
    { ...of, ...text, by },
  )
  return stored(made, 'the theme').id
}

export async function updateTheme(
  trx: Db,
  partnershipId: Id<'partnership'>,
  id: Id<'commentTheme'>,
  text: ThemeText,
  by: string,
): Promise<void> {
  await changed(
    trx,
    `update comment_themes set name = :name, meaning = :meaning, changed_by = :by, changed_at = now(), version = version + 1
     where partnership_id = :partnershipId and id = :id`,
    { partnershipId, id, ...text, by },
  )
}

/** Removes a theme with all that says which comments are in it; quotations of it belong to none then. */
export const deleteTheme = (trx: Db, partnershipId: Id<'partnership'>, id: Id<'commentTheme'>): Promise<number> =>
  changed(trx, `delete from comment_themes where partnership_id = ? and id = ?`, [partnershipId, id])

/** Has one theme take what is in another: who put it there stays. Where both had a comment, the one that is as the comment stands now holds. */
export async function moveInto(
  trx: Db,
  partnershipId: Id<'partnership'>,
  { from, into }: { from: Id<'commentTheme'>; into: Id<'commentTheme'> },
): Promise<void> {
  await changed(
    trx,
    `insert into comment_codes (comment_id, theme_id, partnership_id, comment_version, coded_by, coded_at)
     select comment_id, :into, partnership_id, comment_version, coded_by, coded_at from comment_codes
     where partnership_id = :partnershipId and theme_id = :from
     on conflict (comment_id, theme_id) do update set comment_version = excluded.comment_version, coded_by = excluded.coded_by,
       coded_at = excluded.coded_at where comment_codes.comment_version < excluded.comment_version`,
    { partnershipId, from, into },
  )
  await changed(trx, `update quotations set theme_id = :into where partnership_id = :partnershipId and theme_id = :from`, {
    partnershipId,
    from,
    into,
  })
}

/** How many comments of any kind are in a theme: those that count, and those that changed or are gone. */
export async function allInTheme(db: Db, partnershipId: Id<'partnership'>, id: Id<'commentTheme'>): Promise<number> {
  const found = await row<{ n: number }>(db, `select count(*) as n from comment_codes where partnership_id = ? and theme_id = ?`, [
    partnershipId,
    id,
  ])
  return found?.n ?? 0
}

/** The newest other round of the partnership that has themes, and those of its themes that this round has not. */
export const earlierThemes = (db: Db, of: OfRound): Promise<{ roundName: string; name: string; meaning: string }[]> =>
  rows<{ roundName: string; name: string; meaning: string }>(
    db,
    `select o.name as "roundName", t.name, t.meaning from comment_themes t join rounds o on o.id = t.round_id
     where t.partnership_id = :partnershipId and t.round_id = (
         select max(x.round_id) from comment_themes x where x.partnership_id = :partnershipId and x.round_id <> :roundId)
       and not exists (select from comment_themes h where h.round_id = :roundId and lower(h.name) = lower(t.name)) order by lower(t.name)`,
    of,
  )
