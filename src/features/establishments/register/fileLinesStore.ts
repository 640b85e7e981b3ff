import { changed, rows, type Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'

/** A row of a file as it was sent: what is asked about, or given back to be mended. */
export type FileLine = { line: number; cells: string[] }

/** Keeps rows of a file with its import. */
export async function keepLines(
  trx: Db,
  partnershipId: Id<'partnership'>,
  importId: Id<'import'>,
  lines: readonly { line: number; cells: readonly string[] }[],
): Promise<void> {
  if (lines.length === 0) return
  await changed(
    trx,
    `insert into import_file_lines (import_id, partnership_id, line, cells)
     select :importId, :partnershipId, l.line, l.cells from jsonb_to_recordset(:lines::jsonb) as l (line integer, cells jsonb)`,
    { partnershipId, importId, lines: JSON.stringify(lines).replaceAll('\\u0000', '') },
  )
}

export async function keptLines(db: Db, partnershipId: Id<'partnership'>, importId: Id<'import'>): Promise<FileLine[]> {
  return rows<FileLine>(db, `select line, cells from import_file_lines where partnership_id = ? and import_id = ? order by line`, [
    partnershipId,
    importId,
  ])
}

/** Forgets the rows that are kept of files. */
export async function clearFileLines(trx: Db, partnershipId: Id<'partnership'>, importIds: readonly Id<'import'>[]): Promise<void> {
  await changed(trx, `delete from import_file_lines where partnership_id = ? and import_id = any(?::bigint[])`, [
    partnershipId,
    [...importIds],
  ])
}
