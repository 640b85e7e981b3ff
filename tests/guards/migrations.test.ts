import { expect, test } from '@jest/globals'
import { jobs } from '../../src/jobs.ts'
import { rows, type Pool } from '../../src/platform/db.ts'
import { migrate, migrationSettings } from '../../src/platform/migrate.ts'
import { FILE_KEYS } from '../../src/features/evidence/orphanStore.ts'
import { cloneDatabase } from '../support/database.ts'

const shape = (db: Pool) =>
  rows(
    db,
    `select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns
     where table_schema = 'public' and table_name not like 'knex_%' order by 1, 2`,
  )

test('the migrations go up, down and up again to the same shape', async () => {
  const { db, drop } = await cloneDatabase()
  try {
    const before = await shape(db)
    expect(before.length).toBeGreaterThan(100)
    await db.migrate.rollback(migrationSettings, true)
    expect(await shape(db)).toEqual([])
    await migrate(db, jobs)
    expect(await shape(db)).toEqual(before)
    expect(await migrate(db, jobs)).toEqual([])
  } finally {
    await drop()
  }
})

test('every row belongs to a partnership', async () => {
  const { db, drop } = await cloneDatabase()
  try {
    const without = await rows<{ table_name: string }>(
      db,
      `select t.table_name from information_schema.tables t
       where t.table_schema = 'public' and t.table_name not like 'knex_%'
         and not exists (select 1 from information_schema.columns c
           where c.table_schema = 'public' and c.table_name = t.table_name and c.column_name = 'partnership_id' and c.is_nullable = 'NO')
       order by 1`,
    )
    // The tenants themselves, and what is held before anybody is known: sessions and the counting of guesses.
    expect(without.map(({ table_name }) => table_name).filter(name => !['partnerships', 'sessions', 'rate_limits'].includes(name))).toEqual(
      [],
    )
  } finally {
    await drop()
  }
})

test('every column that names a stored file keeps its file from the night’s sweep', async () => {
  const { db, drop } = await cloneDatabase()
  try {
    const columns = await rows<{ table: string; column: string }>(
      db,
      `select table_name as table, column_name as column from information_schema.columns
       where table_schema = 'public' and column_name like '%\\_key%' order by 1, 2`,
    )
    // Keys of a questionnaire. A new key of any other kind names a file, or belongs in this list.
    const others = ['question_key', 'question_keys', 'part_key', 'section_key']
    expect(columns.filter(({ column }) => !others.includes(column))).toEqual([...FILE_KEYS])
  } finally {
    await drop()
  }
})
