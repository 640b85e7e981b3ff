import type { Knex } from 'knex'

/** The tables by group that are to be published of a round, and the earlier round with which a finding is held. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table group_tables (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      round_id bigint not null references rounds on delete cascade,
      what text not null check (what in ('answers','verdicts','outcome')),
      -- Blank for the outcome, which is about no question.
      question_key text not null,
      grouped_by text not null,
      added_by text not null,
      added_at timestamptz not null default now(),
      constraint group_tables_once unique (round_id, what, question_key, grouped_by),
      check ((what = 'outcome') = (question_key = ''))
    );
    create index on group_tables (partnership_id);
    alter table findings add column against_round_id bigint references rounds;
    create index on findings (against_round_id) where against_round_id is not null;
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table findings drop column against_round_id;
    drop table group_tables;
  `)
}
