import type { Knex } from 'knex'

/** The date on a document is often known by its month alone: a day as before ('2026-09-14'), or a month ('2026-09'). */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table evidence alter column dated_on type text using to_char(dated_on, 'YYYY-MM-DD');
    alter table evidence add constraint evidence_dated_on check (dated_on ~ '^[0-9]{4}-[0-9]{2}(-[0-9]{2}){0,1}$');
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table evidence drop constraint evidence_dated_on;
    alter table evidence alter column dated_on type date using to_date(rpad(dated_on, 10, '-01'), 'YYYY-MM-DD');
  `)
}
