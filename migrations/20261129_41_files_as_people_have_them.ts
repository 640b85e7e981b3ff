import type { Knex } from 'knex'

/**
 * What a register file says of itself is kept with its import: the authorities that establishments moved to, what a spreadsheet did to
 * it, the rows that are given back. What an import changed is kept as it was, so that the last one can be undone.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table contact_file_lines rename to import_file_lines;

    alter table register_imports
      add column moved jsonb not null default '[]',
      add column remarks text[] not null default '{}',
      add column authorities_before integer[],
      add column authorities_after integer[],
      add column undone_at timestamptz,
      add column undone_by text,
      drop constraint register_imports_status_check,
      add constraint register_imports_status_check check (status in ('uploaded','previewed','applied','discarded','undone'));

    alter table register_import_rows
      add column cell text,
      add column was jsonb;
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table register_import_rows drop column cell, drop column was;
    update register_imports set status = 'discarded' where status = 'undone';
    alter table register_imports
      drop constraint register_imports_status_check,
      add constraint register_imports_status_check check (status in ('uploaded','previewed','applied','discarded')),
      drop column moved, drop column remarks, drop column authorities_before, drop column authorities_after, drop column undone_at,
      drop column undone_by;
    alter table import_file_lines rename to contact_file_lines;
  `)
}
