import type { Knex } from 'knex'

/** Tenants, the people who work in them, and the history of what anybody did. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table partnerships (
      id bigint generated always as identity primary key,
      code text not null unique check (code ~ '^[a-z0-9][a-z0-9-]{1,40}$'),
      name text not null,
      short_name text not null,
      la_codes integer[] not null default '{}',
      contact_name text not null default '',
      contact_email text not null default '',
      contact_phone text not null default '',
      concern_line text not null default '',
      demonstration boolean not null default false,
      created_at timestamptz not null default now()
    );

    create table accounts (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      email text not null check (email = lower(email)),
      name text not null,
      role text not null check (role in ('administrator','coordinator','reviewer','analyst','viewer')),
      password_hash text,
      totp_secret text,
      totp_last_step bigint,
      totp_confirmed_at timestamptz,
      totp_new_secret text,
      demonstration boolean not null default false,
      session_epoch integer not null default 1,
      disabled_at timestamptz,
      last_signed_in_at timestamptz,
      created_at timestamptz not null default now(),
      unique (partnership_id, email)
    );
    create index on accounts (email);

    create table account_recovery_codes (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      account_id bigint not null references accounts,
      code_hash bytea not null,
      used_at timestamptz
    );
    create index on account_recovery_codes (account_id);

    create table sign_in_links (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      account_id bigint not null references accounts,
      purpose text not null check (purpose in ('set_password','demonstration')),
      nonce bytea not null,
      token_hash bytea not null unique,
      expires_at timestamptz not null,
      used_at timestamptz,
      created_at timestamptz not null default now()
    );
    create index on sign_in_links (account_id);

    create table rate_limits (
      key varchar(255) primary key,
      points integer not null default 0,
      expire bigint
    );

    create table sessions (
      sid varchar not null primary key collate "default",
      sess json not null,
      expire timestamp(6) not null
    );
    create index sessions_expire on sessions (expire);

    create table events (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      at timestamptz not null default now(),
      actor_kind text not null check (actor_kind in ('staff','contributor','operator','system')),
      actor_id bigint,
      actor_name text not null,
      verb text not null check (verb ~ '^[a-z_]+\\.[a-z_]+$'),
      establishment_id bigint,
      round_id bigint,
      return_id bigint,
      details jsonb not null default '{}'
    );
    create index on events (partnership_id, id desc);
    create index on events (return_id, id) where return_id is not null;
    create index on events (round_id, id) where round_id is not null;
    create index on events (establishment_id, id) where establishment_id is not null;

    create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception 'rows of % are never changed or removed', tg_table_name using errcode = 'restrict_violation';
    end $$;
    create trigger events_append_only before update or delete on events
      for each row execute function refuse_change();

    create table request_keys (
      partnership_id bigint not null references partnerships,
      key uuid not null,
      purpose text not null,
      outcome jsonb,
      at timestamptz not null default now(),
      primary key (partnership_id, key)
    );

    create table job_runs (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      name text not null,
      title text not null,
      status text not null default 'queued' check (status in ('queued','running','done','failed')),
      done integer not null default 0,
      total integer,
      message text not null default '',
      error text,
      started_by text not null default '',
      next_text text not null default '',
      next_href text not null default '',
      created_at timestamptz not null default now(),
      started_at timestamptz,
      finished_at timestamptz
    );
    create index on job_runs (partnership_id, id desc);
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table job_runs, request_keys, events, sessions, rate_limits, sign_in_links, account_recovery_codes, accounts, partnerships;
    drop function refuse_change();
  `)
}
