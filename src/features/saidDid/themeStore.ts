import { changed, row, rows, stored, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Theme, ThemeText } from './theme.ts'

type StoredTheme = Omit<Theme, 'findingIds'>
const COLUMNS = `t.id, t.round_id as "roundId", t.position, t.title, t.statement, t.heard, t.changed_by as "changedBy", t.changed_at as "changedAt",
  t.version`

/** The themes of a round in the order that staff gave them. */
export async function themesOf(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<Theme[]> {
  const themes = await rows<StoredTheme>(
    db,
    `select ${COLUMNS} from themes t where t.partnership_id = ? and t.round_id = ? order by t.position, t.id`,
    [partnershipId, roundId],
  )
  const rests = await rows<{ themeId: Id<'theme'>; findingId: Id<'finding'> }>(
    db,
    `select x.theme_id as "themeId", x.finding_id as "findingId" from themes t join theme_findings x on x.theme_id = t.id
     where t.partnership_id = ? and t.round_id = ? order by x.finding_id`,
    [partnershipId, roundId],
  )
  return themes.map(theme => ({
    ...theme,
    findingIds: rests.filter(({ themeId }) => themeId === theme.id).map(({ findingId }) => findingId),
  }))
}

/** Holds the themes of a round against change until the transaction ends. */
export async function lockThemes(trx: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<void> {
  await changed(trx, `select 1 from themes where partnership_id = ? and round_id = ? order by id for update`, [partnershipId, roundId])
}

/** Stores a theme as the last of its round. */
export async function insertTheme(
  trx: Db,
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
  { findingIds, ...text }: ThemeText,
  by: string,
): Promise<Id<'theme'>> {
  const made = await row<{ id: Id<'theme'> }>(
    trx,
    `insert into themes (partnership_id, round_id, position, title, statement, heard, created_by, changed_by)
     select :partnershipId, :roundId, coalesce(max(t.position), 0) + 1, :title, :statement, :heard, :by, :by
     from themes t where t.partnership_id = :partnershipId and t.round_id = :roundId
     returning id`,
    { partnershipId, roundId, ...text, by },
  )
  const { id } = stored(made, 'the theme')
  await restOn(trx, partnershipId, id, findingIds)
  return id
}

export async function updateTheme(
  trx: Db,
  partnershipId: Id<'partnership'>,
  id: Id<'theme'>,
  { findingIds, ...text }: ThemeText,
  by: string,
): Promise<void> {
  await changed(
    trx,
    `update themes set title = :title, statement = :statement, heard = :heard, changed_by = :by, changed_at = now(), version = version + 1
     where partnership_id = :partnershipId and id = :id`,
    { partnershipId, id, ...text, by },
  )
  await restOn(trx, partnershipId, id, findingIds)
}

/** The theme rests on these findings and on no others. */
async function restOn(trx: Db, partnershipId: Id<'partnership'>, id: Id<'theme'>, findingIds: readonly Id<'finding'>[]): Promise<void> {
  const bound = { partnershipId, id, findingIds: [...findingIds] }
  await changed(trx, `delete from theme_findings where partnership_id = :partnershipId and theme_id = :id`, bound)
  await changed(
    trx,
    `insert into theme_findings (theme_id, partnership_id, finding_id) select :id, :partnershipId, unnest(:findingIds::bigint[])`,
    bound,
  )
}

/** The themes of a round in this order. */
export async function renumberThemes(trx: Db, partnershipId: Id<'partnership'>, ids: readonly Id<'theme'>[]): Promise<void> {
  await changed(
    trx,
    `update themes t set position = g.at from unnest(:ids::bigint[]) with ordinality as g (id, at)
     where t.partnership_id = :partnershipId and t.id = g.id`,
    { partnershipId, ids: [...ids] },
  )
}

export async function deleteTheme(trx: Db, partnershipId: Id<'partnership'>, id: Id<'theme'>): Promise<void> {
  await changed(trx, `delete from themes where partnership_id = ? and id = ?`, [partnershipId, id])
}
