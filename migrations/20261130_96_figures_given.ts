import type { Knex } from 'knex'

/** The numbers of what left the office otherwise than by a public page: what is published next is held against them. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table given_figures (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      round_id bigint not null references rounds,
      figures jsonb not null,
      given_at timestamptz not null default now()
    );
    create index on given_figures (round_id, id);
    create index on given_figures (partnership_id);
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`drop table given_figures`)
}
