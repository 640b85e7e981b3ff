import type { Knex } from 'knex'

/** A link may open some sections only, and may leave out signing. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table invitations add column sections text[] check (cardinality(sections) > 0),
      add column may_sign boolean not null default true,
      add check (not main or (sections is null and may_sign));
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`alter table invitations drop column sections, drop column may_sign`)
}
