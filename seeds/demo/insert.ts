import { rows, type Db } from '../../src/platform/db.ts'
import type { Id } from '../../src/platform/id.ts'

/** Rows at a time: beyond some thousands the JSON costs more than the round trips it saves. */
const BATCH = 2000

/**
 * Inserts rows in few statements. All rows have the columns of the first; a Buffer becomes a bytea, an object jsonb.
 *
 * @returns what `returning` names, in the order of the rows
 */
export async function insertAll<Made = { id: Id<string> }>(
  db: Db,
  table: string,
  values: readonly Record<string, unknown>[],
  returning = 'id',
): Promise<Made[]> {
  const columns = Object.keys(values[0] ?? {}).join(', ')
  const made: Made[] = []
  for (let at = 0; at < values.length; at += BATCH) {
    const batch = values.slice(at, at + BATCH)
    made.push(
      ...(await rows<Made>(
        db,
        `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, ?::jsonb) returning ${returning}`,
        [
          JSON.stringify(
            batch.map(row =>
              Object.fromEntries(
                Object.entries(row).map(([name, value]) => [name, Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value]),
              ),
            ),
          ),
        ],
      )),
    )
  }
  return made
}
