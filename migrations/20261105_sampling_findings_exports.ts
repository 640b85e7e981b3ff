import type { Knex } from 'knex'

/** Dip samples and their reviews, findings, and exports. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table dip_samples (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      round_id bigint not null references rounds,
      name text not null,
      seed text not null,
      method jsonb not null,
      areas jsonb not null default '[]',
      population integer not null,
      frame jsonb not null default '{}',
      drawn_by text not null,
      drawn_at timestamptz not null default now()
    );
    create index on dip_samples (round_id, id);

    create table dip_sample_members (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      sample_id bigint not null references dip_samples,
      round_id bigint not null references rounds,
      return_id bigint not null references returns,
      position integer not null,
      stratum text not null,
      reason text not null,
      requested_at timestamptz,
      request_due_at timestamptz,
      requests integer not null default 0,
      replaces_member_id bigint references dip_sample_members,
      replaced_at timestamptz,
      replaced_reason text,
      outcome text check (outcome in ('assured','partly_assured','not_assured','no_evidence')),
      outcome_note text not null default '',
      outcome_by text,
      outcome_at timestamptz,
      version integer not null default 1,
      unique (sample_id, return_id),
      check ((requested_at is null) = (request_due_at is null)),
      check ((replaced_at is null) = (replaced_reason is null))
    );
    create index on dip_sample_members (return_id);
    create index on dip_sample_members (round_id);

    create table verdicts (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      member_id bigint not null references dip_sample_members,
      return_id bigint not null references returns,
      question_key text not null,
      verdict text not null check (verdict in ('agrees','partly','does_not_agree','cannot_tell','no_evidence')),
      note text not null default '',
      account_id bigint references accounts,
      reviewer_name text not null,
      at timestamptz not null default now(),
      version integer not null default 1,
      unique (member_id, question_key)
    );

    create table findings (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      round_id bigint not null references rounds,
      area_key text not null,
      kind text not null check (kind in ('strength','development','clarification','good_practice')),
      statement text not null,
      population text not null check (population in ('completed','sampled','reviewed')),
      question_keys text[] not null,
      counted_values jsonb not null default '[]',
      n integer not null,
      of integer not null,
      counted_at timestamptz not null default now(),
      position integer not null default 0,
      created_by text not null,
      changed_by text not null default '',
      version integer not null default 1,
      check (n >= 0 and n <= of)
    );
    create index on findings (round_id, area_key, position);

    create table exports (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      round_id bigint not null references rounds,
      kind text not null check (kind in ('workbook')),
      status text not null default 'pending' check (status in ('pending','building','ready','failed')),
      job_run_id bigint references job_runs,
      requested_by text not null,
      account_id bigint references accounts,
      storage_key text,
      file_name text,
      bytes bigint,
      sha256 text,
      error text,
      created_at timestamptz not null default now(),
      ready_at timestamptz,
      expires_at timestamptz
    );
    create index on exports (round_id, id desc);
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`drop table exports, findings, verdicts, dip_sample_members, dip_samples`)
}
