import type { Knex } from 'knex'

/** Whether a question of a round was ever clarified, so that a section is opened by one statement where none was (decision 0048). */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table rounds add column has_clarifications boolean not null default false;
    update rounds set has_clarifications = true where exists (select from clarifications c where c.round_id = rounds.id);
    create function note_clarification() returns trigger language plpgsql as $$
    begin
      update rounds set has_clarifications = true where id = new.round_id and not has_clarifications;
      return null;
    end $$;
    create trigger clarification_noted after insert on clarifications for each row execute function note_clarification();
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop trigger clarification_noted on clarifications;
    drop function note_clarification();
    alter table rounds drop column has_clarifications;
  `)
}
