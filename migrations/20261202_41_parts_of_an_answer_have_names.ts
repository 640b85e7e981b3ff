import type { Knex } from 'knex'

/**
 * Answer, comment and action of one question are changed apart, so each has a name of its own: those of the parts that the last save left
 * as they were stand beside the name of who made it. Most answers have none. And where somebody chose their own text over another, it is
 * kept who is to be told, until they were.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table responses add column parts_by jsonb;
    alter table response_changes add column parts_by jsonb;

    create table chosen_over (
      id bigint generated always as identity primary key,
      return_id bigint not null,
      partnership_id bigint not null,
      question_key text not null,
      part text not null check (part in ('answer','comment','action')),
      -- Whose text it was: a contributor, or a member of staff who keyed it in.
      contributor_id bigint,
      by_name text not null,
      chosen_by text not null,
      at timestamptz not null default now(),
      seen_at timestamptz,
      foreign key (return_id, partnership_id) references returns (id, partnership_id)
    );
    create index on chosen_over (return_id) where seen_at is null;
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table chosen_over;
    alter table response_changes drop column parts_by;
    alter table responses drop column parts_by;
  `)
}
