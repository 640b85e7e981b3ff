import type { Knex } from 'knex'

/**
 * The main link that a link takes the place of once it is opened: a return is handed over to somebody whose address may be wrong, so the
 * link before works until the new one has been opened (decision 0067).
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table invitations add column takes_over_from bigint references invitations, add check (not main or takes_over_from is null);
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`alter table invitations drop column takes_over_from`)
}
