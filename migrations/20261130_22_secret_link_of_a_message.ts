import type { Knex } from 'knex'

/**
 * A letter may hold a secret link that is neither an audit link nor one of an account: the feature that made it says where it leads
 * (`secret_link_path`), and takes its nonce away when the link ends, so that nobody can make the link from the letter any more.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table messages add column secret_link_path text, add column secret_link_nonce bytea,
      add check (secret_link_nonce is null or secret_link_path is not null);
    create index messages_with_secret_link on messages (secret_link_nonce) where secret_link_nonce is not null;
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`alter table messages drop column secret_link_path, drop column secret_link_nonce`)
}
