import type { Knex } from 'knex'

/**
 * Every statement names its partnership. Of a round that is issued for the first time nothing is known of how many links there are,
 * and the one index of returns was joined with all links of the partnership, for every return again: an index has both.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create index invitations_of_return on invitations (return_id, partnership_id, id desc);
    drop index invitations_return_id_id_idx;
    create index messages_of_return on messages (return_id, partnership_id, id desc);
    drop index messages_return_id_id_idx;
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    create index invitations_return_id_id_idx on invitations (return_id, id desc);
    drop index invitations_of_return;
    create index messages_return_id_id_idx on messages (return_id, id desc);
    drop index messages_of_return;
  `)
}
