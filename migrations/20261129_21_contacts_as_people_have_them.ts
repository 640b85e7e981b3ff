import type { Knex } from 'knex'

/**
 * A file of contacts is kept cell by cell while it is a preview: words that a partnership explains change what it would do, and
 * rows that are left out are given back. A row may name several people, and two may share a post.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table contact_file_lines (
      import_id bigint not null references register_imports on delete cascade,
      partnership_id bigint not null references partnerships,
      line integer not null,
      cells jsonb not null,
      primary key (import_id, line)
    );

    -- What a partnership said that a role or a heading means. Roles: 'head', 'head dsl'; '' for rows to be left out.
    create table contact_words (
      partnership_id bigint not null references partnerships,
      kind text not null check (kind in ('role','heading')),
      word text not null,
      meaning text not null,
      explained_by text not null,
      explained_at timestamptz not null default now(),
      primary key (partnership_id, kind, word)
    );

    alter table register_imports
      add column planned_on date,
      add column revision integer not null default 1,
      add column choices jsonb not null default '{}',
      add column asked jsonb not null default '{}';

    alter table register_import_rows
      add column part integer not null default 0,
      drop constraint register_import_rows_pkey,
      add primary key (import_id, line, part),
      drop constraint register_import_rows_change_check,
      add constraint register_import_rows_change_check
        check (change in ('new','changed','closed','converted','unchanged','unreadable','skipped'));

    alter table contacts add column main boolean not null default true;
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table contacts drop column main;
    delete from register_import_rows where part > 0 or change = 'skipped';
    alter table register_import_rows
      drop constraint register_import_rows_change_check,
      add constraint register_import_rows_change_check check (change in ('new','changed','closed','converted','unchanged','unreadable')),
      drop constraint register_import_rows_pkey,
      drop column part,
      add primary key (import_id, line);
    alter table register_imports drop column planned_on, drop column revision, drop column choices, drop column asked;
    drop table contact_words, contact_file_lines;
  `)
}
