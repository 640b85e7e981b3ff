import type { Knex } from 'knex'

/**
 * An answer, and a text that it replaced, belongs to a return *of its partnership*: one key says what two said apart, and is stricter. A
 * save no longer looks up its partnership for each answer, and no longer takes a lock on that one row that all of its schools share.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table returns add constraint returns_of_partnership unique (id, partnership_id);
    alter table responses drop constraint responses_return_id_fkey, drop constraint responses_partnership_id_fkey,
      add constraint responses_return_id_fkey foreign key (return_id, partnership_id) references returns (id, partnership_id);
    alter table response_changes drop constraint response_changes_return_id_fkey, drop constraint response_changes_partnership_id_fkey,
      add constraint response_changes_return_id_fkey foreign key (return_id, partnership_id) references returns (id, partnership_id);
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table responses drop constraint responses_return_id_fkey,
      add constraint responses_return_id_fkey foreign key (return_id) references returns,
      add constraint responses_partnership_id_fkey foreign key (partnership_id) references partnerships;
    alter table response_changes drop constraint response_changes_return_id_fkey,
      add constraint response_changes_return_id_fkey foreign key (return_id) references returns,
      add constraint response_changes_partnership_id_fkey foreign key (partnership_id) references partnerships;
    alter table returns drop constraint returns_of_partnership;
  `)
}
