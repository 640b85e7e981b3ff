import type { Knex } from 'knex'

/**
 * A return that is sent back names the questions that are meant, with what the partnership says to each, and the day by which it is to
 * come again. Where it names none, as before this, all of it is open.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table returns
      add column returned_questions jsonb check (jsonb_typeof(returned_questions) = 'array'),
      add column returned_due_on date`)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`alter table returns drop column returned_questions, drop column returned_due_on`)
}
