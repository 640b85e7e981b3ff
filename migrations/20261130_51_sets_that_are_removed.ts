import type { Knex } from 'knex'

/** A set of standards that is removed is asked no more; what agencies rated of it stays, and it can be restored. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table standard_sets
      add column removed_at timestamptz,
      add column removed_by text not null default '',
      add check ((removed_at is null) = (removed_by = ''));
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`alter table standard_sets drop column removed_at, drop column removed_by;`)
}
