import type { Knex } from 'knex'

/**
 * An answer to every establishment of a round: what is drafted for it from the data, what staff add, and what the establishment read,
 * acknowledged and replied. It is kept as it was sent.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table round_feedback (
      round_id bigint primary key references rounds on delete cascade,
      partnership_id bigint not null references partnerships,
      opening text not null default '',
      next_year text not null default '',
      next_steps text not null default '',
      written_by text not null,
      written_at timestamptz not null default now(),
      version integer not null default 1
    );
    create index on round_feedback (partnership_id);

    create table feedback (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      round_id bigint not null references rounds,
      return_id bigint not null unique references returns on delete cascade,
      content jsonb not null,
      return_version integer not null,
      drafted_by text not null,
      drafted_at timestamptz not null default now(),
      remark text not null default '',
      written_by text,
      written_at timestamptz,
      version integer not null default 1,
      -- The texts of the round as they were when it was sent.
      said jsonb,
      sent_by text,
      sent_at timestamptz,
      nonce bytea,
      token_hash bytea unique,
      acknowledged_by text,
      acknowledged_at timestamptz,
      check ((sent_at is null) = (said is null)),
      check ((sent_at is null) = (token_hash is null)),
      check ((acknowledged_at is null) = (acknowledged_by is null)),
      check (acknowledged_at is null or sent_at is not null)
    );
    create index on feedback (round_id, return_id);
    create index on feedback (partnership_id);

    create table feedback_replies (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      feedback_id bigint not null references feedback on delete cascade,
      body text not null,
      by_name text not null,
      at timestamptz not null default now()
    );
    create index on feedback_replies (feedback_id);
    create index on feedback_replies (partnership_id);
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`drop table feedback_replies, feedback, round_feedback`)
}
