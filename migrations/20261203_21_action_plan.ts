import type { Knex } from 'knex'

/**
 * What an establishment says of how far the actions of its answers are, through the year. The action itself stands in the answer and
 * nowhere else: a note names the questions that it served, and what it said then. What was said is only added to.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table action_plan_notes (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      return_id bigint not null,
      question_keys text[] not null check (cardinality(question_keys) > 0),
      what text not null,
      state_after text not null check (state_after in ('not_started','under_way','done','not_needed')),
      note text not null,
      contributor_id bigint not null references contributors,
      by_name text not null,
      at timestamptz not null default now(),
      foreign key (return_id, partnership_id) references returns (id, partnership_id)
    );
    create index on action_plan_notes (return_id);
    create trigger action_plan_notes_append_only before update on action_plan_notes for each row execute function refuse_change();
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`drop table action_plan_notes`)
}
