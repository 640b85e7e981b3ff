import type { Knex } from 'knex'

/** What a school says of its actions makes a draft of its feedback an old one: how many are is counted anew. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create trigger action_plan_notes_insert_moves_counts after insert on action_plan_notes referencing new table as moved_rows
      for each statement execute function note_moved_rows('feedback');
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`drop trigger action_plan_notes_insert_moves_counts on action_plan_notes`)
}
