import type { Knex } from 'knex'

/** What somebody sent after their session had ended: kept sealed until they come in again, by the same browser (decision 0064). */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table unsent_forms (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      return_id bigint not null references returns on delete cascade,
      contributor_id bigint not null references contributors on delete cascade,
      section_key text not null,
      browser_hash bytea not null,
      sealed text not null,
      at timestamptz not null default now(),
      unique (browser_hash, contributor_id, section_key)
    );
    create index on unsent_forms (return_id);
    create index on unsent_forms (partnership_id);
    create index on unsent_forms (contributor_id);
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`drop table unsent_forms`)
}
