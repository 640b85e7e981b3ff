import type { Knex } from 'knex'

/** Who is given the links of a round, as staff chose before they were issued: the DSL, the head, or both. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`alter table rounds add column links_go_to text not null default 'dsl' check (links_go_to in ('dsl', 'head', 'both'))`)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`alter table rounds drop column links_go_to`)
}
