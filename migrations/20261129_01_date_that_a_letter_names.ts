import type { Knex } from 'knex'

/** A letter that names a date by which a return is due says which, so that it can be told when the date has moved since. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`alter table messages add column due_at timestamptz`)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`alter table messages drop column due_at`)
}
