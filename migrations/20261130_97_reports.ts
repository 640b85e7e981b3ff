import type { Knex } from 'knex'

/** Reports to the board of a round: what each says, as it stood when it was made, and its file for a word processor. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table reports (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      round_id bigint not null references rounds,
      audience text not null check (audience in ('covered','whole')),
      status text not null default 'pending' check (status in ('pending','building','ready','failed')),
      job_run_id bigint not null references job_runs,
      requested_by text not null,
      account_id bigint references accounts,
      -- All that it says, as data; null until it is ready.
      content jsonb,
      -- The numbers by which a page tells what has moved since.
      stamp jsonb,
      given_figures_id bigint references given_figures,
      storage_key text,
      file_name text,
      bytes bigint,
      sha256 text,
      error text,
      created_at timestamptz not null default now(),
      ready_at timestamptz,
      check ((status = 'ready') = (content is not null)),
      check ((status = 'ready') = (ready_at is not null))
    );
    create index on reports (round_id, id desc);
    create index on reports (partnership_id);
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`drop table reports`)
}
