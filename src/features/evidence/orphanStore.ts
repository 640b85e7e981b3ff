import { type Db, rows } from '../../platform/db.ts'

/** Every column that names a file of the store, of every feature: a guard holds this equal to the tables. */
export const FILE_KEYS = [
  { table: 'evidence', column: 'storage_key' },
  { table: 'exports', column: 'storage_key' },
  { table: 'register_imports', column: 'file_key' },
  { table: 'reports', column: 'storage_key' },
] as const

/** Those of the store's keys that no row speaks of. For every partnership at once, because the store has no partnerships. */
export async function unknownKeys(db: Db, keys: readonly string[]): Promise<string[]> {
  const spoken = FILE_KEYS.map(({ table, column }) => `not exists (select 1 from ${table} t where t.${column} = k.key)`)
  const found = await rows<{ key: string }>(db, `select k.key from unnest(:keys::text[]) as k (key) where ${spoken.join(' and ')}`, {
    keys,
  })
  return found.map(({ key }) => key)
}
