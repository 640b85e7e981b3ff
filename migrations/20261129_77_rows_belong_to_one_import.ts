import type { Knex } from 'knex'

/**
 * A row of a preview belongs to an import of its own partnership: one key for both, where there were two. Looking each of 65,000 rows
 * up twice took as long as writing them.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table register_imports add constraint register_imports_of_partnership unique (id, partnership_id);
    alter table register_import_rows drop constraint register_import_rows_partnership_id_fkey, drop constraint register_import_rows_import_id_fkey,
      add constraint register_import_rows_import_id_fkey
        foreign key (import_id, partnership_id) references register_imports (id, partnership_id) on delete cascade;
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table register_import_rows drop constraint register_import_rows_import_id_fkey,
      add constraint register_import_rows_import_id_fkey foreign key (import_id) references register_imports on delete cascade,
      add constraint register_import_rows_partnership_id_fkey foreign key (partnership_id) references partnerships;
    alter table register_imports drop constraint register_imports_of_partnership;
  `)
}
