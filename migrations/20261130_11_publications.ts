import type { Knex } from 'knex'

/**
 * What has left the office: what it said, as data, and the page as it was made then. A row is written once and only ever withdrawn.
 * Its name stands in its public address, so it stays when the round is given another code.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table publications (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      round_id bigint not null references rounds,
      kind text not null,
      name text not null,
      number integer not null check (number > 0),
      content jsonb not null,
      content_sha256 text not null,
      html text not null,
      published_at timestamptz not null default now(),
      published_by text not null,
      withdrawn_at timestamptz,
      withdrawn_by text,
      withdrawn_reason text,
      constraint publications_of_name unique (partnership_id, name, number),
      constraint publications_of_round unique (round_id, kind, number),
      check ((withdrawn_at is null) = (withdrawn_by is null)),
      check ((withdrawn_at is null) = (withdrawn_reason is null))
    );
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`drop table publications`)
}
