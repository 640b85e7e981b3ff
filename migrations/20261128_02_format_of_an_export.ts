import type { Knex } from 'knex'

/** Which formats there are is the program's to know: a new one needs no change of the database. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table exports drop constraint exports_kind_check;
    alter table exports rename column kind to format;
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table exports rename column format to kind;
    alter table exports add check (kind in ('workbook'));
  `)
}
