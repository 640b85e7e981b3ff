import type { Knex } from 'knex'

/**
 * A signature says how it is known whose it is, what was unusual about it, and what staff said of that. Of a code that was sent to an
 * address the number is kept from which it is derived with the program's secret, and not the code. Where staff go on without the board's signature, the reason is kept.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table sign_offs
      add column proof text not null default 'not_looked_at'
        check (proof in ('own_link', 'code', 'given_link', 'given_code', 'not_looked_at')),
      add column address text not null default '',
      add column unusual text[] not null default '{}',
      add column minute_reference text not null default '',
      add column meeting_on date,
      add column confirmed_at timestamptz,
      add column confirmed_by text not null default '',
      add column confirmed_note text not null default '';

    create table signature_codes (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      return_id bigint not null references returns,
      contributor_id bigint not null references contributors,
      role text not null check (role in ('head', 'chair', 'proprietor')),
      answers text not null,
      address text not null,
      is_given boolean not null,
      nonce bytea not null,
      tries integer not null default 0,
      made_at timestamptz not null default now(),
      expires_at timestamptz not null,
      used_at timestamptz
    );
    create index on signature_codes (return_id, contributor_id);
    create index on signature_codes (expires_at);

    create table signature_waivers (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      return_id bigint not null references returns,
      reason text not null,
      by_name text not null,
      at timestamptz not null default now(),
      withdrawn_at timestamptz
    );
    create unique index on signature_waivers (return_id) where withdrawn_at is null;`)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table signature_waivers, signature_codes;
    alter table sign_offs drop column proof, drop column address, drop column unusual, drop column minute_reference, drop column meeting_on,
      drop column confirmed_at, drop column confirmed_by, drop column confirmed_note;`)
}
