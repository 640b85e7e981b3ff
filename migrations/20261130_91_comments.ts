import type { Knex } from 'knex'

/**
 * What schools wrote in their own words, and the themes that people put it into. `comments` has each text of a received return once, as
 * it stands, with the words that it is found by; `taken` says which state of the return they were taken from, and is the `moved` of
 * `return_answers` when nothing has changed since. A text that changes has another version: what was coded of the one before is asked
 * again. A comment that is not `standing` was coded once and counts no more: its return was sent back, or the text is gone.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(String.raw`
    -- The words of a text of any length: an index takes none that is longer than a word can be.
    create function comment_words(given text) returns tsvector language sql immutable strict parallel safe cost 600 return
      array_to_tsvector(array_remove(string_to_array(regexp_replace(search_folded(left(given, 20000), true), '(\S{60})\S+', '\1', 'g'), ' '), ''));

    create table comment_rounds (
      round_id bigint primary key references rounds on delete cascade,
      partnership_id bigint not null references partnerships,
      taken bigint,
      texts bigint not null default 1,
      generation bigint not null default 1
    );
    create index on comment_rounds (partnership_id);

    create table comment_returns (
      return_id bigint primary key references returns on delete cascade,
      partnership_id bigint not null references partnerships,
      round_id bigint not null references rounds,
      taken bigint not null,
      completed boolean not null,
      phase text not null
    );
    create index on comment_returns (round_id);
    create index on comment_returns (partnership_id);

    create table comments (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      round_id bigint not null references rounds,
      return_id bigint not null references returns on delete cascade,
      section_key text not null,
      question_key text not null,
      source text not null check (source in ('answer','comment')),
      body text not null,
      -- What was coded, while a text that has changed since is not looked at yet.
      was text,
      standing boolean not null default true,
      version integer not null default 1,
      search tsvector not null generated always as (comment_words(body)) stored,
      unique (return_id, question_key, source)
    );
    create index on comments (round_id, id) where standing;
    create index on comments (round_id, question_key, id) where standing;
    create index on comments using gin (search);
    create index on comments (partnership_id);

    create table comment_themes (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      round_id bigint not null references rounds,
      name text not null,
      meaning text not null default '',
      created_by text not null,
      created_at timestamptz not null default now(),
      changed_by text not null,
      changed_at timestamptz not null default now(),
      version integer not null default 1
    );
    create unique index on comment_themes (round_id, lower(name));
    create index on comment_themes (partnership_id);

    -- One press of a button, so that it can be undone.
    create table coding_batches (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      round_id bigint not null references rounds,
      theme_id bigint not null references comment_themes on delete cascade,
      did text not null check (did in ('added','removed')),
      -- Of those that were removed: what stood there.
      codes jsonb not null default '[]',
      number integer not null,
      account_id bigint references accounts,
      by_name text not null,
      at timestamptz not null default now(),
      undone_at timestamptz
    );
    create index on coding_batches (round_id, account_id, id);
    create index on coding_batches (theme_id);
    create index on coding_batches (partnership_id);

    create table comment_codes (
      id bigint generated always as identity unique,
      comment_id bigint not null references comments on delete cascade,
      theme_id bigint not null references comment_themes on delete cascade,
      partnership_id bigint not null references partnerships,
      comment_version integer not null,
      batch_id bigint references coding_batches on delete set null,
      coded_by text not null,
      coded_at timestamptz not null default now(),
      primary key (comment_id, theme_id)
    );
    create index on comment_codes (theme_id, comment_id);
    create index on comment_codes (batch_id);
    create index on comment_codes (partnership_id);

    create table quotations (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      round_id bigint not null references rounds,
      comment_id bigint not null references comments on delete cascade,
      comment_version integer not null,
      theme_id bigint references comment_themes on delete set null,
      original text not null,
      body text not null,
      -- Words that a person said are no names, with who said so and when.
      not_names jsonb not null default '[]',
      picked_by text not null,
      picked_at timestamptz not null default now(),
      edited_by text,
      edited_at timestamptz,
      approved_by text,
      approved_at timestamptz,
      version integer not null default 1,
      check ((edited_at is null) = (edited_by is null)),
      check ((approved_at is null) = (approved_by is null)),
      check (approved_at is null or edited_at is not null)
    );
    create index on quotations (round_id, id);
    create index on quotations (comment_id);
    create index on quotations (theme_id);
    create index on quotations (partnership_id);
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table quotations, comment_codes, coding_batches, comment_themes, comments, comment_returns, comment_rounds;
    drop function comment_words(text);
  `)
}
