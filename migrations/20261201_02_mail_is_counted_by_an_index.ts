import type { Knex } from 'knex'

/** Messages are counted by how far they came without reading them: each is a kilobyte, and there are as many as returns, several times over. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`create index messages_counted on messages (partnership_id, round_id, kind, status)`)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`drop index messages_counted`)
}
