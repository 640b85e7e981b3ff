import type { Knex } from 'knex'

/** What was chosen of a round, and the key from which the codes in place of names are made: each partnership has its own. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table exports add column choice jsonb not null default '{}';
    create index on exports (account_id, id);
    alter table partnerships add column pseudonym_secret text not null default gen_random_uuid()::text || gen_random_uuid()::text;
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table partnerships drop pseudonym_secret;
    drop index exports_account_id_id_idx;
    alter table exports drop choice;
  `)
}
