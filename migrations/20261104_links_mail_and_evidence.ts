import type { Knex } from 'knex'

/** Audit links, the people who came by them, the outbox, evidence, extensions and chases. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table invitations (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      return_id bigint not null references returns,
      contact_id bigint references contacts,
      name text not null,
      email text not null,
      role text not null,
      main boolean not null default false,
      nonce bytea not null,
      token_hash bytea not null unique,
      issued_at timestamptz not null default now(),
      issued_by text not null,
      first_opened_at timestamptz,
      last_opened_at timestamptz,
      revoked_at timestamptz,
      revoked_reason text
    );
    create index on invitations (return_id, id desc);
    create unique index invitations_one_main on invitations (return_id) where main and revoked_at is null;
    create index on invitations (partnership_id, email);

    create table contributors (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      return_id bigint not null references returns,
      invitation_id bigint not null references invitations,
      name text not null,
      role text not null check (role in ('head','dsl','deputy_dsl','chair','proprietor','link_governor','business_manager','other')),
      job_title text not null default '',
      entered_at timestamptz not null default now(),
      last_seen_at timestamptz not null default now()
    );
    create index on contributors (return_id);

    create table messages (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      key text not null,
      kind text not null check (kind in ('invitation','resend','extension','receipt','evidence_request','outcome','reminder','returned','sign_in','set_password')),
      round_id bigint references rounds,
      return_id bigint references returns,
      invitation_id bigint references invitations,
      sign_in_link_id bigint references sign_in_links,
      to_name text not null,
      to_email text not null,
      subject text not null,
      body text not null,
      message_id text not null unique,
      status text not null default 'queued' check (status in ('queued','sending','sent','failed')),
      driver text,
      attempts integer not null default 0,
      claimed_at timestamptz,
      provider_response text,
      error text,
      created_at timestamptz not null default now(),
      -- When it was written, or when staff last said to try it again.
      queued_at timestamptz not null default now(),
      sent_at timestamptz,
      unique (partnership_id, key)
    );
    create index on messages (partnership_id, id desc);
    create index on messages (return_id, id desc);
    create index on messages (status, id) where status in ('queued','sending');

    create table evidence (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      return_id bigint not null references returns,
      original_name text not null,
      media_type text not null,
      bytes bigint not null,
      sha256 text not null,
      storage_key text not null unique,
      received_via text not null check (received_via in ('online','email')),
      received_on date not null,
      dated_on date,
      note text not null default '',
      contributor_id bigint,
      by_name text not null,
      created_at timestamptz not null default now(),
      removed_at timestamptz,
      removed_by text
    );
    create index on evidence (return_id, id);

    create table evidence_questions (
      evidence_id bigint not null references evidence,
      partnership_id bigint not null references partnerships,
      return_id bigint not null references returns,
      question_key text not null,
      primary key (evidence_id, question_key)
    );
    create index on evidence_questions (return_id, question_key);

    create table extension_batches (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      round_id bigint not null references rounds,
      to_due_at timestamptz not null,
      reason_code text not null,
      reason text not null default '',
      granted integer not null,
      refused jsonb not null default '[]',
      granted_by text not null,
      granted_at timestamptz not null default now()
    );

    create table extensions (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      round_id bigint not null references rounds,
      return_id bigint not null references returns,
      batch_id bigint not null references extension_batches,
      from_due_at timestamptz not null,
      to_due_at timestamptz not null,
      reason_code text not null,
      reason text not null default '',
      granted_by text not null,
      granted_at timestamptz not null default now(),
      unique (batch_id, return_id),
      check (to_due_at > from_due_at)
    );
    create index on extensions (return_id, id);
    create index on extensions (round_id, id);

    create table chases (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      round_id bigint not null references rounds,
      return_id bigint not null references returns,
      kind text not null check (kind in ('reminder','call','letter','email')),
      at timestamptz not null default now(),
      by_name text not null,
      said text not null default '',
      next_on date,
      message_id bigint references messages
    );
    create index on chases (return_id, id);
    create index on chases (round_id, id);
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table chases, extensions, extension_batches, evidence_questions, evidence, messages, contributors, invitations
  `)
}
