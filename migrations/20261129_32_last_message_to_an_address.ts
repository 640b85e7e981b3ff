import type { Knex } from 'knex'

/** Wherever an address stands, pages say what became of the last message to it: one look into this index for each. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`create index messages_to on messages (partnership_id, to_email, id desc)`)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`drop index messages_to`)
}
